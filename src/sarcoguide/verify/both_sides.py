"""Each threshold has a case on both sides: one patient for whom the comparison is true and one for whom it is false."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import z3

from sarcoguide.engines.witness import in_range
from sarcoguide.errors import SarcoguideError
from sarcoguide.knowledge import Edition, Guideline, OptionRule, PropertyRule, Reduction
from sarcoguide.language import Expr, evaluate, names_in
from sarcoguide.language.tree import Compare, Own, expressions, walk
from sarcoguide.record import Situation
from sarcoguide.record.view import OptionEnvironment
from sarcoguide.verify.cases import situation_of
from sarcoguide.verify.outcome import PROVED, Finding, Verdict, undecided
from sarcoguide.verify.prover import Prover

Quantities = Mapping[str, Any]


@dataclass(slots=True)
class Threshold:
    """A comparison with a number and the truths that cases gave it.

    `owns` are the quantities of the options that it is judged with. One that reads the patient is kept apart for each
    quantity it meets; one that reads options alone has its two sides in two of them.
    """

    compare: Compare
    where: str
    owns: list[Quantities] = field(default_factory=list)
    seen: set[bool] = field(default_factory=set)

    def open_after(self, situation: Situation) -> bool:
        """Whether a side is still without a case when one more patient was looked at."""
        for own in self.owns:
            trace = evaluate(self.compare, OptionEnvironment(situation.fresh, own))
            # What does not apply makes a comparison false without lying on any side of it.
            if all(part.known for part in trace.parts):
                self.seen.add(bool(trace.value))
        return len(self.seen) < len((True, False))

    @property
    def missing(self) -> list[bool]:
        """The sides without a case."""
        return [truth for truth in (True, False) if truth not in self.seen]

    def __str__(self) -> str:
        """Return the comparison, with the quantities of the option that it meets."""
        read = {part.name for part in walk(self.compare) if isinstance(part, Own)}
        if not read or not names_in(self.compare):
            return self.compare.text
        met = [f"own.{name} {_amount(self.owns[0][name])}" for name in sorted(read)]
        return f"{self.compare.text} with {', '.join(met)}"


def both_sides(prover: Prover, _rule: PropertyRule) -> Verdict:
    """Show that each threshold has a case on every side that a patient can be on."""
    if not thresholds(prover.edition):
        return undecided("the guideline compares nothing with a number, so it says nothing")
    open_sides = [(one, [truth for truth in one.missing if _somebody(prover, one, truth)]) for one in _without(prover)]
    told = [f"{one} ({one.where}) is never {_words(missing)}" for one, missing in open_sides if missing]
    return undecided(f"no case: {'; '.join(told)}") if told else PROVED


def one_sided(prover: Prover) -> Iterator[Finding]:
    """Yield each comparison that comes out alike for every patient: no case can lie on the other side."""
    for threshold in _without(prover):
        for truth in threshold.missing:
            if not _somebody(prover, threshold, truth):
                says = (
                    f"'{threshold}' is {_words([not truth])} for everybody of whom it is known, so it decides nothing."
                )
                yield Finding("one_sided", says, (threshold.where,))


@lru_cache(maxsize=1)
def _without(prover: Prover) -> tuple[Threshold, ...]:
    """Return the thresholds that lack a case on some side."""
    left = thresholds(prover.edition)
    for situation in _patients(prover.guideline):
        left = [threshold for threshold in left if threshold.open_after(situation)]
        if not left:
            break
    return tuple(left)


def _somebody(prover: Prover, threshold: Threshold, truth: bool) -> bool:
    """Whether a patient can be on a side, with worked-out numbers in their range; what does not apply is on none."""
    left, right = threshold.compare.left, threshold.compare.right
    for own in threshold.owns:
        true, false = prover.rails(threshold.compare, own)
        applies = [z3.Not(prover.inapplicable(part, own)) for part in (left, right)]
        if prover.possible(true if truth else false, *applies, *in_range(prover.engine)):
            return True
    return False


def thresholds(edition: Edition) -> list[Threshold]:
    """Return every comparison with a number once, and once for each quantity of an option that it meets.

    Left out are those that read a setting without a value or a quantity that the option lacks: nobody is on any side.
    """
    found: dict[tuple[str, tuple[tuple[str, Any], ...]], Threshold] = {}
    empty = {name for name, setting in edition.settings.items() if setting.value is None}
    for expr, own, where in _compared(edition):
        for part in walk(expr):
            if not isinstance(part, Compare) or part.left.type.kind != "number":
                continue
            read = {piece.name for piece in walk(part) if isinstance(piece, Own)}
            if names_in(part) & empty or not read <= own.keys():
                continue
            met = tuple((name, own[name]) for name in sorted(read)) if names_in(part) else ()
            threshold = found.setdefault((part.text, met), Threshold(part, where))
            if not met or not threshold.owns:
                threshold.owns.append(own)
    return list(found.values())


def _amount(quantity: Any) -> str:
    return " and ".join(sorted(quantity)) if isinstance(quantity, frozenset) else f"{quantity:g}"


def _words(sides: list[bool]) -> str:
    return " or ".join("true" if truth else "false" for truth in sides)


def _compared(edition: Edition) -> Iterator[tuple[Expr, Quantities, str]]:
    """Yield the expressions that decide something, with the quantities they are judged with and where they stand."""
    for fact in edition.facts.values():
        if fact.applies is not None:
            yield fact.applies, {}, fact.where
    for definition in edition.definitions.values():
        name = definition.entry.name
        if definition.applies is not None:
            yield definition.applies, {}, name
        if not isinstance(definition.body, Reduction):
            yield from ((expr, {}, name) for expr in expressions(definition.body))
    for rule in (*edition.options.values(), *edition.shown.values()):
        for own in _quantities(rule, edition):
            yield from ((expr, own, rule.where) for expr in (*rule.when, *rule.population.values()))
            for condition in (*rule.unless, *rule.discouraged, *rule.caution):
                yield condition.when, own, condition.where


def _quantities(rule: OptionRule, edition: Edition) -> list[Quantities]:
    """Return the quantities that an option is judged with: its own, or those of each regimen it stands beside."""
    if rule.entry.per is None:
        return [rule.own]
    return [other.own for other in edition.options.values() if other.own]


def _patients(guideline: Guideline) -> Iterator[Situation]:
    for behaviour in guideline.behaviours:
        for case in behaviour.cases:
            try:
                situation = situation_of(guideline, case)
                situation.refuse_contradictions()
                yield situation
            except SarcoguideError:
                continue  # a case that cannot be planned fails as a case, and shows no side here
