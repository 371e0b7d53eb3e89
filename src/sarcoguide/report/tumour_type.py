"""What is known of a type of tumour: rows that the text, the page, the look-up and the document share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sarcoguide.days import day
from sarcoguide.knowledge import Edition
from sarcoguide.planning.model import SourceView, TypeCode, TypeLine, TypeView
from sarcoguide.planning.tumour_type import type_view
from sarcoguide.planning.wording import wording_of
from sarcoguide.report import words
from sarcoguide.report.lexicon import cited
from sarcoguide.report.lines import Page, Segment


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, what is said, what a reader must know of it, and the sources."""

    label: str
    text: str
    remarks: tuple[str, ...] = ()
    sources: tuple[SourceView, ...] = ()


def rows(view: TypeView) -> tuple[Row, ...]:
    """Return what is known of a type, in the order in which it is read."""
    head = [Row(words.TYPE_CODES, "; ".join(map(_code, view.codes)) or words.TYPE_NO_CODES)]
    if view.behaviour:  # like a note, it has no source of its own
        lineage = (words.TYPE_LINEAGE.format(lineage=_plain(view.lineage)),) if view.lineage else ()
        head.append(Row(words.TYPE_BEHAVIOUR, _plain(view.behaviour), (*lineage, words.NOT_VERIFIED)))
    note = [Row(words.NOTE, view.note, (words.NOT_VERIFIED,))] if view.note else []
    return (*head, *map(_row, view.lines), *note)


def _row(line: TypeLine) -> Row:
    label = words.TYPE_PARTS[line.part] if line.holds else words.TYPE_ENDED
    text = ("; " if line.part == "spread" else ": ").join(part for part in (line.what, line.says) if part)
    told = line.verified or any(not source.verified for source in line.sources)  # their citation says so
    remarks = [] if told else [words.NOT_VERIFIED]
    if line.only_in and line.holds:
        remarks.append(words.TYPE_ONLY_IN.format(countries=", ".join(line.only_in)))
    remarks += [words.HOLDS_FROM.format(since=day(line.since))] if line.since and line.holds else []
    if not line.holds:
        remarks.append(words.TYPE_UNTIL.format(day=day(line.until), because=line.until_because.rstrip(".")))
    remarks += [line.note.rstrip(".")] if line.note else []
    return Row(label, text, tuple(remarks), line.sources)


def _code(code: TypeCode) -> str:
    remarks = [] if code.verified else [words.NOT_VERIFIED]
    remarks += [] if code.match == "exact" else [code.match]
    marks = f" ({', '.join(remarks)})" if remarks else ""
    return f"{words.TYPE_SYSTEMS[code.system]} {code.code}{marks}"


def _plain(word: str) -> str:
    return word.replace("_", " ")


def add_type(page: Page, view: TypeView | None) -> None:
    """Add what is known of the type to a report."""
    if view is not None:
        page.heading(words.TYPE.upper())
        _add(page, view)


def _add(page: Page, view: TypeView) -> None:
    page.line(Segment(view.name, "strong"), f" [{view.id}]")
    for row in rows(view):
        told = "; ".join((*row.remarks, *([cited(row.sources)] if row.sources else [])))
        page.field(row.label, row.text, Segment(f" ({told})" if told else "", "quiet"), indent=2)


def views_of(edition: Edition) -> dict[str, TypeView]:
    """Return every type of an edition, by name."""
    wording = wording_of(edition)
    ordered = sorted(edition.histologies.values(), key=lambda entry: entry.name.casefold())
    return {entry.id: type_view(entry, edition, lambda uses: wording.citation(uses).views) for entry in ordered}


def types_page(views: Iterable[TypeView]) -> Page:
    """Return the list of types."""
    page = Page()
    for view in views:
        page.line(Segment(view.id, "strong"), f"  {view.name} ", Segment(f"({words.TYPE_SCOPE[view.scope]})", "quiet"))
    return page


def type_page(view: TypeView) -> Page:
    """Return one type in full."""
    page = Page()
    _add(page, view)
    return page


def types_document(edition: Edition) -> str:
    """Return docs/types-of-tumour.md: one section for each type."""
    lines = [
        "# Types of tumour",
        "",
        f"What the guideline holds of each type on {day(edition.as_of.isoformat())}. A line that was not read in",
        "a source says so and carries no figure; it may caution, never support an option. Sources stand in brackets,",
        "each with its day.",
        "`sarcoguide types ID` shows the same, on any day.",
    ]
    for view in views_of(edition).values():
        lines += ["", f"## {view.name}", "", f"`{view.id}`, {words.TYPE_SCOPE[view.scope]}", ""]
        for row in rows(view):
            sources = f" ({cited(row.sources)})" if row.sources else ""
            remarks = "".join(f" *{remark}.*" for remark in row.remarks)
            lines.append(f"- **{row.label}**: {row.text.rstrip('.')}.{remarks}{sources}")
    return "\n".join(lines) + "\n"
