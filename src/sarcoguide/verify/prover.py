"""The solver that all properties share, and the patients that the reference evaluator confirms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import z3

from sarcoguide.engines.connectives import TRUE
from sarcoguide.engines.solver import SolverEngine
from sarcoguide.engines.terms import Encoder
from sarcoguide.engines.witness import another, realisable, record_of
from sarcoguide.errors import SarcoguideError
from sarcoguide.knowledge import Edition, Guideline, OptionRule, PropertyRule
from sarcoguide.language import Expr, evaluate
from sarcoguide.planning.judge import Judge, Judgement
from sarcoguide.record import Situation, read_record
from sarcoguide.record.view import OptionEnvironment
from sarcoguide.verify.outcome import Verdict, undecided

MILLISECONDS = 20_000
#: Patients of the solver that are tried before a witness counts as not confirmed.
ATTEMPTS = 25

Holds = Callable[[Situation], bool]


class Prover:
    """One solver for all properties of the edition of a day: the definitions are encoded once."""

    def __init__(self, guideline: Guideline, as_of: date) -> None:
        self.guideline = guideline
        self.edition: Edition = guideline.at(as_of)
        self.engine = SolverEngine(self.edition, [rule.when for rule in guideline.properties if rule.when is not None])
        self.solver = z3.Solver()
        self.solver.set("timeout", MILLISECONDS)
        self.solver.add(self.engine.constraints)
        self._supported: dict[str, Mapping[str, Any] | None] = {}

    # --- questions to the solver -----------------------------------------------------------------------------

    def check(self, *conditions: z3.BoolRef) -> z3.CheckSatResult:
        """Return whether some patient meets all conditions: sat, unsat or unknown."""
        self.solver.push()
        self.solver.add(*conditions)
        answer = self.solver.check()
        self.solver.pop()
        return answer

    def possible(self, *conditions: z3.BoolRef) -> bool:
        """Whether the solver finds a patient who meets all conditions."""
        return bool(self.check(*conditions) == z3.sat)

    def true(self, expr: Expr | None, own: Mapping[str, Any] | None = None) -> z3.BoolRef:
        """Return when an expression is certainly true for what may support; no expression is always true."""
        return TRUE if expr is None else self.rails(expr, own)[0]

    def rails(self, expr: Expr, own: Mapping[str, Any] | None = None) -> tuple[z3.BoolRef, z3.BoolRef]:
        """Return when an expression is certainly true and when certainly false for what may support."""
        return Encoder(self.engine.views[True], self.engine.words, "asked_").rails(expr, own or {})

    def inapplicable(self, expr: Expr, own: Mapping[str, Any]) -> z3.BoolRef:
        """Return when the value of an expression does not apply."""
        return Encoder(self.engine.views[True], self.engine.words, "asked_").term(expr, own).inapplicable

    def chosen(self, rule: PropertyRule) -> list[str]:
        """Return the options of patients that a property speaks of: all, when it does not say which."""
        return [name for name in self.engine.options if self.speaks_of(rule, self.edition.options[name])]

    @staticmethod
    def speaks_of(rule: PropertyRule, option: OptionRule) -> bool:
        """Whether a property speaks of an option."""
        wanted = rule.entry.options
        if wanted is None:
            return True
        return (
            option.entry.id == wanted.id
            or option.entry.kind in wanted.kinds
            or not rule.drugs.isdisjoint(option.own.get("drugs", frozenset()))
        )

    # --- patients --------------------------------------------------------------------------------------------

    def found(self, answer: z3.CheckSatResult, wanted: z3.BoolRef, subject: str, title: str, holds: Holds) -> Verdict:
        """Return what a search for a patient who breaks a property came to, when it did not end with none."""
        if answer == z3.unknown:
            return undecided(f"{subject}: the solver gave up")
        record = self.patient(wanted, title, holds)
        if record is None:
            return undecided(f"{subject}: the solver's patient was not confirmed")
        return Verdict("witness", title, record)

    def patient(self, wanted: z3.BoolRef, title: str, holds: Holds) -> Mapping[str, Any] | None:
        """Return a patient of the solver for whom the reference evaluator finds the same, or None."""
        self.solver.push()
        self.solver.add(wanted, *realisable(self.engine))
        record = None
        for _ in range(ATTEMPTS):
            if record is not None or self.solver.check() != z3.sat:
                break
            model = self.solver.model()
            tried = record_of(self.engine, model, title)
            record = tried if self._confirmed(tried, holds) else None
            self.solver.add(another(self.engine, model))
        self.solver.pop()
        return record

    def _confirmed(self, record: Mapping[str, Any], holds: Holds) -> bool:
        try:
            situation = Situation(read_record(record, self.guideline), self.edition)
            situation.refuse_contradictions()
            return holds(situation)
        except SarcoguideError:
            return False

    def supported(self, option: str) -> Mapping[str, Any] | None:
        """Return a confirmed patient for whom an option is supported; sought once."""
        if option not in self._supported:
            wanted = self.engine.options[option].status("supported")
            self._supported[option] = self.patient(
                wanted, f"{option} is supported", lambda situation: self.judged(situation, option).status == "supported"
            )
        return self._supported[option]

    def judged(self, situation: Situation, option: str) -> Judgement:
        """Return the reference judgement of an option."""
        return Judge(situation).judge(self.edition.options[option])

    def meets(self, situation: Situation, when: Expr | None, option: str = "") -> bool:
        """Whether the reference evaluator finds an expression true, with the quantities of an option."""
        own = self.edition.options[option].own if option else {}
        return when is None or evaluate(when, OptionEnvironment(situation.fresh, own)).truth is True
