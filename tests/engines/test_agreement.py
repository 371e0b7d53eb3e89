"""Every engine gives the statuses of the reference evaluator, on random patients with unknowns and stale values."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoguide.engines import CompiledEngine
from sarcoguide.planning.judge import Judge
from sarcoguide.record import Situation
from tests.strategies import guideline, read, sound_records

DAYS = guideline().dates()


@lru_cache(maxsize=64)
def engine(day: date) -> CompiledEngine:
    """Return the engine of the edition of a day."""
    return CompiledEngine(guideline().at(day))


@settings(max_examples=5000, deadline=None)
@given(sound_records(), st.sampled_from(DAYS))
def test_compiled_and_reference_give_every_option_the_same_status(raw: dict[str, Any], day: date) -> None:
    """On every date on which anything changes."""
    edition = guideline().at(day)
    judge = Judge(Situation(read(raw), edition))
    reference = {rule.entry.id: judge.judge(rule).status for rule in edition.options.values() if rule.entry.per is None}
    assert reference == engine(day).statuses(read(raw))
