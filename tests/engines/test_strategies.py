"""The shared strategy reaches what it promises: every threshold from both sides and exactly, every age, every state.

The sample is drawn from fixed seeds, batch after batch, until all is reached or there are enough batches to say that it
never is. From some batch on the records are aimed at the thresholds that none before happened to meet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Any

import pytest
import z3
from hypothesis import HealthCheck, Phase, given, seed, settings

from sarcoguide.errors import RecordError
from sarcoguide.language import Expr, State
from sarcoguide.language.tree import Arithmetic, Common, Name, Own, Size, ValueSet
from sarcoguide.record import Situation, View
from sarcoguide.record.view import OptionEnvironment
from tests.engines.agreement import fixed
from tests.strategies import LONG, TODAY, guideline, raw_records, read, rules
from tests.thresholds import Side, Threshold, constant, thresholds

BATCH, BATCHES, AIMED_FROM = 200, 60, 10
#: Something to be reached: its kind, of what, and what of that.
Goal = tuple[str, str, Any]
#: What is not asked of the sample, each with its reason.
BEYOND: set[Goal] = {
    # They say whether something is recorded, which is always known.
    *(
        ("state", f"report_line_{line}", State.UNKNOWN)
        for line in ("antigens", "cells", "chromosomes", "genes_proteins")
    ),
    # Six months are 182.625 days, and dates are whole days apart.
    (
        "threshold",
        "(first_recurrence_date - perioperative_chemotherapy_end) / months <= perioperative_relapse_months",
        "at",
    ),
    # The records of the sample are all of one day, which lies after this one.
    *(("threshold", "assessment_date >= '2021-04-29'", side) for side in ("under", "at")),
    # Days of scans and days of treatments come from two walks over records, which no aim puts on one day. `sarcoguide
    # prove` asks the cases for both sides of each.
    *(
        ("threshold", f"recist_first_scan_date <= latest_treatment_{end}", side)
        for end in ("start", "end")
        for side in ("under", "at")
    ),
    ("threshold", "recist_response_age_days > response_scan_max_age_days", "at"),
    # A rate of growth is a logarithm, which no two diameters make exactly as large as another.
    (
        "threshold",
        "fastest_growth_short_interval_per_day * rapid_doubling_time_days > 0.6931471805599453",
        "at",
    ),
}


#: A drug that three sets hold, or two sets of which one is part of the other, is met too seldom, or is no limit at all.
#: `sarcoguide prove` asks the cases for both sides of each of these, drug by drug.
SHARED_BY_THREE = "drugs_to_repeat_with_reason"


def draw_until(
    done: Callable[[], bool],
    look: Callable[[dict[str, Any]], None],
    day: date = TODAY,
    left: Callable[[], Sequence[Threshold]] = tuple,
) -> None:
    """Show drawn records until nothing is left to be seen; from some batch on such as are aimed at what is `left`."""
    for number in range(BATCHES):
        if done():
            return
        aims = left() if number >= AIMED_FROM else ()

        @seed(number)
        @settings(
            max_examples=BATCH,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )
        @given(raw_records(day, aims))
        def batch(raw: dict[str, Any]) -> None:
            look(raw)

        batch()


# --- which thresholds there are ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """The values that an expression can have."""

    low: float
    high: float


def span(expr: Expr, own: Mapping[str, Any]) -> Span:
    """Return the span of an expression from the ranges of the dictionary."""
    fixed = constant(expr)
    if fixed is not None:
        return Span(float(fixed), float(fixed))
    match expr:
        case Own(name=name):
            return Span(float(own[name]), float(own[name]))
        case Name(name=name) if expr.type.kind == "number":
            definitions = {rule.entry.name: rule.entry for rule in guideline().definitions}
            entry = guideline().facts[name].entry if name in guideline().facts else definitions[name]
            low, high = entry.range or (-inf, inf)
            return Span(float(low), float(high))
        case Size(operand=operand):
            return Span(0, most(operand, own))
        case Arithmetic(op="+"):
            left, right = span(expr.left, own), span(expr.right, own)
            return Span(left.low + right.low, left.high + right.high)
        case Arithmetic(op="*"):
            left, right = span(expr.left, own), span(expr.right, own)
            return Span(left.low * right.low, left.high * right.high)
        case _:
            return Span(-inf, inf)


def most(expr: Expr, own: Mapping[str, Any]) -> float:
    """Return how many members a set can have."""
    match expr:
        case Common(right=ValueSet(members=members)):
            return len(members)
        case Common(left=Own(name=name)):
            return len(own[name])
        case _:
            return inf


def possible(text: str) -> set[Side]:
    """Return the sides of a threshold on which the ranges let a patient stand."""
    threshold = thresholds()[text]
    left, right = span(threshold.compare.left, threshold.own), span(threshold.compare.right, threshold.own)
    sides: dict[Side, bool] = {
        "under": left.low < right.high,
        "at": left.low <= right.high and right.low <= left.high,
        "over": left.high > right.low,
    }
    return {side for side, reached in sides.items() if reached}


@pytest.mark.parametrize(
    ("holder", "words"),
    [
        ("an option with its quantities", "own."),
        ("a setting", "_window_"),
        ("the number of members of a set", "size("),
        ("a date", "_date <"),
    ],
)
def test_thresholds_are_found_of_every_form(holder: str, words: str) -> None:
    """A form that is no longer found would be drawn no more, in silence."""
    assert [text for text in thresholds() if words in text] != [], holder


def test_thresholds_are_found_wherever_an_expression_stands() -> None:
    """Those of populations, of applicability and of what a record cannot say at once are among them."""
    texts = set(thresholds())
    holders = {
        "population": [expr for option in guideline().options for expr in option.population.values()],
        "applies": [rule.applies for rule in guideline().facts.values() if rule.applies is not None],
        "consistency": [rule.when for rule in guideline().consistency],
    }
    found = {name: any(text in expr.text for expr in exprs for text in texts) for name, exprs in holders.items()}
    assert found == dict.fromkeys(holders, True)


# --- what is reached -----------------------------------------------------------------------------------------


def may_not_apply() -> set[str]:
    """Return the names that do not apply to some patient of the solver."""
    engine = fixed(TODAY).engine
    solver = z3.Solver()
    solver.add(engine.constraints)
    conditional = [name for name, rule in rules().items() if rule.applies is not None]
    return {name for name in conditional if solver.check(engine.views[True][name].inapplicable) == z3.sat}


def ages_of(raw: dict[str, Any]) -> set[Goal]:
    """Return the age of each value in days; None is undated."""
    dates = {name: value["date"] for name, value in raw["facts"].items() if isinstance(value, dict) and "date" in value}
    return {("age", name, (TODAY - dates[name]).days if name in dates else None) for name in raw["facts"]}


def sides_of(fresh: View, texts: set[str]) -> set[Goal]:
    """Return on which side of thresholds a patient stands."""
    own = {text: OptionEnvironment(fresh, thresholds()[text].own) for text in texts}
    return {("threshold", text, thresholds()[text].side(own[text])) for text in texts}


def test_every_threshold_every_age_and_every_state_is_reached() -> None:
    """Both sides of each threshold and the limit itself, by fresh values, as far as the ranges leave them to anybody.

    Each value that grows old: undated, of the day, on its last fresh day, one day too old, long too old. Each fact and
    stated definition: known, unknown, and not applicable if the solver has a patient to whom it does not apply.
    """
    limits = {name: rule.entry.fresh_days for name, rule in rules().items() if rule.entry.fresh_days is not None}
    missing: set[Goal] = {("threshold", text, side) for text in thresholds() for side in possible(text)}
    missing |= {("age", name, age) for name, days in limits.items() for age in (None, 0, days, days + 1, days + LONG)}
    missing |= {("state", name, state) for name in rules() for state in (State.KNOWN, State.UNKNOWN)}
    missing |= {("state", name, State.NOT_APPLICABLE) for name in may_not_apply()}
    missing -= BEYOND
    missing = {goal for goal in missing if goal[0] != "threshold" or SHARED_BY_THREE not in goal[1]}

    def look(raw: dict[str, Any]) -> None:
        missing.difference_update(ages_of(raw))
        try:
            fresh = Situation(read(raw), guideline().at(TODAY)).fresh
        except RecordError:
            return
        missing.difference_update(sides_of(fresh, {text for kind, text, _ in missing if kind == "threshold"}))
        names = {name for kind, name, _ in missing if kind == "state"}
        missing.difference_update({("state", name, fresh.value(name).state) for name in names})

    def left() -> list[Threshold]:
        return [thresholds()[text] for text in sorted({goal[1] for goal in missing if goal[0] == "threshold"})]

    draw_until(lambda: not missing, look, left=left)
    assert missing == set()


def test_a_record_of_another_day_is_drawn_around_that_day() -> None:
    """No value is dated after the assessment, whichever day that is."""
    day = guideline().dates()[0]
    late: list[Any] = []
    seen: list[date] = []

    def look(raw: dict[str, Any]) -> None:
        seen.append(raw["assessment_date"])
        dates = [value["date"] for value in raw["facts"].values() if isinstance(value, dict) and value.get("date")]
        late.extend(found for found in dates if not day - timedelta(days=4000) < found <= day)

    draw_until(lambda: len(seen) >= BATCH, look, day)
    assert (set(seen), late) == ({day}, [])
