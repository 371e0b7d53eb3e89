"""Which cases can notice that a condition is broken: only those are run whose options come out differently."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sarcoguide.errors import SarcoguideError
from sarcoguide.knowledge import ConditionRule, Guideline, OptionRule
from sarcoguide.knowledge.cases import Behaviour, Case, Expectation
from sarcoguide.planning.judge import Judge
from sarcoguide.record import Situation
from sarcoguide.verify.cases import run_case, situation_of

TIERS = ("unless", "discouraged")
#: Attributes of an expected option that name other options, which are judged beside it.
BESIDE = ("support", "notes")


@dataclass(frozen=True, slots=True)
class Watched:
    """A case, the options that it names, and the situation of its patient (None: the record cannot be used).

    `whole` says that it expects more of the plan than statuses, so that a status that stays does not settle it.
    """

    behaviour: Behaviour
    case: Case
    named: frozenset[str]
    whole: bool
    situation: Situation | None


class Watch:
    """All cases of a guideline, ready to be held against broken ones."""

    def __init__(self, guideline: Guideline) -> None:
        self._cases = list(_watched(guideline))

    def noticed(
        self, broken: Guideline, rule: ConditionRule, mutated: ConditionRule | None, affected: Collection[str]
    ) -> str:
        """Return the first case that fails in a broken guideline; empty when none does.

        Args:
            broken: the guideline with the condition removed or turned round.
            rule: the condition.
            mutated: what stands in its place; None when it is removed.
            affected: the options that hold the condition.
        """
        for watched in self._cases:
            options = watched.named.intersection(affected)
            if options and _differs(watched, options, rule, mutated):
                result = run_case(broken, watched.behaviour, watched.case)
                if result.failures:
                    return f"case: {result.sentence}"
        return ""


def holds(option: OptionRule, rule: ConditionRule) -> bool:
    """Whether an option has a condition among those that are broken."""
    return any(condition is rule for tier in TIERS for condition in getattr(option, tier))


def with_condition(option: OptionRule, rule: ConditionRule, mutated: ConditionRule | None) -> OptionRule:
    """Return an option with a condition replaced, or removed when nothing stands in its place."""

    def changed(held: tuple[ConditionRule, ...]) -> tuple[ConditionRule, ...]:
        swapped = (mutated if condition is rule else condition for condition in held)
        return tuple(condition for condition in swapped if condition is not None)

    if not holds(option, rule):
        return option
    return replace(option, unless=changed(option.unless), discouraged=changed(option.discouraged))


def _watched(guideline: Guideline) -> Iterator[Watched]:
    for behaviour in guideline.behaviours:
        for case in behaviour.cases:
            named: set[str] = {*behaviour.entries}
            whole = False
            for wanted in (case.expect, case.must_not):
                named.update(wanted.options, _beside(wanted))
                whole = whole or _more_than_statuses(wanted)
            try:
                situation = situation_of(guideline, case)
            except SarcoguideError:
                situation = None
            yield Watched(behaviour, case, frozenset(named), whole, situation)


def _beside(wanted: Expectation) -> Iterator[str]:
    for value in wanted.options.values():
        if isinstance(value, Mapping):
            for key in BESIDE:
                listed = value.get(key, [])
                yield from listed if isinstance(listed, list) else [listed]


def _more_than_statuses(wanted: Expectation) -> bool:
    beyond = wanted.asks or wanted.asks_first or wanted.questions_at_most or wanted.question_groups_at_most
    return bool(beyond) or any(isinstance(value, Mapping) for value in wanted.options.values())


def _differs(watched: Watched, options: Collection[str], rule: ConditionRule, mutated: ConditionRule | None) -> bool:
    """Whether a case can come out differently: what it names has another status, or it looks at more than that."""
    situation = watched.situation
    if situation is None:
        return True
    held = situation.edition.options
    for name in options:
        if name not in held or held[name].entry.per == "regimen":
            return True
        option = held[name]
        if _truths(situation, rule, option.own) == _truths(situation, mutated, option.own):
            continue
        judge = Judge(situation)
        other = with_condition(option, rule, mutated)
        if watched.whole or judge.judge(option).status != judge.judge(other).status:
            return True
    return False


def _truths(situation: Situation, rule: ConditionRule | None, own: Mapping[str, Any]) -> tuple[bool | None, ...]:
    """Return what a condition comes to for what may support and for what may exclude; none at all is never true."""
    if rule is None:
        return (False, False)
    return situation.fresh.truth(rule.when, own), situation.everything.truth(rule.when, own)
