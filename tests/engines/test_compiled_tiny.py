"""The compiled engine on the made-up guideline: it knows no medicine either, and every form of rule is the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sarcoguide.engines import CompiledEngine
from sarcoguide.language import State
from sarcoguide.planning import make_plan
from sarcoguide.record import Situation
from tests.helpers import TODAY, record, tiny

DAYS = (*tiny().dates(), TODAY)
BICYCLE = {"is_bicycle": True, "brakes_hold": True, "inspected": True, "frame": "steel", "gears": 2}
FACTS: dict[str, dict[str, Any]] = {
    "nothing is known": {},
    "it is no bicycle": {"is_bicycle": False},
    "all is well": {**BICYCLE, "tyre_pressure_bar": 4},
    "a value is too old": {**BICYCLE, "tyre_pressure_bar": {"value": 1, "date": date(2024, 1, 1)}},
    "a value is on its threshold": {**BICYCLE, "tyre_pressure_bar": 2.5},
    "something is wrong": {**BICYCLE, "faults": ["flat_tyre", "bent_wheel"], "brakes_hold": False},
    "services of all kinds": {
        **BICYCLE,
        "services": [{"purpose": "care", "grease_g": 5}, {"purpose": "race", "grease_g": 7}],
    },
    "a service of which it is not known what for": {**BICYCLE, "services": [{"grease_g": 7}]},
    "a definition is stated": {**BICYCLE, "ride_state": "worn", "tyre_pressure_bar": 1},
}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)
def test_the_compiled_plan_is_the_reference_plan(facts: dict[str, Any], day: date) -> None:
    """On every day on which something changes, definitions that have not begun or have ended included."""
    read = record(facts)
    assert make_plan(read, tiny(), day) == CompiledEngine(tiny().at(day)).plan(read, tiny())


@pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)
def test_the_statuses_are_those_of_the_plan(facts: dict[str, Any]) -> None:
    """Statuses alone come from a function of their own."""
    read = record(facts)
    engine = CompiledEngine(tiny().at(TODAY))
    plan = make_plan(read, tiny(), TODAY)
    alone = {name for name, rule in engine.edition.options.items() if rule.entry.per is None}
    assert {option.id: option.status for option in plan.options if option.id in alone} == engine.statuses(read)


@pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)
def test_both_views_of_a_patient_are_the_same_name_by_name(facts: dict[str, Any]) -> None:
    """Values, what they rest on, and what a stated definition would be if it were not stated."""
    read = record(facts)
    edition = tiny().at(TODAY)
    reference, compiled = Situation(read, edition), CompiledEngine(edition).situation(read)
    for one, other in ((reference.fresh, compiled.fresh), (reference.everything, compiled.everything)):
        for name in (*edition.facts, *edition.definitions, *edition.settings, "not_defined_today"):
            assert one.value(name) == other.value(name)
            assert one.explained(name) == other.explained(name)
            assert one.behind(name) == other.behind(name)
        for name in edition.definitions:
            assert one.worked_out(name).state == other.worked_out(name).state
            assert one.worked_out(name).value == other.worked_out(name).value
    assert State.UNKNOWN == compiled.fresh.value("not_defined_today").state
