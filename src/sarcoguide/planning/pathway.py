"""The map of the guideline for everybody and for one patient: which place leads to which, and where this patient is.

An edge is worked out, never drawn by hand: a place leads to a later one unless what holds for everybody at the first
rules the second out. What is not said counts as unknown, so no edge is left out that a patient could go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sarcoguide.knowledge import Edition
from sarcoguide.knowledge.pathway import PlaceRule, StageRule
from sarcoguide.language import Expr, Trace, evaluate
from sarcoguide.language.trace import known, unknown
from sarcoguide.language.tree import Scalar
from sarcoguide.planning.model import Plan
from sarcoguide.record import Situation
from sarcoguide.record.view import NO_QUANTITIES

#: Whether a patient's way goes through a place: it does, that is not known yet, or it does not.
Way = Literal["on", "open", "off"]
#: A status that puts an option on a patient's way; what waits for facts leaves it open.
STATUS_WAYS: Mapping[str, Way] = {"supported": "on", "needs_information": "open"}


@dataclass(frozen=True, slots=True)
class PlaceOfPatient:
    """A place as one patient meets it; `trace` says why a branch is taken, `shown` whether each entry holds."""

    rule: PlaceRule
    way: Way
    trace: Trace | None
    shown: Mapping[str, Trace]


@dataclass(frozen=True, slots=True)
class _Assumed:
    """Somebody of whom nothing is known but what a branch fixes."""

    values: Mapping[str, Scalar]

    def value(self, name: str) -> Trace:
        if name in self.values:
            return known("fact", name, self.values[name])
        return unknown("fact", name)

    def own(self, name: str) -> Trace:
        return unknown("own", name)


@lru_cache(maxsize=16)
def edges_of(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return which place leads to which, by their ids, in the order of the map."""
    return tuple(
        (source.entry.id, target.entry.id)
        for stage in edition.pathway
        for target in stage.places
        for source in _sources(stage, target, edition)
        if _may_follow(source, target, edition)
    )


def ranks_of(stages: tuple[StageRule, ...]) -> dict[str, int]:
    """Return how many stages lie before each, on the longest way to it."""
    ranks: dict[str, int] = {}
    for stage in stages:
        ranks[stage.entry.id] = max((ranks[name] + 1 for name in stage.entry.after if name in ranks), default=0)
    return ranks


def _sources(stage: StageRule, target: PlaceRule, edition: Edition) -> Iterator[PlaceRule]:
    """Yield the places from which a way may lead to a place: its own, or where it is a gate those of its stage."""
    after = target.entry.after
    if after is None:
        after = stage.entry.after if target in stage.gates else []
    for other in edition.pathway:
        for place in other.places:
            of_stage = other.entry.id in after and place in other.gates
            if (of_stage or place.entry.id in after) and not place.entry.aside:
                yield place


def _may_follow(source: PlaceRule, target: PlaceRule, edition: Edition) -> bool:
    somebody = _Assumed(source.assumes)
    if target.when is not None:
        return evaluate(target.when, somebody).truth is not False
    conditions: list[Expr] = [
        rule.indicated
        for name in target.holds
        if (rule := edition.options.get(name) or edition.shown.get(name)) is not None
    ]
    return any(evaluate(condition, somebody).truth is not False for condition in conditions) or not conditions


def places_of(plan: Plan, situation: Situation) -> tuple[PlaceOfPatient, ...]:
    """Return every place of the map as the patient of a plan meets it, in the order of the map.

    Args:
        plan: the patient's plan; its statuses say which groups are on the way.
        situation: the same record on the same day, for branches and for entries without a status.
    """
    statuses = {option.id: option.status for option in plan.options}
    return tuple(
        _place(place, statuses, situation, outside=bool(plan.out_of_scope))
        for stage in situation.edition.pathway
        for place in stage.places
    )


def _place(place: PlaceRule, statuses: Mapping[str, str], situation: Situation, *, outside: bool) -> PlaceOfPatient:
    shown = {
        name: situation.fresh.judged(rule.indicated, rule.own)
        for name in place.holds
        if (rule := situation.edition.shown.get(name)) is not None
    }
    trace = situation.fresh.judged(place.when, NO_QUANTITIES) if place.when is not None else None
    if outside and not place.entry.aside:
        # Nothing of the guideline holds for this patient, whatever single facts say.
        return PlaceOfPatient(place, "off", trace, shown)
    if trace is not None:
        return PlaceOfPatient(place, _of_truth(trace.truth), trace, shown)
    ways = {STATUS_WAYS.get(statuses[name], "off") for name in place.holds if name in statuses}
    ways |= {_of_truth(each.truth) for each in shown.values()}
    return PlaceOfPatient(place, "on" if "on" in ways else "open" if "open" in ways else "off", trace, shown)


def _of_truth(truth: bool | None) -> Way:
    return "open" if truth is None else "on" if truth else "off"


def way_between(source: Way, target: Way) -> Way:
    """Return whether the way goes along an edge: both ends are on it, or at least one is open and none is shut."""
    if "off" in (source, target):
        return "off"
    return "on" if source == target == "on" else "open"
