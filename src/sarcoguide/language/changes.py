"""What a trace depends on: the facts that would settle it, and the single changes that would turn it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sarcoguide.language.trace import Behind, State, Trace, Value
from sarcoguide.language.tree import OPPOSITE

MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would have to be otherwise: `subject relation value`, such as `lvef_percent >= 50`.

    `relation` is one of == != < <= > >= in, not in, includes, excludes, is (for a bare condition).
    """

    subject: str
    relation: str
    value: Value

    def __str__(self) -> str:
        """Return the change in the form of an expression."""
        if self.relation == "is":
            return self.subject if self.value else f"not {self.subject}"
        if isinstance(self.value, frozenset):
            return f"{self.subject} {self.relation} [{', '.join(sorted(self.value))}]"
        return f"{self.subject} {self.relation} {self.value}"


def single_changes(trace: Trace, want: bool, behind: Behind) -> tuple[Change, ...]:
    """Return the single changes, each enough by itself, that would make the condition `want`.

    Empty when it is so already, or when no single change is enough.
    """
    return tuple(dict.fromkeys(_changes(trace, want, behind)))


def _changes(trace: Trace, want: bool, behind: Behind) -> Iterator[Change]:
    if trace.truth is want:
        return
    match trace.kind:
        case "not":
            yield from _changes(trace.parts[0], not want, behind)
        case "and" | "or":
            # One part is enough to make a conjunction false or a disjunction true; otherwise it must be the only one.
            open_parts = [part for part in trace.parts if part.truth is not want]
            if (trace.kind == "or") is want or len(open_parts) == 1:
                for part in open_parts:
                    yield from _changes(part, want, behind)
        case "compare":
            yield from _comparison(trace, want)
        case "in":
            yield from _membership(trace, want)
        case "definition" if (body := behind(trace.name)) and body[0].kind in ("and", "or", "not", "compare", "in"):
            yield from _changes(body[0], want, behind)
        case "fact" | "definition" | "own" | "setting":
            yield Change(trace.name, "is", want)
        case _:
            return


def _comparison(trace: Trace, want: bool) -> Iterator[Change]:
    left, right = trace.parts
    op = trace.name if want else OPPOSITE[trace.name]
    if right.kind == "literal":
        yield Change(left.name or left.text, op, right.value)
    elif left.kind == "literal":
        yield Change(right.name or right.text, MIRRORED[op], left.value)
    else:
        yield Change(left.name or left.text, op, right.name or right.text)


def _membership(trace: Trace, want: bool) -> Iterator[Change]:
    item, collection = trace.parts
    if collection.kind == "literal":
        yield Change(item.name or item.text, "in" if want else "not in", collection.value)
    else:
        yield Change(collection.name or collection.text, "includes" if want else "excludes", item.value)


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
    if trace.state is not State.UNKNOWN:
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
