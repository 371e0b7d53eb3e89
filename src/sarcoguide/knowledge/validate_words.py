"""The table of words: each word has one meaning or says what decides, and names only what exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sarcoguide.errors import Problem
from sarcoguide.knowledge.entries import Word
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.words import as_word
from sarcoguide.knowledge.yaml_reader import Path

WHY = "a record would be read as something that does not exist"


def check_table_of_words(
    library: Library, domains: Mapping[str, Mapping[str, Any]], labels: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """Each word has one meaning or says what decides, and every value that it names exists.

    Args:
        library: the entries.
        domains: the lists of values, by name.
        labels: the words for the values of each fact, by its name.
    """
    seen: set[tuple[str, str]] = set()
    for located in library.words:
        entry = located.entry
        if entry.domain not in domains:
            yield missing(located, ("domain",), entry.domain, domains, WHY)
            continue
        ways = [entry.value is not None, entry.decided_by is not None, bool(entry.one_of)]
        if sum(ways) != 1:
            yield located.problem(
                (),
                "a word needs one of `value`, `decided_by` or `one_of`",
                "what it means would be a guess",
                "keep one of the three",
            )
        yield from _check_values(located, domains[entry.domain])
        yield from _check_deciding(located, labels)
        for index, text in enumerate(entry.words):
            key = (entry.domain, as_word(text))
            if key in seen:
                yield located.problem(("words", index), f"'{text}' stands twice", "it must mean one thing", "keep one")
            seen.add(key)


def _check_values(located: Located[Word], values: Mapping[str, Any]) -> Iterator[Problem]:
    entry = located.entry
    named: list[tuple[Path, str | None]] = [(("value",), entry.value), (("otherwise",), entry.otherwise)]
    named += [(("values", key), value) for key, value in entry.values.items()]
    named += [(("one_of", index), value) for index, value in enumerate(entry.one_of)]
    for path, value in named:
        if value is not None and value not in values:
            yield missing(located, path, value, values, WHY)


def _check_deciding(located: Located[Word], labels: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    entry = located.entry
    if entry.decided_by is None:
        if entry.values or entry.otherwise is not None:
            yield located.problem(("values",), "`values` need `decided_by`", "nothing would choose", "add it")
        return
    if not labels.get(entry.decided_by):
        yield missing(
            located, ("decided_by",), entry.decided_by, [name for name, known in labels.items() if known], WHY
        )
        return
    for key in entry.values:
        if key not in labels[entry.decided_by]:
            yield missing(located, ("values", key), key, labels[entry.decided_by], WHY)
