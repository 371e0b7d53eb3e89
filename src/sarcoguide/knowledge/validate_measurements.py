"""What is told of measurements names definitions and settings that there are, and walks that can be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library
from sarcoguide.knowledge.validate import missing


def check_measurements(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the part of guideline.yaml that speaks of measurements."""
    about = library.about
    if about is None or (told := about.entry.measurements) is None:
        return
    reducers = {each.entry.name: (each.entry.reducer or {}).get("name") for each in library.definitions}
    for key, name, walk in (("response", told.response, "response"), ("growth", told.growth, "growth_rate")):
        if reducers.get(name) != walk:
            drawn = [other for other, reducer in reducers.items() if reducer == walk]
            yield missing(about, ("measurements", key), name, drawn, f"only what the reducer '{walk}' walks is drawn")
    names = {*reducers, *(each.entry.name for each in library.facts)}
    settings = {each.entry.name for each in library.settings}
    for key, listed, known in (("shown", told.shown, names), ("settings", told.settings, settings)):
        yield from (
            missing(about, ("measurements", key, index), name, known)
            for index, name in enumerate(listed)
            if name not in known
        )
