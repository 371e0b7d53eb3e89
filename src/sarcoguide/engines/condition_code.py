"""Python source for the conditions of options as a plan shows them, in the same pass as their traces.

What is said of a condition is the same for all patients for whom its tests turn out alike, so it is looked up by their
outcomes, or made from constants. What asks for facts behind a definition is left to the planner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sarcoguide.engines.python_code import Source
from sarcoguide.engines.runtime import NothingKnown, OneKnown
from sarcoguide.knowledge import ConditionRule, Edition, OptionRule
from sarcoguide.language import Expr, Trace, evaluate, names_in
from sarcoguide.language.changes import Asking, change_texts
from sarcoguide.language.trace import KNOWN, UNKNOWN
from sarcoguide.language.tree import And, Compare, Literal, Member, Name, Not, Or, Own, ValueSet, children, walk
from sarcoguide.planning.model import ConditionView, Tier
from sarcoguide.planning.wording import wording_of

Outcomes = tuple[bool | None, ...]


class ConditionCode:
    """Writes the conditions of each option; one that several options inherit is written once."""

    def __init__(self, source: Source, edition: Edition) -> None:
        self.source = source
        self.edition = edition
        self.wording = wording_of(edition)
        self._written: dict[object, str] = {}

    def of_option(self, option: OptionRule) -> str:
        """Return code for a tuple of conditions in the order of the planner, None for each that is left to it."""
        views = [self._condition(tier, rule, option.own) for tier, rule in self.wording.conditions(option)]
        return f"({''.join(f'{view}, ' for view in views)})"

    def would_indicate(self, option: OptionRule) -> str:
        """Return code for the single changes that would make an option indicated, None where the planner finds them."""
        tests = tuple(_tests(option.indicated))
        if not all(_is_static(test, self.edition) for test in tests):
            return "None"
        told = self.source.constant(Told(option.indicated, tests))
        outcomes = "".join(f"{self.source.truth(test, option.own)}, " for test in tests)
        return self.source.assign(f"{told}[{outcomes}][0]")

    def _condition(self, tier: Tier, rule: ConditionRule, own: Mapping[str, Any]) -> str:
        read = sorted({part.name for part in walk(rule.when) if isinstance(part, Own)})
        key = (tier, id(rule), tuple((name, own.get(name)) for name in read))
        if key not in self._written:
            self._written[key] = self._write(tier, rule, own, f"c{len(self._written)}")
        return self._written[key]

    def _write(self, tier: Tier, rule: ConditionRule, own: Mapping[str, Any], target: str) -> str:
        source, names = self.source, names_in(rule.when)
        if not rule.reads_own and len(names) == 1 and names <= source.finite:
            (name,) = names
            view = source.constant(OneValue(tier, rule, name, self.edition))
            source.add(f"{target} = {view}[{source.names[name].value}]")
            return target
        tests = tuple(_tests(rule.when))
        if not all(_is_static(test, self.edition) for test in tests):
            return "None"
        truth, trace = source.truth(rule.when, own), source.made(rule.when, own).trace
        outcomes = "".join(f"{source.truth(test, own)}, " for test in tests)
        ids = source.constant(self.wording.condition(rule).citation.ids)
        told = source.constant(Told(rule.when, tests))
        start = f"C({tier!r}, {rule.because!r}, {rule.when.text!r}, {truth}, {rule.blocks}, {rule.verified}, False, "
        made = f"{start}{rule.origin!r}, {ids}, *{told}[{outcomes}], {trace})"
        plain = all(_always_applies(name, self.edition) for name in names)
        source.add(f"{target} = {made}" if plain else f"{target} = None if {truth} is None else {made}")
        return target


def _tests(expr: Expr) -> Iterator[Expr]:
    """Yield what a condition joins with and, or, not."""
    if isinstance(expr, And | Or | Not):
        for part in children(expr):
            yield from _tests(part)
    else:
        yield expr


def _is_static(test: Expr, edition: Edition) -> bool:
    """Whether what would turn a test does not depend on the patient's value."""
    match test:
        case Compare() | Member(collection=ValueSet()) | Member(item=Literal()):
            return True
        case Name(name=name):
            return name in edition.facts
        case _:
            return False


def _always_applies(name: str, edition: Edition) -> bool:
    return name in edition.settings or (name in edition.facts and edition.facts[name].applies is None)


class Told(dict[Outcomes, tuple[tuple[str, ...], tuple[str, ...]]]):
    """What would turn a condition, and what is missing, by the outcomes of its tests; each is found when first met."""

    def __init__(self, expr: Expr, tests: tuple[Expr, ...]) -> None:
        super().__init__()
        self.expr, self.tests = expr, tests

    def __missing__(self, outcomes: Outcomes) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what the planner says when the tests come out so."""
        trace = _with(self.expr, iter(outcomes))
        changes = change_texts(trace, trace.truth is not True, _nothing)
        missing = () if trace.truth is not None else tuple(sorted(Asking(_nothing_else, _nothing).undecided(trace)))
        told = self[outcomes] = (changes, missing)
        return told


def _with(expr: Expr, outcomes: Iterator[bool | None]) -> Trace:
    """Return a trace of a condition whose tests come out as given, in order."""
    blank = evaluate(expr, NothingKnown())
    if not isinstance(expr, And | Or | Not):
        truth = next(outcomes)
        return Trace(blank.kind, blank.text, UNKNOWN if truth is None else KNOWN, truth, blank.parts, blank.name)
    parts = tuple(_with(part, outcomes) for part in children(expr))
    truths = [part.truth for part in parts]
    if isinstance(expr, Not):
        truth = None if truths[0] is None else not truths[0]
    else:
        decides = isinstance(expr, Or)
        truth = decides if decides in truths else None if None in truths else not decides
    return Trace(blank.kind, blank.text, UNKNOWN if truth is None else KNOWN, truth, parts)


def _nothing(_name: str) -> tuple[Trace, ...]:
    return ()


def _nothing_else(_name: str) -> None:
    return None


class OneValue(dict[Any, ConditionView]):
    """The views of a condition that reads one fact of few values, by that value; each is made when first met."""

    def __init__(self, tier: Tier, rule: ConditionRule, name: str, edition: Edition) -> None:
        super().__init__()
        self.tier, self.rule, self.name, self.edition = tier, rule, name, edition

    def __missing__(self, value: Any) -> ConditionView:
        """Return what the planner says for this value."""
        trace = evaluate(self.rule.when, NothingKnown() if value is None else OneKnown(self.name, value))
        changes = change_texts(trace, trace.truth is not True, _nothing)
        missing = (self.name,) if trace.truth is None else ()
        view = self[value] = wording_of(self.edition).condition(self.rule).view(self.tier, trace, changes, missing)
        return view
