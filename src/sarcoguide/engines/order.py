"""The order in which the names of an edition are worked out; every engine that does not walk on demand needs it."""

from __future__ import annotations

from collections.abc import Iterable

from sarcoguide.knowledge import Edition


def derivation_order(edition: Edition, wanted: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return facts and definitions so that each stands after all that it is worked out from.

    Args:
        edition: the guideline of a day.
        wanted: the names that are asked for, which come with all that they rest on; by default every name.
    """
    reads = {name: fact.reads for name, fact in edition.facts.items()}
    reads |= {name: definition.reads for name, definition in edition.definitions.items()}
    ordered: dict[str, None] = {}
    for start in sorted(reads if wanted is None else wanted):
        stack = [(start, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                ordered.setdefault(name)
            elif name not in ordered and name in reads:
                stack.append((name, True))
                stack.extend((other, False) for other in sorted(reads[name]))
    return tuple(ordered)
