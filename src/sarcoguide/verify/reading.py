"""Which facts an expression rests on in the end, and which names a guideline uses at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sarcoguide.knowledge import Edition
from sarcoguide.language import Expr, names_in


class Reading:
    """The facts behind each name of an edition, worked out once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._behind: dict[str, frozenset[str]] = {}

    def facts(self, expr: Expr) -> frozenset[str]:
        """Return the facts on which an expression rests, through definitions and what decides whether they apply."""
        return frozenset().union(*(self._facts(name) for name in names_in(expr)))

    def _facts(self, name: str) -> frozenset[str]:
        if name not in self._behind:
            reached = reached_from(self.edition, [name])
            self._behind[name] = frozenset(other for other in reached if other in self.edition.facts)
        return self._behind[name]


def names_used(edition: Edition) -> frozenset[str]:
    """Return the names that a rule reads, shows or asks for, directly or through definitions."""
    return reached_from(edition, _read_first(edition))


def reached_from(edition: Edition, names: Iterable[str]) -> frozenset[str]:
    """Return names with all that they are worked out from."""
    reached: set[str] = set()
    left = [*names]
    while left:
        name = left.pop()
        if name not in reached:
            reached.add(name)
            rule = edition.facts.get(name) or edition.definitions.get(name)
            left += [] if rule is None else rule.reads
            definition = edition.definitions.get(name)
            left += [] if definition is None else definition.entry.ask or []
    return frozenset(reached)


def _read_first(edition: Edition) -> Iterator[str]:
    about = edition.about
    named = (about.scope, about.planned_option, about.priorities, about.country, about.type_of_tumour)
    yield from (name for name in named if name)
    yield from about.always_shown
    for headline in about.headline:
        yield from (headline.fact, *headline.rests_on)
    for layer in about.layers:
        yield from layer.facts
    for inconsistency in edition.consistency:
        yield from names_in(inconsistency.when)
    for rule in (*edition.options.values(), *edition.shown.values()):
        yield from rule.entry.shows
        conditions = (*rule.unless, *rule.discouraged, *rule.caution)
        for expr in (*rule.when, *rule.population.values(), *(condition.when for condition in conditions)):
            yield from names_in(expr)
