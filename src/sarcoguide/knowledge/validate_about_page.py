"""The page on what this is: it names entries and words that exist, and patients read words that are for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.yaml_reader import Path

WHY = "the page would have a hole"


def check_about_page(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the parts of the page."""
    located = library.about
    if located is None or located.entry.what_this_is is None:
        return
    page = located.entry.what_this_is
    entries = {one.entry.id for one in library.options}
    spoken = {one.entry.id for one in library.options if one.entry.patient}
    terms = {one.entry.id for one in library.glossary}
    parts = ("readers", "authors", "figures", "limits", "printing", "answers")
    lists: list[tuple[Path, list[str], Collection[str]]] = [((part,), getattr(page, part), entries) for part in parts]
    for number, section in enumerate(page.patients):
        place = ("patients", number)
        lists.append(((*place, "terms"), section.terms, terms))
        lists += [((*place, key), getattr(section, key), spoken) for key in ("entries", "more")]
    lists.append((("summary",), [page.summary] if page.summary else [], spoken))
    for path, names, known in lists:
        for index, name in enumerate(names):
            if name not in known:
                yield missing(located, ("what_this_is", *path, *_place(path, index)), name, known, WHY)
    written = {statement.entry.document for statement in library.statements}
    for name in chain(sorted(written - {*page.documents}), sorted({*page.documents} - written)):
        yield missing(located, ("what_this_is", "documents"), name, written, WHY)


def _place(path: Path, index: int) -> Path:
    return () if path == ("summary",) else (index,)
