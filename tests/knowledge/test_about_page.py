"""The page on what this is: what it names exists, and what patients read is written for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import guideline_problems, said

GOOD = """
what_this_is:
  question: How is a bicycle repaired?
  documents: {clinician: A booklet}
  authors: [change_tyre]
"""
FAULTS = {
    "an entry that does not exist": (
        "authors: [change_tyre]",
        "authors: [chnage_tyre]",
        "nothing is called 'chnage_tyre'",
    ),
    "a document nobody asked of": (
        "{clinician: A booklet}",
        "{clinician: A, patient: B}",
        "nothing is called 'patient'",
    ),
    "words for patients that are not there": (
        "  authors",
        "  summary: no_words\n  authors",
        "nothing is called 'no_words'",
    ),
    "a word that does not exist": (
        "  authors",
        "  patients: [{id: a, question: Why?, terms: [bell]}]\n  authors",
        "nothing is called 'bell'",
    ),
}


def test_a_page_that_names_what_exists_is_accepted(tmp_path: Path) -> None:
    """Nothing is wrong with it."""
    assert () == guideline_problems(tmp_path, ("guideline.yaml", "", GOOD))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_is_refused_for(tmp_path: Path, fault: str) -> None:
    """What is wrong is said."""
    before, after, what = FAULTS[fault]
    problems = guideline_problems(tmp_path, ("guideline.yaml", "", GOOD.replace(before, after)))
    assert any(what in told for told in said(problems))
