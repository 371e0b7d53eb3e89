"""Reducers: each has the parameters it needs, and those that are words of records are fields and values of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge.entries import Definition, RecordField
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.reducers import FIELD_OF, FILTERS, MAPPINGS, OPTIONAL, REDUCERS, WORDS
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language import Symbol

#: Record fields by fact.
Fields = Mapping[str, RecordField]


def check_reducers(library: Library, symbols: Mapping[str, Symbol]) -> Iterator[Problem]:
    """Yield what is wrong with the reducers of definitions."""
    fields = {fact.entry.name: fact.entry.fields or {} for fact in library.facts}
    for definition in library.definitions:
        if definition.entry.reducer is not None:
            yield from _check_reducer(definition, definition.entry.reducer, fields, symbols)


def _check_reducer(
    located: Located[Definition],
    reducer: Mapping[str, Any],
    fields: Mapping[str, Fields],
    symbols: Mapping[str, Symbol],
) -> Iterator[Problem]:
    needed = REDUCERS.get(str(reducer.get("name")))
    if needed is None:
        yield missing(located, ("reducer", "name"), str(reducer.get("name")), REDUCERS)
        return
    known_keys = needed | OPTIONAL.get(str(reducer["name"]), frozenset())
    for key in sorted((needed - {*reducer}) | ({*reducer} - known_keys - {"name"})):
        what = "is missing from" if key in needed else "is not a parameter of"
        yield located.problem(
            ("reducer",),
            f"'{key}' {what} the reducer '{reducer['name']}'",
            "it would not run",
            f"its parameters: {', '.join(sorted(known_keys))}",
        )
    for key, value in reducer.items():
        records = reducer.get(FIELD_OF.get(key, ""))
        held = fields.get(records, {}) if isinstance(records, str) else {}
        for word in value if isinstance(value, list) else [value]:
            if key in FIELD_OF and key not in MAPPINGS and word not in held:
                yield missing(located, ("reducer", key), str(word), held)
        if key in WORDS and value not in WORDS[key]:
            yield missing(located, ("reducer", key), str(value), WORDS[key])
        if key in MAPPINGS and not isinstance(value, dict):
            what = f"{shorten(value)} stands where a mapping is needed"
            yield located.problem(("reducer", key), what, "it would not run", "write {word: value}")
        elif key in FILTERS:
            yield from _check_filter(located, ("reducer", key), value, held, symbols)


def _check_filter(
    located: Located[Definition], path: Path, chosen: Mapping[str, Any], held: Fields, symbols: Mapping[str, Symbol]
) -> Iterator[Problem]:
    """What chooses records names their fields, and values that these can have."""
    for name, values in chosen.items():
        if name not in held:
            yield missing(located, (*path, name), name, held)
        elif not isinstance(values, list):
            what = f"{shorten(values)} stands where a list of values is needed"
            yield located.problem((*path, name), what, "no record would be chosen", f"write {name}: [...]")
        elif (domain := _values_of(held[name], symbols)) is not None:
            yield from (missing(located, (*path, name), str(value), domain) for value in values if value not in domain)


def _values_of(form: RecordField, symbols: Mapping[str, Symbol]) -> frozenset[str] | None:
    """Return the values that a field can have, or None when any would do."""
    if form.values is not None:
        return frozenset(form.values)
    symbol = symbols.get(form.values_of or "")
    return None if symbol is None else symbol.type.domain
