"""The referral to a board names only what exists."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library
from sarcoguide.knowledge.validate import missing


def check_board(library: Library, names: Collection[str]) -> Iterator[Problem]:
    """Its option, its facts and its burden are those of the guideline, and no fact stands there twice."""
    located = library.about
    page = located.entry.board_page if located is not None else None
    if located is None or page is None:
        return
    options = {option.entry.id for option in library.options}
    for key, name, known in (
        ("referral", page.referral, options),
        ("burden", page.burden, {*located.entry.burdens}),
    ):
        if name not in known:
            yield missing(located, ("board_page", key), name, known)
    told: set[str] = set()
    for number, section in enumerate(page.sections):
        for key, facts in (("facts", section.facts), ("if_known", section.if_known)):
            for index, name in enumerate(facts):
                path = ("board_page", "sections", number, key, index)
                if name not in names:
                    yield missing(located, path, name, names)
                elif name in told:
                    yield located.problem(
                        path, f"'{name}' stands there twice", "the sheet has no room to say it again", "keep one"
                    )
                told.add(name)
