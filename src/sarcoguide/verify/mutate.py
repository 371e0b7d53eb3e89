"""Break every exclusion and discouragement in turn, and see whether a case, a story or a property notices.

`python -m sarcoguide.verify.mutate` takes some minutes, shows its progress, ends with figures and can be stopped. A
condition that can be removed, turned round, treated otherwise while unknown, or changed in one of its parts without a
failure is a survivor: nothing shows that it is needed, unless it says why. A word after the command, as in
`... mutate drugs/cells`, breaks only the conditions whose place or text holds it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sarcoguide.knowledge import ConditionRule, Guideline, load_guideline
from sarcoguide.verify.mutate_cases import TIERS, Watch, holds, with_condition
from sarcoguide.verify.mutate_changes import UNKNOWN, changes
from sarcoguide.verify.mutate_equal import changes_no_status
from sarcoguide.verify.prove import Examination
from sarcoguide.verify.prover import Prover

#: Kinds of property that say something the condition itself does not, option by option; the others read the same data,
#: speak of no option, or take long.
OF_SOME = ("never", "always", "reachable")
#: Why nothing notices what an unknown does.
ALIKE = "proved: nobody has another status by it, because something else waits for the same fact, or nothing does"
#: Kinds that speak of all options together.
OF_ALL = ("answered",)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A guideline with one condition broken, and what noticed it: `kind: name`, or empty where nothing did."""

    change: str
    condition: str
    where: str
    noticed_by: str
    explained: str

    @property
    def outcome(self) -> str:
        """What noticed it: `case`, `story` or `property`; else whether it is `explained` or a `survivor`."""
        kind = self.noticed_by.partition(":")[0]
        return kind or ("explained" if self.explained else "survivor")


def mutants(guideline: Guideline, match: str = "") -> Iterator[Mutant]:
    """Yield each broken guideline with the first case, story or property that fails in it.

    Args:
        guideline: the guideline to break.
        match: what the place or the text of a condition has to hold; empty: all are broken.
    """
    watch = Watch(guideline)
    for _, rule in conditions(guideline):
        if match not in f"{rule.where} {rule.when.text}":
            continue
        affected = {option.entry.id for option in guideline.options if holds(option, rule)}
        for change, mutated in changes(rule):
            broken = _with(guideline, rule, mutated)
            noticed = watch.noticed(broken, rule, mutated, affected) or _unproved(broken, affected)
            explained = "" if noticed else _explained(guideline, rule, change, mutated, affected)
            yield Mutant(change, rule.when.text, rule.where, noticed, explained)


def conditions(guideline: Guideline) -> list[tuple[str, ConditionRule]]:
    """Return every exclusion and discouragement once, however many options inherit it."""
    found: dict[tuple[str, int], ConditionRule] = {}
    for option in guideline.options:
        for tier in TIERS:
            for rule in getattr(option, tier):
                found[tier, id(rule)] = rule
    return [(tier, rule) for (tier, _), rule in sorted(found.items(), key=lambda item: item[1].where)]


def _with(guideline: Guideline, rule: ConditionRule, mutated: ConditionRule | None) -> Guideline:
    options = tuple(with_condition(option, rule, mutated) for option in guideline.options)
    return replace(guideline, options=options, _editions={})


def _explained(
    guideline: Guideline, rule: ConditionRule, change: str, mutated: ConditionRule | None, affected: Collection[str]
) -> str:
    """Return why nothing notices a change: its condition says so, or what it does while unknown is proved to be alike.

    Only of an unknown is a like status enough: a condition that is true is also a reason that is read.
    """
    if rule.shadowed or mutated is None or change not in UNKNOWN.values():
        return rule.shadowed
    return ALIKE if changes_no_status(guideline, rule, mutated, affected) else ""


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


def figures(found: Counter[str]) -> str:
    """Return in one line how many guidelines were broken and what noticed them."""
    return (
        f"{found.total()} broken guidelines: {found['case']} noticed by a case, {found['story']} by a story alone, "
        f"{found['property']} by a property alone; {found['explained']} not noticed and explained, "
        f"{found['survivor']} survived"
    )


def main() -> int:
    """Print the survivors, then the figures; the exit code is 1 when there is a survivor or it was stopped."""
    guideline = load_guideline()
    match = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen = [rule for _, rule in conditions(guideline) if match in f"{rule.where} {rule.when.text}"]
    total = sum(1 for rule in chosen for _ in changes(rule))
    found: Counter[str] = Counter()
    stopped = False
    try:
        for mutant in mutants(guideline, match):
            found[mutant.outcome] += 1
            if not mutant.noticed_by:
                sys.stdout.write(f"not noticed: {mutant.where}: {mutant.change}: {mutant.condition}\n")
                if mutant.explained:
                    sys.stdout.write(f"    explained: {mutant.explained}\n")
                sys.stdout.flush()
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{found.total()} of {total}")
    except KeyboardInterrupt:
        stopped = True
        sys.stderr.write(f"stopped after {found.total()} of {total}; what was found so far:\n")
    sys.stdout.write(f"{figures(found)}\n")
    return 1 if stopped or found["survivor"] else 0


if __name__ == "__main__":
    sys.exit(main())
