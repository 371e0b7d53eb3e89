"""Every threshold of a guideline: the comparisons in which a quantity of the patient meets a limit.

Found in the syntax tree, wherever an expression may stand: conditions of options with the quantities of each option
that holds them, populations, definitions, what decides whether a fact applies, and what a record cannot say at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from sarcoguide.knowledge import Guideline, Reduction, load_guideline
from sarcoguide.language import Expr
from sarcoguide.language.evaluator import Environment, evaluate
from sarcoguide.language.tree import Compare, Name, Own, expressions, names_in, walk

ORDERED = ("number", "duration", "date")
#: Where a patient stands: below the limit, exactly on it, above it.
Side = Literal["under", "at", "over"]


@lru_cache(maxsize=1)
def guideline() -> Guideline:
    """Return the packaged guideline."""
    return load_guideline()


def all_expressions(rules: Guideline) -> Iterator[tuple[Expr, Mapping[str, Any]]]:
    """Yield every expression of a guideline with the quantities of the option that holds it."""
    for fact in rules.facts.values():
        if fact.applies is not None:
            yield fact.applies, {}
    for definition in rules.definitions:
        if definition.applies is not None:
            yield definition.applies, {}
        if not isinstance(definition.body, Reduction):
            yield from ((expr, {}) for expr in expressions(definition.body))
    for inconsistency in rules.consistency:
        yield inconsistency.when, {}
    for option in rules.options:
        conditions = (*option.unless, *option.discouraged, *option.caution)
        for expr in (*option.when, *option.population.values(), *(condition.when for condition in conditions)):
            yield expr, option.own


@dataclass(frozen=True, slots=True)
class Threshold:
    """A comparison of ordered values, with the option's quantities that it reads."""

    compare: Compare
    own: Mapping[str, Any]

    @property
    def text(self) -> str:
        """What is compared, with the option's quantities: enough to tell it from every other threshold."""
        return " | ".join([self.compare.text, *(f"{name} {value}" for name, value in sorted(self.own.items()))])

    def side(self, env: Environment) -> Side | None:
        """Return on which side a patient stands by the reference evaluator; None when it is not known."""
        left, right = evaluate(self.compare.left, env), evaluate(self.compare.right, env)
        if not (left.known and right.known):
            return None
        first: Any = left.value
        second: Any = right.value
        return "at" if first == second else "under" if first < second else "over"


@lru_cache(maxsize=1)
def thresholds() -> Mapping[str, Threshold]:
    """Return every threshold of the packaged guideline that a patient can be on either side of, by its text.

    A comparison with a setting that has no value, or with a quantity that the option does not hold, has no limit; one
    of the option's quantities alone says nothing about a patient.
    """
    found: dict[str, Threshold] = {}
    for expr, own in all_expressions(guideline()):
        for threshold in _in(expr, own):
            found.setdefault(threshold.text, threshold)
    return found


def _in(expr: Expr, own: Mapping[str, Any]) -> Iterator[Threshold]:
    settings = guideline().settings
    for part in walk(expr):
        if not isinstance(part, Compare) or part.left.type.kind not in ORDERED:
            continue
        read = {inner.name for inner in walk(part) if isinstance(inner, Name)}
        needed = {inner.name for inner in walk(part) if isinstance(inner, Own)}
        set_to_nothing = any(name in settings and settings[name].value is None for name in read)
        if needed <= own.keys() and not read <= settings.keys() and not set_to_nothing:
            yield Threshold(part, {name: own[name] for name in sorted(needed)})


def thresholds_in(exprs: Sequence[Expr], own: Mapping[str, Any]) -> tuple[Threshold, ...]:
    """Return the thresholds in expressions and in the definitions that they read."""
    definitions = {rule.entry.name: rule for rule in guideline().definitions}
    found: dict[str, Threshold] = {}
    seen: set[str] = set()
    waiting = [(expr, own) for expr in exprs]
    while waiting:
        expr, held = waiting.pop()
        found.update((threshold.text, threshold) for threshold in _in(expr, held))
        for name in sorted(names_in(expr).intersection(definitions) - seen):
            seen.add(name)
            body = definitions[name].body
            if not isinstance(body, Reduction):
                waiting += [(inner, {}) for inner in expressions(body)]
    return tuple(found[text] for text in sorted(found))


def constant(expr: Expr) -> Fraction | None:
    """Return the number of a literal, or of a setting that has one."""
    value = getattr(expr, "value", None)
    if isinstance(expr, Name) and expr.name in guideline().settings:
        value = guideline().settings[expr.name].value
    if value is None or isinstance(value, bool | str) or expr.type.kind not in ("number", "duration"):
        return None
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


@lru_cache(maxsize=1)
def limits() -> Mapping[str, tuple[Fraction, ...]]:
    """Return, for each name, the numbers that the guideline compares it with directly."""
    found: defaultdict[str, set[Fraction]] = defaultdict(set)
    for threshold in thresholds().values():
        sides = (threshold.compare.left, threshold.compare.right)
        for one, other in (sides, sides[::-1]):
            limit = constant(other)
            if isinstance(one, Name) and limit is not None:
                found[one.name].add(limit)
    return {name: tuple(sorted(values)) for name, values in found.items()}
