"""The names of one patient seen in one way: what every expression of a guideline is judged against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from msgspec.structs import replace

from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, Reduction
from sarcoguide.language import Expr, State, Table, Trace, evaluate, evaluate_table
from sarcoguide.language.trace import known, not_applicable, unknown
from sarcoguide.record.model import Given, Record
from sarcoguide.record.reducers import reduce

ASSESSMENT_DATE = "assessment_date"
#: The quantities of what is no option.
NO_QUANTITIES: Mapping[str, Any] = MappingProxyType({})


class View(Protocol):
    """One patient, seen with or without values that are too old. Engines differ in how they work it out."""

    @property
    def edition(self) -> Edition:
        """The edition of the guideline in force."""
        ...

    def value(self, name: str) -> Trace:
        """Return the value of a fact, definition or setting as a leaf."""
        ...

    def behind(self, name: str) -> tuple[Trace, ...]:
        """Return what a name rests on: how it was worked out, or the condition under which it applies."""
        ...

    def explained(self, name: str) -> Trace | None:
        """Return a name together with what it rests on, or None where it rests on nothing else."""
        ...

    def worked_out(self, name: str) -> Trace:
        """Return a definition as it would be if the record did not state it."""
        ...

    def judged(self, expr: Expr, quantities: Mapping[str, Any]) -> Trace:
        """Return the value of an expression for this patient and an option with these quantities."""
        ...

    def truth(self, expr: Expr, quantities: Mapping[str, Any]) -> bool | None:
        """Return whether a condition is true for this patient and an option with these quantities."""
        ...


def is_stale(record: Record, edition: Edition, name: str) -> bool:
    """Whether a record holds a value of this name that is too old."""
    given = record.given.get(name)
    rule = edition.facts.get(name) or edition.definitions.get(name)
    if given is None or given.date is None or rule is None or rule.entry.fresh_days is None:
        return False
    return (record.assessment_date - given.date).days > rule.entry.fresh_days


def answer(rule: FactRule, listed: Trace) -> bool | None:
    """Return what a fact's checklist answers: an empty list answers no, its own name in the list yes."""
    if not listed.known or not isinstance(listed.value, frozenset):
        return None
    return False if not listed.value else True if rule.entry.name in listed.value else None


@dataclass(frozen=True, slots=True)
class OptionEnvironment:
    """A patient together with the quantities of one option."""

    view: View
    quantities: Mapping[str, Any]

    def value(self, name: str) -> Trace:
        """Return the value of a fact, definition or setting of the patient."""
        return self.view.value(name)

    def own(self, name: str) -> Trace:
        """Return a quantity of the option; unknown when the guideline does not hold it."""
        text = f"own.{name}"
        if name not in self.quantities:
            return unknown("own", text, name=text)
        return known("own", text, self.quantities[name], name=text)


@dataclass(slots=True)
class ReferenceView:
    """The names of one patient, worked out by the reference evaluator as they are asked for.

    `stale_counts` says whether values that are too old are seen.
    """

    record: Record
    edition: Edition
    stale_counts: bool
    _memo: dict[str, Trace] = field(default_factory=dict)
    _behind: dict[str, tuple[Trace, ...]] = field(default_factory=dict)

    def value(self, name: str) -> Trace:
        """Return the value of a fact, definition or setting as a leaf."""
        if name not in self._memo:
            self._memo[name] = self._value(name)
        return self._memo[name]

    def behind(self, name: str) -> tuple[Trace, ...]:
        """Return what a name rests on: how it was worked out, or the condition under which it applies."""
        self.value(name)
        return self._behind.get(name, ())

    def explained(self, name: str) -> Trace | None:
        """Return a name together with what it rests on, or None where it rests on nothing else."""
        behind = self.behind(name)
        return replace(self.value(name), parts=behind) if behind else None

    def worked_out(self, name: str) -> Trace:
        """Return a definition as it would be if the record did not state it."""
        rule = self.edition.definitions[name]
        applies = None if rule.applies is None else evaluate(rule.applies, self)
        if applies is not None and applies.truth is not True:
            return (not_applicable if applies.truth is False else unknown)("definition", name, name=name)
        return self._worked_out(name, rule.body)

    def judged(self, expr: Expr, quantities: Mapping[str, Any]) -> Trace:
        """Return the value of an expression for this patient and an option with these quantities."""
        return evaluate(expr, OptionEnvironment(self, quantities))

    def truth(self, expr: Expr, quantities: Mapping[str, Any]) -> bool | None:
        """Return whether a condition is true for this patient and an option with these quantities."""
        return self.judged(expr, quantities).truth

    def own(self, name: str) -> Trace:
        """Return unknown: nothing belongs to an option where there is none."""
        return unknown("own", f"own.{name}", name=name)

    def given(self, name: str) -> Given | None:
        """Return what the record gives of a name and this view sees."""
        given = self.record.given.get(name)
        if given is None or (not self.stale_counts and is_stale(self.record, self.edition, name)):
            return None
        return given

    def _value(self, name: str) -> Trace:
        if name in self.edition.facts:
            return self._fact(self.edition.facts[name])
        if name in self.edition.definitions:
            return self._definition(self.edition.definitions[name])
        if name in self.edition.settings:
            setting = self.edition.settings[name].value
            amount = None if setting is None else float(setting)
            return unknown("setting", name, name=name) if amount is None else known("setting", name, amount, name=name)
        # A definition of another day: it exists, but not yet or no more in this edition.
        return unknown("definition", name, name=name, because="not defined on this day")

    def _fact(self, rule: FactRule) -> Trace:
        name = rule.entry.name
        if name == ASSESSMENT_DATE:
            return known("fact", name, self.record.assessment_date, name=name)
        given = self.given(name)
        if given is not None:
            return known("fact", name, given.value, name=name)
        applies = None if rule.applies is None else evaluate(rule.applies, self)
        if applies is not None and applies.truth is False:
            self._behind[name] = (applies,)
            return not_applicable("fact", name, name=name)
        answered = None if rule.entry.checklist is None else answer(rule, self.value(rule.entry.checklist))
        if answered is not None:
            return known("fact", name, answered, name=name)
        if applies is not None and applies.truth is None:
            self._behind[name] = (applies,)
        return unknown("fact", name, name=name)

    def _definition(self, rule: DefinitionRule) -> Trace:
        name = rule.entry.name
        given = self.given(name)
        if given is not None:
            return known("definition", name, given.value, name=name)
        applies = None if rule.applies is None else evaluate(rule.applies, self)
        if applies is not None and applies.truth is not True:
            self._behind[name] = (applies,)
            absent = not_applicable if applies.truth is False else unknown
            return absent("definition", name, name=name)
        inner = self._worked_out(name, rule.body)
        self._behind[name] = (inner,)
        return Trace("definition", name, inner.state, inner.value, (), name, inner.because)

    def _worked_out(self, name: str, body: Expr | Table | Reduction) -> Trace:
        if isinstance(body, Table):
            return evaluate_table(body, self, name)
        if not isinstance(body, Reduction):
            trace = evaluate(body, self)
            if body.type.kind == "boolean" and trace.state is State.NOT_APPLICABLE:
                return known(trace.kind, trace.text, False, trace.parts, trace.name)
            return trace
        result = reduce(body.name, body.parameters, self.value, self.edition)
        parts = tuple(self.value(other) for other in sorted(body.reads))
        return Trace("reducer", body.name, result.state, result.value, parts, because=result.because)
