"""Types of tumour: drugs, facts and values exist, lines were read where they say so, dates are in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.types_of_tumour import Actionable, Alteration, Cited, Dated, Histology, SpreadPattern
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.vocabulary import Names
from sarcoguide.knowledge.yaml_reader import Path


def check_types(library: Library, names: Names) -> Iterator[Problem]:
    """Yield what is wrong with the types of tumour."""
    values = _values(library, names)
    drugs = {located.entry.id for located in library.drugs}
    facts = {located.entry.name for located in library.facts}
    read = {located.entry.id for located in library.sources if located.entry.verified}
    read |= {located.entry.id for located in library.statements}
    if library.about is not None:
        for key in values:
            if values[key] is None and (name := getattr(library.about.entry.values_of_types, key)) is not None:
                known = {*names.vocabulary.symbols, *names.domains}
                yield missing(library.about, ("values_of_types", key), name, known)
    for located in library.histologies:
        entry = located.entry
        if entry.chemosensitivity is not None:
            path: Path = ("chemosensitivity", "level")
            yield from _in(located, path, entry.chemosensitivity.level, "chemosensitivity", values)
        if entry.grade_default is not None:
            yield from _in(located, ("grade_default", "rule"), entry.grade_default.rule, "grade_default", values)
        for place, line in entry.cited():
            yield from _check_reading(located, place, line, read)
            if isinstance(line, Dated) and line.until is not None and not line.until_because:
                yield located.problem(
                    (*place, "until"), "`until` has no `until_because`", "people must learn why it ended", "add it"
                )
            if isinstance(line, SpreadPattern):
                for index, organ in enumerate(line.organs):
                    yield from _in(located, (*place, "organs", index), organ, "organs", values)
            if isinstance(line, Alteration | Actionable) and line.fact is not None and line.fact not in facts:
                yield missing(located, (*place, "fact"), line.fact, facts)
            if isinstance(line, Actionable):
                unknown = [(index, drug) for index, drug in enumerate(line.drugs) if drug not in drugs]
                yield from (missing(located, (*place, "drugs", index), drug, drugs) for index, drug in unknown)


def _values(library: Library, names: Names) -> dict[str, Collection[str] | None]:
    """Return the words that each part of a type may use, None where nothing says so."""
    found: dict[str, Collection[str] | None] = {}
    for key in ("organs", "grade_default", "chemosensitivity"):
        name = getattr(library.about.entry.values_of_types, key) if library.about is not None else None
        symbol = names.vocabulary.symbols.get(name or "")
        found[key] = names.domains.get(name or "") if symbol is None else symbol.type.domain
    return found


def _in(
    located: Located[Histology], path: Path, word: str, key: str, values: dict[str, Collection[str] | None]
) -> Iterator[Problem]:
    allowed = values[key]
    if allowed is None:
        yield located.problem(
            path,
            f"nothing says which words '{path[0]}' may use",
            "a misspelt one would pass",
            f"name a fact or a list under `values_of_types: {{{key}: ...}}` in guideline.yaml",
        )
    elif word not in allowed:
        yield missing(located, path, word, allowed)


def _check_reading(located: Located[Histology], path: Path, line: Cited, read: Collection[str]) -> Iterator[Problem]:
    if not line.sources:
        yield located.problem(
            (*path, "sources"), "the line names no source", "nobody could look it up", "cite one; `from_memory` too"
        )
    elif line.verified and not any(use.id in read for use in line.sources):
        yield located.problem(
            (*path, "verified"),
            "the line counts as verified, but none of its sources was read",
            "it would be trusted without ground",
            "cite a verified source, or write `verified: false`",
        )
