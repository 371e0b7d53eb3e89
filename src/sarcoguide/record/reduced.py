"""What a walk over records yields, and how it reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from sarcoguide.language import State, Trace, Value
from sarcoguide.language.trace import KNOWN
from sarcoguide.language.trace import NOT_APPLICABLE as INAPPLICABLE
from sarcoguide.language.trace import UNKNOWN as NOT_KNOWN

Rows = Sequence[Mapping[str, Any]]
Read = Callable[[str], Trace]


class Reduced(Struct, frozen=True):
    """The result of a reducer: its state, its value, and what tells how it was worked out when somebody asks."""

    state: State
    value: Value = None
    tell: Callable[[], str] = str

    @property
    def because(self) -> str:
        """How it was worked out, in words."""
        return self.tell()


UNKNOWN = Reduced(NOT_KNOWN)
NOT_APPLICABLE = Reduced(INAPPLICABLE)


def found(value: Value, tell: Callable[[], str] = str) -> Reduced:
    """Return a result that has a value."""
    return Reduced(KNOWN, value, tell)


def rows_of(trace: Trace) -> Rows | None:
    """Return the records of a fact as mappings, or None when they are not known."""
    return trace.value if trace.state is KNOWN and isinstance(trace.value, tuple) else None
