"""The words of the glossary in a text: which occur, and where they stand. A word is never found inside another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from sarcoguide.knowledge.entries import Term


def forms_of(terms: Iterable[Term]) -> dict[str, str]:
    """Return the id of the term for each form of its word, in small letters."""
    return {form.casefold(): term.id for term in terms for form in (term.term, *term.forms)}


def occurring(terms: Iterable[Term], sentences: Iterable[str]) -> tuple[Term, ...]:
    """Return the terms that occur in sentences, in the order of the alphabet.

    A term that another one's meaning needs is not added: the list stays as short as the page.
    """
    by_id = {term.id: term for term in terms}
    forms = forms_of(by_id.values())
    found = {name for sentence in sentences for _, name in places(sentence, forms)}
    return tuple(sorted((by_id[name] for name in found), key=lambda term: term.term.casefold()))


def places(text: str, forms: Mapping[str, str]) -> Iterator[tuple[re.Match[str], str]]:
    """Yield where a form of a word stands, and the id of its term; of two that overlap the longer one."""
    if forms:
        for match in _pattern(tuple(sorted(forms, key=len, reverse=True))).finditer(text):
            yield match, forms[match.group().casefold()]


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    # A hyphen joins words: "sarcoma-like" is another word than "sarcoma".
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)
