"""From a model of the solver to a record that `plan` accepts: the patient who shows what the solver found."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import z3

from sarcoguide.engines.solver import ANOTHER, SolverEngine
from sarcoguide.engines.terms import EPOCH
from sarcoguide.knowledge import DefinitionRule, FactRule, Reduction
from sarcoguide.knowledge.entries import Fact, RecordField
from sarcoguide.record.view import ASSESSMENT_DATE


def record_of(engine: SolverEngine, model: z3.ModelRef, title: str) -> dict[str, Any]:
    """Return the patient of a model as a record.

    What the solver left free (reducers over timelines, arithmetic that is not linear) is stated in the record, so that
    the record has the value of the model.
    """
    words = {number: word for word, number in engine.words.items()}
    day = EPOCH + timedelta(days=int(_number(model, z3.Real(ASSESSMENT_DATE))))
    facts: dict[str, Any] = {}
    for name, given in sorted(engine.given.items()):
        rule = engine.edition.facts.get(name) or engine.edition.definitions[name]
        if _true(model, given.given):
            value = _value(model, rule, given.value, words)
        elif _to_state(engine, model, rule):
            value = _value(model, rule, engine.views[True][name].value, words)
        else:
            continue
        stale = _true(model, given.given) and not _true(model, given.fresh)
        age = timedelta(days=(rule.entry.fresh_days or 0) + 1)
        facts[name] = {"value": value, "date": day - age} if stale else value
    return {"id": "witness", "about": {"title": title}, "assessment_date": day, "facts": facts}


def value_of(engine: SolverEngine, model: z3.ModelRef, name: str, value: Any) -> Any:
    """Return the value that a model gives a fact or definition in any copy of the patient, as the evaluator has it."""
    rule = engine.edition.facts.get(name) or engine.edition.definitions[name]
    found = _value(model, rule, value, {number: word for word, number in engine.words.items()})
    return frozenset(found) if rule.type.kind == "set" else found


def _to_state(engine: SolverEngine, model: z3.ModelRef, rule: FactRule | DefinitionRule) -> bool:
    """Whether a value that the solver was free to choose has to be stated for the record to have it."""
    if not isinstance(rule, DefinitionRule) or not rule.entry.may_be_stated or not _left_free(engine, rule):
        return False
    return _true(model, engine.views[True][rule.entry.name].known)


def realisable(engine: SolverEngine) -> list[z3.BoolRef]:
    """Return conditions under which a model is easy to write as a record.

    They narrow the search for a witness and never a proof: what is left free and cannot be stated is unknown or
    nothing, and what is left free and can be stated is the same with stale values and without.
    """
    # Any date may be given; one of living memory reads better.
    dated = [name for name, rule in engine.edition.facts.items() if rule.type.kind == "date" and name in engine.given]
    hints = [*in_range(engine), *(engine.given[name].value >= 0 for name in dated)]
    for name, rule in engine.edition.definitions.items():
        if not _left_free(engine, rule):
            continue
        given = engine.given[name]
        hints.append(z3.Implies(given.given, given.fresh))
        fresh, everything = engine.views[True][name], engine.views[False][name]
        if rule.entry.applies_when is None:
            # No record can state that a value does not apply.
            hints += [z3.Not(term.inapplicable) for term in (fresh, everything)]
        if rule.type.integer or rule.type.kind == "date":
            hints.append(z3.IsInt(fresh.value))
        if rule.type.kind == "date":
            hints += [fresh.value >= 0, fresh.value <= z3.Real(ASSESSMENT_DATE)]
        if rule.entry.may_be_stated:
            # Each view left it free by itself; what a record states is the same in both.
            hints += [fresh.known == everything.known, z3.Implies(fresh.known, fresh.value == everything.value)]
        elif rule.type.kind == "number":
            hints += [z3.Or(z3.Not(term.known), term.value == 0) for term in (fresh, everything)]
        else:
            # No record holds a day, a word or an answer that is nothing.
            hints += [z3.Not(term.known) for term in (fresh, everything)]
    return hints


def in_range(engine: SolverEngine) -> list[z3.BoolRef]:
    """Return conditions that numbers which the solver leaves free lie in their range."""
    limits: list[z3.BoolRef] = []
    for name, rule in engine.edition.definitions.items():
        if _left_free(engine, rule) and rule.type.kind == "number" and rule.entry.range is not None:
            low, high = (float(bound) for bound in rule.entry.range)
            value = engine.views[True][name].value
            limits += [value >= low, value <= high]
    return limits


def another(engine: SolverEngine, model: z3.ModelRef) -> z3.BoolRef:
    """Return a condition that asks for a patient of whom other things are known than in this model."""
    flags = [given.given for given in engine.given.values()]
    return z3.Or([flag != model.eval(flag, model_completion=True) for flag in flags])


def _left_free(engine: SolverEngine, rule: DefinitionRule) -> bool:
    return isinstance(rule.body, Reduction) or rule.entry.name in engine.free


def _true(model: z3.ModelRef, condition: z3.BoolRef) -> bool:
    return bool(z3.is_true(model.eval(condition, model_completion=True)))


def _number(model: z3.ModelRef, value: Any) -> Fraction:
    found = model.eval(value, model_completion=True)
    return Fraction(found.as_fraction()) if hasattr(found, "as_fraction") else Fraction(found.as_long())


def _value(model: z3.ModelRef, rule: FactRule | DefinitionRule, value: Any, words: dict[int, str]) -> Any:
    match rule.type.kind:
        case "boolean":
            return _true(model, value)
        case "enum":
            return words[int(_number(model, value))]
        case "set":
            members = [word for word, holds in sorted(value.items()) if _true(model, holds)]
            return ["something_else" if word == ANOTHER else word for word in members]
        case "date":
            return EPOCH + timedelta(days=int(_number(model, value)))
        case "records":
            entry: Any = rule.entry
            return [_row(entry, number) for number in range(min(int(_number(model, value)), 3))]
        case _:
            amount = _number(model, value)
            return int(amount) if amount.denominator == 1 else float(amount)


def _row(entry: Fact, number: int) -> dict[str, Any]:
    """Return a record with its required fields; `number` keeps records apart."""
    return {name: _filled(form, number) for name, form in (entry.fields or {}).items() if form.required}


def _filled(form: RecordField, number: int) -> Any:
    match form.type:
        case "boolean":
            return False
        case "integer" | "number":
            return int(form.range[0]) if form.range else number
        case "date":
            return date(2020, 1, 1) + timedelta(days=number)
        case "enum":
            return form.values[0] if form.values else "other"
        case _:
            return f"entry {number}"
