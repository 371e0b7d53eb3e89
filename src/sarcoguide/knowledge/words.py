"""Words that records use for the values of a list: old names, abbreviations, codes, and what decides their meaning."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sarcoguide.errors import Problem
from sarcoguide.knowledge.entries import Word
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.types_of_tumour import Code
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language.syntax import suggestion

#: The list whose entries carry names, synonyms and codes of their own.
TYPES = "histologies"
#: The fields of a type that hold a code.
CODES = ("icd_o_3", "oncotree", "snomed")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word can mean; with `decided_by` the value of that fact chooses, by `table` or else `otherwise`."""

    candidates: tuple[str, ...]
    decided_by: str | None = None
    table: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None

    def value(self, decides: object) -> str | None:
        """Return the one value that is meant, or None while that is open.

        Args:
            decides: the value of the fact `decided_by`; None when it is not known.
        """
        if self.decided_by is None:
            return self.candidates[0] if len(self.candidates) == 1 else None
        return None if not isinstance(decides, str) else self.table.get(decides, self.otherwise)


#: For each list of values the meaning of each word, in the form of `as_word`.
Words = Mapping[str, Mapping[str, Meaning]]


def as_word(text: str) -> str:
    """Return a text as words are compared: without case, and with one space for spaces, hyphens and underscores."""
    return re.sub(r"[\s_\-]+", " ", text.casefold()).strip()


def build_words(library: Library) -> Words:
    """Return the words of a library: those of its types, and above them those of its table of words."""
    found: defaultdict[str, dict[str, Meaning]] = defaultdict(dict)
    names: defaultdict[str, list[str]] = defaultdict(list)
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for located in library.histologies:
        entry = located.entry
        for word in {as_word(text) for text in (entry.id, entry.name, *entry.synonyms)}:
            names[word].append(entry.id)
        for word in {as_word(code.code) for key in CODES if isinstance(code := getattr(entry, key), Code)}:
            codes[word].append(entry.id)
    # A terminology may have one code for what stands here as two types; a name is closer.
    found[TYPES] = {word: Meaning(tuple(ids)) for word, ids in {**codes, **names}.items()}
    for written in library.words:
        for text in written.entry.words:
            found[written.entry.domain][as_word(text)] = _meaning(written.entry)
    return dict(found)


def _meaning(entry: Word) -> Meaning:
    values = [entry.value, *entry.values.values(), entry.otherwise, *entry.one_of]
    candidates = tuple(dict.fromkeys(value for value in values if value is not None))
    return Meaning(candidates, entry.decided_by, entry.values, entry.otherwise)


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
            yield _no_such(located, ("domain",), entry.domain, domains)
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
            yield _no_such(located, path, value, values)


def _check_deciding(located: Located[Word], labels: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    entry = located.entry
    if entry.decided_by is None:
        if entry.values or entry.otherwise is not None:
            yield located.problem(("values",), "`values` need `decided_by`", "nothing would choose", "add it")
        return
    if not labels.get(entry.decided_by):
        yield _no_such(located, ("decided_by",), entry.decided_by, [name for name, known in labels.items() if known])
        return
    for key in entry.values:
        if key not in labels[entry.decided_by]:
            yield _no_such(located, ("values", key), key, labels[entry.decided_by])


def _no_such(located: Located[Word], path: Path, name: str, known: Any) -> Problem:
    return located.problem(
        path,
        f"nothing is called '{name}'",
        "a record would be read as something that does not exist",
        suggestion(name, known) or "correct the name, or add it",
    )
