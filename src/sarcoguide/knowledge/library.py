"""The files of a guideline, read into entries with the place where each stands. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from sarcoguide.errors import Problem
from sarcoguide.knowledge.about import About, Property
from sarcoguide.knowledge.asking_entries import Asked
from sarcoguide.knowledge.entries import (
    Definition,
    Domain,
    Entry,
    Fact,
    Inconsistency,
    NamedSet,
    Setting,
    Source,
    Statement,
    Term,
    Word,
)
from sarcoguide.knowledge.findings import Finding
from sarcoguide.knowledge.option_entries import Drug, Guard, Option, Regimen
from sarcoguide.knowledge.outlook import Figure
from sarcoguide.knowledge.overlay_entries import PLACE, Change
from sarcoguide.knowledge.pathway_entries import Stage
from sarcoguide.knowledge.reading_entries import Reading
from sarcoguide.knowledge.review_entries import ReviewRow
from sarcoguide.knowledge.shape import Shape
from sarcoguide.knowledge.types_of_tumour import Histology
from sarcoguide.knowledge.yaml_reader import Document, field_path, read_yaml
from sarcoguide.knowledge.yaml_reader import Path as FieldPath

E_co = TypeVar("E_co", bound=Entry, covariant=True)

#: Where the guideline that comes with the package is kept.
PACKAGED = Path(__file__).parent.parent / "guideline"

SUFFIXES = (".yaml", ".yml")

#: Which entries each part holds. A part is a folder of YAML files, or one file of that name.
CONTENTS: dict[str, tuple[str, type[Entry]]] = {
    "settings": ("settings", Setting),
    "facts": ("facts", Fact),
    "sets": ("sets", NamedSet),
    "domains": ("domains", Domain),
    "histologies": ("histologies", Histology),
    "words": ("words", Word),
    "definitions": ("definitions", Definition),
    "guards": ("guards", Guard),
    "drugs": ("drugs", Drug),
    "regimens": ("options", Regimen),
    "recommendations": ("options", Option),
    "outlook": ("outlook", Figure),
    "findings": ("findings", Finding),
    "consistency": ("consistency", Inconsistency),
    "sources": ("sources", Source),
    "statements": ("statements", Statement),
    "glossary": ("glossary", Term),
    "properties": ("properties", Property),
    "clinical_review": ("clinical_review", ReviewRow),
    "readings": ("readings", Reading),
    "pathway": ("pathway", Stage),
    "asking": ("asking", Asked),
}


@dataclass(frozen=True, slots=True)
class Located(Generic[E_co]):
    """An entry and where it stands: file, and line of each of its fields."""

    entry: E_co
    document: Document
    path: FieldPath

    @property
    def where(self) -> str:
        """The file, relative to the guideline's folder."""
        return self.document.where

    @property
    def added_here(self) -> bool:
        """Whether an overlay added it."""
        return self.where.startswith(PLACE)

    def problem(self, field_of_entry: FieldPath, what: str, why: str = "", remedy: str = "") -> Problem:
        """Return a problem with one field of this entry."""
        path = (*self.path, *field_of_entry)
        return Problem(what, self.where, self.document.line(path), field_path(path), why, remedy)


@dataclass(slots=True)
class Library:
    """All entries of a guideline as written, in the order of files, with what could not be read."""

    folder: Path
    about: Located[About] | None = None
    settings: list[Located[Setting]] = field(default_factory=list)
    facts: list[Located[Fact]] = field(default_factory=list)
    sets: list[Located[NamedSet]] = field(default_factory=list)
    domains: list[Located[Domain]] = field(default_factory=list)
    histologies: list[Located[Histology]] = field(default_factory=list)
    words: list[Located[Word]] = field(default_factory=list)
    definitions: list[Located[Definition]] = field(default_factory=list)
    guards: list[Located[Guard]] = field(default_factory=list)
    drugs: list[Located[Drug]] = field(default_factory=list)
    options: list[Located[Option]] = field(default_factory=list)
    outlook: list[Located[Figure]] = field(default_factory=list)
    findings: list[Located[Finding]] = field(default_factory=list)
    consistency: list[Located[Inconsistency]] = field(default_factory=list)
    sources: list[Located[Source]] = field(default_factory=list)
    statements: list[Located[Statement]] = field(default_factory=list)
    glossary: list[Located[Term]] = field(default_factory=list)
    properties: list[Located[Property]] = field(default_factory=list)
    clinical_review: list[Located[ReviewRow]] = field(default_factory=list)
    readings: list[Located[Reading]] = field(default_factory=list)
    pathway: list[Located[Stage]] = field(default_factory=list)
    asking: list[Located[Asked]] = field(default_factory=list)
    #: What an overlay changes about entries of the guideline; none without an overlay.
    changes: list[Located[Change]] = field(default_factory=list)
    cases: list[Document] = field(default_factory=list)
    patients: list[Document] = field(default_factory=list)
    stories: list[Document] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: Names of entries that could not be read: what refers to them is not wrong besides.
    unread: set[str] = field(default_factory=set)


def read_library(folder: Path) -> Library:
    """Read every file of a guideline's folder.

    Problems are collected in the result, not raised, so that all of them can be shown at once.
    """
    library = Library(folder)
    if not is_file(folder / "guideline.yaml"):
        library.problems.append(
            Problem(
                "there is no guideline here: guideline.yaml is missing",
                str(folder),
                why="it says what the guideline is",
                remedy="name the folder that holds guideline.yaml",
            )
        )
        return library
    for file in yaml_files(folder):
        read_file(library, file, file.relative_to(folder).as_posix())
    return library


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that the system does not take names none."""
    try:
        return path.is_file()
    except OSError:  # a name that the system does not take
        return False


def yaml_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files in a fixed order: no result may depend on it, but errors should come in one."""
    yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())


def read_document(library: Library, file: Path, where: str) -> Document | None:
    """Return a file's document, with what is wrong noted in the library; None where it cannot be read at all."""
    try:
        document = read_yaml(file.read_bytes(), where)
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        library.problems.append(Problem(what, where, remedy="check your rights to it"))
        return None
    library.problems.extend(document.problems)
    return document


def read_file(
    library: Library,
    file: Path,
    where: str,
    place: str = "",
    contents: Mapping[str, tuple[str, type[Entry]]] = CONTENTS,
) -> None:
    """Read one file into a library.

    Args:
        library: what it is read into; problems are noted there.
        file: the file.
        where: its path in the folder, which says what it holds.
        place: what is put before that path where the file is named.
        contents: which entries each part holds.
    """
    document = read_document(library, file, f"{place}{where}")
    if document is None:
        return
    if document.data is None:
        if where == "guideline.yaml" and not document.problems:
            library.problems.append(Problem("the file is empty", where, remedy="see docs/guideline-format.md"))
        return
    part = part_of(where)
    if where == "guideline.yaml":
        shape = Shape(document)
        about = shape.entry(About, document.data, ())
        library.problems.extend(shape.problems)
        library.about = Located(about, document, ()) if about else None
    elif where.startswith("cases/patients/"):
        library.patients.append(document)
    elif where.startswith("cases/stories/"):
        library.stories.append(document)
    elif part == "cases":
        library.cases.append(document)
    elif part in contents:
        _read_entries(library, document, *contents[part])
    else:
        library.problems.append(
            Problem(
                f"no part of a guideline is kept in '{where}'",
                where,
                why="its content would be ignored in silence",
                remedy=f"use guideline.yaml, cases/, or a file or a folder of these names: {', '.join(CONTENTS)}",
            )
        )


def part_of(where: str) -> str:
    """Return the part of the guideline that a file belongs to: its top folder, or its own name without the suffix."""
    top, _, inside = where.partition("/")
    return top if inside else Path(top).stem


def _read_entries(library: Library, document: Document, attribute: str, form: type[Entry]) -> None:
    if not isinstance(document.data, list):
        library.problems.append(
            Problem(
                "the file must hold one list of entries",
                document.where,
                1,
                remedy="start each entry with '- '",
            )
        )
        return
    shape = Shape(document)
    target: list[Located[Any]] = getattr(library, attribute)
    for index, data in enumerate(document.data):
        entry = shape.entry(form, data, (index,))
        if entry is not None:
            target.append(Located(entry, document, (index,)))
        elif isinstance(data, dict):
            library.unread.update(str(data[key]) for key in ("name", "id") if key in data)
    library.problems.extend(shape.problems)
