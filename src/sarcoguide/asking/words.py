"""Texts as words that can be compared: spelling, endings, words that carry nothing, and words that mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_SPELLING = (
    (re.compile("['\u2019]s?\\b"), ""),
    (re.compile(r"ae|oe(?!s\b)"), "e"),
    (re.compile(r"our(?=\b|s\b|ed\b|ing\b)"), "or"),
    (re.compile(r"is(?=e\b|ed\b|es\b|ing\b|ation)"), "iz"),
)
#: Endings with what takes their place, longest first; what is left has at least so many letters.
_ENDINGS = (
    *(("ations", "", 4), ("ation", "", 4), ("ically", "ic", 4), ("ments", "", 4), ("ment", "", 4), ("ingly", "", 4)),
    *(("iness", "", 4), ("ness", "", 4), ("ical", "ic", 4), ("ies", "y", 3), ("ied", "y", 3), ("ing", "", 3)),
    *(("ely", "", 4), ("ses", "s", 3), ("ed", "", 3), ("es", "", 3), ("ly", "", 4), ("al", "", 5), ("ic", "", 6)),
    ("s", "", 3),
)
_LEAST = 3
#: Words of every question, which say nothing of what it is about.
EMPTY = frozenset(
    " ".join(
        (
            "a about actually affect affects after against all also am an and another answer any anyone anything",
            "applies apply are as ask at available away back be because been before begin begins being best",
            "better between both but by can cannot case cases cause caused causes choice choose come comes could",
            "count counts cover covers current currently depend depends did difference different do doctor",
            "doctors does doing done down during else ever every everybody everyone exactly exist exists explain",
            "find for found from further gave get gets getting give given gives go goes gone good got had happen",
            "happens has have having he help her here him his how i if importance important in indicated",
            "information into is it its itself just keep know known let like likely long made make makes many",
            "matter matters may me mean means might more most much must my myself necessary need needed needs new",
            "no not now of off often old on once one only option options or other our out over patient patients",
            "people person physician please possible put question really reasonable recommend recommendation",
            "recommendations recommended required right role said same say see several shall she should show",
            "shown shows single situation so some somebody someone something sometimes standard start started",
            "starts still such suggested take taken takes taking team tell than that the their them then there",
            "these they thing things this those time times to today too took try up us use used uses using usual",
            "usually very want wants was way we well were what when where whether which while who whole whom",
            "whose why will with within without work works would yet you your yours yourself",
        )
    ).split()
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without its ending, so that its forms are alike."""
    if not word.isalpha():
        return word
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith(("ss", "us", "is")):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "lsze":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _LEAST else word


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, each without its ending; British and American spelling are alike."""
    bare = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    for pattern, instead in _SPELLING:
        bare = pattern.sub(instead, bare)
    return [stem(word) for word in _WORD.findall(bare.replace("\u2019", ""))]


_EMPTY = frozenset(stem(word) for word in EMPTY)


#: What the name of a group begins with.
GROUP = "same."


def is_group(word: str) -> bool:
    """Return whether a word is the name of a group."""
    return word.startswith(GROUP)


@dataclass(frozen=True, slots=True)
class Unit:
    """What one part of a question asks for: it is met by any of these words."""

    said: str
    words: frozenset[str]


@dataclass(slots=True)
class Synonyms:
    """Groups of words that mean the same. A group is a word of its own, which no text can hold."""

    #: The groups that a run of words belongs to.
    groups: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    #: The lengths of the runs that begin with a word, longest first.
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[Sequence[str]]) -> Synonyms:
        """Return the groups, each a list of texts that mean the same."""
        made = cls()
        for number, group in enumerate(groups):
            for text in group:
                run = tuple(words_of(text))
                if run:
                    names = made.groups.setdefault(run, [])
                    names += [f"{GROUP}{number}"] if f"{GROUP}{number}" not in names else []
                    made.lengths[run[0]] = tuple(sorted({*made.lengths.get(run[0], ()), len(run)}, reverse=True))
        return made

    def indexed(self, text: str) -> list[str]:
        """Return the words of a text with the groups that stand in it."""
        found = words_of(text)
        more = [name for _, _, names in self._runs(found, every=True) for name in names]
        return [*(word for word in found if word not in _EMPTY), *more]

    def units(self, text: str, *, every: bool = False) -> list[Unit]:
        """Return what a question asks for; the longest run of words counts.

        Args:
            text: the question.
            every: whether the words that say nothing are there too.
        """
        found = words_of(text)
        taken: dict[int, Unit] = {}
        inside: set[int] = set()
        for start, end, names in self._runs(found, every=False):
            alone = {found[start]} if end - start == 1 else set[str]()
            taken[start] = Unit(" ".join(found[start:end]), frozenset({*names, *alone}))
            inside.update(range(start, end))
        units = [
            taken.get(place) or Unit(word, frozenset({word}))
            for place, word in enumerate(found)
            if place in taken or (place not in inside and (every or word not in _EMPTY))
        ]
        return list({unit.words: unit for unit in units}.values())

    def parts(self, unit: Unit) -> list[Unit]:
        """Return a unit of several words as one unit for each of them."""
        alone = [word for word in unit.said.split() if word not in _EMPTY]
        return [Unit(word, frozenset({word, *self.groups.get((word,), ())})) for word in alone] or [unit]

    def _runs(self, found: Sequence[str], *, every: bool) -> Iterator[tuple[int, int, list[str]]]:
        """Yield the runs of words that belong to groups: all of them, or the longest at each place."""
        start = 0
        while start < len(found):
            step = 1
            for length in self.lengths.get(found[start], ()):
                names = self.groups.get(tuple(found[start : start + length]))
                if names is not None and start + length <= len(found):
                    yield start, start + length, names
                    if not every:
                        step = length
                        break
            start += step
