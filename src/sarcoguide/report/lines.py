"""A page as lines of styled segments. Plain text and terminal colours are made from the same lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Width of every printed page.
WIDTH = 100
#: Width of the column of labels.
LABEL_WIDTH = 14
_PIECE = re.compile(r"[^ ]* +|[^ ]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """Some text in one style; the styles are named by what they mean (see `terminal.STYLES`)."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line before wrapping; what does not fit continues at column `hang`."""

    segments: tuple[Segment, ...]
    indent: int = 0
    hang: int = 0


Part = str | Segment


def code(text: str) -> Segment:
    """Return text that is written in names: an expression, ids of entries. Where pages can be linked, names are."""
    return Segment(text, "code")


def clean(text: str) -> str:
    """Return text that can only be read, never obeyed: no line breaks, no control characters."""
    if text.isprintable():
        return text
    return "".join(map(_printable, text))


def _printable(character: str) -> str:
    if character in "\n\t\r":
        return " "
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


@dataclass(slots=True)
class Page:
    """Lines in order, with the few forms that the faces use."""

    lines: list[Line] = field(default_factory=list)

    def line(self, *parts: Part, indent: int = 0, hang: int | None = None) -> None:
        """Add a line of segments; plain strings have no style."""
        segments = tuple(Segment(part) if isinstance(part, str) else part for part in parts)
        cleaned = tuple(Segment(clean(segment.text), segment.style) for segment in segments if segment.text)
        self.lines.append(Line(cleaned, indent, indent if hang is None else hang))

    def blank(self) -> None:
        """Add an empty line, once."""
        if self.lines and self.lines[-1].segments:
            self.lines.append(Line(()))

    def heading(self, text: str, style: str = "heading") -> None:
        """Add a heading with space above it."""
        self.blank()
        self.line(Segment(text, style))

    def item(self, *parts: Part, indent: int = 0, mark: str = "-") -> None:
        """Add an item of a list."""
        self.line(f"{mark} ", *parts, indent=indent, hang=indent + len(mark) + 1)

    def field(self, label: str, *parts: Part, indent: int = 0) -> None:
        """Add text beside a label; the text keeps its own column."""
        column = f"{label:<{LABEL_WIDTH - 1}} "
        self.line(Segment(column, "label"), *parts, indent=indent, hang=indent + LABEL_WIDTH)


def wrapped(line: Line, width: int = WIDTH) -> Iterator[list[Segment]]:
    """Yield the rows of a line, each at most `width` wide unless one word is longer."""
    row = [Segment(" " * line.indent)] if line.indent else []
    column, fresh = line.indent, True
    for word in _words(line.segments):
        length = sum(len(segment.text) for segment in word)
        if not fresh and column + length - _trailing(word) > width:
            yield _trimmed(row)
            row, column = [Segment(" " * line.hang)] if line.hang else [], line.hang
        row += word
        column += length
        fresh = False
    yield _trimmed(row)


def _words(segments: tuple[Segment, ...]) -> Iterator[list[Segment]]:
    """Yield words with the space that follows them; a word may be of several styles."""
    word: list[Segment] = []
    for segment in segments:
        for text in _PIECE.findall(segment.text):
            word.append(Segment(text, segment.style))
            if text.endswith(" "):
                yield word
                word = []
    if word:
        yield word


def _trailing(word: list[Segment]) -> int:
    return len(word[-1].text) - len(word[-1].text.rstrip())


def _trimmed(row: list[Segment]) -> list[Segment]:
    """Return a row without space at its end, neighbours of one style joined."""
    joined: list[Segment] = []
    for segment in row:
        if joined and joined[-1].style == segment.style:
            joined[-1] = Segment(joined[-1].text + segment.text, segment.style)
        else:
            joined.append(segment)
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[-1] = Segment(joined[-1].text.rstrip(), joined[-1].style)
    return joined
