"""The questions of tests/data/questions.yaml, and which of them are answered as they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sarcoguide.asking import Answer, Asking, asking_of
from tests.strategies import guideline

FILE = Path(__file__).parents[1] / "data" / "questions.yaml"
DAY = date(2026, 11, 22)
FIRST = 3


@dataclass(frozen=True)
class Question:
    """A question with what answers it: entries, an emergency, or nothing."""

    ask: str
    reader: Any
    answers: tuple[str, ...]
    urgent: tuple[str, ...]
    held: bool

    @property
    def kind(self) -> str:
        """What is asked of the answer."""
        return "urgent" if self.urgent else "answered" if self.answers else "not covered"

    def is_right(self, answer: Answer) -> bool:
        """Whether an answer is as it should be."""
        if self.urgent:
            return {*self.urgent} <= {*answer.urgent}
        if self.answers:
            return any(found.id in self.answers for found in answer.found[:FIRST])
        return not answer.found and not answer.urgent


@lru_cache(maxsize=1)
def asking() -> Asking:
    """Return what answers questions about the packaged guideline."""
    return asking_of(guideline())


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Return every question of the file."""
    return tuple(
        Question(
            row["ask"],
            row.get("for", "clinician"),
            tuple(row.get("answers", ())),
            tuple(row.get("urgent", ())),
            bool(row.get("held")),
        )
        for row in yaml.safe_load(FILE.read_text(encoding="utf-8"))
    )


@lru_cache(maxsize=1)
def judged() -> tuple[tuple[Question, bool], ...]:
    """Return each question with whether its answer is right."""
    return tuple((one, one.is_right(asking().ask(one.ask, DAY, one.reader))) for one in questions())


def score(judged_questions: Iterable[tuple[Question, bool]]) -> dict[str, tuple[int, int]]:
    """Return, for each kind of question, how many were answered rightly and how many there are."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for question, is_right in judged_questions:
        asked[question.kind] += 1
        right[question.kind] += is_right
    return {kind: (right[kind], asked[kind]) for kind in sorted(asked)}
