"""What many options wait for is told once, and no option is dropped for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sarcoguide.planning import make_plan
from sarcoguide.planning.model import OptionView, Plan
from sarcoguide.report.clinician import clinician_page
from sarcoguide.report.patient import patient_page
from sarcoguide.report.plain import to_text
from sarcoguide.report.waiting import MANY, awaited, waits_for
from tests.strategies import guideline, read

AGE_ALONE = {"patient_age_years": 45}
EMERGENCY_ALONE = {"red_flag_symptoms": ["cord_compression_signs"]}


def plan_with(facts: Mapping[str, object]) -> Plan:
    """Return the plan of a record that holds these facts and no other."""
    return make_plan(read({"id": "P", "assessment_date": "2026-11-22", "facts": facts}), guideline())


def said(facts: Mapping[str, object], for_patient: bool = False) -> str:
    """Return the page of such a record as one line."""
    plan = plan_with(facts)
    edition = guideline().at(date.fromisoformat(plan.guideline.as_of))
    page = patient_page(plan, edition) if for_patient else clinician_page(plan, edition)
    return " ".join(to_text(page).split())


def waiting(plan: Plan, name: str) -> list[OptionView]:
    """Return the options that wait for one fact alone."""
    return [option for option in plan.options if waits_for(option, name)]


def test_a_fact_that_most_options_wait_for_is_found() -> None:
    """With an age alone it is the type of tumour."""
    plan = plan_with(AGE_ALONE)
    assert awaited(plan.options) == "histology"
    assert len(waiting(plan, "histology")) >= MANY


def test_options_that_wait_for_different_facts_share_none() -> None:
    """With type and spread the answers that are needed differ from option to option."""
    plan = plan_with({**AGE_ALONE, "histology": "ups", "m_category": "M1"})
    assert awaited(plan.options) == ""


def test_fewer_options_than_the_limit_share_none() -> None:
    """A short list is told in full."""
    plan = plan_with(AGE_ALONE)
    few = waiting(plan, "histology")
    assert awaited(few[: MANY - 1]) == ""
    assert awaited(few[:MANY]) == "histology"


def test_the_shared_question_is_asked_once_before_the_options() -> None:
    """It stands on top, and again only in the list of what to find out."""
    text = said(AGE_ALONE)
    assert text.count("What is the histological subtype? [histology]") == 2
    assert "Most options wait for one answer: What is the histological subtype? [histology]" in text


def test_an_emergency_names_what_waits_without_repeating_for_what() -> None:
    """Every option is still named with its id."""
    plan, text = plan_with(EMERGENCY_ALONE), said(EMERGENCY_ALONE)
    held = waiting(plan, "patient_age_years")
    assert f"{len(held)} options wait for one answer" in text
    assert [option.id for option in held if f"[{option.id}]" not in text] == []


def test_the_patient_is_told_once_what_the_team_needs_first() -> None:
    """Not with each line of the page."""
    text = said(AGE_ALONE, for_patient=True)
    assert text.count("Your team needs one answer first: Type of sarcoma.") == 1
    assert "Needed first: Type of sarcoma" not in text
