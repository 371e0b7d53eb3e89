"""`sarcoguide pathway`: the map in words, with a patient's way and without a patient."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import TINY, copy_of_tiny

Run = Callable[..., Any]
MAP = """
- id: first
  title: Look at it
  patient: Look at it
  from: 2020-01-01
  sources: [{id: hunch}]
  places:
    - {id: danger, title: Danger, patient: x, files: [recommendations/shown], aside: true}
    - {id: holds, title: The brakes hold, patient: x, when: brakes_hold}
- id: then
  title: Put it right
  patient: Put it right
  after: [first]
  from: 2020-01-01
  sources: [{id: hunch}]
  places:
    - {id: repair, title: Repairs, patient: x, files: [recommendations/repairs, regimens/greasing]}
"""


@pytest.fixture
def mapped(tmp_path: Path) -> Path:
    """Return the made-up guideline with a map."""
    return copy_of_tiny(tmp_path, ("pathway.yaml", "", MAP))


def test_the_way_of_a_record_is_told_with_each_status(run: Run, mapped: Path, good: Path) -> None:
    """The brakes hold, and a tyre is to be changed."""
    ran = run("pathway", good, "--guideline", mapped)
    assert ran.code == 0
    assert "━ The brakes hold: yes" in ran.out
    assert "→ Repairs" in ran.out
    assert "New tyre [change_tyre]" in ran.out
    assert "WARNINGS" in ran.out


def test_without_a_record_nothing_has_a_status(run: Run, mapped: Path) -> None:
    """Every place and every option is named."""
    ran = run("pathway", "--guideline", mapped)
    assert ran.code == 0
    assert "- The brakes hold" in ran.out
    assert "- New tyre [change_tyre]" in ran.out
    assert "supported" not in ran.out


def test_a_guideline_without_a_map_says_so(run: Run) -> None:
    """It is no error."""
    ran = run("pathway", "--guideline", TINY)
    assert ran.code == 0
    assert "This guideline has no map." in ran.out


def test_a_record_that_is_not_there_is_told(run: Run, mapped: Path) -> None:
    """With the code of a problem."""
    ran = run("pathway", "NOBODY", "--guideline", mapped)
    assert ran.code == 1
    assert "NOBODY" in ran.err
