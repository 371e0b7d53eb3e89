"""How hard a text is to read, by two formulas: one counts syllables, the other letters.

Flesch-Kincaid grade, with syllables counted by their vowels: Kincaid JP and others, Derivation of new readability
formulas, US Navy report 8-75, 1975. Coleman-Liau index: Coleman M, Liau TL, A computer readability formula designed for
machine scoring, J Appl Psychol 60, 1975. Both give a school year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_VOWELS = re.compile(r"[aeiouy]+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_END = re.compile(r"(?<=[.!?])\s+|\s*[;:]\s+")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; what follows a colon or semicolon is read as one of its own."""
    return [part for part in _END.split(text.strip()) if _WORD.search(part)]


def words_in(text: str) -> list[str]:
    """Return the words of a text; numbers are left out."""
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Return how many syllables a word has, near enough: a silent e at the end is not counted."""
    small = word.lower()
    count = len(_VOWELS.findall(small))
    silent = small.endswith(("e", "es", "ed")) and not small.endswith(("le", "les", "ted", "ded", "ses", "ces", "ges"))
    return max(1, count - (silent and count > 1))


def grade(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of texts taken together."""
    said = [sentence for text in texts for sentence in sentences(text)]
    heard = [word for sentence in said for word in words_in(sentence)]
    if not heard:
        return 0.0
    return 0.39 * len(heard) / len(said) + 11.8 * sum(map(syllables, heard)) / len(heard) - 15.59


def letters_index(texts: Iterable[str]) -> float:
    """Return the Coleman-Liau index of texts taken together."""
    said = [sentence for text in texts for sentence in sentences(text)]
    heard = [word for sentence in said for word in words_in(sentence)]
    if not heard:
        return 0.0
    letters = sum(character.isalpha() for word in heard for character in word)
    return (5.88 * letters - 29.6 * len(said)) / len(heard) - 15.8


def hardest(texts: Iterable[str]) -> float:
    """Return the higher of the two grades of texts taken together."""
    kept = list(texts)
    return max(grade(kept), letters_index(kept))
