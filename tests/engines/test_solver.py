"""The solver's patient is the reference's patient: with a record's facts fixed, every option has the same status."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import z3
from hypothesis import given, settings

from sarcoguide.engines.solver import ANOTHER, SolverEngine
from sarcoguide.engines.terms import EPOCH
from sarcoguide.knowledge import DefinitionRule, Reduction
from sarcoguide.language import Trace
from sarcoguide.planning.judge import Judge
from sarcoguide.record import Situation
from tests.strategies import TODAY, guideline, read, sound_records


@lru_cache(maxsize=1)
def engine() -> SolverEngine:
    """Return the engine of today's edition."""
    return SolverEngine(guideline().at(TODAY))


def same(value: Any, found: Any) -> list[z3.BoolRef]:
    """Return conditions that a solver value is the value of a record."""
    if isinstance(value, dict):
        named = [holds == z3.BoolVal(word in found) for word, holds in value.items() if word != ANOTHER]
        others = [word for word in found if word not in value]
        return named + ([value[ANOTHER] == z3.BoolVal(bool(others))] if ANOTHER in value else [])
    match found:
        case bool():
            return [value == z3.BoolVal(found)]
        case str():
            return [value == engine().words[found]]
        case date():
            return [value == (found - EPOCH).days]
        case tuple():
            return [value == len(found)]
        case float() if not found.is_integer():
            # The reference calculates in floating point, the solver exactly.
            return [value >= z3.RealVal(repr(found - 1e-6)), value <= z3.RealVal(repr(found + 1e-6))]
        case _:
            return [value == z3.RealVal(repr(found))]


def fixed(situation: Situation) -> list[z3.BoolRef]:
    """Return conditions that hold of one patient alone; what the solver leaves free gets the reference's value."""
    conditions: list[z3.BoolRef] = []
    for name, slot in engine().given.items():
        held = situation.record.given.get(name)
        conditions.append(slot.given == z3.BoolVal(held is not None))
        conditions.append(slot.fresh == z3.BoolVal(name not in situation.stale))
        if held is not None:
            conditions += same(slot.value, held.value)
    for name, rule in engine().edition.definitions.items():
        if isinstance(rule.body, Reduction) or name in engine().free:
            for fresh, view in ((True, situation.fresh), (False, situation.everything)):
                conditions += freed(name, rule, view.value(name), fresh=fresh)
    return conditions


def freed(name: str, rule: DefinitionRule, trace: Trace, *, fresh: bool) -> list[z3.BoolRef]:
    """Return conditions that a freed definition is what the reference works out."""
    term = engine().views[fresh][name]
    states = [term.known == z3.BoolVal(trace.known), term.unknown == z3.BoolVal(trace.truth is None)]
    return states + (same(term.value, trace.value) if trace.known and rule.type.kind != "records" else [])


@settings(max_examples=150, deadline=None)
@given(sound_records())
def test_solver_and_reference_give_every_option_the_same_status(raw: dict[str, Any]) -> None:
    """No other status is possible for the patient, and the reference's is."""
    situation = Situation(read(raw), engine().edition)
    judge = Judge(situation)
    wanted = {name: judge.judge(engine().edition.options[name]).status for name in engine().options}
    solver = z3.Solver()
    solver.add(*engine().constraints, *fixed(situation))
    assert solver.check() == z3.sat
    solver.add(z3.Or([z3.Not(engine().options[name].status(status)) for name, status in wanted.items()]))
    differs = solver.check()
    model = solver.model() if differs == z3.sat else None
    other = [
        n for n, s in wanted.items() if model is not None and not z3.is_true(model.eval(engine().options[n].status(s)))
    ]
    assert (differs, other) == (z3.unsat, [])
