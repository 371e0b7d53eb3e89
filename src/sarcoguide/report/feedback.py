"""What readers said of the pages, as a table and as counts."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from msgspec import structs

from sarcoguide.feedback import ANSWERS, FeedbackEntry
from sarcoguide.report import feedback_words
from sarcoguide.report.lines import Page, Segment

#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(entries: Sequence[FeedbackEntry]) -> str:
    """Return a table; a comment that a spreadsheet would work out begins with an apostrophe."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(FeedbackEntry.__struct_fields__)
    for entry in entries:
        safe = f"'{entry.comment}" if entry.comment.startswith(_FORMULA) else entry.comment
        table.writerow(structs.astuple(structs.replace(entry, comment=safe)))
    return written.getvalue()


def counts_page(entries: Sequence[FeedbackEntry], file: str) -> Page:
    """Return how many said what of each page under each version."""
    page = Page()
    if not entries:
        page.line(feedback_words.NONE_YET.format(file=file))
        return page
    said = Counter((entry.page, entry.version, entry.answer) for entry in entries)
    places = sorted({(name, version) for name, version, _ in said})
    pages = len({name for name, _ in places})
    page.line(Segment(feedback_words.COUNTED.format(count=len(entries), pages=pages), "title"))
    for name, version in places:
        told = ", ".join(f"{feedback_words.ANSWERS[one].lower()} {said[name, version, one]}" for one in ANSWERS)
        page.line(Segment(f"{name:<15}", "strong"), f"{told}  ", Segment(version, "quiet"))
    return page
