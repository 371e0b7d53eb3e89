"""Learning more never lifts an exclusion: two patients, of whom the second knows all that the first knows, and more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import z3

from sarcoguide.engines.connectives import TRUE
from sarcoguide.engines.terms import Encoder, Term
from sarcoguide.engines.witness import realisable, record_of, value_of
from sarcoguide.errors import SarcoguideError
from sarcoguide.knowledge import ConditionRule, PropertyRule
from sarcoguide.language import Expr, Trace, evaluate, names_in
from sarcoguide.language.trace import known
from sarcoguide.record import Situation, read_record
from sarcoguide.record.labels import in_words
from sarcoguide.record.view import OptionEnvironment
from sarcoguide.verify.outcome import PROVED, Verdict, undecided
from sarcoguide.verify.prover import MILLISECONDS, Prover


def monotone(prover: Prover, _rule: PropertyRule) -> Verdict:
    """Show of every exclusion by itself that it stays true when more becomes known and nothing changes."""
    seen: set[int] = set()
    for name, option in prover.edition.options.items():
        for condition in option.unless:
            if id(condition) in seen and not condition.reads_own:
                continue
            seen.add(id(condition))
            answer = _lifted(prover, condition, option.own)
            if answer == z3.unknown:
                return undecided(f"{name}: the solver gave up on {condition.when.text}")
            if answer == z3.sat:
                return _patient(prover, name, condition)
    return PROVED


def _lifted(prover: Prover, condition: ConditionRule, own: Mapping[str, Any]) -> z3.CheckSatResult:
    """Ask whether more knowledge could lift an exclusion, whatever the names it reads rest on."""
    first = {name: _copy(prover, name, "first") for name in sorted(names_in(condition.when))}
    second = {name: _copy(prover, name, "second") for name in first}
    solver = z3.Solver()
    solver.set("timeout", MILLISECONDS)
    solver.add(*_more(first, second), *_fault(prover, condition.when, own, first, second))
    return solver.check()


def _fault(
    prover: Prover, when: Expr, own: Mapping[str, Any], first: Mapping[str, Term], second: Mapping[str, Term]
) -> tuple[z3.BoolRef, z3.BoolRef]:
    words = prover.engine.words
    excluded = Encoder(first, words, "first_").rails(when, own)[0]
    still = Encoder(second, words, "second_").rails(when, own)[0]
    return excluded, z3.Not(still)


def _copy(prover: Prover, name: str, label: str) -> Term:
    template = prover.engine.views[True][name]
    known_, absent = z3.Bool(f"{label}:{name}?known"), z3.Bool(f"{label}:{name}?absent")
    return Term(_value(template.value, f"{label}:{name}"), z3.And(known_, z3.Not(absent)), absent)


def _value(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {member: z3.Bool(f"{name}:{member}") for member in value}
    return z3.Const(name, value.sort())


def _more(first: Mapping[str, Term], second: Mapping[str, Term]) -> list[z3.BoolRef]:
    """What the first knows the second knows with the same value, and the same things do not apply to both."""
    more: list[z3.BoolRef] = []
    for name, before in first.items():
        after = second[name]
        more += [
            z3.Implies(before.known, z3.And(after.known, *_equal(before.value, after.value))),
            before.inapplicable == after.inapplicable,
        ]
    return more


def _equal(first: Any, second: Any) -> list[z3.BoolRef]:
    if isinstance(first, dict):
        return [first[member] == second[member] for member in first] or [TRUE]
    return [first == second]


# --- the patient who shows it --------------------------------------------------------------------------------


def _patient(prover: Prover, option: str, condition: ConditionRule) -> Verdict:
    """Return a patient who is excluded and whose exclusion falls when more is known, if a record can describe one."""
    engine, own = prover.engine, prover.edition.options[option].own
    first = {name: engine.views[True][name] for name in sorted(names_in(condition.when))}
    second = {name: _learnt(prover, name) for name in first}
    solver = prover.solver
    solver.push()
    solver.add(*realisable(engine), *_more(first, second), *_fault(prover, condition.when, own, first, second))
    model = solver.model() if solver.check() == z3.sat else None
    solver.pop()
    where = f"{option}: {condition.when.text} ({condition.where})"
    if model is None:
        return undecided(f"{where} can be lifted, but no record describes such a patient")
    learnt = {
        name: value_of(engine, model, name, term.value)
        for name, term in second.items()
        if _true(model, term.known) and not _true(model, first[name].known)
    }
    said = ", ".join(f"{name} {in_words(value)}" for name, value in learnt.items())
    title = f"{option} is excluded until somebody learns: {said}"
    record = record_of(engine, model, title)
    if not _confirmed(prover, record, option, condition, learnt):
        return undecided(f"{where}: the solver's patient was not confirmed")
    return Verdict("witness", title, record)


def _learnt(prover: Prover, name: str) -> Term:
    """Return what a second patient may know: the value that a record of the first could have held, so in its range."""
    copy, slot = _copy(prover, name, "second"), prover.engine.given.get(name)
    return copy if slot is None else replace(copy, value=slot.value)


def _true(model: z3.ModelRef, term: z3.BoolRef) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))


@dataclass(frozen=True, slots=True)
class _KnowingMore:
    """A patient with the quantities of an option, of whom more is known."""

    before: OptionEnvironment
    learnt: Mapping[str, Any]

    def value(self, name: str) -> Trace:
        if name in self.learnt:
            return known("fact", name, self.learnt[name], name=name)
        return self.before.value(name)

    def own(self, name: str) -> Trace:
        return self.before.own(name)


def _confirmed(
    prover: Prover, record: Mapping[str, Any], option: str, condition: ConditionRule, learnt: Mapping[str, Any]
) -> bool:
    """Whether the reference excludes the patient, and no longer by this condition once the values are known."""
    try:
        situation = Situation(read_record(record, prover.guideline), prover.edition)
        situation.refuse_contradictions()
    except SarcoguideError:
        return False
    own = prover.edition.options[option].own
    before = OptionEnvironment(situation.fresh, own)
    return prover.judged(situation, option).status == "excluded" and (
        evaluate(condition.when, before).truth is True
        and evaluate(condition.when, _KnowingMore(before, learnt)).truth is not True
    )
