"""`sarcoguide check`: a guideline that can be used and does what its cases say, one that does not, one that cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.helpers import TINY, copy_of_tiny

Run = Callable[..., Any]
CASE = ("cases/more.yaml", "")
FAILING = """
- behaviour: A bicycle is always unsafe
  why: it is not
  applies: {case: the good one, patient: B_GOOD, expect: {facts: {ride_state: unsafe}}}
  does_not: {case: the good one again, patient: B_GOOD, must_not: {facts: {ride_state: unsafe}}}
"""


def test_a_guideline_whose_cases_pass_gives_exit_code_0(run: Run) -> None:
    """The counts are printed."""
    ran = run("check", TINY)
    assert (ran.code, ran.err) == (0, "")
    assert "0 failed" in ran.out


def test_a_failing_case_gives_exit_code_3(run: Run, tmp_path: Path) -> None:
    """The failing side of the pair is named as a sentence, with what was found."""
    ran = run("check", copy_of_tiny(tmp_path, (*CASE, FAILING)))
    assert ran.code == 3
    assert "FAIL A bicycle is always unsafe - the good one" in ran.out
    assert "expected ride_state = unsafe (it is safe)" in ran.out
    assert "1 failed" in ran.out


def test_match_runs_only_the_cases_whose_sentence_holds_the_text(run: Run, tmp_path: Path) -> None:
    """An author sees one pair at a time."""
    ran = run("check", copy_of_tiny(tmp_path, (*CASE, FAILING)), "--match", "always UNSAFE", "--format", "json")
    assert ran.data["cases"] == 2
    assert [failed["case"] for failed in ran.data["failed"]] == ["the good one"]


def test_a_guideline_that_cannot_be_used_gives_exit_code_1(run: Run, tmp_path: Path) -> None:
    """Every problem is on standard error with file and line."""
    ran = run("check", copy_of_tiny(tmp_path, ("settings.yaml", "", "- {nmae: x}\n")))
    assert (ran.code, ran.out) == (1, "")
    assert "settings.yaml:" in ran.err


def test_a_folder_without_guideline_is_told(run: Run, tmp_path: Path) -> None:
    """The remedy says which folder is meant."""
    ran = run("check", tmp_path)
    assert ran.code == 1
    assert "guideline.yaml is missing" in ran.err
