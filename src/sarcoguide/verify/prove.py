"""Prove the properties of a guideline over every possible patient, or find the patient that breaks one.

Every witness is confirmed by the reference evaluator before it is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date

from sarcoguide.knowledge import Guideline, PropertyRule
from sarcoguide.verify import evidence, shown, statuses, values
from sarcoguide.verify.both_sides import both_sides
from sarcoguide.verify.findings import FINDERS, findings
from sarcoguide.verify.monotone import monotone
from sarcoguide.verify.outcome import Finding, FindingKind, Proof, Verdict
from sarcoguide.verify.prover import Prover
from sarcoguide.verify.questions import questions_apply

CHECKS: dict[str, Callable[[Prover, PropertyRule], Verdict]] = {
    "never": statuses.never,
    "always": statuses.always,
    "answered": statuses.answered,
    "shown": shown.shown,
    "not_shown": shown.not_shown,
    "exclusion_wins": statuses.exclusion_wins,
    "unknown_blocks": statuses.unknown_blocks,
    "reachable": statuses.reachable,
    "monotone": monotone,
    "partition": values.partition,
    "impossible": values.impossible,
    "outside_marked": evidence.outside_marked,
    "current": evidence.current,
    "read_source": evidence.read_source,
    "questions_apply": questions_apply,
    "both_sides": both_sides,
}


class Examination:
    """The edition of a day, to be proved and looked over with one solver."""

    def __init__(self, guideline: Guideline, as_of: date) -> None:
        self._prover = Prover(guideline, as_of)

    def proofs(self, checks: Collection[str] = CHECKS.keys()) -> Iterator[Proof]:
        """Yield the outcome of each property of the given kinds, in the order of the guideline."""
        for rule in self._prover.guideline.properties:
            if rule.entry.check in checks:
                yield _proof(self._prover, rule)

    def findings(self, kinds: Iterable[FindingKind] = FINDERS.keys()) -> tuple[Finding, ...]:
        """Return what an author should look at although nothing is broken."""
        return tuple(findings(self._prover, kinds))


def prove(guideline: Guideline, as_of: date) -> Iterator[Proof]:
    """Yield the outcome of each property for the edition of a day."""
    return Examination(guideline, as_of).proofs()


def _proof(prover: Prover, rule: PropertyRule) -> Proof:
    start = time.perf_counter()
    found = CHECKS[rule.entry.check](prover, rule)
    entry = rule.entry
    seconds = time.perf_counter() - start
    return Proof(entry.id, entry.says, entry.means, found.outcome, seconds, found.detail, found.record)
