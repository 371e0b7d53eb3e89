"""The sentence-named pairs of cases that every recommendation carries. They are read here and run by `verify.cases`."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import field

from sarcoguide.errors import Problem
from sarcoguide.knowledge.entries import Entry
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.shape import Shape


class Expectation(Entry, frozen=True):
    """What a plan must show, or under `must_not` must not show."""

    facts: dict[str, Any] = field(default_factory=dict)
    headline_first: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    urgent: list[str] = field(default_factory=list)
    out_of_scope: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    information: list[str] = field(default_factory=list)
    #: The patient's values that a line of information shows, by its id.
    values_beside: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: Figures of outlook: like (the patient belongs to their group), unlike, unknown, or absent.
    outlook: dict[str, str] = field(default_factory=dict)
    #: Findings beside an option: inside (the patient could have been in the trial), outside, unknown, not_held, absent.
    findings: dict[str, str] = field(default_factory=dict)
    asks: list[str] = field(default_factory=list)
    #: The first questions in their order, and how many there may be in all, and how many groups asked in one go.
    asks_first: list[str] = field(default_factory=list)
    questions_at_most: int | None = None
    question_groups_at_most: int | None = None


class Case(Entry, frozen=True):
    """One patient, changed in some facts, and what the plan must and must not show."""

    case: str
    patient: str
    changes: dict[str, Any] = field(default_factory=dict, name="with")
    as_of: date | None = None
    expect: Expectation = field(default_factory=Expectation)
    must_not: Expectation = field(default_factory=Expectation)


class Behaviour(Entry, frozen=True):
    """One behaviour, shown by a pair: where it applies and where it does not."""

    behaviour: str
    why: str
    applies: Case
    does_not: Case
    entries: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)

    @property
    def cases(self) -> tuple[Case, Case]:
        """Its pair, the applying side first."""
        return self.applies, self.does_not


def read_behaviours(library: Library) -> tuple[list[Located[Behaviour]], list[Problem]]:
    """Return the behaviours of all case files, and what is wrong with them."""
    behaviours: list[Located[Behaviour]] = []
    problems: list[Problem] = []
    for document in library.cases:
        if not isinstance(document.data, list):
            problems.append(
                Problem(
                    "a file of cases must hold one list of behaviours",
                    document.where,
                    1,
                    remedy="start each behaviour with '- '",
                )
            )
            continue
        shape = Shape(document)
        for index, data in enumerate(document.data):
            entry = shape.entry(Behaviour, data, (index,))
            if entry is not None:
                behaviours.append(Located(entry, document, (index,)))
        problems.extend(shape.problems)
    return behaviours, problems
