"""A page on a terminal, with Rich. Text is never read as markup."""

from __future__ import annotations

from typing import IO

from rich.console import Console
from rich.text import Text

from sarcoguide.report.lines import WIDTH, Page, wrapped

#: Colour means status and nothing else; shape and word say the same.
STYLES = {
    "heading": "bold",
    "title": "bold",
    "strong": "bold",
    "label": "dim",
    "code": "",
    "quiet": "dim",
    "urgent": "bold red",
    "warning": "yellow",
    "supported": "bold cyan",
    "needs_information": "bold blue",
    "discouraged": "bold yellow",
    "excluded": "bold magenta",
    "unavailable": "dim",
    "not_indicated": "dim",
    "unknown": "blue",
}


def print_page(page: Page, stream: IO[str]) -> None:
    """Print a page in colour, no wider than the terminal."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
    width = min(WIDTH, console.width)
    for line in page.lines:
        for row in wrapped(line, width):
            console.print(Text.assemble(*((segment.text, STYLES.get(segment.style, "")) for segment in row)))
