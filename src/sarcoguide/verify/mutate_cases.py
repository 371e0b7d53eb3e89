"""Which cases and stories can notice a broken condition: only those are run whose options come out differently."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sarcoguide.errors import SarcoguideError
from sarcoguide.knowledge import ConditionRule, Guideline, OptionRule
from sarcoguide.knowledge.cases import Expectation
from sarcoguide.planning.judge import Judge
from sarcoguide.record import Situation
from sarcoguide.verify.cases import CaseResult, run_case, situation_of
from sarcoguide.verify.stories import records, run_step, situation_on

TIERS = ("unless", "discouraged")
#: Attributes of an expected option that name other options, which are judged beside it.
BESIDE = ("support", "notes")


@dataclass(frozen=True, slots=True)
class Watched:
    """A case or a day of a story, what it names, and the situation of its patient (None: the record cannot be used).

    `kind` is `case` or `story`; `run` returns what of it fails in a guideline. `whole` says that it expects more of
    the plan than statuses, so that a status that stays does not settle it.
    """

    kind: str
    run: Callable[[Guideline], CaseResult]
    named: frozenset[str]
    whole: bool
    situation: Situation | None


class Watch:
    """All cases and stories of a guideline, ready to be held against broken ones."""

    def __init__(self, guideline: Guideline) -> None:
        self._watched = [*_cases(guideline), *_stories(guideline)]

    def noticed(
        self, broken: Guideline, rule: ConditionRule, mutated: ConditionRule | None, affected: Collection[str]
    ) -> str:
        """Return the first case, or else day of a story, that fails in a broken guideline; empty when none does.

        Args:
            broken: the guideline with the condition removed or turned round.
            rule: the condition.
            mutated: what stands in its place; None when it is removed.
            affected: the options that hold the condition.
        """
        for watched in self._watched:
            options = watched.named.intersection(affected)
            if options and _differs(watched, options, rule, mutated):
                result = watched.run(broken)
                if result.failures:
                    return f"{watched.kind}: {result.sentence}"
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


def _cases(guideline: Guideline) -> Iterator[Watched]:
    for behaviour in guideline.behaviours:
        for case in behaviour.cases:
            run = partial(run_case, behaviour=behaviour, case=case)
            situation = partial(situation_of, guideline, case)
            yield _watched("case", run, situation, behaviour.entries, (case.expect, case.must_not))


def _stories(guideline: Guideline) -> Iterator[Watched]:
    for story in guideline.stories:
        for step, record in zip(story.steps, records(story, guideline), strict=True):
            run = partial(run_step, story=story, step=step, record=record)
            situation = partial(situation_on, guideline, story, step, record)
            yield _watched("story", run, situation, (), (step.expect, step.must_not))


def _watched(
    kind: str,
    run: Callable[[Guideline], CaseResult],
    situation: Callable[[], Situation],
    entries: Collection[str],
    wanted: Collection[Expectation],
) -> Watched:
    named = {*entries}
    for expectation in wanted:
        named.update(expectation.options, _beside(expectation))
    whole = any(_more_than_statuses(expectation) for expectation in wanted)
    try:
        return Watched(kind, run, frozenset(named), whole, situation())
    except SarcoguideError:
        return Watched(kind, run, frozenset(named), whole, None)


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
    """Return what a condition comes to for what may support and for what may exclude, and whether it holds back.

    None at all is never true.
    """
    if rule is None:
        return (False, False, False)
    fresh = situation.fresh.truth(rule.when, own)
    return fresh, situation.everything.truth(rule.when, own), fresh is None and rule.blocks
