"""Reducers that read the same: a definition may take over the parameters of another, besides those it gives itself."""

from __future__ import annotations

from dataclasses import replace

from msgspec.structs import replace as changed

from sarcoguide.knowledge.entries import Definition
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.reducers import LIKE


def take_over(library: Library) -> None:
    """Give every reducer that is like another one the parameters of that one; a wrong name is left to the checks."""
    reducers = {each.entry.name: each.entry.reducer for each in library.definitions if each.entry.reducer is not None}

    def whole(located: Located[Definition]) -> Located[Definition]:
        own = located.entry.reducer
        other = None if own is None else reducers.get(str(own.get(LIKE)))
        if own is None or other is None or LIKE in other:
            return located
        merged = {**other, **{key: value for key, value in own.items() if key != LIKE}}
        return replace(located, entry=changed(located.entry, reducer=merged))

    library.definitions = [whole(located) for located in library.definitions]
