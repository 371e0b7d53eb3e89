"""The questions of tests/data/questions.yaml, and which of them are answered as they say."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from sarcoguide.asking import Asking, asking_of
from sarcoguide.asking.score import Question, judged, read_questions
from tests.strategies import guideline

FILE = Path(__file__).parents[1] / "data" / "questions.yaml"
DAY = date(2026, 11, 22)


@lru_cache(maxsize=1)
def asking() -> Asking:
    """Return what answers questions about the packaged guideline."""
    return asking_of(guideline())


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Return every question of the file."""
    return read_questions(FILE)


@lru_cache(maxsize=1)
def outcomes() -> tuple[tuple[Question, bool], ...]:
    """Return each question with whether its answer is right."""
    return tuple(judged(questions(), asking(), DAY))
