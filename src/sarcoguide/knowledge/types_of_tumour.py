"""The types that a record can name, with what is known of each: codes, alterations, drugs, spread, grade, course."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import field, structs

from sarcoguide.knowledge.entries import Entry, SourceUse
from sarcoguide.knowledge.option_entries import Licence


class Code(Entry, frozen=True):
    """A code of a terminology: whether code and term were read together, and whether it means more than the type."""

    code: str
    verified: bool = False
    match: Literal["exact", "near", "broader", "narrower"] = "exact"


class Chemosensitivity(Entry, frozen=True):
    """How the type answers to chemotherapy, as its source says."""

    level: str
    source: str
    verified: bool = False


class Cited(Entry, frozen=True):
    """A line about a type: its sources, and whether it was read there."""

    sources: list[SourceUse]
    verified: bool = False
    note: str = ""


class Dated(Cited, frozen=True, kw_only=True):
    """A line that holds from one day to another; without `from` it has always held."""

    since: date | None = field(default=None, name="from")
    until: date | None = None
    until_because: str = ""
    until_sources: list[SourceUse] = field(default_factory=list)


class Alteration(Dated, frozen=True, kw_only=True):
    """An alteration that defines the type; `fact` holds its result in a record."""

    alteration: str
    fact: str | None = None


class Actionable(Dated, frozen=True, kw_only=True):
    """An alteration or marker that a drug answers to: the drugs by id, and where alone they can be had for it."""

    marker: str
    says: str
    fact: str | None = None
    drugs: list[str] = field(default_factory=list)
    only_in: list[Licence] = field(default_factory=list)


class SpreadPattern(Cited, frozen=True, kw_only=True):
    """Organs to which the type is known to spread; `says` what the list of organs cannot."""

    organs: list[str] = field(default_factory=list)
    says: str = ""


class GradeRule(Cited, frozen=True, kw_only=True):
    """How the type is graded when nothing is said of the patient's own tumour."""

    rule: str


class Course(Cited, frozen=True, kw_only=True):
    """What is said of the course of the type, or of the protocol by which it is treated."""

    says: str


class Histology(Entry, frozen=True):
    """A type of tumour."""

    id: str
    name: str
    scope: Literal["in", "adjacent", "out"]
    synonyms: list[str] = field(default_factory=list)
    lineage: str = ""
    behaviour: str = ""
    icd_o_3: Code | None = None
    oncotree: Code | None = None
    snomed: Code | None = None
    nci: Code | None = None
    chemosensitivity: Chemosensitivity | None = None
    alterations: list[Alteration] = field(default_factory=list)
    actionable: list[Actionable] = field(default_factory=list)
    spread: list[SpreadPattern] = field(default_factory=list)
    grade_default: GradeRule | None = None
    indolent: Course | None = None
    protocol: Course | None = None
    pointer: str = ""
    note: str = ""

    def on_day(self, day: date) -> Histology:
        """Return the type as it stood on a day. What no longer holds stays, with `until` in the past."""
        return structs.replace(
            self,
            alterations=[line for line in self.alterations if _began(line, day)],
            actionable=[line for line in self.actionable if _began(line, day)],
        )

    def cited(self) -> list[tuple[tuple[str | int, ...], Cited]]:
        """Return every line that cites sources, with its place in the entry."""
        lines: list[tuple[tuple[str | int, ...], Cited]] = []
        for key in ("alterations", "actionable", "spread"):
            lines += [((key, index), line) for index, line in enumerate(getattr(self, key))]
        for key in ("grade_default", "indolent", "protocol"):
            lines += [((key,), line)] if (line := getattr(self, key)) is not None else []
        return lines

    def dated(self) -> list[tuple[tuple[str | int, ...], Dated | Licence]]:
        """Return every line that begins or ends on a day, with its place in the entry."""
        found: list[tuple[tuple[str | int, ...], Dated | Licence]] = []
        for path, line in self.cited():
            found += [(path, line)] if isinstance(line, Dated) else []
            for index, licence in enumerate(line.only_in if isinstance(line, Actionable) else ()):
                found.append(((*path, "only_in", index), licence))
        return found


def _began(line: Dated, day: date) -> bool:
    return line.since is None or line.since <= day
