"""Several patients as text, as a table for a spreadsheet, and as data."""

from __future__ import annotations

import csv
from io import StringIO
from string import ascii_uppercase
from typing import Any

from sarcoguide.days import day
from sarcoguide.report import batch_words as text
from sarcoguide.report import words
from sarcoguide.report.batch import Batch, Row, shown_states
from sarcoguide.report.lines import Page, Segment

WIDTH_OF_ID = 20
#: A spreadsheet takes a cell that begins so for a formula and would run it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
STYLE = {"unknown": "unknown", "stale": "warning"}


def batch_page(batch: Batch) -> Page:
    """Return the records as text: urgent ones first, then what is known of whom, then each in short."""
    page = Page()
    about = batch.guideline.about
    page.line(Segment(batch.summary, "title"))
    page.line(f"{about.title}, version {about.version}. {batch.days}.")
    page.line(Segment(batch.review, "warning"), f"; {batch.compared}; {batch.staleness}.")
    page.line(Segment(about.intended_use, "quiet"))
    for kind, heading, rows in batch.groups:
        page.heading(f"{heading} ({len(rows)})", "urgent" if kind == "urgent" else "heading")
        for row in rows:
            _row(page, row, batch)
    _matrix(page, batch)
    return page


def _row(page: Page, row: Row, batch: Batch) -> None:
    title = f"  {row.title}" if row.title else ""
    when = f" ({text.ASSESSED.format(day=day(row.assessed))})" if row.assessed else f" ({row.where})"
    page.item(Segment(row.id, "strong"), title, Segment(when, "quiet"))
    for label, says in row.urgent:
        page.line(Segment(f"! {label}: {says}", "urgent"), indent=2, hang=4)
    for label, pointer in row.outside:
        page.line(f"{label}. {words.POINTER}: {pointer}", indent=2, hang=4)
    for problem in row.problems:
        page.line(problem, indent=2, hang=4)
    if double := batch.double(row):
        page.line(Segment(double, "warning"), indent=2)
    if row.kind == "unread":
        return
    if row.headline:
        page.line("; ".join(f"{label} {word}" for label, word, _ in row.headline), indent=2, hang=4)
    if row.kind != "outside":
        page.line(f"{row.supported}{_listed(row)}{f'; {row.waits}' if row.waits else ''}", indent=2, hang=4)
        asked, more = row.next
        told = "; ".join(question.question for question in asked) or text.NOTHING_NEXT
        left = f"; {text.AND_MORE.format(count=more)}" if more else ""
        page.line(Segment(f"{words.MISSING_TITLE}: {told}{left}", "unknown" if asked else ""), indent=2, hang=4)
    page.line(f"{words.ALL_WARNINGS}: {row.warned}", indent=2)
    for warning in row.warnings:
        page.item(warning, indent=4)


def _listed(row: Row) -> str:
    named, more = row.named
    left = f", {text.AND_MORE.format(count=more)}" if more else ""
    return f": {', '.join(named)}{left}" if named else ""


def _matrix(page: Page, batch: Batch) -> None:
    page.heading(text.KNOWN)
    if not batch.columns:
        page.line(text.NOTHING_ASKED)
        return
    key = "  ".join(f"{text.STATES[state][0]} {text.STATES[state][2]}" for state in text.STATES if state)
    page.line(Segment(key, "quiet"))
    for letter, column in zip(ascii_uppercase, batch.columns, strict=False):
        page.line(f"{letter} {column.label}", indent=2, hang=4)
    page.blank()
    letters = "".join(f"  {letter}" for letter in ascii_uppercase[: len(batch.columns)])
    page.line(Segment(" " * WIDTH_OF_ID + letters, "quiet"))
    for row in batch.judged:
        cells = (
            Segment(f"  {text.STATES[state][0]}", STYLE.get(state, "")) for state in shown_states(row, batch.columns)
        )
        page.line(f"{row.id[:WIDTH_OF_ID]:<{WIDTH_OF_ID}}", *cells)
    for state, word in text.COUNTED.items():
        numbers = "".join(f"{column.counts[state]:>3}" for column in batch.columns)
        page.line(Segment(f"{word:<{WIDTH_OF_ID}}{numbers}", "quiet"))
    if batch.more:
        page.line(Segment(batch.more, "quiet"))


def batch_csv(batch: Batch) -> str:
    """Return the records as a table: what is said of each, then a column for each fact that is asked for."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    said = ("id", "title", "group", "assessment_date", "guideline_as_of", "review", "urgent", "outside", "headline")
    counts = ("supported", "supported_options", "waiting", "find_out_next", "warnings", "warning_texts", "problems")
    table.writerow([*said, *counts, *(column.fact for column in batch.columns)])
    for _, _, rows in batch.groups:
        for row in rows:
            table.writerow([*map(_cell, _cells(row, batch)), *shown_states(row, batch.columns)])
    return written.getvalue()


def _cells(row: Row, batch: Batch) -> list[object]:
    judged = row.kind != "unread"
    return [
        *(row.id, row.title, row.kind, row.assessed, row.as_of, batch.review),
        "; ".join(f"{label}: {says}" for label, says in row.urgent),
        "; ".join(f"{label}: {pointer}" for label, pointer in row.outside),
        "; ".join(f"{label} {word}" for label, word, _ in row.headline),
        *((len(row.options), "; ".join(row.options), row.waiting) if judged else ("", "", "")),
        "; ".join(question.question for question in row.asks),
        *((len(row.warnings), " ".join(row.warnings)) if judged else ("", "")),
        " ".join(row.problems),
    ]


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def batch_data(batch: Batch) -> dict[str, Any]:
    """Return the records as data, urgent ones first; each with how every fact stands."""
    about = batch.guideline.about
    return {
        "guideline": {
            "id": about.id,
            "title": about.title,
            "version": about.version,
            "content": batch.guideline.content_hash[:12],
            "reviewed": about.reviewed.said,
            "staleness": batch.staleness,
            "intended_use": about.intended_use,
        },
        "summary": batch.summary,
        "columns": batch.columns,
        "records": [row for _, _, rows in batch.groups for row in rows],
    }
