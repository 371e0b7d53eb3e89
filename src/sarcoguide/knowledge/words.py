"""Words that records use for the values of a list: old names, abbreviations, codes, and what decides their meaning."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sarcoguide.knowledge.entries import Word
from sarcoguide.knowledge.library import Library
from sarcoguide.knowledge.types_of_tumour import Code

#: The list whose entries carry names, synonyms and codes of their own.
TYPES = "histologies"
#: The fields of a type that hold a code.
CODES = ("icd_o_3", "oncotree", "snomed")
#: What registries write behind a name that nobody narrowed: not otherwise specified.
UNSAID = "nos"


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
    """Return a text as words are compared.

    Without case and commas, with one space for spaces, hyphens and underscores, and British spelling as American.
    """
    bare = re.sub(r"[\s_\-,]+", " ", text.casefold().replace("'s ", " ").replace("\u2019s ", " ")).strip()
    return re.sub(r"our\b", "or", re.sub("ae|oe", "e", bare))


def turned(text: str) -> str | None:
    """Return `sarcoma, clear cell` as `clear cell sarcoma`, in the form of `as_word`; None without just one comma."""
    head, _, behind = (part.strip() for part in text.partition(","))
    return as_word(f"{behind} {head}") if head and behind and "," not in behind else None


def forms_of(text: str) -> Iterator[str]:
    """Yield how a text may stand among the words, the nearest form first.

    As it is, turned about its comma, and each without `NOS`, which says only that nobody said more.
    """
    forms = [form for form in (as_word(text), turned(text)) if form]
    yield from forms
    yield from (re.sub(rf"^{UNSAID} | {UNSAID}$", "", form) for form in forms)


def build_words(library: Library) -> Words:
    """Return the words of a library: those of its types, and above them those of its table of words."""
    found: defaultdict[str, dict[str, Meaning]] = defaultdict(dict)
    names: defaultdict[str, list[str]] = defaultdict(list)
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for located in library.histologies:
        entry = located.entry
        called = (entry.id, entry.name, *entry.synonyms)
        for word in {form for text in called for form in (as_word(text), turned(text)) if form}:
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
