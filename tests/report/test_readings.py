"""Readings: where statements contradict each other or are silent, the report tells which reading was taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.knowledge.cases import Case
from sarcoguide.knowledge.reading_entries import Reading
from sarcoguide.planning import make_plan
from sarcoguide.report.clinician import clinician_page
from sarcoguide.report.plain import to_text
from sarcoguide.report.readings import readings_document
from sarcoguide.verify.cases import situation_of
from tests.faults import expect_fault
from tests.helpers import copy_of_tiny
from tests.strategies import guideline

READINGS = guideline().readings
TENSIONS, DECISIONS = 12, 22
ROW = "- {id: X1, kind: tension, question: How?, reading: So., statements: [S1], where: [change_tyre], "
TOLD = "patient: B_GOOD, told: three years}\n"


def report_of(patient: str, changes: dict[str, object]) -> str:
    """Return the report of an example patient, changed in some facts, on one line."""
    situation = situation_of(guideline(), Case(case="", patient=patient, changes=changes))
    plan = make_plan(situation.record, guideline(), situation.edition.as_of)
    return " ".join(to_text(clinician_page(plan, situation.edition)).split())


@pytest.mark.parametrize("reading", [one for one in READINGS if one.told], ids=lambda one: one.id)
def test_the_report_of_its_patient_tells_the_reading(reading: Reading) -> None:
    """In the words that the row names."""
    assert " ".join(reading.told.split()) in report_of(reading.patient, reading.changes)


@pytest.mark.parametrize(
    ("row", "changes"),
    [("X04", {}), ("X07", {}), ("D20", {}), ("X11", {"wants_statistics": "no"})],
)
def test_a_reading_is_not_told_where_it_does_not_matter(row: str, changes: dict[str, object]) -> None:
    """The same patients without the change that makes it matter."""
    reading = next(one for one in READINGS if one.id == row)
    assert reading.told not in report_of(reading.patient, changes)


def test_every_tension_and_decision_has_a_row() -> None:
    """Twelve tensions and twenty-two decisions were asked for; one of them waits for matching with trials."""
    wanted = {f"X{number:02}" for number in range(1, TENSIONS + 1)}
    wanted |= {f"D{number:02}" for number in range(1, DECISIONS + 1)}
    assert wanted == {one.id for one in READINGS}
    assert ["D11"] == [one.id for one in READINGS if one.waits]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (ROW.replace("change_tyre", "change_tire") + TOLD, "nothing is called 'change_tire'"),
        (ROW.replace("[S1]", "[S77]") + TOLD, "nothing is called 'S77'"),
        (ROW + "patient: B_NOBODY, told: three years}\n", "nothing is called 'B_NOBODY'"),
        (ROW + "patient: B_GOOD}\n", "needs either"),
        (ROW + "waits: for a page, patient: B_GOOD, told: x}\n", "needs either"),
        (ROW.replace("[change_tyre]", "[]") + TOLD, "names nothing that carries it"),
        ((ROW + TOLD) * 2, "the id 'X1' is used twice"),
    ],
)
def test_a_reading_that_nobody_could_follow_is_refused(tmp_path: Path, row: str, what: str) -> None:
    """Names that do not exist, and rows that are told nowhere."""
    expect_fault(copy_of_tiny(tmp_path, ("readings.yaml", "", row)), "readings.yaml", what, "id: X1")


@pytest.mark.parametrize(
    ("end", "told"), [(TOLD, "B_GOOD: “three years”"), ("waits: for a page}\n", "not yet: for a page")]
)
def test_a_sound_reading_is_taken_and_stands_in_the_list(tmp_path: Path, end: str, told: str) -> None:
    """Told, or waiting with a reason."""
    rules = load_guideline(copy_of_tiny(tmp_path, ("readings.yaml", "", ROW + end)))
    page = readings_document(rules.readings)
    assert told in page
    assert "## Tensions" in page
    assert "## Decisions" not in page
