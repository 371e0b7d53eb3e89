"""Prove the properties of a guideline over every possible patient, or find the patient that breaks one.

Every witness is confirmed by the reference evaluator before it is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import z3

from sarcoguide.engines.solver import OptionTerms, SolverEngine
from sarcoguide.engines.terms import TRUE, Encoder, Term
from sarcoguide.engines.witness import another, realisable, record_of
from sarcoguide.errors import SarcoguideError
from sarcoguide.knowledge import Guideline, PropertyRule
from sarcoguide.language import Expr, evaluate, names_in
from sarcoguide.planning.judge import Judge
from sarcoguide.record import OptionEnvironment, Situation, read_record
from sarcoguide.verify.outcome import Outcome, Proof

MILLISECONDS = 20_000
#: Patients of the solver that are tried before a witness counts as not confirmed.
ATTEMPTS = 25

#: The outcome of a property, its detail, and the record of a patient who breaks it.
Finding = tuple[Outcome, str, Mapping[str, Any] | None]
PROVED: Finding = ("proved", "", None)


def prove(guideline: Guideline, as_of: date) -> Iterator[Proof]:
    """Yield the outcome of each property for the edition of a day."""
    prover = _Prover(guideline, as_of)
    for rule in guideline.properties:
        yield prover.prove(rule)


class _Prover:
    """One solver for all properties: the definitions are encoded once."""

    def __init__(self, guideline: Guideline, as_of: date) -> None:
        self.guideline = guideline
        self.edition = guideline.at(as_of)
        self.engine = SolverEngine(self.edition)
        self.solver = z3.Solver()
        self.solver.set("timeout", MILLISECONDS)
        self.solver.add(self.engine.constraints)

    def prove(self, rule: PropertyRule) -> Proof:
        start = time.perf_counter()
        checks = {
            "never": self._never,
            "always": self._always,
            "exclusion_wins": self._exclusion_wins,
            "unknown_blocks": self._unknown_blocks,
            "monotone": self._monotone,
            "reachable": self._reachable,
        }
        outcome, detail, record = checks[rule.entry.check](rule)
        entry = rule.entry
        return Proof(entry.id, entry.says, entry.means, outcome, time.perf_counter() - start, detail, record)

    # --- the kinds of property -------------------------------------------------------------------------------

    def _never(self, rule: PropertyRule) -> Finding:
        return self._for_chosen(rule, lambda has_status: has_status, rule.entry.status)

    def _always(self, rule: PropertyRule) -> Finding:
        return self._for_chosen(rule, z3.Not, f"not {rule.entry.status}")

    def _for_chosen(self, rule: PropertyRule, fault: Callable[[z3.BoolRef], z3.BoolRef], broken_status: str) -> Finding:
        """Show that for nobody who meets the condition a chosen option is at fault, and that somebody meets it."""
        premise = self._premise(rule)
        if self._check(premise) != z3.sat:
            return "undecided", "no patient meets its condition, so it says nothing", None
        chosen = self._chosen(rule)
        if not chosen:
            return "undecided", "it chooses no option, so it says nothing", None
        for option in chosen:
            broken = z3.And(premise, fault(self.engine.options[option].status(rule.entry.status)))
            answer = self._check(broken)
            if answer != z3.unsat:
                return self._found(answer, broken, option, broken_status, rule.when)
        return PROVED

    def _exclusion_wins(self, rule: PropertyRule) -> Finding:
        return self._for_all(rule, lambda terms: terms.excluded)

    def _unknown_blocks(self, rule: PropertyRule) -> Finding:
        return self._for_all(rule, lambda terms: terms.held_back)

    def _for_all(self, rule: PropertyRule, against: Callable[[OptionTerms], z3.BoolRef]) -> Finding:
        """Show that no option is supported while something stands against it, and that this can stand at all."""
        possible = False
        for option, terms in self.engine.options.items():
            possible = possible or self._check(against(terms)) == z3.sat
            broken = z3.And(terms.status("supported"), against(terms))
            answer = self._check(broken)
            if answer != z3.unsat:
                return self._found(answer, broken, option, rule.entry.status, None)
        return PROVED if possible else ("undecided", "it can never come to that", None)

    def _monotone(self, _rule: PropertyRule) -> Finding:
        """Two patients who differ in what is known: the second knows all that the first knows, with the same values."""
        seen: set[int] = set()
        for name, option in self.edition.options.items():
            for condition in option.unless:
                if id(condition) in seen and not condition.reads_own:
                    continue
                seen.add(id(condition))
                first, second, more = self._twice(condition.when)
                solver = z3.Solver()
                solver.set("timeout", MILLISECONDS)
                excluded = Encoder(first, self.engine.words, "first_").rails(condition.when, option.own)[0]
                still = Encoder(second, self.engine.words, "second_").rails(condition.when, option.own)[0]
                solver.add(*more, excluded, z3.Not(still))
                answer = solver.check()
                if answer != z3.unsat:
                    outcome: Outcome = "witness" if answer == z3.sat else "undecided"
                    return outcome, f"{name}: {condition.when.text}", None
        return PROVED

    def _twice(self, expr: Expr) -> tuple[dict[str, Term], dict[str, Term], list[z3.BoolRef]]:
        first: dict[str, Term] = {}
        second: dict[str, Term] = {}
        more: list[z3.BoolRef] = []
        for name in sorted(names_in(expr)):
            template = self.engine.views[True][name]
            copies = []
            for label in ("first", "second"):
                known, absent = z3.Bool(f"{label}:{name}?known"), z3.Bool(f"{label}:{name}?absent")
                copies.append(Term(_copy(template.value, f"{label}:{name}"), z3.And(known, z3.Not(absent)), absent))
            first[name], second[name] = copies
            more += [
                z3.Implies(
                    first[name].known, z3.And(second[name].known, *_equal(first[name].value, second[name].value))
                ),
                first[name].inapplicable == second[name].inapplicable,
            ]
        return first, second, more

    def _reachable(self, rule: PropertyRule) -> Finding:
        dead = []
        for option, terms in self.engine.options.items():
            if self.edition.options[option].withdrawn_on(self.edition.as_of):
                continue
            wanted = terms.status(rule.entry.status)
            if self._check(wanted) != z3.sat or self._confirmed(wanted, option, rule.entry.status, None) is None:
                dead.append(option)
        return ("undecided", f"no confirmed patient for: {', '.join(dead)}", None) if dead else PROVED

    # --- helpers ---------------------------------------------------------------------------------------------

    def _premise(self, rule: PropertyRule) -> z3.BoolRef:
        if rule.when is None:
            return TRUE
        return Encoder(self.engine.views[True], self.engine.words, "premise_").rails(rule.when, {})[0]

    def _chosen(self, rule: PropertyRule) -> list[str]:
        wanted = rule.entry.options
        if wanted is None:
            return list(self.engine.options)
        return [
            name
            for name, option in self.edition.options.items()
            if name in self.engine.options
            and (
                name == wanted.id
                or option.entry.kind == wanted.kind
                or bool(option.own.get("drugs", frozenset()).intersection(wanted.drugs))
            )
        ]

    def _check(self, condition: z3.BoolRef) -> z3.CheckSatResult:
        self.solver.push()
        self.solver.add(condition)
        answer = self.solver.check()
        self.solver.pop()
        return answer

    def _found(
        self, answer: z3.CheckSatResult, broken: z3.BoolRef, option: str, status: str, when: Expr | None
    ) -> Finding:
        if answer == z3.unknown:
            return "undecided", f"{option}: the solver gave up", None
        record = self._confirmed(broken, option, status, when)
        if record is None:
            return "undecided", f"{option}: the solver's patient was not confirmed", None
        return "witness", f"{option} is {status}", record

    def _confirmed(self, wanted: z3.BoolRef, option: str, status: str, when: Expr | None) -> Mapping[str, Any] | None:
        """Return a patient of the solver for whom the reference evaluator finds the same, or None."""
        self.solver.push()
        self.solver.add(wanted, *realisable(self.engine))
        record = None
        for _ in range(ATTEMPTS):
            if record is not None or self.solver.check() != z3.sat:
                break
            model = self.solver.model()
            found = record_of(self.engine, model, f"{option} is {status}")
            record = found if self._holds(found, option, status, when) else None
            self.solver.add(another(self.engine, model))
        self.solver.pop()
        return record

    def _holds(self, record: Mapping[str, Any], option: str, status: str, when: Expr | None) -> bool:
        """Whether the reference evaluator finds the status, and the condition true, for a record."""
        try:
            situation = Situation(read_record(record, self.guideline), self.edition)
            situation.refuse_contradictions()
        except SarcoguideError:
            return False
        rule = self.edition.options[option]
        found = Judge(situation).judge(rule).status
        holds = found != status.removeprefix("not ") if status.startswith("not ") else found == status
        if when is not None:
            holds = holds and evaluate(when, OptionEnvironment(situation.fresh, rule.own)).truth is True
        return holds


def _copy(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {member: z3.Bool(f"{name}:{member}") for member in value}
    return z3.Const(name, value.sort())


def _equal(first: Any, second: Any) -> list[z3.BoolRef]:
    if isinstance(first, dict):
        return [first[member] == second[member] for member in first] or [TRUE]
    return [first == second]
