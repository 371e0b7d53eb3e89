"""The clinical review: what a row names exists, and its state comes with what shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import CONTENTS, Library, Located
from sarcoguide.knowledge.review_entries import ReviewRow
from sarcoguide.knowledge.validate import missing

#: Parts whose entries carry nothing out: words that are read, and the rows themselves.
WITHOUT_NAME = {"words", "clinical_review", "readings", "pathway", "asking"}
#: The keys that each state needs; what is open needs none.
NEEDS: dict[str, tuple[str, ...]] = {"applied": ("where",), "part": ("where", "why"), "not_applied": ("why",)}
REASONS = {"where": "nobody could find what carries it", "why": "a reader would not learn what speaks against it"}
REMEDIES = {
    "where": "name the entries that carry it under `where:`, or give the state that it has",
    "why": "say under `why:` what is left, or why it was not followed",
}


def check_review(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the rows of the clinical review."""
    known = names_of_entries(library)
    for located in library.clinical_review:
        row = located.entry
        yield from _state(located)
        if row.kind == "correction" and row.severity is None:
            what, remedy = f"the correction '{row.id}' has no severity", "add `severity:`"
            yield located.problem((), what, "what matters most could not be seen", remedy)
        for index, name in enumerate(row.where):
            if name not in known:
                yield missing(located, ("where", index), name, known)


def _state(located: Located[ReviewRow]) -> Iterator[Problem]:
    row = located.entry
    for key in NEEDS.get(row.state, ()):
        if not getattr(row, key):
            yield located.problem(
                ("state",), f"'{row.id}' is '{row.state}' and has no `{key}`", REASONS[key], REMEDIES[key]
            )


def names_of_entries(library: Library) -> frozenset[str]:
    """Return the names of all entries and example patients, and the keys of guideline.yaml."""
    parts = sorted({part for part, _ in CONTENTS.values()} - WITHOUT_NAME)
    entries: list[Any] = [located.entry for part in parts for located in getattr(library, part)]
    names: set[str] = {entry.id if hasattr(entry, "id") else entry.name for entry in entries}
    names |= {str(document.data.get("id")) for document in library.patients if isinstance(document.data, dict)}
    if library.about is not None and isinstance(library.about.document.data, dict):
        names |= {*library.about.document.data}
    return frozenset(names)
