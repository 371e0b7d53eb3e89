"""What a trace depends on: the facts that would settle it, and the single changes that would turn it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from sarcoguide.language.trace import UNKNOWN, Behind, Trace, Value
from sarcoguide.language.tree import OPPOSITE

CONDITIONS = ("and", "or", "not", "compare", "in")
MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


class Change(Struct, frozen=True):
    """One thing that would have to be otherwise: `subject relation value`, such as `lvef_percent >= 50`.

    `relation` is one of == != < <= > >= in, not in, includes, excludes, is (for a bare condition); `text` is the change
    in the form of an expression.
    """

    subject: str
    relation: str
    value: Any
    text: str

    def __str__(self) -> str:
        """Return the change in the form of an expression."""
        return self.text


def _change(subject: str, relation: str, value: Value) -> Change:
    if relation == "is":
        text = subject if value else f"not {subject}"
    elif isinstance(value, frozenset):
        text = f"{subject} {relation} [{', '.join(sorted(value))}]"
    else:
        text = f"{subject} {relation} {value}"
    return Change(subject, relation, value, text)


#: Changes to constants of the guideline, each made once. What a patient's own value would have to be is not kept.
_to_constant = lru_cache(maxsize=None, typed=True)(_change)


def single_changes(trace: Trace, want: bool, behind: Behind) -> tuple[Change, ...]:
    """Return the single changes, each enough by itself, that would make the condition `want`.

    Empty when it is so already, or when no single change is enough.
    """
    found: dict[str, Change] = {}
    _collect(trace, want, behind, found)
    return tuple(found.values())


def change_texts(trace: Trace, want: bool, behind: Behind) -> tuple[str, ...]:
    """Return the single changes in the form of expressions."""
    found: dict[str, Change] = {}
    _collect(trace, want, behind, found)
    return tuple(found)


def _collect(trace: Trace, want: bool, behind: Behind, found: dict[str, Change]) -> None:
    if trace.truth is want:
        return
    match trace.kind:
        case "compare":
            change = _comparison(trace, want)
            found.setdefault(change.text, change)
        case "in":
            change = _membership(trace, want)
            found.setdefault(change.text, change)
        case "not":
            _collect(trace.parts[0], not want, behind, found)
        case "and" | "or":
            # One part is enough to make a conjunction false or a disjunction true; otherwise it must be the only one.
            open_parts = [part for part in trace.parts if part.truth is not want]
            if (trace.kind == "or") is want or len(open_parts) == 1:
                for part in open_parts:
                    _collect(part, want, behind, found)
        case "definition" if (body := behind(trace.name)) and body[0].kind in CONDITIONS:
            _collect(body[0], want, behind, found)
        case "fact" | "definition" | "own" | "setting":
            change = _to_constant(trace.name, "is", want)
            found.setdefault(change.text, change)
        case _:
            return


def _comparison(trace: Trace, want: bool) -> Change:
    left, right = trace.parts
    op = trace.name if want else OPPOSITE[trace.name]
    if right.kind == "literal":
        return _to_constant(left.name or left.text, op, right.value)
    if left.kind == "literal":
        return _to_constant(right.name or right.text, MIRRORED[op], left.value)
    return _to_constant(left.name or left.text, op, right.name or right.text)


def _membership(trace: Trace, want: bool) -> Change:
    item, collection = trace.parts
    if collection.kind == "literal":
        return _to_constant(item.name or item.text, "in" if want else "not in", collection.value)
    relation = "includes" if want else "excludes"
    made = _to_constant if item.kind == "literal" else _change
    return made(collection.name or collection.text, relation, item.value)


def undecided(trace: Trace, ask_for: Callable[[str], tuple[str, ...] | None], behind: Behind) -> frozenset[str]:
    """Return the names of the facts that should be asked because their absence leaves the trace unknown.

    Of a conjunction the first unknown part is asked, of a disjunction every one: that is how a clinician asks, and it
    keeps the list short.

    Args:
        trace: any trace; a decided one has no undecided facts.
        ask_for: the facts that a definition asks for in place of what it reads, or None.
        behind: what a name rests on.
    """
    return frozenset(_undecided(trace, ask_for, behind))


def _undecided(trace: Trace, ask_for: Callable[[str], tuple[str, ...] | None], behind: Behind) -> Iterator[str]:
    if trace.state is not UNKNOWN:
        return
    if trace.kind == "fact":
        # Whether the fact applies is asked before the fact itself.
        waits = behind(trace.name)
        if waits:
            yield from _undecided(waits[0], ask_for, behind)
        else:
            yield trace.name
        return
    parts = trace.parts
    if trace.kind == "definition":
        instead = ask_for(trace.name)
        if instead is not None:
            yield from instead
            return
        parts = behind(trace.name)
    if trace.kind == "and":
        # What comes later in a conjunction matters only when what comes first is true.
        parts = tuple(part for part in parts if part.truth is None)[:1]
    for part in parts:
        yield from _undecided(part, ask_for, behind)
