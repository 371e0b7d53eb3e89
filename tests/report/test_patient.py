"""The patient page: an emergency stands alone, and without one the options are there."""

from __future__ import annotations

from typing import Any

from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from sarcoguide.record.changes import changed
from sarcoguide.report import words
from sarcoguide.report.patient import patient_page
from sarcoguide.report.plain import to_text
from tests.strategies import guideline


def page(patient: str, **changes: Any) -> str:
    """Return the patient page of an example patient with some facts changed."""
    record = read_record(changed(guideline().patients[patient].data, changes), guideline())
    return to_text(patient_page(make_plan(record, guideline()), guideline().at(record.assessment_date)))


def test_an_emergency_replaces_the_list_of_options() -> None:
    """Nothing on the page may look as if it came before help."""
    urgent = page("F_DIS", red_flag_symptoms=["cord_compression_signs"])
    assert words.P_AFTER_URGENT in urgent
    assert words.P_POSSIBLE not in urgent
    assert words.P_WARNINGS in urgent


def test_without_an_emergency_the_options_are_there() -> None:
    """The counterpart: the same patient without the sign."""
    calm = page("F_DIS", red_flag_symptoms=[])
    assert words.P_AFTER_URGENT not in calm
    assert words.P_POSSIBLE in calm
