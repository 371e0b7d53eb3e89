"""Figures of outlook stand on the faces for clinicians, and on no page for patients."""

from __future__ import annotations

import re

import pytest

from sarcoguide.report import words
from sarcoguide.report.outlook import parts
from tests.report.faces import example, faces, squeezed
from tests.strategies import guideline

PATIENTS = ("F_SYNC", "F_LIM", "F_FRAIL")


@pytest.mark.parametrize("patient", PATIENTS)
def test_clinicians_read_every_figure_that_may_fit_with_its_people_and_years(patient: str) -> None:
    """The page has the others too; on paper they are counted."""
    shown = example(patient)
    assert shown.plan.outlook is not None
    said = faces(shown)
    for part in parts(shown.plan.outlook):
        for row in part.rows:
            line = squeezed(f"{row.people}. {row.found}")
            assert line in said["clinician, HTML"], row
            assert (line in said["clinician, text"]) == (part.like is not False), row
        if part.like is False:
            assert words.OUTLOOK_OTHERS.format(count=len(part.rows)) in said["clinician, text"]


@pytest.mark.parametrize("patient", PATIENTS)
def test_factors_stand_once_with_the_values_of_the_patient(patient: str) -> None:
    """They stand under 'Outlook' and not again among what is good to know."""
    shown = example(patient)
    assert shown.plan.outlook is not None
    notes = [note for note in shown.plan.information if note.id in shown.plan.outlook.factors]
    assert notes
    for face in ("clinician, text", "clinician, HTML"):
        said = faces(shown)[face]
        assert [1] * len(notes) == [said.count(squeezed(note.says)) for note in notes]


@pytest.mark.parametrize("patient", sorted(guideline().patients))
def test_no_page_for_patients_holds_a_figure_of_outlook(patient: str) -> None:
    """Whatever the record: neither a figure nor the people it was counted in."""
    shown = example(patient)
    said = {face: text for face, text in faces(shown).items() if face.startswith("patient")}
    rows = [row for part in parts(shown.plan.outlook) for row in part.rows] if shown.plan.outlook is not None else []
    assert [] == [row for row in rows for text in said.values() if row.people in text or row.found in text]
    assert [] == [text for text in said.values() if re.search(r"surviv\w* (?:is|was|of) \d", text)]


def test_no_figure_stands_outside_metastatic_disease() -> None:
    """The plan has none, and neither face for clinicians has its heading."""
    shown = example("F_M0")
    assert shown.plan.outlook is None
    assert words.OUTLOOK_HINT not in faces(shown)["clinician, HTML"]


def test_a_figure_that_was_not_read_is_named_without_a_number() -> None:
    """The entry stays, so that nobody looks for it in vain."""
    shown = example("F_DIS")
    assert shown.plan.outlook is not None
    found = [
        row.found for part in parts(shown.plan.outlook) for row in part.rows if words.OUTLOOK_NOT_READ in row.found
    ]
    assert [f"Median survival: {words.OUTLOOK_NOT_READ}"] == found
