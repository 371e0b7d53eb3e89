"""What is shown beside the options is proved too: emergencies, ways out of the scope."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline
from tests.proving import edited, planned, proof, proof_with
from tests.strategies import guideline

SHOWN = "properties/shown.yaml"
CORD = "when: cord_compression_signs in red_flag_symptoms"


@pytest.mark.parametrize(
    "name",
    ["cord_signs_are_an_emergency", "outside_the_scope_is_a_way_out", "no_way_out_within_the_scope"],
)
def test_what_a_plan_shows_is_proved_for_every_patient(name: str) -> None:
    """By the kinds of entries or by one of them."""
    assert "proved" == proof(guideline(), name).outcome


def test_a_patient_who_is_not_shown_an_emergency_is_found(tmp_path: Path) -> None:
    """A condition that waits for more holds the emergency back; the witness is planned to show it."""
    waits = (
        "recommendations/emergencies.yaml",
        "cord_compression_signs in red_flag_symptoms or",
        "(cord_compression_signs in red_flag_symptoms and m_category == M1) or",
    )
    found, rules = proof_with(tmp_path, "cord_signs_are_an_emergency", waits)
    assert "witness" == found.outcome, found.detail
    assert "emergency_cord_compression" not in {view.id for view in planned(tmp_path, found.record, rules).urgent}


def test_a_patient_who_is_sent_elsewhere_is_found(tmp_path: Path) -> None:
    """An exit that reaches into the scope is shown by a patient in scope."""
    wider = (
        SHOWN,
        "  options: {kinds: [exit]}\n  when: in_scope",
        "  options: {kinds: [exit]}\n  when: m_category == M1",
    )
    found, rules = proof_with(tmp_path, "no_way_out_within_the_scope", wider)
    assert "witness" == found.outcome, found.detail
    assert planned(tmp_path, found.record, rules).out_of_scope


def test_what_nobody_meets_proves_nothing(tmp_path: Path) -> None:
    """A property that says nothing is not called proved."""
    nobody = (SHOWN, CORD, f"{CORD} and m_category == M0 and m_category == M1")
    assert "undecided" == proof_with(tmp_path, "cord_signs_are_an_emergency", nobody)[0].outcome


def test_a_property_that_shows_none_of_the_day_proves_nothing(tmp_path: Path) -> None:
    """Options have a status, so none of them is merely shown."""
    none = (SHOWN, "options: {kinds: [exit]}\n  when: not", "options: {kinds: [drug]}\n  when: not")
    assert "undecided" == proof_with(tmp_path, "outside_the_scope_is_a_way_out", none)[0].outcome


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        pytest.param("id: emergency_cord_compression", "id: rfa", "'rfa' has a status", id="an option"),
        pytest.param(
            "check: never\n  options: {kinds: [drug]}",
            "check: never\n  options: {id: emergency_bleeding}",
            "'emergency_bleeding' has no status",
            id="an emergency",
        ),
        pytest.param(CORD, "when: own.drug_count > 1", "own.drug_count belongs to an option", id="a quantity"),
    ],
)
def test_a_check_that_does_not_fit_its_entry_is_refused(tmp_path: Path, right: str, wrong: str, what: str) -> None:
    """It would prove nothing."""
    with pytest.raises(GuidelineError) as caught:
        load_guideline(edited(tmp_path, (SHOWN, right, wrong)))
    assert any(what in problem.what for problem in caught.value.problems), str(caught.value)


def test_a_property_of_options_may_ask_whether_something_is_known(tmp_path: Path) -> None:
    """Nothing is supported on a value that is not there; where one drug asks for less, a patient shows it."""
    name = "no_drug_while_performance_status_is_unknown"
    assert "proved" == proof(guideline(), name).outcome
    other = (SHOWN, "not known(ecog_performance_status)", "not known(body_weight_kg)")
    assert "witness" == proof_with(tmp_path, name, other)[0].outcome
