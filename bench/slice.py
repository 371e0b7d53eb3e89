"""The first 107 entries of the guideline: what the limits of speed were set for, before the content grew threefold.

The whole guideline takes longer because it says more. Measured on the same entries, a figure still shows the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sarcoguide.knowledge import Edition, OptionRule
from sarcoguide.language import names_in

#: Ids of recommendations and regimens, one on each line.
ENTRIES = frozenset((Path(__file__).parent / "slice.txt").read_text(encoding="utf-8").split())


def slice_of(edition: Edition) -> Edition:
    """Return an edition with these entries alone, and the names that they, the headline and consistency rest on."""
    options = {name: rule for name, rule in edition.options.items() if name in ENTRIES}
    shown = {name: rule for name, rule in edition.shown.items() if name in ENTRIES}
    waiting = {name for rule in (*options.values(), *shown.values()) for name in _read(rule)}
    waiting |= {name for rule in edition.consistency for name in names_in(rule.when)}
    waiting |= {name for entry in edition.about.headline for name in (entry.fact, *entry.rests_on)}
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        needed.add(name)
        rule = edition.definitions.get(name) or edition.facts.get(name)
        waiting |= (rule.reads if rule is not None else frozenset()) - needed
    definitions = {name: rule for name, rule in edition.definitions.items() if name in needed}
    facts = {name: rule for name, rule in edition.facts.items() if name in needed}
    return replace(edition, options=options, shown=shown, facts=facts, definitions=definitions)


def _read(rule: OptionRule) -> Iterator[str]:
    for condition in (*rule.unless, *rule.discouraged, *rule.caution):
        yield from names_in(condition.when)
    for expr in (*rule.when, *rule.population.values()):
        yield from names_in(expr)
    yield from (*rule.entry.shows, *rule.entry.finds_out)
