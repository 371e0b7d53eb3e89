"""One patient on one day: facts and definitions by name, seen with and without values that are too old.

A stale value never supports an option but still excludes; so every name has a value in two views, `fresh` (stale values
are unknown) and `everything` (they count).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sarcoguide.errors import Problem, RecordError
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, Reduction
from sarcoguide.language import Expr, State, Table, Trace, Value, evaluate, evaluate_table
from sarcoguide.language.trace import known, not_applicable, unknown, walk_behind
from sarcoguide.record.model import Given, Record, Warned
from sarcoguide.record.reducers import reduce

ASSESSMENT_DATE = "assessment_date"


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
class View:
    """The names of one patient. `stale_counts` says whether values that are too old are seen."""

    record: Record
    edition: Edition
    stale_counts: bool
    #: A definition worked out although the record states it, to compare the two.
    ignored: frozenset[str] = frozenset()
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

    def judged(self, expr: Expr, quantities: Mapping[str, Any]) -> Trace:
        """Return the value of an expression for this patient and an option with these quantities."""
        return evaluate(expr, OptionEnvironment(self, quantities))

    def own(self, name: str) -> Trace:
        """Return unknown: nothing belongs to an option where there is none."""
        return unknown("own", f"own.{name}", name=name)

    def is_stale(self, name: str) -> bool:
        """Whether the record holds a value of this name that is too old."""
        given = self.record.given.get(name)
        rule = self.edition.facts.get(name) or self.edition.definitions.get(name)
        if given is None or given.date is None or rule is None or rule.entry.fresh_days is None:
            return False
        return (self.record.assessment_date - given.date).days > rule.entry.fresh_days

    def given(self, name: str) -> Given | None:
        """Return what the record gives of a name and this view sees."""
        given = self.record.given.get(name)
        if given is None or name in self.ignored or (not self.stale_counts and self.is_stale(name)):
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
        answered = self.checklist(rule)
        if answered is not None:
            return known("fact", name, answered, name=name)
        if applies is not None and applies.truth is None:
            self._behind[name] = (applies,)
        return unknown("fact", name, name=name)

    def checklist(self, rule: FactRule) -> bool | None:
        """Return what the fact's checklist answers: an empty list answers no, its own name in the list yes."""
        if rule.entry.checklist is None:
            return None
        listed = self.value(rule.entry.checklist)
        if not listed.known or not isinstance(listed.value, frozenset):
            return None
        return False if not listed.value else True if rule.entry.name in listed.value else None

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


@dataclass
class Situation:
    """A record seen through one edition of the guideline."""

    record: Record
    edition: Edition

    @cached_property
    def fresh(self) -> View:
        """What may support: values that are too old are unknown."""
        return View(self.record, self.edition, stale_counts=False)

    @cached_property
    def everything(self) -> View:
        """What may exclude: values that are too old count as well."""
        return View(self.record, self.edition, stale_counts=True) if self.stale else self.fresh

    @cached_property
    def stale(self) -> tuple[str, ...]:
        """The names whose value is too old."""
        return tuple(sorted(name for name in self.record.given if self.fresh.is_stale(name)))

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
        for name in sorted(self.record.given):
            rule = self.edition.facts.get(name) or self.edition.definitions.get(name)
            if rule is None or rule.applies is None:
                continue
            applies = evaluate(rule.applies, self.everything)
            if applies.truth is False:
                yield Problem(
                    f"'{name}' has a value but does not apply here: {rule.entry.applies_when} is false",
                    self.record.where,
                    field=name,
                    why="one of the facts must be wrong",
                    remedy=f"correct {' or '.join(sorted(self.facts_behind(applies)))}, or leave '{name}' out",
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
                )

    def _beside_checklists(self) -> Iterator[Warned]:
        """A fact may affirm what an empty checklist leaves out; its own value is used and the two are shown."""
        for name, given, listed in self._checked_twice():
            if given is True:
                says = f"{self._label(listed)}: none, but {self._label(name)}: yes. The fact's own value is used."
                yield Warned("beside_checklist", says, (name, listed))

    def _checked_twice(self) -> Iterator[tuple[str, Value, str]]:
        """Yield facts whose own value differs from what their checklist answers: name, value, checklist."""
        for name, given in sorted(self.record.given.items()):
            rule = self.edition.facts.get(name)
            answered = None if rule is None else self.everything.checklist(rule)
            if rule is not None and answered is not None and answered is not given.value:
                yield name, given.value, str(rule.entry.checklist)

    def _inconsistencies(self, severity: str) -> Iterator[Warned]:
        for rule in self.edition.consistency:
            if rule.entry.severity == severity:
                trace = evaluate(rule.when, self.everything)
                if trace.truth is True:
                    yield Warned(rule.entry.id, rule.entry.says, tuple(sorted(self.facts_behind(trace))))

    def facts_behind(self, trace: Trace) -> frozenset[str]:
        """Return every fact that a trace of `everything` rests on, through definitions as well."""
        return frozenset(part.name for part in walk_behind(trace, self.everything.behind) if part.kind == "fact")

    def _stale_warnings(self) -> Iterator[Warned]:
        for name in self.stale:
            given = self.record.given[name]
            yield Warned(
                "stale_value",
                f"{self._label(name)} is from {given.date} ({in_words(given.value)}): too old to support an option; "
                f"what it excludes stays excluded. Please repeat.",
                (name,),
            )

    def _label(self, name: str) -> str:
        rule = self.edition.facts.get(name) or self.edition.definitions.get(name)
        return rule.entry.label if rule else name

    def _differences(self) -> Iterator[Warned]:
        """A definition that the record states wins; where it differs from the arithmetic, both are shown."""
        for name, given in sorted(self.record.given.items()):
            rule = self.edition.definitions.get(name)
            if rule is None:
                continue
            computed = View(self.record, self.edition, stale_counts=True, ignored=frozenset({name})).value(name)
            if computed.known and _differ(given.value, computed.value, float(rule.entry.tolerance or 0)):
                yield Warned(
                    "stated_differs",
                    f"{self._label(name)} is stated as {in_words(given.value)}, worked out as "
                    f"{in_words(computed.value)}; "
                    f"what is stated is used.",
                    (name,),
                )


def in_words(value: Value) -> str:
    """Return a value as it is printed: sets sorted, numbers with at most six significant digits."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.6g}"
        case frozenset():
            return ", ".join(sorted(value)) or "none"
        case tuple():
            return "; ".join(_record_in_words(item) for item in value) or "none"
        case _:
            return str(value)


def _record_in_words(item: object) -> str:
    fields = item if isinstance(item, dict) else {}
    return ", ".join(f"{key} {in_words(value)}" for key, value in fields.items())


def _differ(stated: Value, computed: Value, tolerance: float) -> bool:
    if isinstance(stated, int | float) and isinstance(computed, int | float):
        return abs(stated - computed) > tolerance
    return stated != computed
