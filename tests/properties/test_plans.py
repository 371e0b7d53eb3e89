"""What must hold of the plan of every record, tried on random ones with unknowns, stale values and thresholds."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoguide.engines import CompiledEngine
from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge import guideline as loading
from sarcoguide.knowledge.library import Library, read_library
from sarcoguide.language import Trace, evaluate
from sarcoguide.language.trace import known
from sarcoguide.planning import Plan
from sarcoguide.record import OptionEnvironment, Record, Situation
from tests.engines.agreement import engine_of
from tests.strategies import TODAY, guideline, read, sound_records, values

EACH = 200  # the four tests below see 800 random records between them, and the agreement of engines 5,000


def as_json(plan: Plan) -> bytes:
    """Return a plan in one order of keys and sets."""
    return msgspec.json.encode(plan, order="deterministic")


@settings(max_examples=EACH, deadline=None)
@given(sound_records())
def test_every_record_gets_a_plan_in_which_exclusion_wins_and_every_option_has_a_reason(raw: dict[str, Any]) -> None:
    """No exception; an option with a true exclusion is excluded; every status is explained."""
    plan = compiled(read(raw))
    for option in plan.options:
        excluded = any(view.tier == "excludes" and view.truth is True for view in option.conditions)
        assert (option.status == "excluded") == excluded, option.id
        assert option.reasons, option.id
        if option.status == "supported":
            held_back = [view.because for view in option.conditions if view.truth is None and view.blocks]
            assert held_back == [], option.id


@settings(max_examples=EACH, deadline=None)
@given(sound_records(), st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_the_order_of_the_fields_of_a_record(
    raw: dict[str, Any], order: random.Random
) -> None:
    """Facts, the members of their lists and the keys of their values are shuffled."""
    assert as_json(compiled(read(raw))) == as_json(compiled(read(shuffled(raw, order))))


def compiled(record: Record) -> Plan:
    """Return the plan of a record by the compiled engine: the same as the reference's, sooner."""
    return engine_of(TODAY).plan(record, guideline())


def shuffled(part: Any, order: random.Random) -> Any:
    """Return the same content in another order; the order of dated records means nothing either."""
    if isinstance(part, dict):
        keys = list(part)
        order.shuffle(keys)
        return {key: shuffled(part[key], order) for key in keys}
    if isinstance(part, list) and not any(isinstance(item, dict) for item in part):
        return order.sample(part, len(part))
    return part


@lru_cache(maxsize=2)
def reordered(seed: int) -> tuple[CompiledEngine, Guideline]:
    """Return the guideline loaded from files and entries in another order, with its engine."""
    order = random.Random(seed)

    def reading(folder: Any) -> Library:
        library = read_library(folder)
        for name in (
            "options",
            "guards",
            "drugs",
            "definitions",
            "facts",
            "sets",
            "sources",
            "settings",
            "consistency",
        ):
            order.shuffle(getattr(library, name))
        return library

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "read_library", reading)
        other = loading.load_guideline(guideline().folder, anew=True)
    return CompiledEngine(other.at(TODAY)), other


@settings(max_examples=EACH, deadline=None)
@given(sound_records(), st.integers(1, 2))
def test_the_plan_does_not_depend_on_the_order_of_files_and_rules(raw: dict[str, Any], seed: int) -> None:
    """Two guidelines with shuffled files and entries answer alike."""
    engine, other = reordered(seed)
    assert as_json(compiled(read(raw))) == as_json(engine.plan(read(raw), other))


class Flat:
    """The names that conditions read, after derivation, with one of them replaced."""

    def __init__(self, situation: Situation, replaced: dict[str, Trace]) -> None:
        self.situation = situation
        self.replaced = replaced

    def value(self, name: str) -> Trace:
        """Return the derived value, or what replaces it."""
        return self.replaced.get(name) or self.situation.everything.value(name)


@settings(max_examples=EACH, deadline=None)
@given(data=st.data())
def test_learning_an_unknown_value_never_lifts_an_exclusion(data: st.DataObject) -> None:
    """Over the flat facts after derivation: unknowns that exclusions read get values; what was excluded stays so."""
    raw = data.draw(sound_records())
    situation = Situation(read(raw), guideline().at(read(raw).assessment_date))
    flat = Flat(situation, {})
    names = sorted({part.name for rule in situation.edition.options.values() for part in _read_by(rule, flat)})
    unknown = [name for name in names if situation.everything.value(name).truth is None]
    replaced = {name: _some_value(data, name, situation) for name in unknown}
    for rule in situation.edition.options.values():
        before = _excluded(rule, flat)
        assert not before or _excluded(rule, Flat(situation, replaced)), rule.entry.id


def _read_by(rule: Any, flat: Flat) -> list[Trace]:
    environment = OptionEnvironment(flat, rule.own)  # type: ignore[arg-type]
    traces = [evaluate(condition.when, environment) for condition in rule.unless]
    return [part for trace in traces for part in trace.walk() if part.kind in ("fact", "definition")]


def _excluded(rule: Any, flat: Flat) -> bool:
    environment = OptionEnvironment(flat, rule.own)  # type: ignore[arg-type]
    return any(evaluate(condition.when, environment).truth is True for condition in rule.unless)


def _some_value(data: st.DataObject, name: str, situation: Situation) -> Trace:
    rule = situation.edition.facts.get(name) or situation.edition.definitions[name]
    drawn = data.draw(values(rule))
    return known("fact", name, frozenset(drawn) if rule.type.kind == "set" else drawn, name=name)
