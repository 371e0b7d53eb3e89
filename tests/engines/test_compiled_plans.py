"""The compiled engine's plan is the reference evaluator's, in every word, question and trace."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoguide.engines import CompiledEngine
from sarcoguide.planning import make_plan
from tests.strategies import TODAY, guideline, read, sound_records

DAYS = guideline().dates()


@lru_cache(maxsize=64)
def engine(day: date) -> CompiledEngine:
    """Return the engine of the edition of a day."""
    return CompiledEngine(guideline().at(day))


@settings(max_examples=200, deadline=None)
@given(sound_records())
def test_the_compiled_plan_is_the_reference_plan(raw: dict[str, Any]) -> None:
    """Unknowns, stale values and stated definitions included."""
    record = read(raw)
    assert make_plan(record, guideline()) == engine(TODAY).plan(record, guideline())


@settings(max_examples=50, deadline=None)
@given(sound_records(), st.sampled_from(DAYS))
def test_the_two_plans_are_the_same_on_every_day(raw: dict[str, Any], day: date) -> None:
    """On every date on which anything begins or ends to hold."""
    record = read(raw)
    assert make_plan(record, guideline(), day) == engine(day).plan(record, guideline())
