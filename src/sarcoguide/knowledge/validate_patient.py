"""What patients read: the glossary, and the places that guideline.yaml gives to entries on their page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sarcoguide.errors import Problem
from sarcoguide.knowledge.about import About
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import Condition
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.yaml_reader import Path


def check_patient_words(library: Library, names: Collection[str]) -> Iterator[Problem]:
    """A word has one meaning, and the page for patients names only what exists."""
    yield from _check_forms(library)
    yield from _check_reasons(library)
    statements = {located.entry.id for located in library.statements}
    for located in library.glossary:
        for index, name in enumerate(located.entry.statements):
            if name not in statements:
                yield missing(located, ("statements", index), name, statements)
    if library.about is not None:
        yield from _check_page(library, library.about, names)


def _check_forms(library: Library) -> Iterator[Problem]:
    """No two terms may claim one form of a word."""
    claimed: dict[str, str] = {}
    for located in library.glossary:
        entry = located.entry
        places: list[tuple[Path, str]] = [(("term",), entry.term)]
        places += [(("forms", index), form) for index, form in enumerate(entry.forms)]
        for path, form in places:
            word = form.casefold().strip()
            if not word:
                yield located.problem(path, "a word is empty", "it would be found everywhere", "write the word")
            elif word in claimed:
                yield located.problem(
                    path,
                    f"'{form}' is explained twice, first by '{claimed[word]}'",
                    "a reader would not know which meaning is meant",
                    "keep it in one of the two",
                )
            claimed.setdefault(word, entry.id)


def _check_reasons(library: Library) -> Iterator[Problem]:
    """A reason for patients stands where their page looks for one: anywhere else nobody would read it."""
    cautions: list[tuple[Located[Any], list[Condition]]] = []
    cautions += [(located, located.entry.caution) for located in library.guards]
    cautions += [(located, located.entry.caution) for located in library.drugs]
    cautions += [(located, located.entry.caution) for located in library.options]
    cautions += [(located, located.entry.caution) for located in library.changes]
    for located, conditions in cautions:
        for index, condition in enumerate(conditions):
            if condition.patient:
                yield located.problem(
                    ("caution", index, "patient"),
                    "a caution has words for patients",
                    "their page gives reasons of `unless` and `discouraged`; this one would be read by nobody",
                    "take it out, or say it in an entry of kind warning or information",
                )
    for option in library.options:
        entry = option.entry
        for field, said, clinicians, beside in (
            ("until_patient", entry.until_patient, "until_because", entry.until_because),
            ("patient_pointer", entry.patient_pointer, "pointer", entry.pointer),
        ):
            if said and not beside:
                yield option.problem(
                    (field,),
                    f"`{field}` stands without `{clinicians}`",
                    "patients would be told what clinicians are not",
                    f"write `{clinicians}` as well",
                )


def _check_page(library: Library, located: Located[About], names: Collection[str]) -> Iterator[Problem]:
    about, page = located.entry, located.entry.patient_page
    kinds = {option.entry.id: option.entry.kind for option in library.options}
    shown = {name for name, kind in kinds.items() if kind == "information"}
    emergencies = {name for name, kind in kinds.items() if kind == "emergency"}
    lists: list[tuple[Path, list[str], Collection[str]]] = [
        (("lead",), page.lead, shown),
        (("red_flags",), page.red_flags, emergencies),
        (("facts",), page.facts, names),
    ]
    lists += [(("groups", index, "intents"), group.intents, about.intents) for index, group in enumerate(page.groups)]
    for path, group, known in lists:
        for index, name in enumerate(group):
            if name not in known:
                yield missing(located, ("patient_page", *path, index), name, known)
    grouped = [intent for group in page.groups for intent in group.intents]
    for intent in about.intents if page.groups else ():
        if grouped.count(intent) != 1:
            yield located.problem(
                ("patient_page", "groups"),
                f"the intent '{intent}' stands in {grouped.count(intent)} groups",
                "each option needs one place on the page for patients",
                "name each intent in one group",
            )
