"""A page as plain text: no colour, a fixed width, the same on every machine."""

from __future__ import annotations

from sarcoguide.report.lines import WIDTH, Page, wrapped


def to_text(page: Page, width: int = WIDTH) -> str:
    """Return a page as text that ends in a line break."""
    rows = ("".join(segment.text for segment in row) for line in page.lines for row in wrapped(line, width))
    return "\n".join(rows) + "\n"
