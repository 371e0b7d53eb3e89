"""Rows of tests that break one thing of the made-up guideline, and what must be said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline


def broken(name: str, file: str, old: str, new: str, what: str, place: str = "") -> Any:
    """Return a row: an edit of the made-up guideline, what is said of it, and words of the line on which it is said.

    By default that line is the one with the new text; `place` names another, with its file before `:` if that differs.
    """
    return pytest.param(file, old, new, what, place or new.strip().splitlines()[0], id=name)


def added(name: str, file: str, new: str, what: str, place: str = "") -> Any:
    """Return a row whose edit adds a text to the end of a file."""
    return broken(name, file, "", new, what, place)


def definition(name: str, body: str, kind: str = "boolean") -> str:
    """Return the text of a definition."""
    return f"- {{name: {name}, label: X, type: {kind}, sources: [{{id: S1}}], from: 2020-01-01, {body}}}\n"


def expect_fault(folder: Path, file: str, what: str, place: str) -> None:
    """Assert that a guideline is refused with what is wrong, its file and line, a reason or a remedy."""
    with pytest.raises(GuidelineError) as caught:
        load_guideline(folder)
    told = [problem for problem in caught.value.problems if what in problem.what]
    assert told, str(caught.value)
    where, _, text = place.rpartition(".yaml:")
    where = f"{where}.yaml" if where else file
    lines = (folder / where).read_text(encoding="utf-8").splitlines()
    at = {number for number, line in enumerate(lines, start=1) if text.strip() in line}
    assert any(problem.where == where and problem.line in at for problem in told), [(p.where, p.line) for p in told]
    assert all(problem.remedy or problem.why for problem in told)
