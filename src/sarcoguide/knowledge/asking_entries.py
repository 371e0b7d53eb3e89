"""Questions in words: what means the same, which entries answer, signs of an emergency, what is outside."""

from __future__ import annotations

from msgspec import field

from sarcoguide.knowledge.entries import Entry, SourceUse


class Asked(Entry, frozen=True):
    """One of four: `same` words, `entries` with their `questions`, emergencies with their `signs`, topics `outside`.

    Every word of a sign stands in a question that has it. `entries` are ids, or `kind/id`
    where several kinds share one.
    """

    same: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    note: str = ""


class AskingAdvice(Entry, frozen=True):
    """What stands with every answer: what is covered, whom to ask, and that figures are told only when asked for."""

    covers: str
    whom: str
    patient_covers: str
    patient_whom: str
    figures: str
    sources: list[SourceUse]
