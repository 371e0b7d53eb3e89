"""Hypothesis strategies shared by all tests. They draw from the dictionary and know no medicine.

Values lie at, just under and just over every threshold that the guideline compares a fact with; any fact may be
unknown, undated, fresh or stale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from sarcoguide.errors import RecordError
from sarcoguide.knowledge import FactRule, Guideline, Reduction, load_guideline
from sarcoguide.knowledge.entries import RecordField
from sarcoguide.language import Expr
from sarcoguide.language.tree import Compare, Literal, Name, expressions, walk
from sarcoguide.record import Record, Situation, read_record

TODAY = date(2026, 11, 22)
STATED = ("patient_age_years", "histology", "m_category", "metastatic_organs", "ecog_performance_status")


@lru_cache(maxsize=1)
def guideline() -> Guideline:
    """Return the packaged guideline."""
    return load_guideline()


def all_expressions(rules: Guideline) -> Iterator[Expr]:
    """Yield every expression of a guideline."""
    for fact in rules.facts.values():
        if fact.applies is not None:
            yield fact.applies
    for definition in rules.definitions:
        if not isinstance(definition.body, Reduction):
            yield from expressions(definition.body)
    for option in rules.options:
        yield from option.when
        for condition in (*option.unless, *option.discouraged, *option.caution):
            yield condition.when


@lru_cache(maxsize=1)
def thresholds() -> Mapping[str, tuple[float, ...]]:
    """Return, for each name, the numbers that the guideline compares it with."""
    found: defaultdict[str, set[float]] = defaultdict(set)
    for expr in all_expressions(guideline()):
        for part in walk(expr):
            if isinstance(part, Compare):
                for one, other in ((part.left, part.right), (part.right, part.left)):
                    if (
                        isinstance(one, Name)
                        and isinstance(other, Literal)
                        and not isinstance(other.value, bool | str | date)
                    ):
                        found[one.name].add(float(other.value))
    return {name: tuple(sorted(values)) for name, values in found.items()}


def numbers(name: str, low: float, high: float, *, integer: bool) -> st.SearchStrategy[int | float]:
    """Return a strategy of numbers in a range, most of them near a threshold of the fact `name`."""
    step = 1 if integer else 0.01
    near = [value + offset for value in thresholds().get(name, ()) for offset in (-step, 0, step)]
    edges = [value for value in (*near, low, high) if low <= value <= high]
    return st.sampled_from([int(value) if float(value).is_integer() else round(value, 4) for value in edges] or [low])


def values(rule: FactRule) -> st.SearchStrategy[Any]:
    """Return a strategy of values of a fact, as a record would hold them."""
    entry, kind = rule.entry, rule.type
    match kind.kind:
        case "boolean":
            return st.booleans()
        case "number":
            low, high = (float(bound) for bound in entry.range or (0, 1000))
            return numbers(entry.name, low, high, integer=kind.integer)
        case "enum":
            return st.sampled_from(sorted(kind.domain or ["word"]))
        case "set":
            return st.lists(st.sampled_from(sorted(kind.domain or [entry.name, "other"])), unique=True, max_size=3)
        case "date":
            return st.integers(0, 1500).map(lambda days: TODAY - timedelta(days=days))
        case _:
            return st.lists(records(entry.fields or {}), max_size=2)


def records(fields: Mapping[str, RecordField]) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of records with all required and some other fields."""
    parts = {name: _field(form) for name, form in fields.items()}
    required = {name: part for name, part in parts.items() if fields[name].required}
    return st.fixed_dictionaries(required, optional={n: p for n, p in parts.items() if n not in required})


def _field(form: RecordField) -> st.SearchStrategy[Any]:
    match form.type:
        case "boolean":
            return st.booleans()
        case "integer" | "number":
            low, high = (float(bound) for bound in form.range or (0, 100))
            return st.integers(int(low), int(min(high, low + 500)))
        case "date":
            return st.integers(0, 1500).map(lambda days: TODAY - timedelta(days=days))
        case "enum":
            if form.values is not None:
                return st.sampled_from(form.values)
            return st.sampled_from(sorted(guideline().facts[str(form.values_of)].type.domain or ()))
        case _:
            return st.sampled_from([*sorted(rule.entry.id for rule in guideline().options if rule.entry.drugs), "text"])


@st.composite
def entries(draw: st.DrawFn, rule: FactRule) -> Any:
    """Draw a value of a fact: plain, or with a date that is fresh, on the last fresh day, or stale."""
    value = draw(values(rule))
    fresh = rule.entry.fresh_days
    if fresh is None or draw(st.booleans()):
        return value
    age = draw(st.sampled_from([0, fresh, fresh + 1, fresh + 400]))
    return {"value": value, "date": TODAY - timedelta(days=age)}


@st.composite
def raw_records(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a record: an example patient with some facts changed or taken away, or one made from nothing."""
    rules = guideline()
    names = sorted(name for name in rules.facts if name != "assessment_date")
    facts: dict[str, Any] = {}
    if draw(st.booleans()):
        patient = draw(st.sampled_from(sorted(rules.patients)))
        facts = dict(rules.patients[patient].data["facts"])
        chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=8))
        for name in draw(st.lists(st.sampled_from(sorted(facts)), unique=True, max_size=4)):
            del facts[name]
    else:
        chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=30))
        chosen += [name for name in STATED if name not in chosen and draw(st.booleans())]
    for name in chosen:
        facts[name] = draw(entries(rules.facts[name]))
    return {"id": "drawn", "assessment_date": TODAY, "facts": facts}


def settled(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the record without the facts that contradict the others or do not apply."""
    facts = dict(raw["facts"])
    while True:
        record = {**raw, "facts": facts}
        try:
            Situation(read_record(record, guideline()), guideline().at(TODAY)).refuse_contradictions()
        except RecordError as error:
            named = {name.split(".")[1] for p in error.problems for name in [p.field] if name.startswith("facts.")}
            named |= {
                name.strip() for p in error.problems for name in p.field.split(",") if not name.startswith("facts.")
            }
            removable = sorted(named.intersection(facts)) or sorted(facts)
            del facts[removable[0]]
        else:
            return record


def sound_records() -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of records that can be planned."""
    return raw_records().map(settled)


def read(raw: Mapping[str, Any]) -> Record:
    """Return a drawn record as read."""
    return read_record(raw, guideline())
