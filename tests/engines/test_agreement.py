"""Every engine gives the statuses and marks of the reference evaluator, on the same drawn records."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoguide.errors import RecordError
from sarcoguide.record import Situation
from tests.engines.agreement import COMPILED, ENGINES, compare, expect_agreement, fixed
from tests.strategies import TODAY, guideline, raw_records, read, sound_records

DAYS = guideline().dates()
#: Days whose edition is encoded for the solver as well, which takes longer than the records of the day.
ENCODED = DAYS[::6]
#: Days that are judged at all: to make an engine for each day would take as long as all records of today.
JUDGED = DAYS[::2]
#: 4,940 records of today and 60 or more of earlier days make 5,000 that all engines judge; in parts, for the cores.
PARTS, EACH, OF_A_DAY = 4, 1235, 20


@pytest.mark.parametrize("part", range(PARTS))
def test_every_engine_gives_every_option_the_same_status_and_mark(part: int) -> None:
    """Reference = compiled = the solver's model, with today's edition.

    The compiled engine gives no marks. The solver must work out every definition alike too, stale values seen or not.
    """
    expect_agreement(f"today_{part}", sound_records(), ENGINES, examples=EACH)


@pytest.mark.parametrize("day", JUDGED, ids=str)
def test_every_engine_agrees_on_every_other_day_on_which_something_changes(day: date) -> None:
    """Records assessed on that day; on some of the days the solver is asked too."""
    engines = ENGINES if day in ENCODED else COMPILED
    expect_agreement(f"day_{day}", sound_records(day), engines, examples=OF_A_DAY)


def test_enough_records_are_judged_by_all_engines() -> None:
    """The parts and days above add up."""
    assert PARTS * EACH + len(ENCODED) * OF_A_DAY >= 5000


@settings(max_examples=80, deadline=None)
@given(sound_records(), st.sampled_from(DAYS))
def test_the_compiled_engine_agrees_when_an_earlier_guideline_answers(raw: dict[str, Any], day: date) -> None:
    """The record is of today, the edition of another day."""
    assert compare(read(raw), COMPILED, day).differences == {}


def test_the_solver_has_no_patient_whose_record_contradicts_itself() -> None:
    """Its constraints are false for exactly the records that the reference evaluator refuses."""
    seen: list[bool] = []

    @settings(max_examples=320, deadline=None)
    @given(raw_records())
    def refused_alike(raw: dict[str, Any]) -> None:
        try:
            situation = Situation(read(raw), guideline().at(TODAY))
        except RecordError:
            return  # it cannot be read: there is nothing to fill in
        try:
            situation.refuse_contradictions()
            sound = True
        except RecordError:
            sound = False
        seen.append(sound)
        assert sound == fixed(TODAY).found(situation).allowed

    refused_alike()
    assert min(seen.count(True), seen.count(False)) >= 100
