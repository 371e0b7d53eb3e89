"""Cases may say which of the patient's values a line of information shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.verify import run_cases
from tests.helpers import copy_of_tiny

SHOWS = (
    "recommendations/shown.yaml",
    "A tyre lasts three years.,",
    "A tyre lasts three years., shows: [frame, gears],",
)
PAIR = """
- behaviour: The frame stands beside the line about tyres
  why: It tells which tyre fits.
  entries: [about_tyres]
  applies: {{case: it is carbon, patient: B_GOOD, with: {{frame: carbon, gears: unknown}},
            {word}: {{values_beside: {values}}}}}
  does_not: {{case: no bicycle, patient: B_GOOD, with: {{is_bicycle: false}}, must_not: {{values_beside: {values}}}}}
"""


def failures(tmp_path: Path, values: str, word: str = "expect") -> str:
    """Return what a pair of cases says that does not hold."""
    text = PAIR.format(values=values, word=word)
    rules = load_guideline(copy_of_tiny(tmp_path, SHOWS, ("cases/values.yaml", "", text)))
    return " ".join(told for case in run_cases(rules) if "The frame stands" in case.sentence for told in case.failures)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        pytest.param("{about_tyres: {frame: carbon}}", "", id="the value"),
        pytest.param("{about_tyres: {gears: unknown}}", "", id="not known"),
        pytest.param("{about_tyres: {frame: steel}}", "about_tyres with frame steel (it shows", id="another value"),
        pytest.param("{about_tyres: {faults: []}}", "about_tyres with faults", id="a value that it does not show"),
        pytest.param(
            "{about_nothing: {frame: carbon}}", "about_nothing with frame carbon", id="a line that is not there"
        ),
    ],
)
def test_the_values_beside_a_line_are_compared_with_the_plan(tmp_path: Path, values: str, told: str) -> None:
    """What differs fails the case and says how it is."""
    found = failures(tmp_path, values)
    assert told in found
    assert bool(told) is bool(found)


@pytest.mark.parametrize(("frame", "fails"), [("carbon", True), ("steel", False)])
def test_a_value_that_must_not_stand_beside_a_line_fails_when_it_does(tmp_path: Path, frame: str, fails: bool) -> None:
    """The same words stand under `must_not`."""
    assert fails is bool(failures(tmp_path, f"{{about_tyres: {{frame: {frame}}}}}", "must_not"))
