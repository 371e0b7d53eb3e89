"""What every refusal of a malformed input keeps: an error of the package, in words, soon, and nothing was run."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sarcoguide.errors import GuidelineError, ProblemsError, RecordError, SarcoguideError

#: The issue asks for an answer within a second. The bound is five, against hanging and not against a slow machine: no
#: other test looks at the clock.
SECONDS = 5
LONGEST_LINE = 600
SENTINEL = "it_was_run"


def refused(action: Callable[[], object], folder: Path) -> SarcoguideError:
    """Return the error with which an input was refused, after checking its words, its time and that nothing ran."""
    began = time.monotonic()
    with pytest.raises((RecordError, GuidelineError)) as caught:
        action()
    took = time.monotonic() - began
    error = caught.value
    assert isinstance(error, ProblemsError)
    assert error.problems
    assert all(problem.what and problem.remedy for problem in error.problems), str(error)
    lines = str(error).split("\n")
    assert all(len(line) <= LONGEST_LINE for line in lines)
    assert all(line.isprintable() for line in lines)
    assert len(lines) <= 3 * 101
    assert not list(folder.rglob(f"*{SENTINEL}*"))
    assert not Path(SENTINEL).exists()
    assert took < SECONDS
    return error
