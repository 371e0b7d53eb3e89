"""Traces in words: what a comparison asked, and what the patient has. The text and the HTML tree print the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sarcoguide.days import day
from sarcoguide.language import Trace
from sarcoguide.planning.wording import plain
from sarcoguide.record import Record
from sarcoguide.report import words
from sarcoguide.report.lexicon import RELATIONS, Lexicon

#: Traces that name something; what a name rests on is told where it is looked up.
LEAVES = ("fact", "definition", "own", "setting")
CONDITIONS = ("and", "or", "not", "compare", "in", "known")


def dates_of(record: Record | None) -> dict[str, str]:
    """Return the days of a record's values, ISO 8601."""
    given = record.given if record is not None else {}
    return {name: value.date.isoformat() for name, value in given.items() if value.date is not None}


@dataclass(frozen=True, slots=True)
class TraceWords:
    """The words for the traces of one patient.

    Args:
        lexicon: the words of the edition that answered.
        dates: the days of the record's values, ISO 8601.
    """

    lexicon: Lexicon
    dates: Mapping[str, str]

    def test(self, view: Trace) -> tuple[str, str]:
        """Return a comparison in words, and the patient's value: `LVEF at least 50 %`, `62 %`."""
        left, right = view.parts
        if view.kind == "in" and right.kind in LEAVES:
            wanted = self.lexicon.value(right.name, plain(left.value)) if left.kind == "literal" else self.name(left)
            return f"{self.name(right)} with {wanted}", self.value(right)
        relation = "is one of" if view.kind == "in" else RELATIONS.get(view.name, view.name)
        wanted = self.literal(left, right) if right.kind == "literal" else self.name(right)
        return f"{self.name(left)} {relation} {wanted}", self.value(left)

    def literal(self, left: Trace, right: Trace) -> str:
        """Return a constant as a value of what it is compared with; a named set by its name."""
        if not right.text.startswith("[") and isinstance(right.value, frozenset):
            return right.text.replace("_", " ")
        return self.lexicon.value(left.name, plain(right.value))

    def name(self, view: Trace) -> str:
        """Return what a trace is called."""
        return self.lexicon.label(view.name) if view.kind in LEAVES else self.lexicon.expression(view.text)

    def value(self, view: Trace) -> str:
        """Return the value of a trace in words, with its day where the record has one."""
        if view.state == "unknown":
            return words.NOT_KNOWN.lower()
        if view.state == "not_applicable":
            return words.NOT_APPLICABLE_MARK.removeprefix("– ")
        dated = f" ({day(self.dates[view.name])})" if view.name in self.dates else ""
        return f"{self.lexicon.value(view.name, plain(view.value))}{dated}"


def is_condition(view: Trace) -> bool:
    """Return whether a trace is true or false rather than a value."""
    return view.kind in CONDITIONS or isinstance(view.value, bool)
