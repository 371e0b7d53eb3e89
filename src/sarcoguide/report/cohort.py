"""How many patients of a table have each status of each option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarcoguide.planning.model import STATUS_ORDER, Status
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.words import STATUS_WORD

if TYPE_CHECKING:
    from sarcoguide.engines.columnar.run import Counted

#: The headings of the columns, narrow enough for a terminal.
SHORT: dict[Status, str] = {
    "supported": "supported",
    "needs_information": "open",
    "discouraged": "discour.",
    "not_indicated": "not ind.",
    "excluded": "excluded",
    "unavailable": "unavail.",
}
NUMBER = 10


def cohort_page(found: Counted) -> Page:
    """Return the counts of a table as a page."""
    page = Page()
    page.heading(f"{found.patients:,} patients", "title")
    page.line(Segment(f"Guideline {found.guideline}, as of {found.as_of}", "quiet"))
    if found.overlay is not None:
        page.line(Segment(found.overlay, "warning"))
    page.line(f"Set apart, because a value cannot be used or two cannot both be true: {found.apart:,}")
    for name, number in found.set_apart.items():
        page.item(f"{name}: {number:,}", indent=2)
    page.blank()
    width = max([len(option) for option in found.options], default=0)
    page.line(Segment(" " * width + "".join(f"{SHORT[status]:>{NUMBER}}" for status in STATUS_ORDER), "quiet"))
    for option, numbers in found.options.items():
        page.line(f"{option:<{width}}" + "".join(f"{numbers[status]:>{NUMBER},}" for status in STATUS_ORDER))
    page.blank()
    page.line(Segment(f"open: {STATUS_WORD['needs_information']}", "quiet"))
    if found.out is not None:
        page.line(f"The status of every patient is in {found.out}")
    return page
