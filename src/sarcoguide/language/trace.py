"""The value of an expression together with its reasons.

The trace is the value: evaluating an expression yields this and nothing else, so an explanation cannot
differ from the result it explains. A name is a leaf; what it rests on stands once, with whoever knows the names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

Value = bool | int | float | str | date | frozenset[str] | tuple[object, ...] | None


class State(StrEnum):
    """Whether a value is there, is missing, or cannot exist."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


#: The members of an enum are slow to reach through their class; traces are asked for their state very often.
KNOWN, UNKNOWN, NOT_APPLICABLE = State.KNOWN, State.UNKNOWN, State.NOT_APPLICABLE


class Trace(Struct, frozen=True, omit_defaults=True, gc=False):
    """A value and the parts that made it.

    `kind` is the form of expression (`fact`, `definition`, `compare`, `and` ...), `text` what was written, `value` a
    `Value`, `name` the fact for leaves and the relation of a comparison, `because` the reason that the guideline gives
    (table rows).
    """

    kind: str
    text: str
    state: State
    value: Any = None
    parts: tuple[Trace, ...] = ()
    name: str = ""
    because: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.state is KNOWN

    @property
    def truth(self) -> bool | None:
        """The value as a condition: not applicable counts as false, unknown is None."""
        state = self.state
        return bool(self.value) if state is KNOWN else None if state is UNKNOWN else False

    def walk(self) -> Iterator[Trace]:
        """Yield this trace and all its parts, outermost first."""
        yield self
        for part in self.parts:
            yield from part.walk()


#: What a name rests on in one view of a patient: how it was worked out, or the condition under which it applies.
Behind = Callable[[str], tuple[Trace, ...]]


def walk_behind(trace: Trace, behind: Behind) -> Iterator[Trace]:
    """Yield a trace, its parts, and what the names among them rest on; each name is followed once."""
    followed: set[str] = set()
    waiting = [trace]
    while waiting:
        for part in waiting.pop().walk():
            yield part
            if part.kind in ("fact", "definition") and part.name not in followed:
                followed.add(part.name)
                waiting.extend(behind(part.name))


def known(kind: str, text: str, value: Value, parts: tuple[Trace, ...] = (), name: str = "") -> Trace:
    """Return a trace that has a value."""
    return Trace(kind, text, KNOWN, value, parts, name)


def unknown(kind: str, text: str, parts: tuple[Trace, ...] = (), name: str = "", because: str = "") -> Trace:
    """Return a trace whose value is not known, with the reason if the guideline gives one."""
    return Trace(kind, text, UNKNOWN, None, parts, name, because)


def not_applicable(kind: str, text: str, parts: tuple[Trace, ...] = (), name: str = "") -> Trace:
    """Return a trace of something that does not apply to this patient."""
    return Trace(kind, text, NOT_APPLICABLE, None, parts, name)
