"""The published cases in examples/: what their authors did stands among the options, or the notes say why not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sarcoguide import plan
from sarcoguide.knowledge.yaml_reader import read_yaml
from tests.strategies import guideline

FOLDER = Path(__file__).parents[2] / "examples" / "published"
FILES = sorted(FOLDER.glob("*.yaml"))
OPEN = ("supported", "needs_information")


def about(file: Path) -> dict[str, Any]:
    """Return what an example says about itself."""
    found: dict[str, Any] = read_yaml(file.read_bytes(), file.name).data["about"]
    return found


def test_there_are_ten_published_cases() -> None:
    """A file that is lost would take its checks with it."""
    assert len(FILES) == 10


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_expected_now_is_supported_or_waits_for_facts(file: Path) -> None:
    """No number is invented for what a report does not give, so an option may wait for facts."""
    answer = plan(file, guideline=guideline())
    statuses = {name: _status(answer, name) for name in about(file)["expected_now"]}
    assert {name: status for name, status in statuses.items() if status not in OPEN} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_with_the_assumptions_filled_in_it_is_supported_and_each_assumption_is_named(file: Path) -> None:
    """The facts that hold an option back are assumed, and the plan says so."""
    answer = plan(file, guideline=guideline(), assume=True)
    statuses = {name: _status(answer, name) for name in about(file)["expected_now"]}
    assert {name: status for name, status in statuses.items() if status != "supported"} == {}
    assert [warning.id for warning in answer.warnings if warning.id == "assumptions"] == ["assumptions"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_example_names_its_reference_what_was_done_and_what_comes_later(file: Path) -> None:
    """A difference between what was done and what is listed is explained in prose."""
    said = about(file)
    assert [key for key in ("reference", "what_was_done", "expected_now", "later", "notes") if not said.get(key)] == []


def _status(answer: Any, name: str) -> str:
    option = answer.option(name)
    return "absent" if option is None else option.status
