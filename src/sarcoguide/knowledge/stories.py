"""Stories: one patient on several days, from diagnosis on. They are read here and run by `verify.stories`."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import field

from sarcoguide.errors import Problem
from sarcoguide.knowledge.cases import Expectation
from sarcoguide.knowledge.entries import Entry
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.shape import Shape
from sarcoguide.language.syntax import suggestion


class Step(Entry, frozen=True):
    """One day of a story: what became known since the step before, and what the plan must and must not show."""

    date: date
    happens: str
    why: str
    changes: dict[str, Any] = field(default_factory=dict, name="with")
    #: Whether everything that ages was looked at again on this day and found as before.
    looked_again: bool = False
    #: Rows that join those of the steps before, by part of the timeline.
    adds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    expect: Expectation = field(default_factory=Expectation)
    must_not: Expectation = field(default_factory=Expectation)


class Story(Entry, frozen=True):
    """One patient from the first day to the last.

    The facts of `patient` are known on the first day, dated to it. `as_of` is the edition that judges every step;
    without it each is judged by the edition of its own day.
    """

    id: str
    title: str
    why: str
    steps: list[Step]
    patient: str | None = None
    as_of: date | None = None


def read_stories(library: Library) -> tuple[list[Located[Story]], list[Problem]]:
    """Return the stories, and what is wrong with them."""
    stories: list[Located[Story]] = []
    problems: list[Problem] = []
    for document in library.stories:
        shape = Shape(document)
        entry = shape.entry(Story, document.data, ())
        problems.extend(shape.problems)
        if entry is not None:
            stories.append(Located(entry, document, ()))
    return stories, [*problems, *_order(stories), *_patients(library, stories)]


def _patients(library: Library, stories: list[Located[Story]]) -> list[Problem]:
    known = {str(document.data.get("id")) for document in library.patients if isinstance(document.data, dict)}
    return [
        located.problem(
            ("patient",),
            f"there is no patient '{name}'",
            remedy=suggestion(name, known) or "add it to cases/patients/",
        )
        for located in stories
        if (name := located.entry.patient) is not None and name not in known
    ]


def _order(stories: list[Located[Story]]) -> list[Problem]:
    """A story has an id of its own and steps whose days follow each other."""
    problems: list[Problem] = []
    seen: set[str] = set()
    for located in stories:
        story = located.entry
        if story.id in seen:
            problems.append(
                located.problem(("id",), f"another story is called '{story.id}'", remedy="say what differs")
            )
        seen.add(story.id)
        if not story.steps:
            problems.append(located.problem(("steps",), "a story without a step shows nothing"))
        for index in range(1, len(story.steps)):
            if story.steps[index].date <= story.steps[index - 1].date:
                problems.append(
                    located.problem(
                        ("steps", index, "date"),
                        "this step is not later than the step before it",
                        why="each step changes what the one before left",
                        remedy="put the steps in the order of their days",
                    )
                )
    return problems
