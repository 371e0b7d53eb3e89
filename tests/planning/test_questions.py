"""What should be found out next: layers, influence, burden, groups; and headlines, warnings, what-if, order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sarcoguide import load_guideline, plan, what_if
from sarcoguide.planning import Plan
from sarcoguide.record.changes import changed
from tests.helpers import copy_of_tiny
from tests.strategies import guideline


def plan_of(patient: str, **changes: Any) -> Plan:
    """Return the plan of an example patient with some facts changed."""
    return plan(changed(guideline().patients[patient].data, changes), guideline=guideline())


def bare(**facts: Any) -> Plan:
    """Return the plan of a record with nothing but these facts."""
    return plan({"id": "bare", "assessment_date": "2026-11-22", "facts": facts}, guideline=guideline())


def test_a_record_with_age_type_and_metastatic_asks_a_short_list_in_the_order_of_a_clinic() -> None:
    """Not two hundred questions: emergencies in one, then spread, then fitness; nothing that waits for those."""
    asked = bare(patient_age_years=60, histology="ups", m_category="M1").missing
    layers = list(dict.fromkeys(question.layer for question in asked))
    assert layers == sorted(layers, key=["emergency", "scope", "spread", "fitness", "options"].index)
    assert [question.fact for question in asked if question.layer == "emergency"] == ["red_flag_symptoms"]
    assert len({question.group for question in asked}) <= 12


def test_an_empty_record_asks_first_for_emergencies_and_then_who_it_is() -> None:
    """Unknown is asked, never assumed."""
    asked = bare().missing
    assert asked[0].fact == "red_flag_symptoms"
    assert {"patient_age_years", "histology", "m_category"} <= {question.fact for question in asked}


def test_outside_the_scope_nothing_but_the_emergency_question_is_asked() -> None:
    """Its counterpart inside the scope asks more."""
    outside = bare(patient_age_years=60, histology="gist", m_category="M1")
    assert [question.fact for question in outside.missing] == ["red_flag_symptoms"]
    assert outside.out_of_scope


def test_a_fact_with_more_options_waiting_is_asked_first_within_its_layer() -> None:
    """Influence is the number of options whose undecided reasons hold the fact."""
    asked = [question for question in plan_of("F_LIM").missing if question.layer == "options"]
    assert asked[0].fact == "metastases_resectable"
    groups = list(dict.fromkeys(question.group for question in asked))
    best = [max(question.influence for question in asked if question.group == group) for group in groups]
    assert best == sorted(best, reverse=True)


def test_of_two_facts_that_matter_alike_the_one_that_is_easier_to_get_is_asked_first(tmp_path: Path) -> None:
    """To ask the owner is less than to look, and that less than a workshop; the alphabet decides nothing."""
    brakes = "    - {when: not brakes_hold, because: It would be ridden without brakes}\n"
    three = "".join(
        f"    - {{when: {condition}, because: It is so}}\n"
        for condition in ("assembled_on > '2024-01-01'", "gears > 20", "second_hand")
    )
    assembled = (
        "- {name: assembled_on, label: Assembled on, question: When was it assembled?, type: date, subject: kind,"
        " burden: workshop}\n"
    )
    repairs = ("recommendations/repairs.yaml", brakes, brakes + three)
    folder = copy_of_tiny(tmp_path, repairs, ("facts/bicycle.yaml", "", assembled))
    bicycles = load_guideline(folder)
    flat = {"faults": ["flat_tyre"], "tyre_pressure_bar": None, "gears": None, "second_hand": None}
    asked = plan(changed(bicycles.patients["B_GOOD"].data, flat), guideline=bicycles).missing
    waited_for = [question.fact for question in asked if "change_tyre" in question.options]
    assert ["second_hand", "gears", "assembled_on"] == waited_for


@pytest.mark.parametrize("patient", guideline().patients)
def test_questions_that_are_asked_together_stand_together(patient: str) -> None:
    """One blood draw is one visit, whichever of its values is asked for early."""
    groups = [question.group for question in plan_of(patient).missing]
    assert [group for index, group in enumerate(groups) if group in groups[:index] and groups[index - 1] != group] == []


def test_a_question_never_comes_from_a_caution() -> None:
    """Every asked fact outside the early layers is one that an option waits for."""
    for patient in guideline().patients:
        answer = plan_of(patient)
        waited = {name for option in answer.options for name in option.missing}
        late = {question.fact for question in answer.missing if question.layer == "options"}
        assert late <= waited, patient


def test_the_first_headline_says_the_spread_with_its_word_its_reason_and_what_would_change_it() -> None:
    """Limited in one organ; undecided staging is not limited but indeterminate."""
    first = plan_of("F_LIM").headline[0]
    assert (first.fact, first.value, first.word) == ("spread", "limited", "limited")
    assert {change.to for change in first.would_change} >= {"none", "disseminated", "indeterminate"}
    undecided = plan_of("F_NOPRIM").headline[0]
    assert (undecided.value, undecided.word) == (None, "indeterminate")


def test_a_change_of_one_fact_shows_what_it_does_to_the_options() -> None:
    """What-if is the difference of two plans; no change is no difference."""
    record = guideline().patients["F_LIM"].data
    difference = what_if(record, {"metastases_resectable": True}, guideline=guideline())
    turned = {changed.id: (changed.before, changed.after) for changed in difference.options}
    assert turned["surgery_metastasectomy"] == ("needs_information", "supported")
    same = what_if(record, {}, guideline=guideline())
    assert (same.options, same.headline, same.asked_added, same.warnings_added) == ((), (), (), ())


def test_the_patients_priorities_reorder_and_hide_nothing() -> None:
    """The same options with the same statuses, in another order."""
    without, with_wish = plan_of("F_DIS"), plan_of("F_DIS", goals_of_care=["symptom_relief"])
    assert {o.id: o.status for o in without.options} == {o.id: o.status for o in with_wish.options}
    palliative = [o.id for o in with_wish.options if o.intent == "palliative" and o.status == "supported"]
    assert palliative.index("radiation_palliative") < palliative.index("doxorubicin")


def test_an_emergency_is_urgent_and_the_statuses_are_computed_all_the_same() -> None:
    """Its counterpart has no emergency."""
    urgent = plan_of("F_DIS", red_flag_symptoms=["cord_compression_signs"])
    assert urgent.urgent
    assert {o.status for o in urgent.options} > {"supported"}
    assert plan_of("F_DIS").urgent == ()


def test_content_past_its_review_date_still_runs_and_is_flagged() -> None:
    """Staleness belongs to the guideline of the day that answers."""
    record = guideline().patients["F_DIS"].data
    later = plan({**record, "assessment_date": date(2030, 1, 1)}, guideline=guideline())
    assert "stale_content" in [warning.id for warning in later.warnings]
    assert "doxorubicin" in later.guideline.stale
    assert plan_of("F_DIS").guideline.stale == ()


def test_every_plan_says_that_no_clinician_has_reviewed_the_content() -> None:
    """Until a named reviewer and a date stand in the guideline."""
    answer = plan_of("F_LIM")
    assert answer.guideline.reviewed is None
    assert "not_reviewed" in [warning.id for warning in answer.warnings]
