"""Settings that an overlay may set: only those whose every effect the solver can see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library


def check_local(library: Library) -> Iterator[Problem]:
    """A setting that is local is no parameter of a walk over records, and holds a value within its range."""
    walked = {
        name
        for definition in library.definitions
        for value in (definition.entry.reducer or {}).values()
        for name in _words(value)
    }
    for located in library.settings:
        setting = located.entry
        if setting.local_range is not None and not setting.local:
            yield located.problem(
                ("local_range",), "`local_range` stands without `local`", "nobody could set it", "write `local: true`"
            )
        if setting.local and setting.name in walked:
            yield located.problem(
                ("local",),
                f"'{setting.name}' is local, and a walk over records reads it",
                "the solver leaves such walks open: it could not prove that a site's number only restricts",
                "take `local` away",
            )
        bounds = setting.local_range
        if bounds is not None and (len(bounds) != 2 or bounds[0] > bounds[1]):  # noqa: PLR2004
            yield located.problem(
                ("local_range",), "a range is [lowest, highest]", "values could not be checked", "give two numbers"
            )


def _words(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _words(item)
        case dict():
            for item in value.values():
                yield from _words(item)
