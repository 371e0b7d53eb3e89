"""What a trace depends on: the facts that would settle it, and the single changes that would turn it."""

from __future__ import annotations

from collections.abc import Callable
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


class Asking:
    """Which facts should be asked of one patient; what stands behind a name is found once."""

    def __init__(self, ask_for: Callable[[str], tuple[str, ...] | None], behind: Behind) -> None:
        """Take how the patient's names are known.

        Args:
            ask_for: the facts that a definition asks for in place of what it reads, or None.
            behind: what a name rests on.
        """
        self._ask_for = ask_for
        self._behind = behind
        self._of_name: dict[str, frozenset[str]] = {}

    def undecided(self, trace: Trace) -> frozenset[str]:
        """Return the names of the facts that should be asked because their absence leaves the trace unknown.

        Of a conjunction the first unknown part is asked, of a disjunction every one: that is how a clinician asks, and
        it keeps the list short. A decided trace has no undecided facts.
        """
        found: set[str] = set()
        self._collect(trace, found)
        return frozenset(found)

    def _collect(self, trace: Trace, found: set[str]) -> None:
        if trace.state is not UNKNOWN:
            return
        match trace.kind:
            case "fact" | "definition":
                known = self._of_name.get(trace.name)
                found |= self._keep(trace) if known is None else known
            case "and":
                # What comes later in a conjunction matters only when what comes first is true.
                for part in trace.parts:
                    if part.truth is None:
                        self._collect(part, found)
                        return
            case _:
                for part in trace.parts:
                    self._collect(part, found)

    def _keep(self, leaf: Trace) -> frozenset[str]:
        """Find out what is to be asked because a name is not known."""
        found: set[str] = set()
        behind = self._behind(leaf.name)
        if leaf.kind == "fact":
            # Whether the fact applies is asked before the fact itself.
            if behind:
                self._collect(behind[0], found)
            else:
                found.add(leaf.name)
        else:
            instead = self._ask_for(leaf.name)
            if instead is not None:
                found.update(instead)
            else:
                for part in behind:
                    self._collect(part, found)
        kept = self._of_name[leaf.name] = frozenset(found)
        return kept
