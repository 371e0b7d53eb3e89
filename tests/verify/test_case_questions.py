"""Cases may say what is asked first, in which order, and how many questions there may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.verify import run_cases
from tests.helpers import copy_of_tiny

NOTHING = "{is_bicycle: unknown, brakes_hold: unknown, frame: unknown, faults: unknown}"
PAIR = """
- behaviour: Danger is asked before anything else
  why: The rest can wait.
  entries: [do_not_ride]
  applies: {{case: nothing is known, patient: B_GOOD, with: {with_}, expect: {{{expected}}}}}
  does_not: {{case: all is known, patient: B_GOOD, {word}: {{{otherwise}}}}}
"""


def failures(tmp_path: Path, expected: str, word: str = "expect", otherwise: str = "") -> tuple[str, ...]:
    """Return what a pair of cases says that does not hold."""
    text = PAIR.format(with_=NOTHING, expected=expected, word=word, otherwise=otherwise)
    rules = load_guideline(copy_of_tiny(tmp_path, ("cases/questions.yaml", "", text)))
    return tuple(told for case in run_cases(rules) if "Danger is asked" in case.sentence for told in case.failures)


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        pytest.param("asks_first: [brakes_hold, is_bicycle]", "", id="the right order"),
        pytest.param("asks_first: [is_bicycle, brakes_hold]", "is_bicycle, brakes_hold asked first", id="turned round"),
        pytest.param("asks_first: [frame]", "it is brakes_hold", id="another one"),
        pytest.param("questions_at_most: 2", "", id="not too many"),
        pytest.param("questions_at_most: 1", "at most 1 questions (there are 2", id="too many"),
        pytest.param("questions_at_most: 0", "there are 2: brakes_hold, is_bicycle", id="none"),
        pytest.param("question_groups_at_most: 2", "", id="not too many groups"),
        pytest.param("question_groups_at_most: 1", "at most 1 groups of questions (there are 2", id="too many groups"),
    ],
)
def test_the_first_questions_and_their_number_are_compared_with_the_plan(
    tmp_path: Path, expected: str, told: str
) -> None:
    """A list that grew too long, or an order that changed, fails the case and says how it is."""
    found = " ".join(failures(tmp_path, expected))
    assert told in found
    assert bool(told) is bool(found)


@pytest.mark.parametrize(
    ("otherwise", "fails"),
    [
        pytest.param("questions_at_most: 9", True, id="it holds"),
        pytest.param("asks_first: [brakes_hold]", False, id="it does not"),
    ],
)
def test_what_must_not_be_asked_first_fails_when_it_is(tmp_path: Path, otherwise: str, fails: bool) -> None:
    """The same words stand under `must_not`; none of it may hold."""
    assert fails is bool(failures(tmp_path, "asks_first: [brakes_hold]", "must_not", otherwise))
