"""Where a page goes: colours on a terminal, plain text everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sarcoguide.report.lines import WIDTH, Page, Segment
from sarcoguide.report.plain import to_text

T = TypeVar("T")
ENCODER = msgspec.json.Encoder(order="deterministic", decimal_format="number")


def show(page: Page) -> None:
    """Print a page to standard output."""
    if sys.stdout.isatty():
        # Rich is loaded for terminals alone: plain output should not wait for it.
        from sarcoguide.report.terminal import print_page

        print_page(page, sys.stdout)
    else:
        sys.stdout.write(to_text(page))


def rule() -> Page:
    """Return the line between two patients."""
    page = Page()
    page.line(Segment("─" * WIDTH, "quiet"))
    return page


def to_json(value: Any) -> str:
    """Return a value as one line of JSON, the same on every machine."""
    return ENCODER.encode(value).decode()


def show_list(items: Iterator[Any], *, several: bool) -> None:
    """Print JSON as the items come: a list, or one object when there is one item and no more were to be expected."""
    first = next(items, None)
    second = None if several else next(items, None)
    if first is None:
        sys.stdout.write("[]\n")
    elif not several and second is None:
        show_json(first)
    else:
        opening = "["
        for item in chain([first], [] if second is None else [second], items):
            sys.stdout.write(f"{opening}\n{to_json(item)}")
            opening = ","
        sys.stdout.write("\n]\n")


def watched(items: Iterable[T], says: Callable[[int, T], str]) -> Iterator[T]:
    """Pass items on; a terminal is told on standard error after each, by its number, how far the work is."""
    shown = sys.stderr.isatty()
    for number, item in enumerate(items, start=1):
        if shown:
            sys.stderr.write(f"\r{says(number, item)}")
        yield item
    if shown:
        sys.stderr.write("\r\033[K")


def write_record(file: Path, record: Any) -> Path:
    """Write a record as JSON and return its file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(msgspec.json.format(to_json(record), indent=2) + "\n", encoding="utf-8")
    return file


def show_json(value: Any) -> None:
    """Print a value as JSON with indents."""
    sys.stdout.write(msgspec.json.format(to_json(value), indent=2) + "\n")
