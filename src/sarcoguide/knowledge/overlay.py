"""A hospital's own additions, read and joined to the library of a guideline.

Every line that comes from an overlay is marked here, in its own words, so that no face can leave the mark out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from msgspec import structs

from sarcoguide.days import day
from sarcoguide.errors import Problem
from sarcoguide.knowledge.entries import Entry, Expression, Setting, Source, Term
from sarcoguide.knowledge.library import (
    CONTENTS,
    Library,
    Located,
    is_file,
    part_of,
    read_document,
    read_file,
    read_library,
    yaml_files,
)
from sarcoguide.knowledge.option_entries import STATUS_KINDS, AboutOptions, Condition, Drug, Guard, Option
from sarcoguide.knowledge.overlay_entries import (
    ABOUT,
    ADDED,
    CHANGES,
    HERE,
    PLACE,
    RESTRICTED,
    Change,
    Overlay,
    OverlayAbout,
)
from sarcoguide.knowledge.shape import Shape
from sarcoguide.knowledge.validate_overlay import forbidden_keys, refuse

#: The parts of which an overlay may hold entries of its own; the others say what is asked, worked out and in scope.
PARTS = ("sources", "glossary", "drugs", "guards", "regimens", "recommendations", "properties")
CONTENT: Mapping[str, tuple[str, type[Entry]]] = {
    **{part: CONTENTS[part] for part in PARTS},
    CHANGES: ("changes", Change),
}
#: The name of the overlay in the guideline's own title, which heads every face.
TITLE = "{title}, with additions of {by} (version {version} of {on}; responsible: {who})"

ALWAYS = Expression("true")

E = TypeVar("E", bound=Entry)


def add_overlay(library: Library, folder: Path) -> Overlay | None:
    """Join an overlay to a library; what is wrong with it is added to the library's problems.

    Args:
        library: the guideline as read.
        folder: the folder that holds overlay.yaml.

    Returns:
        The overlay in force; None where overlay.yaml cannot be used.
    """
    own, about = _read(folder)
    library.problems += own.problems
    library.unread |= own.unread
    if about is None or library.about is None:
        return None
    library.problems += refuse(own, about, library)
    _add_entries(library, own)
    for located in own.changes:
        _add_change(library, located)
    library.about = replace(library.about, entry=structs.replace(library.about.entry, title=_title(library, about)))
    added: list[list[Located[Any]]] = [own.options, own.drugs, own.guards, own.sources, own.glossary, own.properties]
    return Overlay(
        folder.resolve(),
        about.entry,
        tuple(located.entry.id for part in added for located in part),
        tuple(located.entry for located in own.changes),
    )


def drugs_as_read(library: Library) -> dict[str, Drug]:
    """Return every drug as it is looked up: with what an overlay restricts about it."""
    found = {located.entry.id: located.entry for located in library.drugs}
    for located in library.changes:
        change = located.entry
        if change.drug in found:
            drug = found[change.drug]
            found[change.drug] = structs.replace(
                drug,
                unless=[*drug.unless, *change.unless],
                discouraged=[*drug.discouraged, *change.discouraged],
                caution=[*drug.caution, *change.caution],
                unavailable=[*drug.unavailable, *change.unavailable],
            )
    return found


def read_whole(folder: Path, overlay: Overlay | None) -> Library:
    """Return the entries of a guideline that was loaded, as its files and those of its overlay hold them."""
    library = read_library(folder)
    if overlay is not None:
        add_overlay(library, overlay.folder)
        drugs = drugs_as_read(library)
        library.drugs = [replace(located, entry=drugs[located.entry.id]) for located in library.drugs]
    return library


# --- reading -------------------------------------------------------------------------------------------------


def _read(folder: Path) -> tuple[Library, Located[OverlayAbout] | None]:
    own = Library(folder)
    if not is_file(folder / ABOUT):
        own.problems.append(
            Problem(
                f"there is no overlay here: {ABOUT} is missing",
                str(folder),
                why="it says whose additions these are",
                remedy=f"name the folder that holds {ABOUT}",
            )
        )
        return own, None
    about: Located[OverlayAbout] | None = None
    for file in yaml_files(folder):
        inside = file.relative_to(folder).as_posix()
        part = part_of(inside)
        if inside == ABOUT:
            about = _about(own, file)
        elif part in CONTENT:
            before = len(own.problems)
            read_file(own, file, inside, PLACE, CONTENT)
            if part == CHANGES:
                own.problems[before:] = _clearer(own.problems[before:], forbidden_keys(file, f"{PLACE}{inside}"))
        elif part == "cases" and not inside.startswith("cases/stories/"):
            read_file(own, file, inside, PLACE, CONTENT)
        else:
            own.problems.append(
                Problem(
                    f"an overlay cannot hold '{inside}'",
                    f"{PLACE}{inside}",
                    why="it may add and restrict; what is asked, worked out and in scope is the guideline's",
                    remedy=f"use {ABOUT}, cases/, or a file or a folder of these names: {', '.join(CONTENT)}",
                )
            )
    return own, about


def _clearer(problems: Iterable[Problem], forbidden: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems of which some are told in other words: those of the same place stand for them."""
    told = {(problem.where, problem.field): problem for problem in forbidden}
    yield from (told.get((problem.where, problem.field), problem) for problem in problems)


def _about(own: Library, file: Path) -> Located[OverlayAbout] | None:
    document = read_document(own, file, f"{PLACE}{ABOUT}")
    if document is None:
        return None
    shape = Shape(document)
    entry = shape.entry(OverlayAbout, document.data, ())
    own.problems += shape.problems
    return None if entry is None else Located(entry, document, ())


def _title(library: Library, about: Located[OverlayAbout]) -> str:
    assert library.about is not None
    of = about.entry
    title = library.about.entry.title
    return TITLE.format(title=title, by=of.title, version=of.version, on=day(of.date), who=of.responsible)


# --- what is added -------------------------------------------------------------------------------------------


def _marked(text: str, mark: str = ADDED) -> str:
    return f"{text} {mark}" if text else ""


def _each(located: Located[E], **changes: Any) -> Located[E]:
    return replace(located, entry=structs.replace(located.entry, **changes))


def _add_entries(library: Library, own: Library) -> None:
    library.options += [_option(located) for located in own.options]
    library.drugs += [_drug(located) for located in own.drugs]
    library.guards += [_guard(located) for located in own.guards]
    library.sources += [_source(located) for located in own.sources]
    library.glossary += [_term(located) for located in own.glossary]
    library.properties += [_each(located, says=_marked(located.entry.says)) for located in own.properties]
    library.cases += own.cases
    library.patients += own.patients


def _conditions(entry: Option | Drug | Guard) -> dict[str, list[Condition]]:
    return {
        tier: [structs.replace(condition, because=_marked(condition.because)) for condition in getattr(entry, tier)]
        for tier in ("unless", "discouraged", "caution")
    }


def _option(located: Located[Option]) -> Located[Option]:
    entry = located.entry
    told: dict[str, Any] = {"label": _marked(entry.label or entry.name or entry.id), **_conditions(entry)}
    if entry.name:
        told["name"] = _marked(entry.name)
    if entry.kind in STATUS_KINDS:
        told["patient_name"] = _marked(entry.patient_name)
    else:
        told |= {"says": _marked(entry.says), "patient": _marked(entry.patient)}
    return _each(located, **told)


def _drug(located: Located[Drug]) -> Located[Drug]:
    return _each(located, name=_marked(located.entry.name), **_conditions(located.entry))


def _guard(located: Located[Guard]) -> Located[Guard]:
    return _each(located, **_conditions(located.entry))


def _source(located: Located[Source]) -> Located[Source]:
    return _each(located, title=_marked(located.entry.title))


def _term(located: Located[Term]) -> Located[Term]:
    return _each(located, meaning=_marked(located.entry.meaning))


# --- what is changed -----------------------------------------------------------------------------------------


def _add_change(library: Library, located: Located[Change]) -> None:
    change = located.entry
    if change.setting:
        library.settings = [_set(setting, change) for setting in library.settings]
    library.changes.append(_restriction(located))
    for name, entries in (("option", library.options), ("drug", library.drugs)):
        if getattr(change, name):
            _annotate(library, located, entries)  # type: ignore[arg-type]


def _restriction(located: Located[Change]) -> Located[Change]:
    """Return a change whose conditions are marked, and hold from its own day where they name none."""
    change = located.entry
    found: dict[str, Any] = {}
    for tier in ("unless", "discouraged", "caution", "unavailable"):
        found[tier] = [
            structs.replace(
                part,
                because=_marked(part.because, RESTRICTED),
                patient=_marked(part.patient, RESTRICTED),
                since=part.since or change.since,
                sources=part.sources or change.sources,
            )
            for part in getattr(change, tier)
        ]
    return _each(located, **found)


def _set(located: Located[Setting], change: Change) -> Located[Setting]:
    setting = located.entry
    if setting.name != change.setting or not setting.local:
        return located
    label = _marked(setting.label, RESTRICTED)
    return _each(located, value=change.value, label=label, sources=[*setting.sources, *change.sources])


def _annotate(library: Library, located: Located[Change], entries: list[Located[Option | Drug]]) -> None:
    """Add the local name to an entry, and what is told beside it as a line of information of its own."""
    change = located.entry
    target = change.option or change.drug
    index = next((at for at, each in enumerate(entries) if each.entry.id == target), None)
    if index is None:
        return
    entry = entries[index].entry
    told: dict[str, Any] = {}
    if change.local_name:
        key = "label" if isinstance(entry, Option) else "name"
        label = getattr(entry, key) or entry.id
        told[key] = _marked(label, HERE.format(text=change.local_name))
    shown = isinstance(entry, Option) and entry.kind not in STATUS_KINDS
    if isinstance(entry, Option) and shown:
        told["says"] = _marked(entry.says, HERE.format(text=change.told)) if change.told else entry.says
        if change.patient:
            told["patient"] = _marked(entry.patient, HERE.format(text=change.patient.rstrip(".")))
    if told:
        entries[index] = _each(entries[index], **told)
    if change.told and not shown:
        library.options.append(Located(_note(change), located.document, located.path))


def _note(change: Change) -> Option:
    """Return what is told beside an option, or beside all options with a drug."""
    said = change.told[:1].upper() + change.told[1:]
    return Option(
        id=change.id,
        kind="information",
        says=_marked(f"{said}.", ADDED),
        patient=_marked(change.patient),
        when=ALWAYS,
        about=[change.option] if change.option else [],
        about_options=AboutOptions(drugs=[change.drug]) if change.drug else None,
        sources=change.sources,
        since=change.since,
        review=change.review,
    )
