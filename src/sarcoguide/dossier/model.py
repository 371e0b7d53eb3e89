"""What a dossier holds: the plan, the patient's facts by subject, and the points of safety that stand on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from sarcoguide.knowledge import Edition
from sarcoguide.planning import Plan
from sarcoguide.planning.model import StateWord, WarningView
from sarcoguide.record import Record

#: More points than this on top of a page are read by nobody; the others stand in the list of all warnings.
SAFETY_POINTS = 3


class FactLine(Struct, frozen=True, gc=False):
    """One fact of the dictionary as this patient has it: value in words, state, date, and how old it may be.

    `entered` is what was written where it was in another unit; `derived` says that it was worked out, not given.
    """

    fact: str
    label: str
    state: StateWord
    words: str
    value: Any = None
    date: str = ""
    entered: str = ""
    origin: str = ""
    stale: bool = False
    derived: bool = False


class FactGroup(Struct, frozen=True, gc=False):
    """The facts of one subject, in the order of the dictionary."""

    subject: str
    title: str
    facts: tuple[FactLine, ...]

    def count(self, state: StateWord) -> int:
        """Return how many facts are in a state."""
        return sum(line.state == state for line in self.facts)


@dataclass(frozen=True)
class Dossier:
    """The plan of a patient with what the faces need beside it; `edition` has the guideline's words for it.

    `beside` are the facts and definitions that sheets of regimens read, by name; `stale` ones are told and never used.
    """

    record: Record
    edition: Edition
    plan: Plan
    facts: tuple[FactGroup, ...]
    safety: tuple[WarningView, ...]
    beside: Mapping[str, FactLine] = field(default_factory=dict)

    @property
    def other_warnings(self) -> tuple[WarningView, ...]:
        """Return the warnings that do not stand on top: every face shows these as well."""
        return tuple(warning for warning in self.plan.warnings if warning not in self.safety)
