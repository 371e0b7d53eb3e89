"""The page on what this is: what it is for, who wrote and checked it, how its answers come about, and its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sarcoguide.days import day
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Edition, Guideline
from sarcoguide.knowledge.about_page_entries import AboutPage, PatientSection
from sarcoguide.knowledge.entries import Term
from sarcoguide.knowledge.option_entries import Option
from sarcoguide.report import about_words, words
from sarcoguide.report.clinician_view import ICONS
from sarcoguide.report.html import render

TEMPLATE = "about.html"
SHEETS = ("workbench.css", "ask.css", "about.css")
SCRIPTS = ("workbench.js",)
#: Lines of the summary at most.
SHORT = 5
EXIT = "exit"


class Line(NamedTuple):
    """An entry in its own words, with the statements it carries."""

    id: str
    label: str
    says: str
    pointer: str
    statements: tuple[str, ...]


class Asked(NamedTuple):
    """A statement that was asked for, with the lines that say it."""

    id: str
    topic: str
    says: tuple[tuple[str, str], ...]
    differs: str


class Section(NamedTuple):
    """A question of patients with its answer, and where to read on."""

    id: str
    question: str
    terms: tuple[Term, ...]
    text: tuple[str, ...]
    more: tuple[str, ...]


class AboutView:
    """What the page shows of a guideline, as it stands on a day."""

    def __init__(self, guideline: Guideline, as_of: date) -> None:
        page = guideline.about.what_this_is
        if page is None:
            raise UsageError("this guideline does not say what it is: it has no `what_this_is` in guideline.yaml")
        self.guideline = guideline
        self.as_of = as_of
        self.page: AboutPage = page
        self.edition: Edition = guideline.at(as_of)

    @cached_property
    def entries(self) -> dict[str, Option]:
        """Every entry that holds on the day."""
        held = (rule.entry for rule in self.guideline.options)
        return {e.id: e for e in held if e.since <= self.as_of and (e.until is None or self.as_of < e.until)}

    def lines(self, names: Iterable[str]) -> list[Line]:
        """Return entries in their words for clinicians; one that does not hold on the day is left out."""
        found = (self.entries[name] for name in names if name in self.entries)
        return [Line(e.id, e.label or e.name or e.id, e.says, e.pointer, tuple(e.statements)) for e in found]

    @property
    def exits(self) -> list[Line]:
        """What the guideline does not cover, and where to turn."""
        return self.lines(name for name, entry in self.entries.items() if entry.kind == EXIT)

    # --- who wrote and checked it ----------------------------------------------------------------------------

    @property
    def reviewed(self) -> str:
        """The state of review of the whole."""
        by = self.guideline.about.reviewed.said
        return words.REVIEWED.format(by=by) if by else words.NOT_REVIEWED

    @property
    def provenance(self) -> list[tuple[str, str]]:
        """Who wrote, who checked, when, which version: label and value."""
        about, lines = self.guideline.about, len(self.entries)
        by_name = sum(bool(entry.review and entry.review.said) for entry in self.entries.values())
        reviewed_label, lines_label = about_words.CHECKED
        version_label, version = about_words.VERSION
        content = self.guideline.content_hash[:12]
        return [
            about_words.WRITER,
            (reviewed_label, about.reviewed.said or about_words.NOBODY),
            (lines_label, about_words.REVIEWED_LINES.format(count=by_name, all=lines)),
            (version_label, version.format(version=about.version, content=content)),
            (about_words.AS_OF, day(self.as_of)),
            (about_words.COMPARED, day(about.checked)),
            (about_words.PAST, about_words.PAST_COUNT.format(count=len(self.stale), all=lines)),
            (about_words.LICENCE, about_words.LICENCE_TEXT.format(content=about.licence)),
        ]

    @property
    def stale(self) -> list[str]:
        """The entries past their review date."""
        rules = (rule for rule in self.guideline.options if rule.entry.id in self.entries)
        return [rule.entry.id for rule in rules if self.as_of > rule.review_by]

    @property
    def documents(self) -> list[tuple[str, str, int]]:
        """The documents that asked for it: title, date or that none is stated, number of statements."""
        shown = []
        for name, title in self.page.documents.items():
            own = [one for one in self.guideline.statements.values() if one.document == name]
            dates = {day(one.dated) for one in own if one.dated is not None}
            shown.append((title, ", ".join(sorted(dates)) or about_words.NOT_STATED, len(own)))
        return shown

    # --- what it rests on ------------------------------------------------------------------------------------

    @property
    def kinds(self) -> list[tuple[str, int, int]]:
        """The sources by kind, in the order of the alphabet: how many, and how many of them were read."""
        sources = self.edition.sources.values()
        counted = Counter(source.kind for source in sources)
        read = Counter(source.kind for source in sources if source.verified)
        return [(kind.replace("_", " "), counted[kind], read[kind]) for kind in sorted(counted)]

    @property
    def sources(self) -> str:
        """The same in one sentence."""
        count, read = sum(count for _, count, _ in self.kinds), sum(read for _, _, read in self.kinds)
        return about_words.SOURCES_SAY.format(count=count, read=read, statements=len(self.guideline.statements))

    @property
    def statuses(self) -> list[tuple[str, str, str]]:
        """Icon, word and meaning of each status, in the order in which they are judged."""
        return [(ICONS[status], words.STATUS_WORD[status], means) for status, means in about_words.STATUSES]

    @property
    def figures(self) -> list[str]:
        """What the guideline says beside findings; what it says of survival waits until somebody asks for it."""
        advice = self.guideline.about.findings
        return [advice.says] if advice is not None else []

    @property
    def asked(self) -> list[tuple[str, list[Asked]]]:
        """The statements of each document in their order, with the lines that say them."""
        said: dict[str, list[tuple[str, str]]] = {name: [] for name in self.guideline.statements}
        for entry in (rule.entry for rule in self.guideline.options if rule.entry.since <= self.as_of):
            label = entry.label or entry.name or entry.id
            if entry.id not in self.entries and entry.until is not None:
                label = about_words.ENDED.format(label=label, day=day(entry.until))
            for name in entry.statements:
                said[name].append((entry.id, label))
        for figure in self.edition.outlook.figures.values():
            for name in figure.entry.statements:
                said[name].append((figure.entry.id, figure.entry.people))
        for term in self.edition.glossary.values():
            for name in term.statements:
                said[name].append((term.id, f"{term.term}: {term.meaning}"))
        return [
            (
                title,
                [
                    Asked(one.id, one.topic, tuple(said[one.id]), one.differs)
                    for one in self.guideline.statements.values()
                    if one.document == name
                ],
            )
            for name, title in self.page.documents.items()
        ]

    # --- for patients ----------------------------------------------------------------------------------------

    @property
    def red_flags(self) -> list[str]:
        """Signs of an emergency, in words for patients."""
        return self._spoken(self.guideline.about.patient_page.red_flags)

    @property
    def sections(self) -> list[Section]:
        """The questions of patients in the order of the guideline, each with its answer."""
        return [self._section(section) for section in self.page.patients]

    @property
    def summary(self) -> list[str]:
        """The end of the part for patients: words of one entry, a sentence on each line."""
        text = " ".join(self._spoken([self.page.summary] if self.page.summary else []))
        return [f"{sentence.rstrip('.')}." for sentence in text.split(". ") if sentence][:SHORT]

    @property
    def questions(self) -> list[str]:
        """What patients could ask next."""
        return self.guideline.about.patient_page.questions

    def _section(self, section: PatientSection) -> Section:
        terms = tuple(self.edition.glossary[name] for name in section.terms if name in self.edition.glossary)
        text, more = tuple(self._spoken(section.entries)), tuple(self._spoken(section.more))
        return Section(section.id, section.question, terms, text, more)

    def _spoken(self, names: Iterable[str]) -> list[str]:
        return [self.entries[name].patient for name in names if name in self.entries]


def about_html(guideline: Guideline, as_of: date, *, standalone: bool = False) -> str:
    """Return the page.

    Args:
        guideline: what is told of.
        as_of: the day on which it is told.
        standalone: whether the page carries its styles, to be read without a server.

    Raises:
        UsageError: the guideline does not say what it is.
    """
    view = AboutView(guideline, as_of)
    return render(TEMPLATE, sheets=SHEETS, scripts=SCRIPTS, standalone=standalone, view=view, said=about_words)
