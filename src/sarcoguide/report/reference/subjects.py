"""What the reference has pages about, and what each says. The pages of the look-up commands are used as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sarcoguide.dossier.sheet import sheet_of
from sarcoguide.knowledge import Edition, Guideline, OptionRule
from sarcoguide.knowledge.cases import Behaviour
from sarcoguide.knowledge.library import Library
from sarcoguide.knowledge.overlay import read_whole
from sarcoguide.report.dictionary import name_page
from sarcoguide.report.entries import entry_page
from sarcoguide.report.lines import Page
from sarcoguide.report.reference import other_pages as others
from sarcoguide.report.reference.shown_by import Shown, add_cases, shown_by
from sarcoguide.report.sheet import SheetView
from sarcoguide.report.sheet_page import add_doses
from sarcoguide.report.sources import cited_sources, source_page
from sarcoguide.report.statements import coverage
from sarcoguide.report.tumour_type import type_page, views_of

#: The kinds of pages in the order of the contents: folder and title. A name of several kinds means the first of them.
KINDS = {
    "recommendations": "Recommendations",
    "regimens": "Drug regimens",
    "drugs": "Drugs",
    "facts": "Facts",
    "definitions": "Definitions",
    "settings": "Settings",
    "sets": "Named sets",
    "guards": "Shared conditions",
    "types": "Types of tumour",
    "figures": "Figures of outlook",
    "sources": "Sources",
    "statements": "Statements",
    "readings": "Readings",
    "words": "Words for patients",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Something with a page of its own: `kind` is one of `KINDS`, `group` where it stands in the list of its kind."""

    kind: str
    id: str
    title: str
    group: str
    page: Callable[[], Page]


def subjects_of(guideline: Guideline, edition: Edition) -> tuple[Subject, ...]:
    """Return everything that has a page.

    Args:
        guideline: with all its days: what has ended, or has not begun, has a page too.
        edition: the day whose words and review dates are told.
    """
    shown = shown_by(guideline)
    found = [*_options(guideline, edition, shown), *_dictionary(guideline, edition, shown)]
    found += _of_library(read_whole(guideline.folder, guideline.overlay))
    for cited in cited_sources(edition):
        source = cited.source
        found.append(_subject("sources", source.id, source.called, source.kind, partial(source_page, cited)))
    found += _figures(guideline, shown)
    for view in views_of(edition).values():
        found.append(_subject("types", view.id, view.name, view.lineage or view.scope, partial(type_page, view)))
    for one in coverage(guideline):
        group = guideline.statements[one.id].document
        found.append(_subject("statements", one.id, one.topic, group, partial(others.statement_page, one)))
    for reading in guideline.readings:
        page = partial(others.reading_page, reading)
        found.append(_subject("readings", reading.id, reading.question, reading.kind, page))
    for term in guideline.glossary.values():
        found.append(_subject("words", term.id, term.term, "", partial(others.term_page, term)))
    return tuple(found)


def _subject(kind: str, name: str, title: str, group: str, page: Callable[[], Page]) -> Subject:
    return Subject(kind, name, title, group.replace("_", " "), page)


def _options(guideline: Guideline, edition: Edition, shown: Shown) -> Iterator[Subject]:
    for rule in guideline.options:
        entry = rule.entry
        kind = "regimens" if entry.kind == "drug" else "recommendations"
        made = partial(_with_sheet, rule, edition) if entry.drugs else partial(entry_page, rule, edition)
        page = partial(_with_cases, made, shown.get(entry.id, ()))
        yield _subject(kind, entry.id, entry.label or entry.name or entry.says, entry.kind, page)


def _with_sheet(rule: OptionRule, edition: Edition) -> Page:
    """Return the page of a regimen with what its sheet says of nobody; what began later has no sheet on this day."""
    page = entry_page(rule, edition)
    if rule.entry.id in edition.options:
        add_doses(page, SheetView(sheet_of(edition, rule.entry.id)))
    return page


def _dictionary(guideline: Guideline, edition: Edition, shown: Shown) -> Iterator[Subject]:
    for name, fact in guideline.facts.items():
        page = partial(_with_cases, partial(name_page, name, edition), shown.get(name, ()))
        yield _subject("facts", name, fact.entry.label, fact.entry.subject, page)
    # A definition may stand in several versions, each with its days.
    for name, rule in {rule.entry.name: rule for rule in guideline.definitions}.items():
        page = partial(_with_cases, partial(name_page, name, edition), shown.get(name, ()))
        yield _subject("definitions", name, rule.entry.label, rule.entry.type, page)


def _figures(guideline: Guideline, shown: Shown) -> Iterator[Subject]:
    measures = guideline.about.outlook.measures if guideline.about.outlook is not None else {}
    for name, rule in guideline.outlook.figures.items():
        measure = measures[rule.entry.measure]
        page = partial(_with_cases, partial(others.figure_page, rule, measure), shown.get(name, ()))
        yield _subject("figures", name, rule.entry.people, measure.name, page)


def _with_cases(page: Callable[[], Page], behaviours: Sequence[Behaviour]) -> Page:
    return add_cases(page(), behaviours)


def _of_library(library: Library) -> Iterator[Subject]:
    for drug in library.drugs:
        yield _subject("drugs", drug.entry.id, drug.entry.name, drug.entry.drug_class, partial(others.drug_page, drug))
    for guard in library.guards:
        title = guard.entry.label or guard.entry.id.replace("_", " ")
        yield _subject("guards", guard.entry.id, title, "", partial(others.guard_page, guard))
    for setting in library.settings:
        yield _subject("settings", setting.entry.name, setting.entry.label, "", partial(others.setting_page, setting))
    for named in library.sets:
        entry = named.entry
        yield _subject("sets", entry.name, entry.meaning, entry.of, partial(others.set_page, named))
