"""The entries of an overlay: what it is, and what it changes about entries of the guideline. See docs/overlay.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from msgspec import field

from sarcoguide.days import day
from sarcoguide.knowledge.entries import Entry, Number, Review, SourceUse
from sarcoguide.knowledge.option_entries import Absence, Condition

#: The name of the file that makes a folder an overlay, and of the part that holds changes.
ABOUT, CHANGES = "overlay.yaml", "changes"
#: Before the paths of an overlay's files, so that no place of it is taken for one of the guideline.
PLACE = "overlay/"
#: What each line of an overlay is marked with, on every face.
ADDED, RESTRICTED, HERE = "(added here)", "(restricted here)", "(here: {text})"

IN_FORCE = "Additions and restrictions of {title} are in force: version {version} of {on}, responsible: {who}."


class OverlayAbout(Entry, frozen=True):
    """`overlay.yaml`: whose additions these are, to which guideline, and who answers for them."""

    id: str
    title: str
    version: str
    date: date
    responsible: str
    guideline: str
    contact: str = ""
    note: str = ""


class Change(Entry, frozen=True):
    """What a hospital adds to one option, drug or setting of the guideline; nothing in it can take anything away.

    Exactly one of `option`, `drug` and `setting` names what it is about.
    """

    id: str
    sources: list[SourceUse]
    since: date = field(name="from")
    option: str = ""
    drug: str = ""
    setting: str = ""
    #: The number that is set, for a setting alone.
    value: Number | None = None
    #: Told beside it: what else is to be known here, whom to turn to, and how it is called here.
    note: str = ""
    patient: str = ""
    contact: str = ""
    local_name: str = ""
    unless: list[Condition] = field(default_factory=list)
    discouraged: list[Condition] = field(default_factory=list)
    caution: list[Condition] = field(default_factory=list)
    unavailable: list[Absence] = field(default_factory=list)
    review: Review | None = None

    @property
    def restricts(self) -> bool:
        """Whether it can take an offer away from somebody."""
        return bool(self.unless or self.discouraged or self.unavailable)

    @property
    def told(self) -> str:
        """What is told beside an entry: the note, and whom to turn to."""
        parts = [self.note.rstrip("."), f"contact: {self.contact.rstrip('.')}" if self.contact else ""]
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay in force: its folder, what it is, the ids of entries that it added, and its changes."""

    folder: Path
    about: OverlayAbout
    added: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def in_force(self) -> str:
        """One line that says whose additions are in force."""
        of = self.about
        return IN_FORCE.format(title=of.title, version=of.version, on=day(of.date), who=of.responsible)

    @property
    def settings(self) -> frozenset[str]:
        """The settings that it sets."""
        return frozenset(change.setting for change in self.changes if change.setting)
