"""What spread can and cannot be is proved apart from how it is worked out; each sentence has a copy that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proving import Edit, known, planned, proof_with

SPREAD, STAGING = "definitions/spread.yaml", "definitions/staging.yaml"
ROWS = {
    "none": "- {when: m_category == M0, value: none,",
    "two": "- when: metastatic_organ_count >= 2\n",
    "settled": "    - {when: metastasis_confirmation == indeterminate, unknown: The deposits are not settled}\n",
    "undecided": "    - {when: indeterminate_deposit_present, unknown: A deposit in another place may be undecided}\n",
    "one": "- {when: metastatic_organ_count == 1, value: limited,",
}
CHEST = "    - {when: ct_chest not in staging_tests_done, value: incomplete, because: CT of the chest is missing}\n"
TWO_ORGANS = "when: spread == limited and size(metastatic_organs) >= 2"
COUNTED = "value: size(metastatic_organs), because"

#: Property, the value that its witness has, and the fault.
BROKEN: list[tuple[str, str | None, Edit]] = [
    (
        "none_only_without_metastasis",
        "none",
        (SPREAD, ROWS["none"], "- {when: not (known(m_category) and m_category == M1), value: none,"),
    ),
    ("limited_is_not_two_organs", "limited", (SPREAD, ROWS["two"], "- when: metastatic_organ_count >= 20\n")),
    (
        "limited_needs_an_organ",
        "limited",
        (SPREAD, ROWS["one"], "- {when: metastatic_organ_count <= 1, value: limited,"),
    ),
    (
        "disseminated_is_not_one_organ",
        "disseminated",
        (SPREAD, COUNTED, "value: 2 * size(metastatic_organs), because"),
    ),
    ("two_organs_are_disseminated", None, (SPREAD, ROWS["two"], "- when: metastatic_organ_count >= 3\n")),
    (
        "one_settled_organ_is_limited",
        None,
        (SPREAD, ROWS["one"], "- {when: metastatic_organ_count == 7, value: limited,"),
    ),
    ("limited_waits_for_undecided_organs", "limited", (SPREAD, ROWS["undecided"], "")),
    ("limited_waits_for_settled_deposits", "limited", (SPREAD, ROWS["settled"], "")),
    ("limited_waits_for_the_chest", "limited", (STAGING, CHEST, "")),
]


@pytest.mark.parametrize(("property_id", "value", "fault"), BROKEN, ids=[row[0] for row in BROKEN])
def test_spread_that_is_worked_out_wrongly_is_found_with_a_patient(
    property_id: str, value: str | None, fault: Edit, tmp_path: Path
) -> None:
    """The plan of the witness has the spread that the sentence rules out, and the record does not state it."""
    edits = [fault]
    if property_id == "limited_is_not_two_organs":
        edits.append((SPREAD, ROWS["one"], "- {when: metastatic_organ_count >= 1, value: limited,"))
    found, rules = proof_with(tmp_path, property_id, *edits)
    assert found.outcome == "witness", found.detail
    assert found.record is not None
    assert "spread" not in found.record["facts"]
    shown = known(planned(tmp_path, found.record, rules), "spread")
    if value is not None:
        assert value == shown
    else:
        assert shown != {"two_organs_are_disseminated": "disseminated"}.get(property_id, "limited")


def test_spread_without_metastasis_is_found_with_a_patient(tmp_path: Path) -> None:
    """It takes two slips: the count and the first row both forget the M category."""
    found, rules = proof_with(
        tmp_path,
        "spread_only_with_metastasis",
        (SPREAD, "range: [0, 40]\n  applies_when: m_category == M1", "range: [0, 40]"),
        (SPREAD, ROWS["none"], "- {when: known(m_category) and m_category == M0, value: none,"),
    )
    assert found.outcome == "witness", found.detail
    shown = planned(tmp_path, found.record, rules)
    assert known(shown, "spread") in ("limited", "disseminated")
    assert found.record is not None
    assert "M1" != found.record["facts"].get("m_category")


def test_a_value_that_nobody_can_have_is_named(tmp_path: Path) -> None:
    """When one organ already counts as two, limited is an empty group."""
    found, _ = proof_with(
        tmp_path,
        "spread_is_one_of_its_values",
        (SPREAD, ROWS["two"], "- when: metastatic_organ_count >= 1\n"),
    )
    assert ("undecided", "no confirmed patient for: spread limited") == (found.outcome, found.detail)


def test_unknown_that_nobody_can_have_is_named(tmp_path: Path) -> None:
    """A table that always answers hides that nobody knows."""
    found, _ = proof_with(
        tmp_path,
        "spread_is_one_of_its_values",
        (
            SPREAD,
            ROWS["none"],
            "- {when: known(m_category) and m_category == M1, value: limited, because: It is}\n"
            "    - {when: true, value: none, because: It is}\n    " + ROWS["none"],
        ),
    )
    assert "no confirmed patient for: spread disseminated, unknown" == found.detail


def test_an_impossible_part_proves_nothing(tmp_path: Path) -> None:
    """There are fewer than thirty organs, so nobody has thirty; that says nothing of spread."""
    found, _ = proof_with(
        tmp_path,
        "limited_is_not_two_organs",
        (
            "properties/general.yaml",
            "spread == limited and size(metastatic_organs) >= 2",
            "spread == limited and size(metastatic_organs) >= 30",
        ),
    )
    assert ("undecided", True) == (found.outcome, "size(metastatic_organs) >= 30" in found.detail)


def test_who_states_spread_is_not_spoken_of(tmp_path: Path) -> None:
    """Without `worked_out` a record that states limited spread beside two organs breaks the sentence."""
    found, _ = proof_with(
        tmp_path,
        "limited_is_not_two_organs",
        (
            "properties/general.yaml",
            f"{TWO_ORGANS}\n  worked_out: [spread, metastatic_organ_count]\n",
            f"{TWO_ORGANS}\n",
        ),
    )
    assert found.outcome == "witness", found.detail
    assert found.record is not None
    assert {"spread", "metastatic_organs"} <= found.record["facts"].keys()
