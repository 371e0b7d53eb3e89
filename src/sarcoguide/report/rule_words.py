"""A condition as a few lines of words: what is asked, whether it holds, and what this patient has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sarcoguide.language import Trace
from sarcoguide.report import words
from sarcoguide.report.trace_words import LEAVES, TraceWords

#: A comparison has a left and a right side.
SIDES = 2


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One condition: what is asked, its truth, and the patient's value."""

    asked: str
    truth: bool | None
    value: str


def rule_lines(trace: Trace, said: TraceWords) -> tuple[RuleLine, ...]:
    """Return the conditions that must all hold, one line each; what holds when any of several does is one line."""
    return tuple(_line(part, said) for part in _flat(trace, "and"))


def _flat(trace: Trace, kind: str) -> Iterator[Trace]:
    if trace.kind != kind:
        yield trace
        return
    for part in trace.parts:
        yield from _flat(part, kind)


def _line(trace: Trace, said: TraceWords) -> RuleLine:
    asked, value = _words(trace, said)
    return RuleLine(f"{asked[:1].upper()}{asked[1:]}", trace.truth, value)


def _words(trace: Trace, said: TraceWords) -> tuple[str, str]:
    """Return what a condition asks and what the patient has of it."""
    match trace.kind:
        case "and" | "or":
            found = [_words(part, said) for part in _flat(trace, trace.kind)]
            joined = "; and " if trace.kind == "and" else "; or "
            values = dict.fromkeys(value for _, value in found if value)
            return joined.join(asked for asked, _ in found), "; ".join(values)
        case "not":
            asked, value = _words(trace.parts[0], said)
            return f"{words.NOT}: {asked}", value
        case "compare" | "in" if len(trace.parts) == SIDES:
            return said.test(trace)
        case "known":
            return words.IS_KNOWN.format(label=said.name(trace.parts[0])), said.value(trace.parts[0])
        case kind if kind in LEAVES:
            return said.name(trace), said.value(trace)
        case _:
            return said.lexicon.expression(trace.text), ""
