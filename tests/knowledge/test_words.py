"""The table of words: each has one meaning or says what decides, and names only what exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import guideline_problems, said

GOOD = "- {words: [iron, hi-ten], domain: frames, value: steel}\n"
FAULTS = {
    "a list that does not exist": ("{words: [iron], domain: shades, value: steel}", "nothing is called 'shades'"),
    "a value that does not exist": ("{words: [iron], domain: frames, value: stel}", "nothing is called 'stel'"),
    "two ways at once": (
        "{words: [iron], domain: frames, value: steel, one_of: [steel, carbon]}",
        "a word needs one of `value`, `decided_by` or `one_of`",
    ),
    "no way at all": (
        "{words: [iron], domain: frames}",
        "a word needs one of `value`, `decided_by` or `one_of`",
    ),
    "a fact that does not exist": (
        "{words: [iron], domain: frames, decided_by: wether, otherwise: steel}",
        "nothing is called 'wether'",
    ),
    "values without what decides": (
        "{words: [iron], domain: frames, value: steel, values: {x: steel}}",
        "`values` need `decided_by`",
    ),
    "a word that stands twice": (
        "{words: [iron, Iron], domain: frames, value: steel}",
        "'Iron' stands twice",
    ),
}


def test_a_word_with_one_meaning_is_accepted(tmp_path: Path) -> None:
    """Nothing is wrong with it."""
    assert () == guideline_problems(tmp_path, ("words.yaml", "", GOOD))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_word_is_refused_for(tmp_path: Path, fault: str) -> None:
    """What is wrong is said."""
    entry, what = FAULTS[fault]
    assert what in said(guideline_problems(tmp_path, ("words.yaml", "", f"- {entry}\n")))
