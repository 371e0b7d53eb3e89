"""The value of an expression together with its reasons.

The trace is the value: evaluating an expression yields this and nothing else, so an explanation cannot
differ from the result it explains.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

Value = bool | int | float | str | date | frozenset[str] | tuple[object, ...] | None


class State(Enum):
    """Whether a value is there, is missing, or cannot exist."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Trace:
    """A value and the parts that made it.

    `kind` is the form of expression (`fact`, `definition`, `compare`, `and` ...), `text` what was written,
    `name` the fact for leaves, `because` the reason that the guideline gives (table rows).
    """

    kind: str
    text: str
    state: State
    value: Value = None
    parts: tuple[Trace, ...] = ()
    name: str = ""
    because: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.state is State.KNOWN

    @property
    def truth(self) -> bool | None:
        """The value as a condition: not applicable counts as false, unknown is None."""
        if self.state is State.KNOWN:
            return bool(self.value)
        return False if self.state is State.NOT_APPLICABLE else None

    def walk(self) -> Iterator[Trace]:
        """Yield this trace and all its parts, outermost first."""
        yield self
        for part in self.parts:
            yield from part.walk()


def known(kind: str, text: str, value: Value, parts: tuple[Trace, ...] = (), name: str = "") -> Trace:
    """Return a trace that has a value."""
    return Trace(kind, text, State.KNOWN, value, parts, name)


def unknown(kind: str, text: str, parts: tuple[Trace, ...] = (), name: str = "", because: str = "") -> Trace:
    """Return a trace whose value is not known, with the reason if the guideline gives one."""
    return Trace(kind, text, State.UNKNOWN, None, parts, name, because)


def not_applicable(kind: str, text: str, parts: tuple[Trace, ...] = (), name: str = "") -> Trace:
    """Return a trace of something that does not apply to this patient."""
    return Trace(kind, text, State.NOT_APPLICABLE, None, parts, name)
