"""That an overlay only restricts, proved over every patient whom the guideline itself can describe.

What is supported with the overlay is supported without it; what is excluded without it is excluded with it; and what is
shown as an emergency, as out of scope or as a warning without it is shown with it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

import z3

from sarcoguide.engines.solver import SolverEngine, expressions_of
from sarcoguide.engines.terms import Encoder
from sarcoguide.engines.witness import another, realisable, record_of
from sarcoguide.errors import SarcoguideError
from sarcoguide.knowledge import Edition, Guideline, OptionRule
from sarcoguide.language import Expr, names_in
from sarcoguide.planning.judge import Judge
from sarcoguide.record import Situation, read_record
from sarcoguide.verify.outcome import PROVED, Proof, Verdict, undecided

MILLISECONDS = 20_000
#: Patients of the solver that are tried before one counts as not confirmed.
ATTEMPTS = 25
#: Kinds of entries that an overlay must not silence.
SAFETY = ("emergency", "exit", "warning")

Which = Literal["supported", "excluded"]
#: Whether what must not be holds of a patient, by the reference evaluator without and with the overlay.
Breaks = Callable[[Situation, Situation], bool]

SAYS: Mapping[str, tuple[str, str]] = {
    "overlay_supports_nothing_more": (
        "No option of the guideline is supported with the overlay and not without it",
        "The hospital's own additions offer nobody a treatment of the guideline that the guideline does not offer.",
    ),
    "overlay_excludes_no_less": (
        "No option of the guideline is excluded without the overlay and not with it",
        "No exclusion of the guideline is lost.",
    ),
    "overlay_silences_nothing": (
        "Every emergency, exit and warning of the guideline is shown with the overlay whenever it is shown without it",
        "No warning of the guideline is lost.",
    ),
}


class Restricting:
    """Compares a guideline without and with an overlay, as they stood on a day."""

    def __init__(self, base: Guideline, guideline: Guideline, as_of: date) -> None:
        self.guidelines = base, guideline
        self.base, self.edition = base.at(as_of), guideline.at(as_of)
        shown = [rule.indicated for edition in (self.base, self.edition) for rule in edition.shown.values()]
        self._first = SolverEngine(self.base, [*expressions_of(self.edition), *shown])
        self._second = SolverEngine(self.edition, shown, beside=self._first)
        self._solver = z3.Solver()
        self._solver.set("timeout", MILLISECONDS)
        self._solver.add(*self._first.constraints, *self._second.constraints, *self._expressible())

    def proofs(self) -> Iterator[Proof]:
        """Yield the outcome of each of the three properties."""
        checks: Mapping[str, Callable[[], Iterator[Verdict]]] = {
            "overlay_supports_nothing_more": lambda: self._statuses("supported"),
            "overlay_excludes_no_less": lambda: self._statuses("excluded"),
            "overlay_silences_nothing": self._shown,
        }
        for name, check in checks.items():
            start = time.perf_counter()
            found = next((verdict for verdict in check() if verdict.outcome != "proved"), PROVED)
            seconds = time.perf_counter() - start
            yield Proof(name, *SAYS[name], found.outcome, seconds, found.detail, found.record)

    def _expressible(self) -> Iterator[z3.BoolRef]:
        """Yield that a patient has no value that only the overlay knows, such as a drug that it adds."""
        for name, given in self._second.given.items():
            if isinstance(given.value, dict) and name in self._first.given:
                held = self._first.given[name].value
                yield from (z3.Not(term) for word, term in given.value.items() if word not in held)

    def _statuses(self, word: Which) -> Iterator[Verdict]:
        """Look at every option of the guideline; of a supportive measure, judged beside regimens, at its conditions."""
        for name, rule in self.base.options.items():
            other = self.edition.options.get(name)
            if other is None:
                yield undecided(f"{name} is gone")
            elif rule.entry.per is not None:
                yield self._same_conditions(rule, other)
            else:
                first, second = self._first.options[name].status(word), self._second.options[name].status(word)
                if not first.eq(second):
                    has, lacks = (second, first) if word == "supported" else (first, second)
                    yield self._nobody(z3.And(has, z3.Not(lacks)), f"{name}: {word}", _status_differs(name, word))

    def _same_conditions(self, rule: OptionRule, other: OptionRule) -> Verdict:
        """Every condition of the one is a condition of the other, and reads no setting that the overlay sets."""
        tiers = ((rule.unless, other.unless), (rule.discouraged, other.discouraged))
        kept = all(
            {(each.when.text, each.blocks) for each in before} <= {(each.when.text, each.blocks) for each in after}
            for before, after in tiers
        )
        read = _read_by([*rule.when, *(each.when for before, _ in tiers for each in before)], self.base)
        overlay = self.guidelines[1].overlay
        touched = read & (overlay.settings if overlay is not None else frozenset())
        same = kept and [expr.text for expr in rule.when] == [expr.text for expr in other.when]
        return PROVED if same and not touched else undecided(f"{rule.entry.id}: its conditions are not the same")

    def _shown(self) -> Iterator[Verdict]:
        for name, rule in self.base.shown.items():
            if rule.entry.kind not in SAFETY:
                continue
            other = self.edition.shown.get(name)
            if other is None:
                yield undecided(f"{name} is gone")
                continue
            first, second = _true(self._first, rule), _true(self._second, other)
            if not first.eq(second):
                yield self._nobody(z3.And(first, z3.Not(second)), f"{name}: shown", _silenced(name))

    def _nobody(self, wanted: z3.BoolRef, title: str, breaks: Breaks) -> Verdict:
        """Return that nobody meets a condition, or the patient who does, confirmed by the reference evaluator."""
        self._solver.push()
        try:
            self._solver.add(wanted)
            answer = self._solver.check()
            if answer != z3.sat:
                return PROVED if answer == z3.unsat else undecided(f"{title}: the solver gave up")
            self._solver.add(*realisable(self._first), *realisable(self._second))
            for _ in range(ATTEMPTS):
                if self._solver.check() != z3.sat:
                    break
                model = self._solver.model()
                record = record_of(self._second, model, title)
                if self._confirmed(record, breaks):
                    return Verdict("witness", title, record)
                self._solver.add(another(self._second, model))
            return undecided(f"{title}: the solver's patient was not confirmed")
        finally:
            self._solver.pop()

    def _confirmed(self, record: Mapping[str, Any], breaks: Breaks) -> bool:
        try:
            without, within = (
                Situation(read_record(record, guideline), edition)
                for guideline, edition in zip(self.guidelines, (self.base, self.edition), strict=True)
            )
            without.refuse_contradictions()
            return breaks(without, within)
        except SarcoguideError:
            return False


def _status_differs(name: str, word: Which) -> Breaks:
    def breaks(without: Situation, within: Situation) -> bool:
        before, after = (Judge(each).judge(each.edition.options[name]).status for each in (without, within))
        return after == word != before if word == "supported" else before == word != after

    return breaks


def _silenced(name: str) -> Breaks:
    def breaks(without: Situation, within: Situation) -> bool:
        before, after = (
            each.fresh.truth(rule.indicated, rule.own) is True
            for each in (without, within)
            for rule in (each.edition.shown[name],)
        )
        return before and not after

    return breaks


def _true(engine: SolverEngine, rule: OptionRule) -> z3.BoolRef:
    return Encoder(engine.views[True], engine.words, "fresh_", engine.notes[True]).rails(rule.indicated, rule.own)[0]


def _read_by(exprs: list[Expr], edition: Edition) -> frozenset[str]:
    """Return every name that expressions read, through all definitions."""
    open_names = {name for expr in exprs for name in names_in(expr)}
    seen: set[str] = set()
    while open_names:
        name = open_names.pop()
        seen.add(name)
        rule = edition.definitions.get(name) or edition.facts.get(name)
        open_names |= (rule.reads if rule is not None else frozenset()) - seen
    return frozenset(seen)
