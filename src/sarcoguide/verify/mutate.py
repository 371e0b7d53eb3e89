"""Break every exclusion and discouragement in turn, and see whether a case or a property notices.

`python -m sarcoguide.verify.mutate` takes a minute or two, shows its progress and can be stopped. A condition that can
be removed or turned round without a failure is a survivor: nothing shows that it is needed, unless it says why.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sarcoguide.knowledge import ConditionRule, Guideline, OptionRule, load_guideline
from sarcoguide.knowledge.cases import Behaviour, Case
from sarcoguide.language.tree import OPPOSITE, And, Compare, Expr, Not, Or
from sarcoguide.language.types import BOOLEAN
from sarcoguide.verify.cases import run_case
from sarcoguide.verify.prove import Examination

TIERS = ("unless", "discouraged")
#: Kinds of property that say something the condition itself does not; the others read the same data, or take long.
INDEPENDENT = ("never", "always", "answered", "impossible", "reachable")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A guideline with one condition removed or turned round, and what noticed it (empty: nothing)."""

    change: str
    condition: str
    where: str
    noticed_by: str
    shadowed: str


def mutants(guideline: Guideline) -> Iterator[Mutant]:
    """Yield each broken guideline with the first case or property that fails in it."""
    for tier, rule in conditions(guideline):
        for change, mutated in (("removed", None), ("turned round", replace(rule, when=turned(rule.when)))):
            broken = _with(guideline, tier, rule, mutated)
            yield Mutant(change, rule.when.text, rule.where, _noticed(guideline, broken, rule), rule.shadowed)


def conditions(guideline: Guideline) -> list[tuple[str, ConditionRule]]:
    """Return every exclusion and discouragement once, however many options inherit it."""
    found: dict[tuple[str, int], ConditionRule] = {}
    for option in guideline.options:
        for tier in TIERS:
            for rule in getattr(option, tier):
                found[tier, id(rule)] = rule
    return [(tier, rule) for (tier, _), rule in sorted(found.items(), key=lambda item: item[1].where)]


def turned(expr: Expr) -> Expr:
    """Return a condition with its first comparison turned round, or its opposite where it compares nothing."""
    match expr:
        case Compare(op=op):
            return replace(expr, op=OPPOSITE[op])
        case And(operands=(first, *rest)) | Or(operands=(first, *rest)):
            return replace(expr, operands=(turned(first), *rest))
        case _:
            return Not(f"not ({expr.text})", BOOLEAN, expr)


def _with(guideline: Guideline, tier: str, rule: ConditionRule, mutated: ConditionRule | None) -> Guideline:
    def changed(option: OptionRule) -> OptionRule:
        swapped = (mutated if condition is rule else condition for condition in getattr(option, tier))
        kept = tuple(condition for condition in swapped if condition is not None)
        return replace(option, unless=kept) if tier == "unless" else replace(option, discouraged=kept)

    return replace(guideline, options=tuple(changed(option) for option in guideline.options), _editions={})


def _noticed(guideline: Guideline, broken: Guideline, rule: ConditionRule) -> str:
    """Return the first case or property that fails; cases that name an option with this condition are tried first."""
    affected = {
        option.entry.id
        for option in guideline.options
        for tier in TIERS
        if any(condition is rule for condition in getattr(option, tier))
    }
    for behaviour in guideline.behaviours:
        for case in (behaviour.applies, behaviour.does_not):
            if _speaks_of(behaviour, case, affected) and run_case(broken, behaviour, case).failures:
                return f"case: {behaviour.behaviour} - {case.case}"
    for proof in Examination(broken, broken.about.checked).proofs(INDEPENDENT):
        if proof.outcome != "proved":
            return f"property: {proof.id}"
    return ""


def _speaks_of(behaviour: Behaviour, case: Case, options: set[str]) -> bool:
    named = {*case.expect.options, *case.must_not.options, *behaviour.entries}
    return not options.isdisjoint(named)


def main() -> int:
    """Print the survivors; the exit code is 1 when there is one."""
    guideline = load_guideline()
    total = 2 * len(conditions(guideline))
    survivors: list[Mutant] = []
    explained = 0
    try:
        for number, mutant in enumerate(mutants(guideline), start=1):
            if not mutant.noticed_by:
                sys.stdout.write(f"not noticed: {mutant.where}: {mutant.change}: {mutant.condition}\n")
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
