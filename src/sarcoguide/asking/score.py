"""How well questions are answered: a file of questions, each with what answers it, and how many come out so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, convert, field

from sarcoguide.asking.answer import Answer, Asking, Reader
from sarcoguide.knowledge.yaml_reader import read_yaml

#: An entry is found when it stands among so many.
FIRST = 3
Kind = Literal["answered", "urgent", "not covered"]


class Question(Struct, frozen=True):
    """A question: `answers` are ids of which one is enough, `urgent` emergencies; with neither nothing answers it.

    `held` marks those that were not looked at while the search was tuned.
    """

    ask: str
    reader: Reader = field(default="clinician", name="for")
    answers: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    covered: bool = True
    held: bool = False

    @property
    def kind(self) -> Kind:
        """What is asked of the answer."""
        return "urgent" if self.urgent else "answered" if self.covered else "not covered"

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer is as it should be."""
        if self.urgent:
            return {*self.urgent} <= {*answer.urgent}
        if self.covered:
            return any(found.id in self.answers for found in answer.found[:FIRST])
        return not answer.found and not answer.urgent


class Score(Struct, frozen=True):
    """Of one kind of question: how many came out right, and how many there are."""

    kind: Kind
    right: int
    asked: int

    @property
    def share(self) -> float:
        """The part that came out right."""
        return self.right / self.asked


def read_questions(file: Path) -> tuple[Question, ...]:
    """Return the questions of a file."""
    rows: Any = read_yaml(file.read_bytes(), file.name).data
    return convert(rows, tuple[Question, ...])


def judged(questions: Iterable[Question], asking: Asking, as_of: date) -> Iterator[tuple[Question, bool]]:
    """Yield each question with whether its answer on a day is right."""
    for question in questions:
        yield question, question.is_right(asking.ask(question.ask, as_of, question.reader))


def scores(outcomes: Iterable[tuple[Question, bool]]) -> tuple[Score, ...]:
    """Return the score of each kind of question."""
    by_kind: dict[Kind, list[bool]] = {}
    for question, right in outcomes:
        by_kind.setdefault(question.kind, []).append(right)
    return tuple(Score(kind, sum(by_kind[kind]), len(by_kind[kind])) for kind in sorted(by_kind))
