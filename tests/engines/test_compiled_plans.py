"""The compiled engine's plan is the reference evaluator's, in every word, question and trace."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoguide.planning import make_plan
from tests.engines.agreement import engine_of
from tests.strategies import TODAY, guideline, read, sound_records

DAYS = guideline().dates()


@settings(max_examples=120, deadline=None)
@given(sound_records())
def test_the_compiled_plan_is_the_reference_plan(raw: dict[str, Any]) -> None:
    """Unknowns, stale values and stated definitions included."""
    record = read(raw)
    assert make_plan(record, guideline()) == engine_of(TODAY).plan(record, guideline())


@settings(max_examples=30, deadline=None)
@given(sound_records(), st.sampled_from(DAYS))
def test_the_two_plans_are_the_same_on_every_day(raw: dict[str, Any], day: date) -> None:
    """On every date on which anything begins or ends to hold."""
    record = read(raw)
    assert make_plan(record, guideline(), day) == engine_of(day).plan(record, guideline())
