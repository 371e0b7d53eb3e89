"""One patient on one day: facts and definitions by name, seen with and without values that are too old.

A stale value never supports an option but still excludes; so every name has a value in two views, `fresh` (stale values
are unknown) and `everything` (they count).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sarcoguide.days import day
from sarcoguide.errors import InForm, Problem, RecordError
from sarcoguide.knowledge import Edition
from sarcoguide.language import Trace, Value
from sarcoguide.language.trace import walk_behind
from sarcoguide.record.labels import label_of, words_of
from sarcoguide.record.model import Record, Warned
from sarcoguide.record.view import NO_QUANTITIES, ReferenceView, View, answer, is_stale


@dataclass
class Situation:
    """A record seen through one edition of the guideline."""

    record: Record
    edition: Edition

    @cached_property
    def fresh(self) -> View:
        """What may support: values that are too old are unknown."""
        return ReferenceView(self.record, self.edition, stale_counts=False)

    @cached_property
    def everything(self) -> View:
        """What may exclude: values that are too old count as well."""
        return ReferenceView(self.record, self.edition, stale_counts=True) if self.stale else self.fresh

    @cached_property
    def stale(self) -> tuple[str, ...]:
        """The names whose value is too old."""
        return tuple(sorted(name for name in self.record.given if is_stale(self.record, self.edition, name)))

    @cached_property
    def warnings(self) -> tuple[Warned, ...]:
        """What a reader of any result must know about the record."""
        return (
            *self.record.warnings,
            *self._stale_warnings(),
            *self._differences(),
            *self._beside_checklists(),
            *self._inconsistencies("warning"),
        )

    def refuse_contradictions(self) -> None:
        """Raise if the record says two things that cannot both be true.

        Raises:
            RecordError: with every value that does not apply and every contradiction.
        """
        problems = [
            *self._inapplicable(),
            *self._against_checklists(),
            *(self._problem(warned) for warned in self._inconsistencies("error")),
        ]
        if problems:
            raise RecordError(problems)

    def _problem(self, warned: Warned) -> Problem:
        rules = {rule.entry.id: rule.entry for rule in self.edition.consistency}
        return Problem(
            warned.says,
            self.record.where,
            field=", ".join(warned.facts),
            why="both cannot be true, and each would lead to another answer",
            remedy=rules[warned.id].remedy or "correct one of the two",
        )

    def _inapplicable(self) -> Iterator[Problem]:
        for name in sorted(self.record.given.keys() & self.edition.conditional):
            rule = self.edition.facts.get(name) or self.edition.definitions[name]
            assert rule.applies is not None
            if self.everything.truth(rule.applies, NO_QUANTITIES) is False:
                applies = self.everything.judged(rule.applies, NO_QUANTITIES)
                behind = sorted(self.facts_behind(applies))
                others = " or ".join(map(self._label, behind))
                label = self._label(name)
                yield Problem(
                    f"'{name}' has a value but does not apply here: {rule.entry.applies_when} is false",
                    self.record.where,
                    field=name,
                    why="one of the facts must be wrong",
                    remedy=f"correct {' or '.join(behind)}, or leave '{name}' out",
                    in_form=InForm(
                        f"{label} has a value but does not apply here, as far as {others} say",
                        f"correct {others}, or set {label} to unknown",
                    ),
                )

    def _against_checklists(self) -> Iterator[Problem]:
        """A fact must not deny what its checklist names: the denial would take an exclusion away."""
        for name, given, listed in self._checked_twice():
            if given is False:
                yield Problem(
                    f"'{name}' is given as no, but {listed} names it",
                    self.record.where,
                    field=f"{name}, {listed}",
                    why="whichever is wrong would change an exclusion",
                    remedy="correct one of the two",
                    in_form=InForm(f"{self._label(name)} is answered with no, but {self._label(listed)} names it"),
                )

    def _beside_checklists(self) -> Iterator[Warned]:
        """A fact may affirm what an empty checklist leaves out; its own value is used and the two are shown."""
        for name, given, listed in self._checked_twice():
            if given is True:
                says = f"{self._label(listed)}: none, but {self._label(name)}: yes. The fact's own value is used."
                yield Warned("beside_checklist", says, (name, listed))

    def _checked_twice(self) -> Iterator[tuple[str, Value, str]]:
        """Yield facts whose own value differs from what their checklist answers: name, value, checklist."""
        for name in sorted(self.record.given.keys() & self.edition.listed):
            rule, given = self.edition.facts[name], self.record.given[name]
            assert rule.entry.checklist is not None
            answered = answer(rule, self.everything.value(rule.entry.checklist))
            if answered is not None and answered is not given.value:
                yield name, given.value, rule.entry.checklist

    def _inconsistencies(self, severity: str) -> Iterator[Warned]:
        for rule in self.edition.consistency:
            if rule.entry.severity == severity and self.everything.truth(rule.when, NO_QUANTITIES) is True:
                trace = self.everything.judged(rule.when, NO_QUANTITIES)
                yield Warned(rule.entry.id, rule.entry.says, tuple(sorted(self.facts_behind(trace))))

    def facts_behind(self, trace: Trace) -> frozenset[str]:
        """Return every fact that a trace of `everything` rests on, through definitions as well."""
        return frozenset(part.name for part in walk_behind(trace, self.everything.behind) if part.kind == "fact")

    def _stale_warnings(self) -> Iterator[Warned]:
        for name in self.stale:
            given = self.record.given[name]
            value = words_of(name, given.value, self.edition)
            yield Warned(
                "stale_value",
                f"{self._label(name)} is from {day(given.date)} ({value}): too old to support an "
                f"option; what it excludes stays excluded. Please repeat.",
                (name,),
            )

    def _label(self, name: str) -> str:
        return label_of(name, self.edition)

    def _differences(self) -> Iterator[Warned]:
        """A definition that the record states wins; where it differs from the arithmetic, both are shown."""
        for name, given in sorted(self.record.given.items()):
            rule = self.edition.definitions.get(name)
            if rule is None:
                continue
            computed = self.everything.worked_out(name)
            if computed.known and _differ(given.value, computed.value, float(rule.entry.tolerance or 0)):
                yield Warned(
                    "stated_differs",
                    f"{self._label(name)} is stated as {words_of(name, given.value, self.edition)}, worked out "
                    f"as {words_of(name, computed.value, self.edition)}; what is stated is used.",
                    (name,),
                )


def _differ(stated: Value, computed: Value, tolerance: float) -> bool:
    if isinstance(stated, int | float) and isinstance(computed, int | float):
        return abs(stated - computed) > tolerance
    return stated != computed
