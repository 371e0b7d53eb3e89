"""The report for clinicians and the page for patients: what comes first, what is folded, what is never dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sarcoguide.knowledge import Guideline
from sarcoguide.planning import Plan, compare, make_plan
from sarcoguide.record import read_record
from sarcoguide.record.changes import changed
from sarcoguide.report.clinician import clinician_page
from sarcoguide.report.difference import difference_page
from sarcoguide.report.explain import explain_page
from sarcoguide.report.patient import TOLD, patient_page
from sarcoguide.report.plain import to_text
from tests.helpers import plan_of, tiny
from tests.strategies import guideline

DAY = date(2025, 1, 10)
PATIENTS = sorted(guideline().patients)
GOOD = {"is_bicycle": True, "brakes_hold": True, "inspected": True, "tyre_pressure_bar": 2, "frame": "carbon"}


def squeezed(text: str) -> str:
    """Return a text without its line breaks, to look for sentences in it."""
    return " ".join(text.split())


def report(facts: dict[str, Any], as_of: date | None = None, **more: Any) -> str:
    """Return the clinician's report by the made-up guideline."""
    plan = plan_of(facts, as_of, **more)
    return to_text(clinician_page(plan, tiny().at(date.fromisoformat(plan.guideline.as_of))))


def packaged(patient: str) -> tuple[Plan, Guideline]:
    """Return the plan of an example patient by the packaged guideline."""
    rules = guideline()
    return make_plan(read_record(rules.patients[patient], rules), rules), rules


def faces(patient: str) -> dict[str, str]:
    """Return every text face of an example patient."""
    plan, rules = packaged(patient)
    edition = rules.at(date.fromisoformat(plan.guideline.as_of))
    pages = {
        "clinician": clinician_page(plan, edition),
        "patient": patient_page(plan, edition),
        "explain": explain_page(plan, edition, plan.options[0].id),
        "what if": difference_page(compare(plan, plan, {}), plan, edition),
    }
    return {name: squeezed(to_text(page)) for name, page in pages.items()}


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_face_shows_every_warning(patient: str) -> None:
    """In the clinician's words or, on the patient's page, in the patient's."""
    plan, _ = packaged(patient)
    for name, text in faces(patient).items():
        for warning in plan.warnings:
            said = [warning.says, warning.patient] if name == "patient" else [warning.says]
            assert any(squeezed(words) in text for words in said if words), (name, warning.id)


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_report_shows_every_option_and_every_question(patient: str) -> None:
    """Nothing is hidden: an option is in full, folded or at least named."""
    plan, _ = packaged(patient)
    text = faces(patient)["clinician"]
    if not plan.out_of_scope:
        assert [] == [option.id for option in plan.options if option.id not in text and not plan.urgent]
    assert [] == [question.fact for question in plan.missing if f"[{question.fact}]" not in text]


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_patient_page_shows_no_option_without_its_sentence(patient: str) -> None:
    """Options that are possible or open, in their own sentence; the clinician's sentence never."""
    plan, _ = packaged(patient)
    text = faces(patient)["patient"]
    for option in plan.options:
        if not plan.out_of_scope:
            assert (option.status in TOLD and bool(option.patient)) <= (squeezed(option.patient) in text)
        assert squeezed(option.says) not in text


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_patient_page_holds_no_survival_figure(patient: str) -> None:
    """No share of people and no span of life stands there."""
    text = faces(patient)["patient"]
    assert "%" not in text
    assert "hazard" not in text


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_report_is_never_wider_than_100_unless_a_word_is(patient: str) -> None:
    """It fits a terminal and a mail."""
    plan, rules = packaged(patient)
    lines = to_text(clinician_page(plan, rules.at(date.fromisoformat(plan.guideline.as_of)))).splitlines()
    assert [] == [line for line in lines if len(line) > 100 and " " in line.strip()]


def test_the_first_block_says_what_answers_as_of_when_and_who_reviewed_it() -> None:
    """Title, version, day, review, intended use."""
    head = squeezed("\n".join(report(GOOD).splitlines()[:6]))
    assert head.startswith("Repair of a bicycle at home, version 1.0.0, as of 10 Jan 2025")
    assert "Not yet reviewed by a clinician" in head
    assert "nobody should repair anything by it" in head


def test_content_past_its_review_date_says_so_and_is_shown() -> None:
    """Stale content still answers; the day before it is not stale."""
    fresh, stale = report(GOOD, date(2025, 12, 1)), report(GOOD, date(2028, 1, 1))
    assert "nothing is past its review date" in squeezed(fresh)
    assert "past their review date" in squeezed(stale)
    assert "[change_tyre] (past its review date" in squeezed(stale)


def test_the_headline_says_what_it_rests_on_and_what_would_change_it() -> None:
    """Facts with their words; a single change in words."""
    text = report(GOOD)
    assert "STATE: worn [ride_state]" in text
    assert "Brakes hold: yes" in text
    assert "unsafe if Brakes hold: no" in text


def test_an_unknown_headline_has_its_own_word_and_the_facts_that_are_missing() -> None:
    """Nobody inspected it: unclear, not safe."""
    text = report({**GOOD, "tyre_pressure_bar": 4, "inspected": False})
    assert "STATE: unclear" in text
    assert "Nobody has inspected it" in text


def test_an_emergency_comes_first_and_folds_the_rest() -> None:
    """Options are named with their status, without their sources; without the emergency they are printed in full."""
    urgent, calm = report({**GOOD, "brakes_hold": False}), report(GOOD)
    assert urgent.index("URGENT") < urgent.index("State: unsafe") < urgent.index("[change_tyre]")
    assert "Strength" not in urgent
    assert "URGENT" not in calm
    assert "Strength" in calm


def test_outside_the_scope_only_the_way_out_is_printed() -> None:
    """No option, and where to turn."""
    text = report({"is_bicycle": False, "brakes_hold": True})
    assert "Turn to       Ask a garage." in text
    assert "OPTIONS" not in text
    assert "change_tyre" not in text


def test_what_is_not_indicated_is_told_in_one_line_with_its_reason() -> None:
    """It does not take the room of what is."""
    assert "– not indicated  rent_another: State: worn (needed: unsafe)" in report(GOOD)


def test_an_excluded_option_says_what_would_have_to_be_different() -> None:
    """As a single change in words."""
    text = report({**GOOD, "load_kg": 90}, date(2025, 1, 10))
    assert "⊘ excluded  New tyre [change_tyre]" in text
    assert "To change it  Load at most 80 kg" in text


def test_an_option_that_waits_asks_its_question_and_says_where_the_answer_goes() -> None:
    """The name stands beside the question."""
    assert "Ask first     Does it wobble? [wobbles]" in report(GOOD)


def test_a_note_of_several_options_is_printed_once() -> None:
    """With the first of the options it speaks of."""
    plan, _ = packaged("F_LIM")
    text = faces("F_LIM")["clinician"]
    notes = {note.says for option in plan.options for note in option.notes}
    assert [] == [says for says in notes if text.count(squeezed(says)) > 1]


def test_the_first_option_explained_shows_true_false_and_unknown() -> None:
    """The tree has a mark for each truth value, and the patient's own values."""
    plan = plan_of({**GOOD, "load_kg": 90, "second_hand": False})
    text = to_text(explain_page(plan, tiny().at(DAY), "change_tyre"))
    assert "✓ true Load above 80 kg: 90 kg" in text
    assert "✗ false Second hand: no" in text
    assert "? unknown" in text
    assert "would turn if: Load at most 80 kg" in text


def test_what_does_not_apply_is_marked_so_in_the_tree() -> None:
    """Not applicable is not the same as unknown."""
    plan = packaged("F_LIM")[0]
    edition = guideline().at(date.fromisoformat(plan.guideline.as_of))
    pages = [to_text(explain_page(plan, edition, option.id)) for option in plan.options]
    assert any("– not applicable" in page for page in pages)


def test_the_reason_tree_of_a_value_that_is_too_old_shows_what_it_was_worked_out_from() -> None:
    """Poor kidneys of long ago still exclude; the clearance below that reason is the one of then, the other unknown."""
    old = {"value": 300, "date": date(2025, 1, 1)}
    changes = {"creatinine_umol_l": old, "creatinine_clearance_ml_min": None, "body_weight_kg": 70}
    rules = guideline()
    record = read_record(changed(rules.patients["F_LIM"].data, changes, rules), rules)
    plan = make_plan(record, rules)
    assert ("creatinine_clearance_ml_min",) == tuple(trace.name for trace in plan.definitions_with_stale)
    page = squeezed(to_text(explain_page(plan, rules.at(record.assessment_date), "doxorubicin_ifosfamide", record)))
    assert "Serum creatinine: 300 umol/L (1 Jan 2025)" in page
    assert "Creatinine clearance below 40 mL/min: 19.9678 mL/min" in page
