"""The map of the guideline as it is written: stages of care in order, and the places of each."""

from __future__ import annotations

from datetime import date

from msgspec import field

from sarcoguide.knowledge.entries import Entry, Expression, Review, SourceUse
from sarcoguide.knowledge.option_entries import STATUS_KINDS, Kind

#: Kinds that must stand on the map; others may.
ON_THE_MAP: tuple[Kind, ...] = (*STATUS_KINDS, "emergency", "exit")


class Place(Entry, frozen=True):
    """A place on the map: a branch (`when`), or a group of entries; a branch may hold entries without a status.

    Entries are chosen by their ids, or by the file in which they stand; one that any place names is chosen by no file.
    `kinds` says which entries of the files are meant. `after` names the stages or places that lead here, where they are
    not those of the stage. A place `aside` leads nowhere.
    """

    id: str
    title: str
    patient: str
    says: str = ""
    when: Expression | None = None
    files: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=lambda: list(ON_THE_MAP))
    after: list[str] | None = None
    aside: bool = False


class Stage(Entry, frozen=True):
    """A stage of care; `after` names the stages that lead to it."""

    id: str
    title: str
    patient: str
    places: list[Place]
    sources: list[SourceUse]
    since: date = field(name="from")
    after: list[str] = field(default_factory=list)
    review: Review = field(default_factory=Review)
