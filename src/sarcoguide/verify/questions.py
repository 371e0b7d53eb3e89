"""Every question asked applies to the patient and is not answered yet.

A fact is asked because it is unknown, so it applies and is open. That cannot go wrong; what a definition asks for in
its own place (`ask`) can. Here it is worked out, as `language.changes.undecided` does while it walks a trace, for whom
each such definition asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import z3

from sarcoguide.engines.terms import FALSE, Encoder
from sarcoguide.knowledge import DefinitionRule, OptionRule, PropertyRule, Reduction
from sarcoguide.language import Expr, State, Table
from sarcoguide.language.tree import And, Known, Name, Not, Or, children
from sarcoguide.planning import make_plan
from sarcoguide.record import Situation
from sarcoguide.verify.outcome import PROVED, Verdict, undecided
from sarcoguide.verify.prover import Prover

#: For each definition that asks for other facts, when it does.
Asking = dict[str, z3.BoolRef]


def questions_apply(prover: Prover, _rule: PropertyRule) -> Verdict:
    """Show that no definition that is asked through asks for what is known already or does not apply."""
    walk = _Walk(prover)
    asking = [walk.option(rule) for name, rule in prover.edition.options.items() if name in prover.engine.options]
    asking += [walk.name(name) for layer in prover.edition.about.layers for name in layer.facts]
    possible = False
    for name, when in sorted(_joined(asking).items()):
        possible = possible or prover.possible(when)
        for fact in prover.edition.definitions[name].entry.ask or []:
            broken = z3.And(when, z3.Not(prover.engine.views[True][fact].unknown))
            answer = prover.check(broken)
            if answer != z3.unsat:
                title = f"{fact} is asked although it is known or does not apply"
                return prover.found(answer, broken, fact, title, _asked(prover, fact))
    return PROVED if possible else undecided("no definition ever asks for another fact, so it says nothing")


def _asked(prover: Prover, fact: str) -> Callable[[Situation], bool]:
    def holds(situation: Situation) -> bool:
        plan = make_plan(situation.record, prover.guideline, prover.edition.as_of)
        return situation.fresh.value(fact).state is not State.UNKNOWN and fact in {q.fact for q in plan.missing}

    return holds


class _Walk:
    """For whom each definition with `ask` is asked through, name by name and expression by expression."""

    def __init__(self, prover: Prover) -> None:
        self.prover = prover
        self.encoder = Encoder(prover.engine.views[True], prover.engine.words, "questions_")
        self.seen: dict[str, Asking] = {}

    def option(self, rule: OptionRule) -> Asking:
        """What decides an option is asked while it needs information: its conditions in order, else what blocks it."""
        waits = self.prover.engine.options[rule.entry.id].status("needs_information")
        asking = [self._first(rule.when, rule.own)]
        asking += [self.expr(c.when, rule.own) for c in (*rule.unless, *rule.discouraged) if c.blocks]
        return _under(waits, _joined(asking))

    def name(self, name: str) -> Asking:
        """Of an unknown name first whether it applies is asked, then what it is worked out from."""
        if name not in self.seen:
            self.seen[name] = {}  # names do not run in circles; this only keeps a fault from running for ever
            self.seen[name] = _under(self.encoder.names[name].unknown, self._behind(name))
        return self.seen[name]

    def _behind(self, name: str) -> Asking:
        edition = self.prover.edition
        definition = edition.definitions.get(name)
        if definition is not None and definition.entry.ask is not None:
            return {name: z3.BoolVal(True)}
        rule = edition.facts.get(name) or definition
        applies = {} if rule is None or rule.applies is None else self.expr(rule.applies, {})
        return applies if definition is None else _joined([applies, self._body(definition)])

    def _body(self, rule: DefinitionRule) -> Asking:
        body = rule.body
        if isinstance(body, Reduction):
            return _joined(self.name(name) for name in sorted(body.reads))
        if isinstance(body, Table):
            rows = [self.expr(row.when, {}) for row in body.rows]
            return _joined([*rows, *(self.expr(row.value, {}) for row in body.rows if row.value is not None)])
        return self.expr(body, {})

    def expr(self, expr: Expr, own: Mapping[str, Any]) -> Asking:
        """Return what an expression asks through: of a conjunction what its first unknown part asks."""
        match expr:
            case Known():
                return {}
            case Name(name=name):
                return self.name(name)
            case And():
                return self._first(expr.operands, own)
            case _:
                parts = _joined(self.expr(part, own) for part in children(expr))
                return _under(self._unknown(expr, own), parts) if isinstance(expr, Or | Not) and parts else parts

    def _first(self, parts: Iterable[Expr], own: Mapping[str, Any]) -> Asking:
        """A part is asked when it is unknown, none before it is, and none at all is false."""
        found: list[Asking] = []
        before: list[z3.BoolRef] = []
        none_false: list[z3.BoolRef] = []
        for part in parts:
            _, false = self.encoder.rails(part, own)
            none_false.append(z3.Not(false))
            found.append(_under(z3.Not(z3.Or(before)), self.expr(part, own)))
            before.append(self._unknown(part, own))
        return _under(z3.And(none_false), _joined(found))

    def _unknown(self, expr: Expr, own: Mapping[str, Any]) -> z3.BoolRef:
        return z3.Not(z3.Or(self.encoder.rails(expr, own)))


def _under(condition: z3.BoolRef, asking: Asking) -> Asking:
    return {name: z3.And(condition, when) for name, when in asking.items()}


def _joined(many: Iterable[Asking]) -> Asking:
    found: Asking = {}
    for asking in many:
        for name, when in asking.items():
            found[name] = z3.Or(found.get(name, FALSE), when)
    return found
