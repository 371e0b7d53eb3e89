"""Conditions that never decide by themselves: exclusions behind others, options behind a discouragement."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import z3

from sarcoguide.knowledge import ConditionRule, OptionRule
from sarcoguide.language import Expr
from sarcoguide.language.tree import And, Or
from sarcoguide.verify.outcome import Finding
from sarcoguide.verify.prover import Prover
from sarcoguide.verify.reading import Reading

#: An option with more ways to be indicated than this is looked at as a whole.
MOST_WAYS = 16


def implied(prover: Prover) -> Iterator[Finding]:
    """Yield each exclusion that is true only where another of the same option is true as well.

    Two that share no fact are not asked, and options that inherit the same two are named together.
    """
    reading = Reading(prover.edition)
    together: dict[tuple[str, str], list[str]] = {}
    rules: dict[tuple[str, str], tuple[ConditionRule, ConditionRule]] = {}
    asked: dict[tuple[int, int], bool] = {}
    for name, terms in prover.engine.options.items():
        rule = prover.edition.options[name]
        numbered = list(zip(rule.unless, terms.exclusions, strict=True))
        for one, other in combinations(numbered, 2):
            if reading.facts(one[0].when).isdisjoint(reading.facts(other[0].when)):
                continue
            for (inner, true), (outer, also) in ((one, other), (other, one)):
                key = (id(inner), id(outer))
                if key not in asked or inner.reads_own or outer.reads_own:
                    asked[key] = _implies(prover, true, also)
                if asked[key]:
                    place = (inner.where, outer.where)
                    rules[place] = (inner, outer)
                    together.setdefault(place, []).append(label(rule))
    for place, labels in together.items():
        inner, outer = rules[place]
        says = (
            f"{'; '.join(labels)}: an exclusion excludes nobody alone. Wherever '{inner.because}' holds, "
            f"'{outer.because}' holds as well."
        )
        if inner.blocks and not outer.blocks:
            says += " It still holds the option back while it is unknown."
        yield Finding("implied", says, place)


def _implies(prover: Prover, one: z3.BoolRef, other: z3.BoolRef) -> bool:
    return prover.check(one, z3.Not(other)) == z3.unsat and prover.possible(one)


def overshadowed(prover: Prover) -> Iterator[Finding]:
    """Yield each way in which an option is indicated and always discouraged."""
    for name, terms in prover.engine.options.items():
        rule = prover.edition.options[name]
        free = z3.And(z3.Not(terms.excluded), z3.Not(terms.withdrawn), z3.Not(terms.unlicensed))
        ways = ways_of(rule)
        for way in ways:
            indicated = z3.And(free, *(prover.true(expr, rule.own) for expr in way))
            if not prover.possible(indicated) or prover.check(indicated, z3.Not(terms.discouraged)) != z3.unsat:
                continue
            alone = [
                condition
                for condition, true in zip(rule.discouraged, terms.discouragements, strict=True)
                if prover.check(indicated, z3.Not(true)) == z3.unsat
            ]
            reasons = "; ".join(condition.because for condition in alone) or "several reasons together"
            where = "" if len(ways) == 1 else f" where {' and '.join(_text(expr) for expr in way)}"
            says = f"{label(rule)} is never more than discouraged{where}: {reasons}."
            yield Finding("overshadowed", says, (rule.where, *(condition.where for condition in alone)))


def ways_of(rule: OptionRule) -> list[tuple[Expr, ...]]:
    """Return the ways in which an option is indicated: one for each choice among the alternatives of its condition."""
    ways = [tuple(part for parts in way for part in parts) for way in product(*(_ways(expr) for expr in rule.when))]
    return ways if len(ways) <= MOST_WAYS else [rule.when]


def _ways(expr: Expr) -> list[tuple[Expr, ...]]:
    match expr:
        case Or():
            return [way for operand in expr.operands for way in _ways(operand)]
        case And():
            parts = product(*(_ways(operand) for operand in expr.operands))
            return [tuple(part for way in chosen for part in way) for chosen in parts]
        case _:
            return [(expr,)]


def _text(expr: Expr) -> str:
    return f"({expr.text})" if isinstance(expr, Or) else expr.text


def label(rule: OptionRule) -> str:
    """Return what an option is called in a sentence."""
    return rule.entry.label or rule.entry.name or rule.entry.id
