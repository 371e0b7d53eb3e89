"""A condition in words: what is asked, whether it holds, what this patient has, and the parts of what has parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sarcoguide.language import Trace
from sarcoguide.report import words
from sarcoguide.report.trace_words import LEAVES, TraceWords

#: A comparison has a left and a right side.
SIDES = 2
COMPOSED = {"and": words.ALL_OF, "or": words.ANY_OF}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One condition: what is asked, its truth, the patient's value; of several together, the parts."""

    asked: str
    truth: bool | None
    value: str
    parts: tuple[RuleLine, ...] = ()

    @property
    def bare(self) -> RuleLine:
        """The condition as it is without a patient."""
        return RuleLine(self.asked, None, "", tuple(part.bare for part in self.parts))


def rule_lines(trace: Trace, said: TraceWords) -> tuple[RuleLine, ...]:
    """Return the conditions that must all hold, one line each."""
    return tuple(_line(part, said) for part in _flat(trace, "and"))


def _flat(trace: Trace, kind: str) -> Iterator[Trace]:
    """Yield the parts of all-of or one-of; those of the same kind are opened, which changes no meaning."""
    if trace.kind != kind:
        yield trace
        return
    for part in trace.parts:
        yield from _flat(part, kind)


def _line(trace: Trace, said: TraceWords) -> RuleLine:
    if trace.kind in COMPOSED:
        return RuleLine(_capital(COMPOSED[trace.kind]), trace.truth, "", tuple(_lines(trace, trace.kind, said)))
    if trace.kind == "not" and trace.parts[0].kind in (*COMPOSED, "not"):
        return RuleLine(_capital(words.NOT), trace.truth, "", (_line(trace.parts[0], said),))
    asked, value = _words(trace, said)
    return RuleLine(_capital(asked), trace.truth, value)


def _lines(trace: Trace, kind: str, said: TraceWords) -> Iterator[RuleLine]:
    yield from (_line(part, said) for part in _flat(trace, kind))


def _words(trace: Trace, said: TraceWords) -> tuple[str, str]:
    """Return what a condition asks and what the patient has of it."""
    match trace.kind:
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


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
