"""Pieces of generated Python: values under three answers, Kleene's connectives, guards against the unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sarcoguide.language import Expr
from sarcoguide.language.trace import Trace
from sarcoguide.language.tree import And, Not, Or


@dataclass(frozen=True, slots=True)
class Code:
    """Code for a value and for its trace; whether the value may be unknown, and whether it may not apply.

    `blank` is the trace of a constant, or of an unknown value where there is only one.
    """

    value: str
    trace: str
    open: bool = False
    absent: bool = False
    blank: Trace | None = None
    #: What stands where the value is read first, if it is worked out only there.
    first: str = ""

    @property
    def at_first(self) -> str:
        """What to write where the value is read first; after that it is `value`."""
        return self.first or self.value


def tuple_of(items: Iterable[str]) -> str:
    """Return code for a tuple."""
    return f"({''.join(f'{item}, ' for item in items)})"


def logic(expr: Expr, parts: Sequence[Code]) -> str:
    """Return Kleene's not, and, or."""
    if isinstance(expr, Not):
        return f"None if {parts[0].at_first} is None else not {parts[0].value}"
    if not parts:
        return "True"  # a conjunction of nothing
    if any(part.first for part in parts):
        return _in_order(sorted(parts, key=lambda part: part.first != ""), decides=isinstance(expr, Or))
    truths = [part.value for part in parts]
    return _and(truths) if isinstance(expr, And) else _or(truths)


def _in_order(parts: Sequence[Code], *, decides: bool) -> str:
    """Return code that works out one part after another until one decides."""
    decided = " or ".join(part.at_first if decides else f"{part.at_first} is False" for part in parts)
    opened = " or ".join(f"{part.value} is None" for part in parts)
    return f"{decides} if {decided} else None if {opened} else {not decides}"


def _and(truths: list[str]) -> str:
    """Return code that asks the fewest questions when the first parts are true, which is what most patients need."""
    first, *rest = truths
    if not rest:
        return first
    one_false = " or ".join(f"{truth} is False" for truth in truths)
    return f"({_and(rest)}) if {first} else False if {one_false} else None"


def _or(truths: list[str]) -> str:
    """Return code that asks the fewest questions when the first parts are false."""
    first, *rest = truths
    if not rest:
        return first
    return f"True if {first} else ({_or(rest)}) if {first} is False else True if {' or '.join(rest)} else None"


def guarded(code: str, parts: Sequence[Code], *, absent: str) -> str:
    """Return code that is `absent` when a part does not apply, unknown when one is unknown, else as given."""
    unknown_parts = " or ".join(f"{part.value} is None" for part in parts if part.open)
    absent_parts = " or ".join(f"{part.value} is NA" for part in parts if part.absent)
    code = f"None if {unknown_parts} else {code}" if unknown_parts else code
    return f"{absent} if {absent_parts} else {code}" if absent_parts else code


def state_of(value: str, *, absent: bool, known: bool = False) -> tuple[str, str]:
    """Return code for the state of a value, and for the value as a trace holds it."""
    state = "K" if known else f"U if {value} is None else K"
    return (f"N if {value} is NA else {state}", f"None if {value} is NA else {value}") if absent else (state, value)
