"""What answers a question: signs of an emergency first, then entries that cover it; or nothing, and that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct

from sarcoguide.asking.index import Index, Match
from sarcoguide.asking.subjects import KINDS, Searched, called, searched
from sarcoguide.asking.words import Synonyms, Unit
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Guideline

Reader = Literal["clinician", "patient"]
#: A question is answered when an entry covers this share of what it asks for; the next entries need less of the first.
COVERED, BESIDE = 0.55, 0.75
#: Entries that are shown; characters that a question may have.
SHOWN, LONGEST = 5, 300


class Found(Struct, frozen=True):
    """An entry that answers: its kind and id, and how much of the question it covers."""

    kind: str
    id: str
    covers: float


class Answer(Struct, frozen=True):
    """What answers a question on a day.

    `urgent` are emergencies whose signs the question names; without `found` it is not covered. `missing` are its words
    that no entry has. `withheld` says that figures exist which this reader is not shown unasked.
    """

    question: str
    reader: Reader
    as_of: date
    urgent: tuple[str, ...]
    found: tuple[Found, ...]
    missing: tuple[str, ...]
    withheld: bool


@dataclass(frozen=True)
class Asking:
    """Answers questions about one guideline."""

    entries: dict[str, Searched]
    index: Index
    signs: Sequence[tuple[str, Sequence[Sequence[Unit]]]]
    outside: Sequence[Sequence[Unit]]

    def ask(self, question: str, as_of: date, reader: Reader = "clinician") -> Answer:
        """Return what answers a question.

        Args:
            question: in anybody's own words.
            as_of: the day of the guideline; what begins later does not answer, what has ended does.
            reader: for whom: patients are shown entries that have words for them, and no figure of outlook.

        Raises:
            UsageError: it is longer than a question.
        """
        if len(question) > LONGEST:
            raise UsageError(f"a question has at most {LONGEST} characters; ask one thing at a time")
        units = self.index.nearest(self.index.synonyms.units(question))
        words = _all(self.index.synonyms.units(question, every=True))
        urgent = tuple(key for key, signs in self.signs if any(_stands(sign, words) for sign in signs))
        matches, asked_for = self._covering(units, words, as_of)
        shown = [match for match in matches if match.key.rpartition("/")[2] not in urgent]
        if reader == "patient":
            # An emergency stands alone. No figure is for patients, nor is a name of a fact where there is more to say.
            shown = [match for match in shown if self.entries[match.key].patient and not self._figures(match.key)]
            shown = [] if urgent else [match for match in shown if not self._names(match.key)] or shown
        return Answer(
            question=question,
            reader=reader,
            as_of=as_of,
            urgent=urgent,
            found=tuple(_found(match) for match in shown[:SHOWN]),
            missing=tuple(unit.said for unit in units if not self.index.held(unit)) if not shown else (),
            withheld=reader == "patient" and asked_for and not urgent,
        )

    def shares(self, question: str, text: str) -> float:
        """Return how much of what a question asks for stands in a text, by weight; 0 is nothing."""
        held = frozenset(self.index.synonyms.indexed(text))
        units = self.index.synonyms.units(question)
        return sum(self.index.weight(unit) for unit in units if unit.words & held)

    def _covering(self, units: Sequence[Unit], words: frozenset[str], as_of: date) -> tuple[list[Match], bool]:
        """Return the entries that cover a question, and whether figures are asked for."""
        if any(_stands(topic, words) for topic in self.outside):
            return [], False
        found = [match for match in self.index.search(units) if self._began(match.key, as_of)]
        if not found or max(match.covers for match in found[:SHOWN]) < COVERED:
            return [], False
        best = found[0].rank
        near = [match for match in found if match.rank >= BESIDE * best and match.covers >= COVERED * BESIDE]
        figures = [match for match in found if self._figures(match.key)]
        return near, any(match.likeness >= COVERED for match in figures) or any(one in figures for one in near[:SHOWN])

    def _began(self, key: str, as_of: date) -> bool:
        since = self.entries[key].since
        return since is None or since <= as_of

    def _names(self, key: str) -> bool:
        return self.entries[key].kind in ("facts", "definitions")

    def _figures(self, key: str) -> bool:
        return self.entries[key].kind == "figures"


def _all(units: Sequence[Unit]) -> frozenset[str]:
    return frozenset(word for unit in units for word in unit.words)


def _stands(sign: Sequence[Unit], words: frozenset[str]) -> bool:
    return bool(sign) and all(unit.words & words for unit in sign)


def _found(match: Match) -> Found:
    kind, _, name = match.key.partition("/")
    return Found(kind, name, round(match.covers, 3))


def asking_of(guideline: Guideline) -> Asking:
    """Return what answers questions about a guideline. It takes a moment to make and serves any number of questions."""
    entries = {entry.key: entry for entry in searched(guideline)}
    rows = guideline.asking
    synonyms = Synonyms.of([*(row.same for row in rows if row.same), *called(guideline)])
    questions = [(text, tuple(_key(name, entries) for name in row.entries)) for row in rows for text in row.questions]
    signs = [
        (name, tuple(synonyms.units(sign, every=True) for sign in row.signs))
        for row in rows
        if row.signs
        for name in row.entries
    ]
    outside = [synonyms.units(topic, every=True) for row in rows for topic in row.outside]
    return Asking(entries, Index.of(entries.values(), synonyms, questions), signs, outside)


def _key(name: str, entries: dict[str, Searched]) -> str:
    """Return the key that a row means: as it is written, or of the first kind that has an entry of the id."""
    return name if name in entries else next(f"{kind}/{name}" for kind in KINDS if f"{kind}/{name}" in entries)
