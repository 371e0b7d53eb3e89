"""Break every exclusion and discouragement in turn, and see whether a case or a property notices.

`python -m sarcoguide.verify.mutate` takes some minutes, shows its progress and can be stopped. A condition that can
be removed, turned round or rid of one of its parts without a failure is a survivor: nothing shows that it is needed,
unless it says why. A word after the command, as in `... mutate drugs/cells`, breaks only the conditions whose place or
text holds it.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sarcoguide.knowledge import ConditionRule, Guideline, load_guideline
from sarcoguide.language.tree import OPPOSITE, And, Compare, Expr, Not, Or
from sarcoguide.language.types import BOOLEAN
from sarcoguide.verify.mutate_cases import TIERS, Watch, holds, with_condition
from sarcoguide.verify.prove import Examination
from sarcoguide.verify.prover import Prover

#: Kinds of property that say something the condition itself does not, option by option; the others read the same data,
#: speak of no option, or take long.
OF_SOME = ("never", "always", "reachable")
#: Kinds that speak of all options together.
OF_ALL = ("answered",)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A guideline with one condition removed or turned round, and what noticed it (empty: nothing)."""

    change: str
    condition: str
    where: str
    noticed_by: str
    shadowed: str


def mutants(guideline: Guideline, match: str = "") -> Iterator[Mutant]:
    """Yield each broken guideline with the first case or property that fails in it.

    Args:
        guideline: the guideline to break.
        match: what the place or the text of a condition has to hold; empty: all are broken.
    """
    watch = Watch(guideline)
    for _, rule in conditions(guideline):
        if match not in f"{rule.where} {rule.when.text}":
            continue
        affected = {option.entry.id for option in guideline.options if holds(option, rule)}
        for change, when in changes(rule.when):
            mutated = None if when is None else replace(rule, when=when)
            broken = _with(guideline, rule, mutated)
            noticed = watch.noticed(broken, rule, mutated, affected) or _unproved(broken, affected)
            yield Mutant(change, rule.when.text, rule.where, noticed, rule.shadowed)


def conditions(guideline: Guideline) -> list[tuple[str, ConditionRule]]:
    """Return every exclusion and discouragement once, however many options inherit it."""
    found: dict[tuple[str, int], ConditionRule] = {}
    for option in guideline.options:
        for tier in TIERS:
            for rule in getattr(option, tier):
                found[tier, id(rule)] = rule
    return [(tier, rule) for (tier, _), rule in sorted(found.items(), key=lambda item: item[1].where)]


def changes(expr: Expr) -> list[tuple[str, Expr | None]]:
    """Return the ways in which a condition is broken: removed, turned round, and without each of its parts in turn."""
    return [("removed", None), ("turned round", turned(expr)), *without_a_part(expr)]


def without_a_part(expr: Expr) -> Iterator[tuple[str, Expr]]:
    """Yield a condition that is joined by `and` or `or` without each of its parts, however deep the part lies."""
    if isinstance(expr, And | Or):
        for index, part in enumerate(expr.operands):
            others = (*expr.operands[:index], *expr.operands[index + 1 :])
            yield f"without '{part.text}'", others[0] if len(others) == 1 else replace(expr, operands=others)
            for change, inner in without_a_part(part):
                kept = (*expr.operands[:index], inner, *expr.operands[index + 1 :])
                yield change, replace(expr, operands=kept)


def turned(expr: Expr) -> Expr:
    """Return a condition with its first comparison turned round, or its opposite where it compares nothing."""
    match expr:
        case Compare(op=op):
            return replace(expr, op=OPPOSITE[op])
        case And(operands=(first, *rest)) | Or(operands=(first, *rest)):
            return replace(expr, operands=(turned(first), *rest))
        case _:
            return Not(f"not ({expr.text})", BOOLEAN, expr)


def _with(guideline: Guideline, rule: ConditionRule, mutated: ConditionRule | None) -> Guideline:
    options = tuple(with_condition(option, rule, mutated) for option in guideline.options)
    return replace(guideline, options=options, _editions={})


def _unproved(broken: Guideline, affected: Collection[str]) -> str:
    """Return the first property that is not proved; one that speaks of single options is looked at with those alone."""
    options = tuple(option for option in broken.options if option.entry.id in affected)
    spoken_of = tuple(
        rule
        for rule in broken.properties
        if rule.entry.check in OF_SOME and any(Prover.speaks_of(rule, option) for option in options)
    )
    narrowed = replace(broken, options=options, properties=spoken_of, _editions={})
    together = replace(broken, properties=tuple(rule for rule in broken.properties if rule.entry.check in OF_ALL))
    for guideline in (narrowed, together):
        if guideline.properties:
            for proof in Examination(guideline, guideline.about.checked).proofs():
                if proof.outcome != "proved":
                    return f"property: {proof.id}"
    return ""


def main() -> int:
    """Print the survivors; the exit code is 1 when there is one."""
    guideline = load_guideline()
    match = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen = [rule for _, rule in conditions(guideline) if match in f"{rule.where} {rule.when.text}"]
    total = sum(len(changes(rule.when)) for rule in chosen)
    survivors: list[Mutant] = []
    explained = 0
    try:
        for number, mutant in enumerate(mutants(guideline, match), start=1):
            if not mutant.noticed_by:
                sys.stdout.write(f"not noticed: {mutant.where}: {mutant.change}: {mutant.condition}\n")
                sys.stdout.flush()
                if mutant.shadowed:
                    explained += 1
                    sys.stdout.write(f"    explained: {mutant.shadowed}\n")
                else:
                    survivors.append(mutant)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{number} of {total}")
    except KeyboardInterrupt:
        sys.stderr.write("stopped; what was found so far is above\n")
        return 1
    sys.stdout.write(f"{total} broken guidelines, {explained} not noticed and explained, {len(survivors)} survived\n")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
