"""What proving yields, apart from the solver that finds it: faces show it without loading one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["proved", "witness", "undecided"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one property: the outcome, a detail, and the record of a patient who breaks it."""

    outcome: Outcome
    detail: str = ""
    record: Mapping[str, Any] | None = None


PROVED = Verdict("proved")


def undecided(detail: str) -> Verdict:
    """Return that a property is neither proved nor broken, and why."""
    return Verdict("undecided", detail)


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of one property, found in `seconds`; a `witness` comes with the record of a patient who breaks it."""

    id: str
    says: str
    means: str
    outcome: Outcome
    seconds: float
    detail: str = ""
    record: Mapping[str, Any] | None = None


FindingKind = Literal["implied", "overshadowed", "one_sided", "no_population", "judgement_alone", "unused_fact"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an author should look at and that need not be wrong; `where` names the places it speaks of."""

    kind: FindingKind
    says: str
    where: tuple[str, ...]
