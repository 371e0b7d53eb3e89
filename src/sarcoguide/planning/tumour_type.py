"""What is known of a type of tumour on a day, as every face and every list tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sarcoguide.knowledge import Edition
from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.knowledge.types_of_tumour import Actionable, Alteration, Dated, Histology
from sarcoguide.knowledge.types_of_tumour import Cited as CitedLine
from sarcoguide.planning.model import SourceView, TypeCode, TypeLine, TypePart, TypeView, iso

Cited = Callable[[Sequence[SourceUse]], tuple[SourceView, ...]]
#: The terminologies of a type's codes.
CODES = ("icd_o_3", "oncotree", "snomed", "nci")


def type_view(entry: Histology, edition: Edition, cited: Cited) -> TypeView:
    """Return what is known of a type.

    Args:
        entry: the type as it stood on the edition's day.
        edition: the guideline of the day, for its words.
        cited: returns sources as cited.
    """
    codes = [(system, code) for system in CODES if (code := getattr(entry, system)) is not None]
    return TypeView(
        entry.id,
        entry.name,
        tuple(entry.synonyms),
        entry.scope,
        entry.lineage,
        entry.behaviour,
        tuple(TypeCode(system, code.code, code.verified, code.match) for system, code in codes),
        tuple(_Lines(entry, edition, cited).all()),
        entry.note,
    )


class _Lines:
    """Writes the lines of one type."""

    def __init__(self, entry: Histology, edition: Edition, cited: Cited) -> None:
        self.entry, self.edition, self.cited = entry, edition, cited

    def all(self) -> Iterator[TypeLine]:
        entry = self.entry
        if (found := entry.chemosensitivity) is not None:
            level = self.words("chemosensitivity", found.level)
            yield TypeLine("chemosensitivity", level, "", found.verified, (), note=found.source)
        for spread in entry.spread:
            organs = ", ".join(self.words("organs", organ).partition(" (")[0] for organ in spread.organs)
            yield self.line("spread", spread, organs, spread.says)
        yield from map(self.alteration, entry.alterations)
        yield from map(self.actionable, entry.actionable)
        if (rule := entry.grade_default) is not None:
            yield self.line("grade_default", rule, self.words("grade_default", rule.rule))
        if (course := entry.indolent) is not None:
            yield self.line("indolent", course, says=course.says)
        if (protocol := entry.protocol) is not None:
            yield self.line("protocol", protocol, says=protocol.says)

    def line(self, part: TypePart, line: CitedLine, what: str = "", says: str = "") -> TypeLine:
        return TypeLine(part, what, says, line.verified, self.cited(line.sources), note=line.note)

    def alteration(self, line: Alteration) -> TypeLine:
        return TypeLine(
            "alterations",
            line.alteration,
            "",
            line.verified,
            tuple(self.sources(line)),
            holds=self.holds(line.until),
            since=iso(line.since),
            until=iso(line.until),
            until_because=line.until_because,
            fact=line.fact,
            note=line.note,
        )

    def actionable(self, line: Actionable) -> TypeLine:
        begun = [licence for licence in line.only_in if licence.since <= self.edition.as_of]
        licensed = [licence for licence in begun if self.holds(licence.until)]
        more = [view for licence in begun for view in self.cited(licence.sources)]
        return TypeLine(
            "actionable",
            line.marker,
            line.says,
            line.verified,
            tuple({view.id: view for view in (*more, *self.sources(line))}.values()),
            holds=self.holds(line.until),
            since=iso(line.since),
            until=iso(line.until),
            until_because=line.until_because,
            fact=line.fact,
            drugs=tuple(line.drugs),
            only_in=tuple(licence.country for licence in licensed),
            note=line.note,
        )

    def sources(self, line: Dated) -> tuple[SourceView, ...]:
        """Return the sources of a line; those of its end only once it has ended."""
        ended = () if self.holds(line.until) else self.cited(line.until_sources)
        return (*self.cited(line.sources), *ended)

    def holds(self, until: date | None) -> bool:
        """Return whether something that has begun still holds on the day of the edition."""
        return until is None or self.edition.as_of < until

    def words(self, part: str, value: str) -> str:
        """Return a word of the guideline's lists with its meaning."""
        return self.edition.words_of_types.get(part, {}).get(value) or value.replace("_", " ")
