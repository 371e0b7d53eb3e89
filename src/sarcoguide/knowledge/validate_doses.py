"""Published doses and sheets of regimens: the numbers are those of the prose, and every name is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.about import About
from sarcoguide.knowledge.doses import disagreements, faults_of
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import DrugUse
from sarcoguide.knowledge.sheets import SheetAdvice
from sarcoguide.knowledge.validate import missing


def check_doses(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the doses of drugs: a number that was not read, or that the prose does not say."""
    sheet = library.about.entry.regimen_sheet if library.about is not None else None
    sizes = sheet.per if sheet is not None else {}
    for located in library.options:
        for index, use in enumerate(located.entry.drugs):
            path = ("drugs", index, "given")
            if use.given is None:
                continue
            if not use.verified:
                yield located.problem(
                    path,
                    "a dose stands in numbers though it is not verified",
                    "it would be worked out for a patient",
                    "take `given` out, or verify the dose",
                )
            if use.given.per is not None and use.given.per not in sizes:
                yield missing(located, (*path, "per"), use.given.per, sizes, "nothing would say by what it is measured")
            for key, what, remedy in _faults(use):
                where = (*path, key) if key else path
                yield located.problem(where, what, "two doses would stand side by side", remedy)


def _faults(use: DrugUse) -> Iterator[tuple[str, str, str]]:
    assert use.given is not None
    found = list(faults_of(use.given))
    yield from found
    if not found:
        prose = " ".join((use.dose, use.route, use.schedule))
        for key, what in disagreements(use.given, prose, use.dose):
            yield key, what, "write in `given` what the prose says, and nothing else"


def check_sheet(library: Library, known: Collection[str]) -> Iterator[Problem]:
    """Yield what guideline.yaml names for the sheets of regimens and what is not there.

    Args:
        library: the guideline as written.
        known: names of facts and definitions.
    """
    about = library.about
    sheet = about.entry.regimen_sheet if about is not None else None
    if about is None or sheet is None:
        return
    top = "regimen_sheet"
    for key, size in sheet.per.items():
        if size.fact not in known:
            yield missing(about, (top, "per", key, "fact"), size.fact, known)
        if size.decimals is not None and size.decimals < 0:
            yield about.problem(
                (top, "per", key, "decimals"), "there are no fewer than no decimals", remedy="correct it"
            )
    for index, name in enumerate(sheet.always):
        if name not in about.entry.own:
            yield missing(about, (top, "always", index), name, about.entry.own)
    yield from _check_ledgers(about, sheet, known)
    yield from _check_sections(about, sheet, known, {located.entry.subject for located in library.facts})


def _check_ledgers(about: Located[About], sheet: SheetAdvice, known: Collection[str]) -> Iterator[Problem]:
    for index, ledger in enumerate(sheet.ledgers):
        for key in ("given", "at_least", "limit"):
            name = getattr(ledger, key)
            if name is not None and name not in known:
                yield missing(about, ("regimen_sheet", "ledgers", index, key), name, known)
        if ledger.adds not in about.entry.own:
            yield missing(about, ("regimen_sheet", "ledgers", index, "adds"), ledger.adds, about.entry.own)


def _check_sections(
    about: Located[About], sheet: SheetAdvice, known: Collection[str], subjects: Collection[str]
) -> Iterator[Problem]:
    for index, section in enumerate(sheet.sections):
        for key, names, there in (("facts", section.facts, known), ("subjects", section.subjects, subjects)):
            for place, name in enumerate(names):
                if name not in there:
                    yield missing(about, ("regimen_sheet", "sections", index, key, place), name, there)
