"""The compiled engine: Python generated once for an edition of the guideline, from a flat record to every status.

The reference evaluator stays the definition; tests compare the two on random patients, unknowns and stale values
included: every status, and every trace of every plan.
The same source is generated in two forms, with traces and without.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sarcoguide.engines.generated import BODY, CHANGES, CONDITIONS, EXPLAINED, STATUS, TRUTH, Generator
from sarcoguide.engines.order import derivation_order
from sarcoguide.engines.python_code import Source
from sarcoguide.engines.runtime import helpers
from sarcoguide.knowledge import Edition, Guideline, OptionRule
from sarcoguide.language import Expr, Trace, evaluate
from sarcoguide.language.trace import not_applicable, unknown
from sarcoguide.planning import Plan, plan_of
from sarcoguide.planning.judge import OPEN, Judge, Judgement
from sarcoguide.planning.model import ConditionView, Status
from sarcoguide.record import Record, Situation, View
from sarcoguide.record.view import ASSESSMENT_DATE, NO_QUANTITIES, OptionEnvironment

#: A value for each name in the order of the engine; None where the record gives none.
Flat = Sequence[Any]


class CompiledEngine:
    """All statuses of one patient after another, by code generated once for an edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.names = derivation_order(edition)
        self.position = {name: index for index, name in enumerate(self.names)}
        self._fresh_days = {
            name: (edition.facts.get(name) or edition.definitions[name]).entry.fresh_days for name in self.names
        }
        self._options = [rule.entry.id for rule in edition.options.values() if rule.entry.per is None]
        rules = [edition.options[name] for name in self._options]
        self._resting = {rule.entry.id: rule.rests_on for rule in rules if rule.rests_on is not None}

    @cached_property
    def _statuses(self) -> Callable[[Flat], tuple[Status, ...]]:
        function: Callable[[Flat], tuple[Status, ...]] = _function(Generator.of_statuses(self.edition), self.edition)
        return function

    @cached_property
    def explain(self) -> tuple[Callable[[Flat], Any], Mapping[object, int]]:
        """The function that makes every trace, and where the trace of each expression stands in what it returns."""
        generator = Generator(self.edition, traced=True)
        source = generator.traces()
        return _function(source, self.edition), generator.places

    def flat(self, record: Record) -> tuple[Flat, Flat]:
        """Return what a record gives of every name: without values that are too old, and with them.

        The two are one object when no value is too old.
        """
        fresh: list[Any] = [None] * len(self.names)
        stale: list[tuple[int, Any]] = []
        today = record.assessment_date
        for name, given in record.given.items():
            index = self.position.get(name)
            if index is None:
                continue
            days = self._fresh_days[name]
            if days is not None and given.date is not None and (today - given.date).days > days:
                stale.append((index, given.value))
            else:
                fresh[index] = given.value
        if ASSESSMENT_DATE in self.position:
            fresh[self.position[ASSESSMENT_DATE]] = today
        if not stale:
            return fresh, fresh
        everything = fresh.copy()
        for index, value in stale:
            everything[index] = value
        return fresh, everything

    def statuses(self, record: Record) -> dict[str, Status]:
        """Return the status of every option that is judged for the patient alone.

        A supportive measure that is judged beside each regimen is left out: it has no status of its own.
        """
        return self.statuses_of(*self.flat(record))

    def statuses_of(self, fresh: Flat, everything: Flat) -> dict[str, Status]:
        """Return the status of every option from flat values; only exclusions are judged with stale ones as well."""
        found = self._statuses(fresh)
        if everything is not fresh:
            with_stale = self._statuses(everything)
            found = tuple("excluded" if s == "excluded" else f for f, s in zip(found, with_stale, strict=True))
        statuses = dict(zip(self._options, found, strict=True))
        for name, carriers in self._resting.items():
            if statuses[name] in OPEN and not any(statuses.get(carrier) in OPEN for carrier in carriers):
                statuses[name] = "discouraged"
        return statuses

    def situation(self, record: Record) -> Situation:
        """Return a record seen through the edition, with every trace made in one pass."""
        return CompiledSituation(record, self.edition, self)

    def plan(self, record: Record, guideline: Guideline) -> Plan:
        """Return the plan of a record, the same in every word and trace as that of the reference evaluator.

        Raises:
            RecordError: the record contradicts itself.
        """
        situation = self.situation(record)
        return plan_of(situation, guideline, self.judge(situation))

    def judge(self, situation: Situation) -> Judge:
        """Return what judges the options of a situation that this engine made."""
        return CompiledJudge(situation, self)

    def view(self, flat: Flat) -> View:
        """Return the view of flat values."""
        function, places = self.explain
        return CompiledView(self.edition, places, function(flat))


def _function(source: Source, edition: Edition) -> Any:
    namespace: dict[str, Any] = {**helpers(), **source.constants}
    text = "\n".join(["def made(given):", *source.lines])
    exec(compile(text, f"<guideline of {edition.as_of}>", "exec"), namespace)
    return namespace["made"]


@dataclass(frozen=True, slots=True)
class CompiledView:
    """The names of one patient, all worked out in one pass."""

    edition: Edition
    places: Mapping[object, int]
    traces: Sequence[Any]

    def value(self, name: str) -> Trace:
        """Return the value of a fact, definition or setting as a leaf."""
        place = self.places.get(name)
        if place is None:
            return unknown("definition", name, name=name, because="not defined on this day")
        trace: Trace = self.traces[place]
        return trace

    def behind(self, name: str) -> tuple[Trace, ...]:
        """Return what a name rests on: how it was worked out, or the condition under which it applies."""
        explained = self.explained(name)
        return () if explained is None else explained.parts

    def explained(self, name: str) -> Trace | None:
        """Return a name together with what it rests on, or None where it rests on nothing else."""
        place = self.places.get((EXPLAINED, name))
        return None if place is None else self.traces[place]

    def worked_out(self, name: str) -> Trace:
        """Return a definition as it would be if the record did not state it."""
        applies = self.edition.definitions[name].applies
        truth = True if applies is None else self.truth(applies, NO_QUANTITIES)
        if truth is not True:
            return (unknown if truth is None else not_applicable)("definition", name, name=name)
        trace: Trace = self.traces[self.places[BODY, name]]
        return trace

    def judged(self, expr: Expr, quantities: Mapping[str, Any]) -> Trace:
        """Return the value of an expression for this patient and an option with these quantities."""
        place = self.places.get(id(expr))
        if place is None:
            place = self.places.get((id(expr), id(quantities)))
        if place is None:
            # Of what is only asked whether it is true, the trace is made when somebody wants it.
            return evaluate(expr, OptionEnvironment(self, quantities))
        trace: Trace = self.traces[place]
        return trace

    def truth(self, expr: Expr, quantities: Mapping[str, Any]) -> bool | None:
        """Return whether a condition is true for this patient and an option with these quantities."""
        place = self.places.get((TRUTH, id(expr)))
        if place is None:
            place = self.places.get((TRUTH, (id(expr), id(quantities))))
        if place is None:
            return self.judged(expr, quantities).truth
        truth: bool | None = self.traces[place]
        return truth


class CompiledJudge(Judge):
    """Takes the conditions of an option from the pass that made the traces, as far as it made them."""

    def __init__(self, situation: Situation, engine: CompiledEngine) -> None:
        super().__init__(situation)
        self._places = engine.explain[1]
        view = situation.fresh
        assert isinstance(view, CompiledView)
        self._traces = view.traces
        self._stale = situation.everything is not view

    def judge(self, rule: OptionRule, quantities: Mapping[str, Any] | None = None) -> Judgement:
        """Return the status of an option; `Judge.judge` says of what."""
        if quantities is not None or self._stale:
            return super().judge(rule, quantities)
        status: Status = self._traces[self._places[STATUS, id(rule)]]
        when = self.situation.fresh.judged(rule.indicated, rule.own)
        return self.judgement(rule, status, when, self.conditions(rule, rule.own))

    def status_of(self, rule: OptionRule) -> Status:
        """Return the status of an option by what it says itself."""
        if self._stale:
            return super().status_of(rule)
        status: Status = self._traces[self._places[STATUS, id(rule)]]
        return status

    def conditions(self, rule: OptionRule, own: Mapping[str, Any]) -> Sequence[ConditionView]:
        """Return the conditions of an option, judged: exclusions, discouragements, cautions."""
        if own is not rule.own or self._stale:
            return super().conditions(rule, own)
        made: tuple[ConditionView | None, ...] = self._traces[self._places[CONDITIONS, id(rule)]]
        if None not in made:
            return made  # type: ignore[return-value]
        wanted = self.wording.conditions(rule)
        return [
            self.condition(tier, condition, own) if view is None else view
            for view, (tier, condition) in zip(made, wanted, strict=True)
        ]

    def would_indicate(self, judgement: Judgement) -> tuple[str, ...]:
        """Return the single changes, each enough by itself, that would make an option indicated that is not."""
        found: tuple[str, ...] | None = None
        if judgement.when.truth is False and judgement.rule.entry.per is None:
            found = self._traces[self._places[CHANGES, id(judgement.rule)]]
        return super().would_indicate(judgement) if found is None else found


@dataclass
class CompiledSituation(Situation):
    """A record seen through one edition of the guideline by its compiled engine."""

    engine: CompiledEngine

    @cached_property
    def _flat(self) -> tuple[Flat, Flat]:
        return self.engine.flat(self.record)

    @cached_property
    def fresh(self) -> View:
        """What may support: values that are too old are unknown."""
        return self.engine.view(self._flat[0])

    @cached_property
    def everything(self) -> View:
        """What may exclude: values that are too old count as well."""
        fresh, everything = self._flat
        return self.fresh if everything is fresh else self.engine.view(everything)
