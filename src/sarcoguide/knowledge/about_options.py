"""Which options a line of information is about: named by id, or by the drugs, classes and kinds that they have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import structs

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import Option
from sarcoguide.language.syntax import suggestion


def with_options(located: Located[Option], library: Library, problems: list[Problem]) -> Option:
    """Return an entry whose `about` names every option that it is about; what does not exist is added to `problems`."""
    entry, chosen = located.entry, located.entry.about_options
    if chosen is None:
        return entry
    problems.extend(_names(located, library))
    drugs = {drug.entry.id for drug in library.drugs if drug.entry.drug_class in chosen.classes}.union(chosen.drugs)
    found = [
        option.entry.id
        for option in library.options
        if option.entry.kind in chosen.kinds or drugs.intersection(use.drug for use in option.entry.drugs)
    ]
    if not found:
        what, why = "it is about no option", "it would stand beside none, and nobody would see what it is about"
        problems.append(located.problem(("about_options",), what, why, "name a drug, class or kind that an option has"))
    return structs.replace(entry, about=list(dict.fromkeys((*entry.about, *sorted(found)))))


def _names(located: Located[Option], library: Library) -> Iterator[Problem]:
    chosen = located.entry.about_options
    assert chosen is not None
    named: list[tuple[str, list[str], Collection[str]]] = [
        ("drugs", chosen.drugs, {drug.entry.id for drug in library.drugs}),
        ("classes", chosen.classes, {drug.entry.drug_class for drug in library.drugs}),
    ]
    for key, names, known in named:
        for index, name in enumerate(names):
            if name not in known:
                place = ("about_options", key, index)
                why = "the line would stand beside fewer options than it is meant for"
                yield located.problem(place, f"nothing is called '{name}'", why, suggestion(name, known))
