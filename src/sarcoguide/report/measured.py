"""What measurements come to, in the clinician's report: rows that the text and the page share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sarcoguide.planning.model import MeasuredView, Plan, SourceView
from sarcoguide.report import measurement_words as said
from sarcoguide.report.lexicon import Lexicon, cited
from sarcoguide.report.lines import Page, Segment


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One row: what it is, its value in words with its state, the arithmetic, and the sources."""

    label: str
    words: str
    state: str
    because: str
    says: str
    sources: tuple[SourceView, ...]


def measured_rows(plan: Plan, lexicon: Lexicon) -> tuple[MeasuredRow, ...]:
    """Return what measurements come to; what does not apply is left out."""
    return tuple(_rows(plan.measured, lexicon))


def _rows(lines: tuple[MeasuredView, ...], lexicon: Lexicon) -> Iterator[MeasuredRow]:
    for line in lines:
        fact = line.fact
        if fact.state == "not_applicable":
            continue
        words = lexicon.value(fact.fact, fact.value) if fact.state == "known" else fact.words
        old = f" ({said.TOO_OLD})" if fact.stale else ""
        yield MeasuredRow(fact.label, f"{words}{old}", fact.state, line.because, line.says, line.sources)


def add_measured(page: Page, plan: Plan, lexicon: Lexicon) -> None:
    """Add what measurements come to, with the arithmetic; nothing where none are recorded."""
    rows = measured_rows(plan, lexicon)
    if rows:
        page.heading(said.MEASUREMENTS.upper())
    for row in rows:
        remarks = "; ".join(part for part in (row.because, cited(row.sources)) if part)
        page.item(f"{row.label}: ", Segment(row.words, "strong"), Segment(f" ({remarks})" if remarks else "", "quiet"))
