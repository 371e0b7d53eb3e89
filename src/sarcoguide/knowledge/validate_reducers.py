"""Reducers: each has the parameters it needs, and those that are words of records are fields and values of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge.entries import Definition, RecordField
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.reducers import (
    FIELD_OF,
    FILTERS,
    LIKE,
    MAPPINGS,
    MEANINGS,
    NUMBERS,
    OPTIONAL,
    REDUCERS,
    RESULTS,
    TABLE_WORDS,
    TABLES,
    WORDS,
)
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language import Symbol

#: Record fields by fact.
Fields = Mapping[str, RecordField]


def check_reducers(library: Library, symbols: Mapping[str, Symbol]) -> Iterator[Problem]:
    """Yield what is wrong with the reducers of definitions."""
    fields = {fact.entry.name: fact.entry.fields or {} for fact in library.facts}
    own = [each.entry.name for each in library.definitions if each.entry.reducer and LIKE not in each.entry.reducer]
    for definition in library.definitions:
        if definition.entry.reducer is not None and LIKE in definition.entry.reducer:
            yield missing(definition, ("reducer", LIKE), str(definition.entry.reducer[LIKE]), own)
        elif definition.entry.reducer is not None:
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
        elif key in NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float | Decimal)):
            what = f"{shorten(value)} stands where a number is needed"
            yield located.problem(("reducer", key), what, "it would not run", "write a number")
    yield from _check_words(located, reducer, fields)


def _check_words(
    located: Located[Definition], reducer: Mapping[str, Any], fields: Mapping[str, Fields]
) -> Iterator[Problem]:
    """Words of records mean something that the reducer knows; what it yields are values of the definition."""
    records = reducer.get("records")
    held = fields.get(records, {}) if isinstance(records, str) else {}
    for key, field, meanings in (("states", "state", MEANINGS), ("measurable", "method", None)):
        chosen, form = reducer.get(key), held.get(str(reducer.get(field)))
        if isinstance(chosen, dict) and form is not None and form.values is not None:
            for word, meaning in chosen.items():
                if word not in form.values:
                    yield missing(located, ("reducer", key, word), str(word), form.values)
                if meanings is not None and meaning not in meanings:
                    yield missing(located, ("reducer", key, word), str(meaning), meanings)
    values = located.entry.values
    if values is not None:
        for key in sorted(RESULTS.intersection(reducer)):
            yield from (
                missing(located, ("reducer", key), str(word), values) for word in reducer[key] if word not in values
            )
    for key in TABLES.intersection(reducer):
        yield from _check_table(located, key, reducer[key])


def _check_table(located: Located[Definition], key: str, lines: Any) -> Iterator[Problem]:
    """Each line of a table of responses says what follows, and names only what there is."""
    for index, line in enumerate(lines if isinstance(lines, list) else [None]):
        path: Path = ("reducer", key, index)
        if not isinstance(line, dict) or "is" not in line:
            what, remedy = f"{shorten(line)} does not say what follows", "write {targets: ..., is: ...}"
            yield located.problem(path, what, "the line would never hold", remedy)
            continue
        for name, words in line.items():
            known = located.entry.values if name == "is" else TABLE_WORDS.get(name)
            if name != "is" and known is None:
                yield missing(located, (*path, name), str(name), [*TABLE_WORDS, "is"])
            for word in words if isinstance(words, list) and name != "is" else [words]:
                if known is not None and word not in known:
                    yield missing(located, (*path, name), str(word), [str(each) for each in known])


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
