"""A status where two rules meet: values that are too old, licences on their days, a withdrawal, guards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.planning.model import OptionView
from sarcoguide.record import read_record
from sarcoguide.record.changes import changed
from tests.helpers import TINY, copy_of_tiny

REPAIRS = "recommendations/repairs.yaml"
FORCE = "  guards: [no_force_on_carbon]\n"
RUSTY = "    - {when: second_hand, because: The rim may be worn}\n"
BURST = "[{when: tyre_pressure_bar > 8, because: It would burst}]\n"
RENTED = "only_in: [{country: NL, from: 2020-01-01, because"
FLAT: dict[str, Any] = {"faults": ["flat_tyre"], "tyre_pressure_bar": None}
BENT: dict[str, Any] = {"faults": ["bent_wheel"], "frame": "aluminium"}


def option(folder: Path, name: str, as_of: date | None = None, **changes: Any) -> OptionView:
    """Return one option of the bicycle in good order, with some facts changed, by a guideline of one's own."""
    guideline = load_guideline(folder)
    record = read_record(changed(guideline.patients["B_GOOD"].data, changes), guideline)
    found = make_plan(record, guideline, as_of).option(name)
    assert found is not None
    return found


def pressure(bar: float, day: str) -> dict[str, Any]:
    return {"tyre_pressure_bar": {"value": bar, "date": day}}


@pytest.mark.parametrize(
    ("bar", "day", "status"),
    [
        pytest.param(9, "2025-01-09", "excluded", id="fresh and over"),
        pytest.param(9, "2024-06-01", "excluded", id="too old and over"),
        pytest.param(2, "2025-01-09", "supported", id="fresh and under"),
        pytest.param(2, "2024-06-01", "needs_information", id="too old and under"),
    ],
)
def test_a_value_that_is_too_old_still_excludes_but_never_clears(
    tmp_path: Path, bar: float, day: str, status: str
) -> None:
    """Exclusions are judged with and without what is too old."""
    folder = copy_of_tiny(tmp_path, (REPAIRS, FORCE, f"{FORCE}  unless: {BURST}"))
    assert status == option(folder, "straighten_wheel", **BENT, **pressure(bar, day)).status


@pytest.mark.parametrize(
    ("day", "status"),
    [pytest.param("2025-01-09", "discouraged", id="fresh"), pytest.param("2024-06-01", "supported", id="too old")],
)
def test_a_value_that_is_too_old_discourages_nothing(tmp_path: Path, day: str, status: str) -> None:
    """Only an exclusion counts what is too old; a discouragement is a check."""
    folder = copy_of_tiny(tmp_path, (REPAIRS, FORCE, f"{FORCE}  discouraged: {BURST}"))
    found = option(folder, "straighten_wheel", **BENT, **pressure(9, day))
    assert (status, status == "supported") == (found.status, any("burst" in line for line in found.open_checks))


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        pytest.param("2021-02-28", "unavailable", id="the day before the licence"),
        pytest.param("2021-03-01", "supported", id="its first day"),
        pytest.param("2024-12-31", "supported", id="its last day"),
        pytest.param("2025-01-01", "unavailable", id="the first day without it"),
    ],
)
def test_a_licence_holds_from_its_first_day_until_the_day_it_ends(tmp_path: Path, as_of: str, status: str) -> None:
    """`from` is the first day on which it can be had there, `until` the first on which it no longer can."""
    dated = RENTED.replace("2020-01-01", "2021-03-01, until: 2025-01-01")
    folder = copy_of_tiny(tmp_path, (REPAIRS, RENTED, dated))
    day = date.fromisoformat(as_of)
    assert status == option(folder, "rent_another", day, brakes_hold=False, country="NL").status


def test_without_any_licence_in_force_the_country_is_not_asked_for(tmp_path: Path) -> None:
    """No answer would make it available."""
    folder = copy_of_tiny(tmp_path, (REPAIRS, RENTED, RENTED.replace("2020", "2024")))
    found = option(folder, "rent_another", date(2023, 12, 31), brakes_hold=False, country=None)
    assert ("unavailable", ()) == (found.status, found.missing)


def test_what_was_withdrawn_is_unavailable_also_where_it_is_not_indicated() -> None:
    """The withdrawal is told to everybody who looks it up."""
    assert "not_indicated" == option(TINY, "straighten_wheel", date(2025, 6, 30)).status
    assert "unavailable" == option(TINY, "straighten_wheel", date(2025, 7, 1)).status


def test_what_is_licensed_elsewhere_alone_is_told_only_to_those_for_whom_it_is_meant() -> None:
    """Somebody else would look for it in vain; a patient of whom it is not known yet is told."""
    assert "unavailable" == option(TINY, "rent_another", brakes_hold=False, country="DK").status
    assert "not_indicated" == option(TINY, "rent_another", brakes_hold=True, country="DK").status
    assert "unavailable" == option(TINY, "rent_another", brakes_hold=None, country="DK").status


def test_an_unknown_caution_never_holds_an_option_back(tmp_path: Path) -> None:
    """Not even one that is written to block."""
    folder = copy_of_tiny(tmp_path, (REPAIRS, RUSTY, RUSTY.replace("}", ", unknown: blocks}")))
    found = option(folder, "change_tyre", **FLAT, second_hand=None)
    assert ("supported", ()) == (found.status, found.missing)


def test_a_supportive_measure_that_harms_this_patient_is_excluded_before_a_regimen_is_planned(tmp_path: Path) -> None:
    """Exclusion wins: it does not wait for the regimen beside which the measure would be used."""
    unless = "  per: regimen\n  unless: [{when: second_hand, because: It is allergic to wiping}]\n"
    folder = copy_of_tiny(tmp_path, (REPAIRS, "  per: regimen\n", unless))
    assert "not_indicated" == option(folder, "wipe_afterwards", second_hand=False).status
    found = option(folder, "wipe_afterwards", second_hand=True)
    assert ("excluded", ("It is allergic to wiping",)) == (found.status, found.reasons)


def test_a_guard_without_sources_cites_those_of_each_option_that_inherits_it(tmp_path: Path) -> None:
    """The answer does not depend on which option was read first."""
    guard = "- {id: own_guard, unless: [{when: second_hand, because: It is worn}]}\n"
    folder = copy_of_tiny(
        tmp_path,
        ("guards.yaml", "", guard),
        (REPAIRS, "- id: change_tyre\n", "- id: change_tyre\n  guards: [own_guard]\n"),
        (REPAIRS, FORCE, "  guards: [no_force_on_carbon, own_guard]\n"),
    )
    cited = {
        name: [view.sources for view in option(folder, name).conditions if view.because == "It is worn"]
        for name in ("change_tyre", "straighten_wheel")
    }
    assert {"change_tyre": [("S1",)], "straighten_wheel": [("handbook",)]} == cited


def test_options_that_share_a_drug_are_judged_each_by_its_own_dose(tmp_path: Path) -> None:
    """95 g and 10 g are over the limit of 100 g, 95 g and 3 g are not: one condition, judged for each option."""
    less = """
- id: grease_a_little
  kind: drug
  says: Grease it a little.
  when: squeaks
  drugs: [{drug: lithium_grease}]
  own: {grease_g: 3}
  intent: upkeep
  verb: may
  from: 2020-01-01
  sources: [{id: handbook}]
"""
    shown = "  entries: [ask_a_mechanic"
    folder = copy_of_tiny(
        tmp_path, ("regimens/greasing.yaml", "", less), ("cases/cases.yaml", shown, f"{shown}, grease_a_little")
    )
    facts: dict[str, Any] = {
        "squeaks": True,
        "complaints": ["squeaks"],
        "grease_ledger": [{"grease": "lithium", "amount_g": 95}],
    }
    statuses = {name: option(folder, name, **facts).status for name in ("grease_bearing", "grease_a_little")}
    assert {"grease_bearing": "excluded", "grease_a_little": "supported"} == statuses


def test_outside_the_scope_no_option_counts_as_a_line_of_the_plan() -> None:
    """Only what is shown there names its statements; an exclusion that is not printed does not."""
    guideline = load_guideline(TINY)
    inside, outside = (
        make_plan(
            read_record(changed(guideline.patients["B_GOOD"].data, {"brakes_hold": False, **more}), guideline),
            guideline,
        )
        for more in ({}, {"is_bicycle": False})
    )
    assert ("excluded", "excluded") == tuple(
        found.status for plan in (inside, outside) if (found := plan.option("change_tyre")) is not None
    )
    assert (("S1",), ()) == (inside.statements, outside.statements)


def test_a_definition_that_begins_later_is_unknown_and_says_so(tmp_path: Path) -> None:
    """An option that reads it waits; nothing is taken from the later day."""
    later = (
        "definitions/state.yaml",
        "  expression: tyre_pressure_bar < 2\n  sources: [{id: S1}]\n  from: 2020-01-01\n",
    )
    folder = copy_of_tiny(tmp_path, (*later, later[1].replace("2020-01-01", "2022-01-01")))
    day = date(2021, 1, 1)
    found = option(folder, "change_tyre", day, tyre_pressure_bar=1)
    assert "needs_information" == found.status
    assert "not defined on this day" in [part.because for part in found.trace.walk()]
