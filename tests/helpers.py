"""What the tests of the engine share: a small vocabulary, and a made-up guideline that each test may break."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarcoguide.errors import GuidelineError, Problem, RecordError
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.language import (
    Checker,
    Expr,
    ExpressionIssue,
    State,
    Symbol,
    Trace,
    Type,
    Value,
    Vocabulary,
    evaluate,
)
from sarcoguide.language.trace import known, not_applicable, unknown
from sarcoguide.language.tree import ValueSet
from sarcoguide.language.types import BOOLEAN, DATE, Unit
from sarcoguide.planning import Plan, make_plan
from sarcoguide.record import Record, Situation, read_record

TINY = Path(__file__).parent / "data" / "tiny"
TODAY = date(2025, 1, 10)

COLOURS = Type("enum", domain=frozenset({"red", "green", "blue"}), domain_name="colours")
TAGS = Type("set", domain=COLOURS.domain, domain_name="colours")
KM, KG = Type("number", unit=Unit.of("km")), Type("number", unit=Unit.of("kg"))
PURE = Type("number", unit=Unit())
#: Names of every type, for expressions that need no guideline.
VOCABULARY = Vocabulary(
    symbols={
        name: Symbol(name, kind)
        for kind, names in (
            (BOOLEAN, ("p", "q", "r")),
            (KM, ("far", "near")),
            (KG, ("heavy",)),
            (PURE, ("ratio", "count")),
            (COLOURS, ("paint", "light")),
            (Type("enum", domain=frozenset({"big", "small"}), domain_name="sizes"), ("bulk",)),
            (TAGS, ("tags", "marks")),
            (DATE, ("start", "end")),
            (Type("records"), ("rides",)),
        )
        for name in names
    },
    sets={"warm": ValueSet("warm", TAGS, frozenset({"red"}))},
    own={"dose": Symbol("dose", KM)},
)


class Unknown:
    """Marks a name that is not known."""


class DoesNotApply:
    """Marks a name that does not apply."""


UNKNOWN, NOT_APPLICABLE = Unknown(), DoesNotApply()


@dataclass
class Names:
    """An environment made of given values; a name that is not given is unknown."""

    values: Mapping[str, Any] = field(default_factory=dict)

    def value(self, name: str) -> Trace:
        found = self.values.get(name, UNKNOWN)
        if isinstance(found, Unknown):
            return unknown("fact", name, name=name)
        if isinstance(found, DoesNotApply):
            return not_applicable("fact", name, name=name)
        return known("fact", name, found, name=name)

    def own(self, name: str) -> Trace:
        found = self.value(f"own.{name}")
        return Trace("own", found.text, found.state, found.value, name=found.name)


def issues(
    text: str, expected: Type = BOOLEAN, *, definition: bool = False, empirical: bool = False
) -> tuple[ExpressionIssue, ...]:
    """Return what is wrong with an expression over the small vocabulary."""
    return Checker(VOCABULARY).check(text, expected, definition=definition, empirical=empirical)[1]


def tree_of(text: str, expected: Type = BOOLEAN, *, definition: bool = False, empirical: bool = False) -> Expr:
    """Return the typed tree of an expression that is right."""
    expr, wrong = Checker(VOCABULARY).check(text, expected, definition=definition, empirical=empirical)
    assert () == wrong
    assert expr is not None
    return expr


def value_of(text: str, expected: Type = BOOLEAN, **values: Any) -> Value | Unknown | DoesNotApply:
    """Return what an expression yields, or `UNKNOWN` or `NOT_APPLICABLE`."""
    return outcome(evaluate(tree_of(text, expected, definition=True, empirical=True), Names(values)))


def outcome(trace: Trace) -> Value | Unknown | DoesNotApply:
    """Return the value of a trace, or the mark of its state."""
    if trace.state is State.UNKNOWN:
        return UNKNOWN
    return NOT_APPLICABLE if trace.state is State.NOT_APPLICABLE else trace.value


@lru_cache(maxsize=1)
def tiny() -> Guideline:
    """Return the made-up guideline."""
    return load_guideline(TINY)


def with_edits(folder: Path, edits: Iterable[tuple[str, str, str]]) -> Path:
    """Return a folder after edits of its files, which it may lack."""
    for name, old, new in edits:
        file = folder / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        assert not old or text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    return folder


def copy_of_tiny(tmp_path: Path, *edits: tuple[str, str, str]) -> Path:
    """Return a copy of the made-up guideline; each edit is a file, what stands there once, and what is to stand there.

    An edit whose old text is empty adds the new text to the end of the file.
    """
    folder = tmp_path / "guideline"
    if not folder.exists():
        shutil.copytree(TINY, folder)
    return with_edits(folder, edits)


def guideline_problems(tmp_path: Path, *edits: tuple[str, str, str]) -> tuple[Problem, ...]:
    """Return what is wrong with the made-up guideline after edits; empty if it loads."""
    try:
        load_guideline(copy_of_tiny(tmp_path, *edits))
    except GuidelineError as error:
        return error.problems
    return ()


def record(facts: Mapping[str, Any] | None = None, **more: Any) -> Record:
    """Return a record of the made-up guideline, assessed on `TODAY` unless told otherwise."""
    return read_record({"id": "B", "assessment_date": TODAY, "facts": facts or {}, **more}, tiny())


def record_problems(facts: Any = None, **more: Any) -> tuple[Problem, ...]:
    """Return what is wrong with a record; empty if nothing is."""
    try:
        record(facts, **more)
    except RecordError as error:
        return error.problems
    return ()


def situation(facts: Mapping[str, Any] | None = None, **more: Any) -> Situation:
    """Return a record seen through the made-up guideline of its day."""
    read = record(facts, **more)
    return Situation(read, tiny().at(read.assessment_date))


def fact(name: str, facts: Mapping[str, Any] | None = None, **more: Any) -> Value | Unknown | DoesNotApply:
    """Return a fact or definition of a record, as what may support sees it."""
    return outcome(situation(facts, **more).fresh.value(name))


def plan_of(facts: Mapping[str, Any], as_of: date | None = None, **more: Any) -> Plan:
    """Return the plan of a record by the made-up guideline."""
    return make_plan(record(facts, **more), tiny(), as_of)


def said(problems: tuple[Problem, ...] | tuple[ExpressionIssue, ...]) -> list[str]:
    """Return what is wrong, without places, reasons and remedies."""
    return [problem.what for problem in problems]
