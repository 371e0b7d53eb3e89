"""The map: every entry that needs a place has one, names lead somewhere, and what leads to a stage stands above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import STATUS_KINDS
from sarcoguide.knowledge.pathway import chosen, file_of, named_by
from sarcoguide.knowledge.pathway_entries import ON_THE_MAP, Place, Stage
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language.syntax import suggestion


def check_pathway(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the map. A guideline may have none."""
    if not library.pathway:
        return
    named = named_by(library)
    kinds = {located.entry.id: located.entry.kind for located in library.options}
    where: defaultdict[str, list[str]] = defaultdict(list)
    above: set[str] = set()
    for stage in library.pathway:
        yield from _order(stage, ("after",), stage.entry.after, above)
        ids = [stage.entry.id]
        for index, place in enumerate(stage.entry.places):
            path: Path = ("places", index)
            found = chosen(place, library, named)
            for name in found:
                where[name].append(place.id)
            if place.id in {*above, *ids}:
                what = f"two places of the map are called '{place.id}'"
                yield stage.problem((*path, "id"), what, "a link could lead to either", "rename one")
            ids.append(place.id)
            yield from _names(stage, path, place, library)
            yield from _order(stage, (*path, "after"), place.after or [], above)
            if place.when is not None and any(kinds[name] in STATUS_KINDS for name in found):
                what = f"the branch '{place.id}' holds options"
                why = "its way could be shut while an option on it is supported"
                yield stage.problem((*path, "when"), what, why, "put them into a group of their own")
            if place.when is None and not found:
                what = f"the place '{place.id}' is neither a branch nor a group"
                yield stage.problem(path, what, "it would be empty", "add `when:`, `files:` or `entries:`")
        above.update(ids)
    yield from _once(library, where)


def _names(stage: Located[Stage], path: Path, place: Place, library: Library) -> Iterator[Problem]:
    files = {file_of(located) for located in library.options}
    entries = {located.entry.id for located in library.options}
    for key, names, known in (("files", place.files, files), ("entries", place.entries, entries)):
        for index, name in enumerate(names):
            if name not in known:
                yield missing(stage, (*path, key, index), name, known)


def _order(stage: Located[Stage], path: Path, names: Collection[str], above: Collection[str]) -> Iterator[Problem]:
    for name in names:
        if name not in above:
            what = f"nothing above '{stage.entry.id}' is called '{name}'"
            remedy = suggestion(name, above) or "name a stage or a place that stands above it"
            yield stage.problem(path, what, "the way could not be drawn", remedy)


def _once(library: Library, where: defaultdict[str, list[str]]) -> Iterator[Problem]:
    for located in library.options:
        name, places = located.entry.id, where.get(located.entry.id, [])
        if len(places) > 1:
            what = f"'{name}' stands on the map more than once: {', '.join(places)}"
            yield located.problem((), what, "it would be counted twice", "choose it in one place of the map")
        elif not places and located.entry.kind in ON_THE_MAP:
            what = f"'{name}' stands nowhere on the map"
            remedy = "name it or its file in a place of pathway.yaml"
            if located.added_here:
                remedy = "put it in a file named as one of the guideline that stands on the map with its kind"
            yield located.problem((), what, "a reader of the map would not find it", remedy)
