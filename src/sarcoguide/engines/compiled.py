"""The compiled engine: Python generated once for an edition of the guideline, for every status of one patient.

The reference evaluator stays the definition; tests compare the two on random patients, unknowns and stale values
included. Compiled code holds no explanation: for that the reference evaluator is asked.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sarcoguide.engines.order import derivation_order
from sarcoguide.engines.python_code import Source
from sarcoguide.knowledge import ConditionRule, DefinitionRule, Edition, FactRule, OptionRule, Reduction
from sarcoguide.language import State, Table
from sarcoguide.language.evaluator import calculate
from sarcoguide.planning.model import Status
from sarcoguide.record import Record, Situation, View
from sarcoguide.record.situation import ASSESSMENT_DATE

#: Stands for 'does not apply' in compiled code; None stands for unknown.
NA = object()

Values = Sequence[Any]
#: For each option: excluded, indicated, not indicated, discouraged, held back by an unknown.
Verdicts = Sequence[tuple[bool, bool, bool, bool, bool]]


class CompiledEngine:
    """All statuses of one patient after another, by code generated once for an edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.names = derivation_order(edition)
        self.options = tuple(edition.options.values())
        variables = {name: f"v{index}" for index, name in enumerate(self.names)}
        self.variables = variables | {name: f"s{index}" for index, name in enumerate(sorted(edition.settings))}
        self._derive: Callable[[Values], Values] = self._function(self._derivation())
        self._judge: Callable[[Values], Verdicts] = self._function(self._judgements())

    # --- generating ------------------------------------------------------------------------------------------

    def _function(self, source: Source) -> Any:
        namespace: dict[str, Any] = {**HELPERS, **source.constants}
        exec(compile("\n".join(["def made(given):", *source.lines]), "<compiled guideline>", "exec"), namespace)
        return namespace["made"]

    def _opened(self) -> Source:
        """Return the body of a function that has its argument and the settings in local variables."""
        source = Source(self.variables)
        source.add(f"({', '.join(self.variables[name] for name in self.names)},) = given")
        for name, setting in self.edition.settings.items():
            source.add(f"{self.variables[name]} = {None if setting.value is None else float(setting.value)!r}")
        return source

    def _derivation(self) -> Source:
        """Return the body of a function from what a record gives to the value of every name."""
        source = self._opened()
        for name in self.names:
            if name in self.edition.facts:
                self._fact(source, self.edition.facts[name])
            else:
                self._definition(source, self.edition.definitions[name])
        source.add(f"return ({', '.join(self.variables[name] for name in self.names)},)")
        return source

    def _fact(self, source: Source, rule: FactRule) -> None:
        """Write how a fact that is not given does not apply, or is answered by its checklist."""
        name, listed = self.variables[rule.entry.name], rule.entry.checklist
        if rule.applies is None and listed is None:
            return
        source.add(f"if {name} is None:")
        source.indent += 1
        if rule.applies is not None:
            _, inapplicable = source.rails(rule.applies, {})
            source.add(f"if {inapplicable}: {name} = NA")
        if listed is not None:
            source.add(f"if {name} is None: {name} = answered({self.variables[listed]}, {rule.entry.name!r})")
        source.indent -= 1

    def _definition(self, source: Source, rule: DefinitionRule) -> None:
        """Write how a definition that is not stated is worked out."""
        name = self.variables[rule.entry.name]
        if isinstance(rule.body, Reduction):
            return
        source.add(f"if {name} is None:")
        source.indent += 1
        if rule.applies is not None:
            applies, inapplicable = source.rails(rule.applies, {})
            source.add(f"if {inapplicable}: {name} = NA")
            source.add(f"elif {applies}:")
            source.indent += 1
        if isinstance(rule.body, Table):
            source.table(rule.body, name)
        elif rule.type.kind == "boolean":
            true, false = source.rails(rule.body, {})
            source.add(f"{name} = True if {true} else False if {false} else None")
        else:
            source.add(f"{name} = {source.value(rule.body, {})}")
        source.indent -= 1 if rule.applies is None else 2

    def _judgements(self) -> Source:
        """Return the body of a function from the value of every name to the verdicts on every option."""
        source = self._opened()
        shared: dict[int, tuple[str, str]] = {}
        results = [self._option(source, rule, shared) for rule in self.options]
        source.add(f"return ({', '.join(results)},)")
        return source

    def _option(self, source: Source, rule: OptionRule, shared: dict[int, tuple[str, str]]) -> str:
        def rails(condition: ConditionRule) -> tuple[str, str]:
            if condition.reads_own:
                true, false = source.rails(condition.when, rule.own)
                return source.temporary(true), source.temporary(false)
            if id(condition) not in shared:
                true, false = source.rails(condition.when, {})
                shared[id(condition)] = source.temporary(true), source.temporary(false)
            return shared[id(condition)]

        when = [source.rails(expr, rule.own) for expr in rule.when]
        unless = [rails(condition) for condition in rule.unless]
        discouraged = [rails(condition) for condition in rule.discouraged]
        conditions = (*rule.unless, *rule.discouraged)
        blocking = [
            f"not ({true} or {false})"
            for condition, (true, false) in zip(conditions, unless + discouraged, strict=True)
            if condition.blocks
        ]
        parts = [
            " or ".join(true for true, _ in unless) or "False",
            " and ".join(true for true, _ in when) or "True",
            " or ".join(false for _, false in when) or "False",
            " or ".join(true for true, _ in discouraged) or "False",
            " or ".join(blocking) or "False",
        ]
        return f"({', '.join(parts)})"

    # --- running ---------------------------------------------------------------------------------------------

    def statuses(self, record: Record) -> dict[str, Status]:
        """Return the status of every option that is judged for the patient alone.

        A supportive measure that is judged beside each regimen is left out: it has no status of its own.
        """
        situation = Situation(record, self.edition)
        fresh = self.values(situation.fresh)
        verdicts = self._judge(fresh)
        stale = verdicts if situation.everything is situation.fresh else self._judge(self.values(situation.everything))
        country = self.edition.about.country
        place = None if country is None else fresh[self.names.index(country)]
        return {
            rule.entry.id: self._status(
                rule, verdicts[index], excluded=verdicts[index][0] or stale[index][0], place=place
            )
            for index, rule in enumerate(self.options)
            if rule.entry.per is None
        }

    def values(self, view: View) -> Values:
        """Return the value of every name: None when unknown, NA when it does not apply."""
        return self._derive(self.flat(view))

    def flat(self, view: View) -> Values:
        """Return what a view of a record gives of every name, before anything is worked out."""
        return [self._given(view, name) for name in self.names]

    def judge(self, flat: Values) -> Verdicts:
        """Return the verdicts on every option from flat values."""
        return self._judge(self._derive(flat))

    def _given(self, view: View, name: str) -> Any:
        rule = self.edition.definitions.get(name)
        if name == ASSESSMENT_DATE or (rule is not None and isinstance(rule.body, Reduction)):
            trace = view.value(name)
            return NA if trace.state is State.NOT_APPLICABLE else trace.value
        given = view.given(name)
        return None if given is None else given.value

    def _status(self, rule: OptionRule, verdict: tuple[bool, ...], *, excluded: bool, place: Any) -> Status:
        _, indicated, not_indicated, discouraged, held_back = verdict
        day = self.edition.as_of
        if excluded:
            return "excluded"
        ask_country = False
        if rule.entry.only_in:
            valid = rule.licences_on(day)
            ask_country = place is None and bool(valid)
            if not ask_country and all(licence.country != place for licence in valid):
                return "unavailable"
        if rule.withdrawn_on(day):
            return "unavailable"
        if not_indicated:
            return "not_indicated"
        if discouraged:
            return "discouraged"
        return "supported" if indicated and not held_back and not ask_country else "needs_information"


def _absent(values: Sequence[Any]) -> Any:
    """Return NA if a value does not apply, else None: what an expression is worth that cannot be calculated."""
    return NA if any(value is NA for value in values) else None


def _lifted(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that passes unknown and not applicable through."""

    def lifted(*values: Any) -> Any:
        if any(value is None or value is NA for value in values):
            return _absent(values)
        return function(*values)

    return lifted


def _answered(listed: Any, name: str) -> bool | None:
    if not isinstance(listed, frozenset):
        return None
    return False if not listed else True if name in listed else None


def _agreed(candidates: Sequence[Any]) -> Any:
    return candidates[0] if all(value == candidates[0] for value in candidates) else None


HELPERS: Mapping[str, Any] = {
    "NA": NA,
    "calculate": lambda op, left, right: _lifted(lambda a, b: calculate(op, a, b))(left, right),
    "extreme": lambda which, *values: _lifted(lambda *known: which(known))(*values),
    "size": _lifted(len),
    "common": _lifted(operator.and_),
    "answered": _answered,
    "agreed": _agreed,
}
