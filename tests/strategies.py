"""Hypothesis strategies shared by all tests. They draw from the dictionary and know no medicine.

Any fact, and any definition that a record may state, may be unknown, undated, fresh to the last day, stale since one
day, or long stale. Records are drawn around aims: conditions of an option made true, and thresholds of the guideline
(`tests.thresholds`) on which, just under which or just over which the patient is put (`tests.aiming`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from sarcoguide.errors import RecordError
from sarcoguide.knowledge import DefinitionRule, FactRule, OptionRule, Reduction
from sarcoguide.knowledge.entries import RecordField
from sarcoguide.language.tree import names_in
from sarcoguide.record import Record, Situation, read_record
from sarcoguide.record.view import ASSESSMENT_DATE
from tests.aiming import Aim, OutOfReachError
from tests.thresholds import Threshold, all_expressions, guideline, limits, thresholds, thresholds_in

__all__ = ["TODAY", "guideline", "raw_records", "read", "settled", "sound_records", "values"]

TODAY = date(2026, 11, 22)
#: Long after a value has become too old.
LONG = 400
#: How far dates lie from the assessment, in days, beside those that an aim puts on a threshold; some long ago.
PAST, FUTURE, LONG_AGO = 1500, 400, 25_000


# --- values of one fact --------------------------------------------------------------------------------------


def numbers(name: str, low: float, high: float, *, integer: bool) -> st.SearchStrategy[int | float]:
    """Return a strategy of numbers on, just under and just over each threshold of a name, and at the range's ends."""
    step = 1 if integer else 0.01
    near = [float(value) + offset for value in limits().get(name, ()) for offset in (-step, 0, step)]
    edges = [value for value in (*near, low, high) if low <= value <= high]
    return st.sampled_from([int(value) if float(value).is_integer() else round(value, 4) for value in edges] or [low])


def values(rule: FactRule | DefinitionRule, day: date = TODAY) -> st.SearchStrategy[Any]:
    """Return a strategy of values of a fact or stated definition on a day, as a record would hold them."""
    return _values(rule.entry.name, day)


@lru_cache(maxsize=4096)
def _values(name: str, day: date) -> st.SearchStrategy[Any]:
    rule = rules()[name]
    entry, kind = rule.entry, rule.type
    match kind.kind:
        case "boolean":
            return st.booleans()
        case "number":
            low, high = (float(bound) for bound in entry.range or (0, 1000))
            return numbers(name, low, high, integer=kind.integer)
        case "enum":
            return st.sampled_from(sorted(kind.domain or ["word"]))
        case "set":
            return st.lists(st.sampled_from(sorted(kind.domain or [name, "other"])), unique=True, max_size=3)
        case "date":
            future = FUTURE if isinstance(rule, FactRule) and rule.entry.may_be_future else 0
            return st.integers(-future, PAST + 1).map(lambda n: day - timedelta(days=n if n <= PAST else LONG_AGO))
        case _:
            assert isinstance(rule, FactRule)
            return st.lists(records(rule.entry.fields or {}, days_apart(name), day), max_size=3, unique_by=repr)


@lru_cache(maxsize=1)
def rules() -> Mapping[str, FactRule | DefinitionRule]:
    """Return all that a record may hold, by name."""
    stated = {rule.entry.name: rule for rule in guideline().definitions if rule.entry.may_be_stated}
    facts = {name: rule for name, rule in guideline().facts.items() if name != ASSESSMENT_DATE}
    return {**facts, **stated}


def days_apart(name: str) -> tuple[int, ...]:
    """Return the settings with which a walk over these records counts days."""
    found = set()
    for rule in guideline().definitions:
        if isinstance(rule.body, Reduction) and name in rule.body.reads:
            settings = [guideline().settings[other] for other in rule.body.reads if other in guideline().settings]
            found |= {int(setting.value) for setting in settings if setting.value is not None}
    return tuple(sorted(found))


def records(
    fields: Mapping[str, RecordField], apart: Sequence[int] = (), day: date = TODAY
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of records with all required and some other fields.

    Dates may lie as far apart as counts, and stand in the order of their fields: what ends before it starts is refused.
    """
    parts = {name: _field(form, apart, day) for name, form in fields.items()}
    required = {name: part for name, part in parts.items() if fields[name].required}
    dates = [name for name, form in fields.items() if form.type == "date"]

    def in_order(row: dict[str, Any]) -> dict[str, Any]:
        held = [name for name in dates if name in row]
        return row | dict(zip(held, sorted(row[name] for name in held), strict=True))

    return st.fixed_dictionaries(required, optional={n: p for n, p in parts.items() if n not in required}).map(in_order)


def _field(form: RecordField, apart: Sequence[int], day: date) -> st.SearchStrategy[Any]:
    match form.type:
        case "boolean":
            return st.booleans()
        case "integer" | "number":
            low, high = (float(bound) for bound in form.range or (0, 100))
            return st.integers(int(low), int(min(high, low + 500)))
        case "date":
            if apart:
                near = [0, *(days + offset for days in apart for offset in (-1, 0, 1))]
                return st.sampled_from([day - timedelta(days=days) for days in near])
            return st.integers(0, PAST).map(lambda days: day - timedelta(days=days))
        case "enum":
            if form.values is not None:
                return st.sampled_from(form.values)
            return st.sampled_from(sorted(guideline().facts[str(form.values_of)].type.domain or ()))
        case _:
            return st.sampled_from([*sorted(rule.entry.id for rule in guideline().options if rule.entry.drugs), "text"])


# --- records -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def often_read() -> tuple[str, ...]:
    """Return the few names that most expressions read: without them a record leaves everything open."""
    times = Counter(name for expr, _ in all_expressions(guideline()) for name in names_in(expr) if name in rules())
    return tuple(name for name, _ in times.most_common(5))


@lru_cache(maxsize=256)
def ages(fresh: int | None) -> tuple[int | None, ...]:
    """Return how old a value may be in days; None is undated. Only the first three may support an option."""
    return (None, LONG) if fresh is None else (None, 0, fresh, fresh + 1, fresh + LONG)


@lru_cache(maxsize=1)
def patients() -> Mapping[str, tuple[date, Mapping[str, Any]]]:
    """Return the day and the facts of each example patient."""
    found = {name: document.data for name, document in guideline().patients.items()}
    return {name: (data["assessment_date"], data["facts"]) for name, data in sorted(found.items())}


@lru_cache(maxsize=64)
def options(day: date) -> tuple[OptionRule, ...]:
    """Return the options of a day that have a status."""
    return tuple(rule for rule in guideline().at(day).options.values() if rule.entry.per is None)


@lru_cache(maxsize=1)
def _thresholds() -> tuple[Threshold, ...]:
    """Return one threshold for each quantity and limit, whichever way they are compared."""
    found = {(t.compare.left.text, t.compare.right.text, *t.own.values()): t for t in thresholds().values()}
    return tuple(found.values())


@lru_cache(maxsize=4096)
def _thresholds_of(option: str, day: date) -> tuple[Threshold, ...]:
    """Return the thresholds that the conditions of an option read, in them or in what they are worked out from."""
    rule = guideline().at(day).options[option]
    conditions = [condition.when for condition in (*rule.unless, *rule.discouraged)]
    return thresholds_in([*rule.when, *rule.population.values(), *conditions], rule.own)


def moved(value: Any, days: timedelta) -> Any:
    """Return a part of a record with every date moved."""
    match value:
        case date():
            return value + days
        case dict():
            return {key: moved(part, days) for key, part in value.items()}
        case list():
            return [moved(part, days) for part in value]
        case _:
            return value


@st.composite
def raw_records(draw: st.DrawFn, day: date = TODAY, aims: Sequence[Threshold] = ()) -> dict[str, Any]:
    """Draw a record: an example patient with facts changed or taken away, or one made for an option or from nothing.

    Its quantities are put on and beside some thresholds: on those of `aims`, or on any.
    """
    names = sorted(rules())
    facts: dict[str, Any] = {}
    aim = Aim(draw, guideline(), day, lambda name: draw(_values(name, day)), facts)
    start = draw(st.integers(0, 2))
    if start == 2:
        of_day, own = patients()[aim.pick(tuple(patients()))]
        facts.update(moved(dict(own), day - of_day))
        for _ in range(draw(st.integers(0, 4))):
            if facts:
                facts.pop(aim.pick(sorted(facts)))
    made = start == 1
    for _ in range(draw(st.integers(0, 4 if made else 20))):
        name = aim.pick(names)
        facts[name] = draw(_values(name, day))
    if start == 0:
        for name in often_read():
            if name not in facts and draw(st.booleans()):
                facts[name] = draw(_values(name, day))
    for _ in range(draw(st.integers(0, 2 if made else 10))):
        _attempt(lambda: aim.on(aim.pick(aims or _thresholds()), draw(st.integers(-1, 1))))
    if made:
        _for_an_option(aim, aim.pick(options(day)))
    # One stale value among many is enough to leave an option open, so most records made for one have none.
    stale = not made or aim.pick((False, False, False, True))
    # One draw for all ages: a draw for each would take as long as the rest of the record.
    chance = random.Random(draw(st.integers(0, 2**32)))
    dated = {name: _dated(name, facts[name], day, chance, stale=stale) for name in sorted(facts)}
    return {"id": "drawn", "assessment_date": day, "facts": dated}


def _for_an_option(aim: Aim, rule: OptionRule) -> None:
    """Make the conditions of an option true and most of what stands against it false, then put it on one threshold.

    Otherwise one condition would hide what another does to the status.
    """
    for expr in rule.when:
        _attempt(lambda expr=expr: aim.holds(expr, rule.own, truth=True))
    for condition in (*rule.unless, *rule.discouraged):
        if aim.pick((True, True, True, False)):
            _attempt(lambda c=condition: aim.holds(c.when, rule.own, truth=False))
    _attempt(lambda: aim.on(aim.pick(_thresholds_of(rule.entry.id, aim.day)), aim.draw(st.integers(-1, 1))))


def _attempt(step: Any) -> None:
    with suppress(OutOfReachError):
        step()


def _dated(name: str, value: Any, day: date, chance: random.Random, *, stale: bool) -> Any:
    """Return a value with or without a date; what has one keeps it."""
    if isinstance(value, dict):
        return value
    possible = ages(rules()[name].entry.fresh_days)
    age = chance.choice(possible if stale else possible[:3])
    return value if age is None else {"value": value, "date": day - timedelta(days=age)}


def settled(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the record without the facts that contradict the others or do not apply."""
    facts = dict(raw["facts"])
    edition = guideline().at(raw["assessment_date"])
    while True:
        record = {**raw, "facts": facts}
        try:
            Situation(read_record(record, guideline()), edition).refuse_contradictions()
        except RecordError as error:
            named = {name.split(".")[1] for p in error.problems for name in [p.field] if name.startswith("facts.")}
            named |= {
                name.strip() for p in error.problems for name in p.field.split(",") if not name.startswith("facts.")
            }
            removable = sorted(named.intersection(facts)) or sorted(facts)
            del facts[removable[0]]
        else:
            return record


def sound_records(day: date = TODAY) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of records that can be planned."""
    return raw_records(day).map(settled)


def read(raw: Mapping[str, Any]) -> Record:
    """Return a drawn record as read."""
    return read_record(raw, guideline())
