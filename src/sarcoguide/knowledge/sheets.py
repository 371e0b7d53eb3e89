"""What a regimen's sheet is made of: body sizes by which doses are worked out, doses that count for a lifetime."""

from __future__ import annotations

from msgspec import field

from sarcoguide.knowledge.entries import Entry, SourceUse


class BodySize(Entry, frozen=True):
    """The fact by which a dose is multiplied; with `decimals` it is rounded to so many first, and that is said."""

    fact: str
    decimals: int | None = None


class Ledger(Entry, frozen=True):
    """A dose that counts for a lifetime: given so far, what the next cycle adds (`own.` quantity), and the limit.

    `given`, `at_least` (a lower bound where the sum is not known) and `limit` are facts or definitions.
    """

    label: str
    given: str
    adds: str
    limit: str
    at_least: str | None = None


class SheetSection(Entry, frozen=True):
    """Conditions under one heading: those that read one of these facts, or a fact of one of these subjects."""

    title: str
    facts: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)


class SheetAdvice(Entry, frozen=True):
    """What stands on every sheet (`says`), and how it is filled.

    `per` are the body sizes by the word that doses use; `always` are quantities of a regimen that are told as unknown
    where it has none.
    """

    says: str
    sources: list[SourceUse]
    per: dict[str, BodySize] = field(default_factory=dict)
    always: list[str] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    sections: list[SheetSection] = field(default_factory=list)
