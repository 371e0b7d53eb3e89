"""Days in shown texts: written for people wherever a text shows one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from sarcoguide.days import day
from sarcoguide.record.changes import changed
from sarcoguide.record.reader import read_record
from tests.report.faces import dossier_of, faces
from tests.strategies import guideline

PATIENTS = sorted(guideline().patients)
ISO = re.compile(r"\b\d{4}-(?:0[1-9]|1[0-2])(?:-\d{2})?\b")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-22", "22 Nov 2026"),
        ("2014-03-05", "5 Mar 2014"),
        ("2014-03", "Mar 2014"),
        ("2014", "2014"),
        ("not stated", "not stated"),
        ("2014-13", "2014-13"),
        ("12-3", "12-3"),
        (date(2024, 9, 5), "5 Sep 2024"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_date_is_written_for_people(written: str | date | None, shown: str) -> None:
    """As exact as the source, and left alone when it is no date."""
    assert day(written) == shown


def said(patient: str, **changes: Any) -> dict[str, str]:
    """Return what each face says of an example patient with some facts changed."""
    raw = changed(guideline().patients[patient].data, changes, guideline())
    return faces(dossier_of(read_record(raw, guideline())))


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_face_of_an_example_patient_shows_a_date_as_files_write_it(patient: str) -> None:
    """Days of values, of records in a list, of what was withdrawn."""
    assert {} == {face: found for face, text in said(patient).items() if (found := ISO.findall(text))}


def test_a_value_that_is_too_old_is_warned_of_with_its_day_on_every_face() -> None:
    """Patients read the warning as well: it has no words of their own."""
    old = {"value": 62, "date": "2024-09-05"}
    assert {} == {face: 1 for face, text in said("F_LIM", lvef_percent=old).items() if "is from 5 Sep 2024" not in text}


def test_a_value_of_today_brings_no_such_warning() -> None:
    """The counterpart."""
    assert {} == {face: 1 for face, text in said("F_LIM").items() if "too old to support" in text}
