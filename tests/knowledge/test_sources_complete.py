"""A study tells its design, how many people were in it and when it was published, or says that this was not read."""

from __future__ import annotations

import re

import pytest

from sarcoguide.knowledge.entries import Source
from tests.strategies import guideline

#: The kinds that count people; a guideline, a label or a piece of news has no number of its own.
STUDIES = ("randomised_trial", "single_arm_trial", "cohort")
#: What a study tells, with the word by which a note says that it was not read.
TOLD = {"design": "design", "n": "number", "date": "date"}
_SENTENCE = re.compile(r"(?<=[.;])\s+")


def silent(source: Source) -> list[str]:
    """Return what a study neither tells nor says in its note that it was not read."""
    unread = [one for one in _SENTENCE.split(source.note) if re.search(r"\bnot read\b", one, re.IGNORECASE)]
    return [
        name
        for name, word in TOLD.items()
        if getattr(source, name) in (None, "") and not any(word in one.lower() for one in unread)
    ]


def study(note: str = "", **told: object) -> Source:
    """Return a trial of which only this is told."""
    return Source(id="trial", kind="single_arm_trial", verified=True, note=note, **told)  # type: ignore[arg-type]


def test_every_study_of_the_guideline_tells_its_design_number_and_date_or_that_they_were_not_read() -> None:
    """Nothing is left out in silence: unknown is never taken for unimportant."""
    studies = [source for source in guideline().sources.values() if source.kind in STUDIES]
    assert studies
    assert {source.id: silent(source) for source in studies if silent(source)} == {}


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        (study(design="phase 2", n=20, date=2020), []),
        (study(design="phase 2", n=20), ["date"]),
        (study(design="phase 2", n=20, note="Read: 3 of 20 responded. The date was not read."), []),
        (study(design="phase 2", n=20, note="Read: the date of progress. The dose was not read."), ["date"]),
        (study(note="Not read: design, number of people, date."), []),
        (study(note="Not read: design, date."), ["n"]),
    ],
)
def test_a_note_excuses_only_what_it_names(source: Source, lacking: list[str]) -> None:
    """In the sentence that says what was not read, and in no other."""
    assert silent(source) == lacking


def test_no_licence_is_blank_or_padded() -> None:
    """A licence that was not read is left out, so that its page says so."""
    licences = [source.licence for source in guideline().sources.values()]
    assert any(licences)
    assert [licence for licence in licences if licence != licence.strip()] == []
