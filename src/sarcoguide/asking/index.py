"""The index: the words of every entry in SQLite, and the questions that entries are known to answer."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import log
from threading import Lock

from sarcoguide.asking.subjects import Searched
from sarcoguide.asking.words import Synonyms, Unit, is_group

COLUMNS = ("name", "says", "patient", "more")
#: How much a word counts where it stands: in a name fully, in what else an entry holds least.
COUNTS = {"name": 1.0, "says": 0.9, "patient": 0.9, "more": 0.6}
#: How much the order of SQLite, and how much of its own name a question holds, add to what an entry covers.
ORDER, NAMED = 0.3, 0.3
#: What it adds that an entry is known to answer just this question; the power lets one that is only alike add less.
KNOWN, SHARP = 0.9, 4
#: What a kind adds: an entry that says something comes before a name that is only explained.
FIRST = {"recommendations": 0.06, "regimens": 0.06, "drugs": 0.04, "words": 0.04, "types": 0.03}
#: What a word that no entry holds counts of the most that a word can.
UNHEARD = 1.0
#: A word of so many letters may be misspelled; how alike another one has to be (see difflib).
LONG, ALIKE = 6, 0.86
#: Entries that are looked at closely.
CANDIDATES = 80


@dataclass(frozen=True, slots=True)
class Match:
    """How well an entry answers: the share of the question that it covers, by weight, and its place among others.

    `likeness` is how alike the question is to one that the entry is known to answer.
    """

    key: str
    covers: float
    rank: float
    likeness: float = 0.0


@dataclass(slots=True)
class Question:
    """A question whose answer is known: its units, and the keys of the entries, the first of them first."""

    units: list[Unit]
    keys: tuple[str, ...]


@dataclass(slots=True)
class Index:
    """Finds entries by their words. The words are kept in memory; nothing of a question is kept at all."""

    synonyms: Synonyms
    texts: Mapping[str, Mapping[str, frozenset[str]]]
    questions: Sequence[Question]
    _heavy: dict[str, int]
    _store: sqlite3.Connection
    _by_word: Mapping[str, list[int]]
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(
        cls, entries: Iterable[Searched], synonyms: Synonyms, questions: Iterable[tuple[str, tuple[str, ...]]]
    ) -> Index:
        """Return the index of entries.

        Args:
            entries: what is searched.
            synonyms: words that mean the same.
            questions: questions, each with the keys of the entries that answer it.
        """
        store = sqlite3.connect(":memory:", check_same_thread=False)
        store.execute(f"CREATE VIRTUAL TABLE entries USING fts5(key UNINDEXED, {', '.join(COLUMNS)}, detail=column)")
        texts: dict[str, Mapping[str, frozenset[str]]] = {}
        held: Counter[str] = Counter()
        for entry in entries:
            words = {column: synonyms.indexed(getattr(entry, column)) for column in COLUMNS}
            row = (entry.key, *(" ".join(map(_token, words[column])) for column in COLUMNS))
            store.execute(f"INSERT INTO entries VALUES (?{', ?' * len(COLUMNS)})", row)
            texts[entry.key] = {column: frozenset(found) for column, found in words.items()}
            held.update(frozenset().union(*texts[entry.key].values()))
        known = [Question(synonyms.units(text), keys) for text, keys in questions]
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        for number, question in enumerate(known):
            words_there = {word for unit in question.units for word in unit.words}
            held.update({word: 1 for word in words_there if word not in held})
            for word in words_there:
                by_word[word].append(number)
        return cls(synonyms, texts, known, dict(held), store, by_word)

    def weight(self, unit: Unit) -> float:
        """Return how much a unit tells: what few entries hold tells much; a word that none holds may be by the way."""
        held = self.held(unit)
        return log(1 + len(self.texts) / max(held, 1)) * (1 if held else UNHEARD)

    def nearest(self, units: Sequence[Unit]) -> list[Unit]:
        """Return units that entries hold, where there are any: a run of words in its parts, a word by its spelling."""
        found = []
        for unit in units:
            parts = [unit] if self.held(unit) else self.synonyms.parts(unit)
            found += [
                part if self.held(part) else Unit(part.said, part.words | self._almost(part.said)) for part in parts
            ]
        return found

    def _almost(self, word: str) -> frozenset[str]:
        if len(word) < LONG:
            return frozenset()
        alike = (other for other in self._heavy if other[0] == word[0] and len(other) >= LONG)
        return frozenset(get_close_matches(word, alike, n=3, cutoff=ALIKE))

    def held(self, unit: Unit) -> int:
        """Return how many entries hold a unit."""
        return max((self._heavy.get(word, 0) for word in unit.words), default=0)

    def search(self, units: Sequence[Unit]) -> list[Match]:
        """Return the entries that answer best, the best first."""
        if not units:
            return []
        weights = [self.weight(unit) for unit in units]
        whole = sum(weights)
        order = self._order(units)
        asked = self._asked(units, weights)
        asked_words = frozenset(word for unit in units for word in (*unit.words, *unit.said.split()))
        found = []
        for key in {*order, *asked}:
            words = self.texts[key]
            met = [max((COUNTS[c] for c in COLUMNS if unit.words & words[c]), default=0.0) for unit in units]
            covers = sum(weight * part for weight, part in zip(weights, met, strict=True)) / whole
            likeness = asked.get(key, 0.0)
            rank = (
                max(covers, likeness)
                + ORDER * order.get(key, 0.0)
                + NAMED * self._named(words["name"], asked_words)
                + FIRST.get(key.partition("/")[0], 0.0)
            )
            found.append(Match(key, max(covers, likeness), rank + KNOWN * likeness**SHARP, likeness))
        return sorted(found, key=lambda match: (-match.rank, match.key))

    def _order(self, units: Sequence[Unit]) -> Mapping[str, float]:
        """Return what SQLite finds, the best with 1 and the others with their share of it."""
        asked = " OR ".join(sorted({f'"{_token(word)}"' for unit in units for word in unit.words}))
        ranks = ", ".join(str(COUNTS[column]) for column in COLUMNS)
        query = f"SELECT key, bm25(entries, 0, {ranks}) FROM entries WHERE entries MATCH ? ORDER BY 2 LIMIT ?"
        with self._lock:
            rows = self._store.execute(query, (asked, CANDIDATES)).fetchall()
        best = min((rank for _, rank in rows), default=0.0) or -1.0
        return {key: rank / best for key, rank in rows}

    def _asked(self, units: Sequence[Unit], weights: Sequence[float]) -> Mapping[str, float]:
        """Return for each entry how alike the question is to one that it is known to answer, from 0 to 1."""
        near = {number for unit in units for word in unit.words for number in self._by_word.get(word, ())}
        found: dict[str, float] = {}
        for number in near:
            question = self.questions[number]
            likeness = self._likeness(units, weights, question.units)
            for place, key in enumerate(question.keys):
                found[key] = max(found.get(key, 0.0), likeness - place * 0.001)
        return found

    def _likeness(self, units: Sequence[Unit], weights: Sequence[float], others: Sequence[Unit]) -> float:
        """Return what two questions share, as a part of what each asks for (harmonic mean)."""
        words = frozenset().union(*(unit.words for unit in others))
        asked = frozenset().union(*(unit.words for unit in units))
        shared = sum(w for unit, w in zip(units, weights, strict=True) if unit.words & words)
        back = [(self.weight(unit), bool(unit.words & asked)) for unit in others]
        here, there = sum(weights), sum(weight for weight, _ in back)
        if not shared or not here or not there:
            return 0.0
        covered, of_other = shared / here, sum(weight for weight, met in back if met) / there
        return 2 * covered * of_other / (covered + of_other)

    def _named(self, name: Collection[str], asked: frozenset[str]) -> float:
        """Return which part of an entry's name the question holds."""
        words = [word for word in name if not is_group(word)]
        met = sum(word in asked or not asked.isdisjoint(self.synonyms.groups.get((word,), ())) for word in words)
        return met / len(words) if words else 0.0


def _token(word: str) -> str:
    """Return a word as SQLite keeps it whole: its tokenizer would break one at a point."""
    return word.replace(".", "x")
