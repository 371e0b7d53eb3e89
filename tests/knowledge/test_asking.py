"""Rows about questions: each says one thing, and names entries that exist and emergencies that are some."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import guideline_problems, said

GOOD = """
- {same: [tyre, tire]}
- {entries: [change_tyre], questions: [What if the tyre is flat?]}
- {outside: [motorbike]}
"""
FAULTS = {
    "nothing in it": ("{note: x}", "a row about questions needs one of `same`"),
    "two things at once": ("{same: [a, b], outside: [c]}", "a row about questions needs one of `same`"),
    "a word alone": ("{same: [tyre]}", "one word stands alone"),
    "questions without what answers": ("{questions: [Why?]}", "`entries` are missing beside `questions`"),
    "entries beside other words": ("{same: [a, b], entries: [change_tyre]}", "`entries` stand beside `same`"),
    "an entry that does not exist": ("{entries: [chnage_tyre], questions: [Why?]}", "nothing is called 'chnage_tyre'"),
    "a sign of no emergency": ("{entries: [change_tyre], signs: [flat tyre]}", "nothing is called 'change_tyre'"),
}


def test_words_questions_and_topics_are_accepted(tmp_path: Path) -> None:
    """Nothing is wrong with them."""
    assert () == guideline_problems(tmp_path, ("asking.yaml", "", GOOD))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_row_about_questions_is_refused_for(tmp_path: Path, fault: str) -> None:
    """What is wrong is said."""
    row, what = FAULTS[fault]
    assert any(what in told for told in said(guideline_problems(tmp_path, ("asking.yaml", "", f"- {row}\n"))))
