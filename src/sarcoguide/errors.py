"""The exceptions that Sarcoguide raises, and the problems that they report.

A reader of a guideline or of a record collects every problem it meets before it raises, so that one run shows
all there is to put right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

MAX_SHOWN = 200
"""The most characters of a value that a message shows."""
MAX_LINE = 500
"""The most characters of a line of a message, for what is quoted without being a value: fields, expressions, lists."""


def shorten(value: object) -> str:
    """Show a value of any kind within a message.

    Never raises, whatever the value's own ``__repr__`` does.

    Args:
        value: what is to be shown.

    Returns:
        The value's ``repr`` in at most `MAX_SHOWN` characters, an ellipsis standing for what was cut off;
        line breaks, control characters and everything else that does not print are escaped.
    """
    try:
        # A string is cut first, so that a file read by mistake is not copied whole to show its beginning.
        text = repr(value[: MAX_SHOWN + 1] if isinstance(value, str) else value)
    except Exception:
        text = f"<{type(value).__name__} that cannot be shown>"
    text = "".join(map(_printable, text[: MAX_SHOWN + 1]))
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _printable(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def _line(text: str, most: int = MAX_LINE) -> str:
    """Return a text as one line that a terminal shows as it is."""
    line = "".join(map(_printable, text[: most + 1]))
    return line if len(line) <= most else line[: most - 1] + "…"


@dataclass(frozen=True, slots=True)
class InForm:
    """What of a problem is said otherwise beside a field of a form; empty where the same words fit.

    Attributes:
        what: what is wrong, with the labels that the form shows instead of the names that a file holds.
        remedy: what to enter, choose or leave.
    """

    what: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and how to put it right.

    Attributes:
        what: what is wrong, in one sentence; values in it are passed through `shorten`.
        where: the file or the record's id in which it stands; empty if there is none.
        line: the line of that file, counted from 1.
        field: the path of the field within the entry or record, such as ``unless[0].when``.
        why: why it matters.
        remedy: what to write instead.
        severity: ``error`` if nothing can be made of the input, ``warning`` if work goes on.
        in_form: the same for somebody who entered the value in a field of a form; None if the words above fit both.
    """

    what: str
    where: str = ""
    line: int | None = None
    field: str = ""
    why: str = ""
    remedy: str = ""
    severity: str = "error"
    in_form: InForm | None = None

    def beside_field(self) -> Problem:
        """Return the problem in the words of a form: there is no file, no line and nothing to write in one."""
        told = self.in_form or InForm()
        return replace(self, what=told.what or self.what, remedy=told.remedy or self.remedy, in_form=None)

    def as_data(self) -> dict[str, Any]:
        """Return what is told of a record file."""
        return {part.name: getattr(self, part.name) for part in fields(self) if part.name != "in_form"}

    def __str__(self) -> str:
        place = _line(self.where, MAX_SHOWN)
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
        what = ": ".join(part for part in (place, _line(self.field, MAX_SHOWN), self.what) if part)
        lines = [what]
        if self.why:
            lines.append(f"  why: {self.why}")
        if self.remedy:
            lines.append(f"  remedy: {self.remedy}")
        return "\n".join(map(_line, lines))


class SarcoguideError(Exception):
    """Anything that Sarcoguide itself refuses; catch it to catch all of them."""


class ProblemsError(SarcoguideError):
    """An input that cannot be used, with everything that is wrong with it.

    Args:
        problems: what is wrong, in the order in which it is to be read.

    Attributes:
        problems: the same, as a tuple.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        # The exception's args, from which pickle builds it anew in another process.
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class GuidelineError(ProblemsError):
    """A guideline that cannot be loaded."""


class RecordError(ProblemsError):
    """A patient's record that cannot be read, or that contradicts itself."""


class UsageError(SarcoguideError):
    """A request that cannot be met as it was made, such as an option that does not exist."""
