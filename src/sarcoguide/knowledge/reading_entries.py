"""How what was asked for is read where it contradicts itself or is silent: which reading was taken, and who is told."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import field

from sarcoguide.knowledge.entries import Entry


class Reading(Entry, frozen=True):
    """A tension between statements or a decision where they are silent, with the reading that was taken.

    The report of `patient`, changed by `changes`, holds the words of `told`; `waits` says why nothing tells it yet.
    """

    id: str
    kind: Literal["tension", "decision"]
    question: str
    reading: str
    statements: list[str]
    where: list[str]
    patient: str = ""
    changes: dict[str, Any] = field(default_factory=dict, name="with")
    told: str = ""
    waits: str = ""
