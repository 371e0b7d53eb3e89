"""The pages of what no look-up command shows: drugs, shared conditions, settings, sets, statements, figures, words."""

from __future__ import annotations

from collections.abc import Sequence

from sarcoguide.days import day
from sarcoguide.knowledge.entries import NamedSet, Setting, SourceUse, Term
from sarcoguide.knowledge.library import Located
from sarcoguide.knowledge.option_entries import Condition, Drug, Guard
from sarcoguide.knowledge.outlook import FigureRule, Measure
from sarcoguide.knowledge.reading_entries import Reading
from sarcoguide.report import words
from sarcoguide.report.lines import Page, Segment, code
from sarcoguide.report.outlook import found_in_words
from sarcoguide.report.statements import DIFFERS, Coverage

STANDS_IN = "Stands in"


def drug_page(located: Located[Drug]) -> Page:
    """Return a drug with its own conditions; those of its shared ones stand with them."""
    drug = located.entry
    page = _begun(drug.name, drug.id)
    _fields(page, ("Also called", ", ".join(drug.synonyms)), ("Class", drug.drug_class.replace("_", " ")))
    _fields(page, ("Patient", drug.patient), (words.MONITOR, "; ".join(drug.monitoring)))
    _names(page, ("Shared", ", ".join(drug.guards)), (words.SOURCES, _cited(drug.sources)))
    _fields(page, *(("Unavailable", absence.because) for absence in drug.unavailable))
    _fields(page, (words.NOTE, drug.note), (STANDS_IN, located.where))
    _conditions(page, drug)
    return page


def guard_page(located: Located[Guard]) -> Page:
    """Return conditions that many entries share."""
    guard = located.entry
    page = _begun(guard.label or guard.id.replace("_", " "), guard.id)
    _names(page, ("When", guard.when or ""), (words.SOURCES, _cited(guard.sources)))
    _fields(page, (words.NOTE, guard.note), (STANDS_IN, located.where))
    _conditions(page, guard)
    return page


def setting_page(located: Located[Setting]) -> Page:
    """Return a number that a site may set."""
    setting = located.entry
    page = _begun(setting.label, setting.name)
    value = "none is applied" if setting.value is None else f"{setting.value} {setting.unit or ''}".rstrip()
    local = "a hospital may set it" if setting.local else ""
    if setting.local_range is not None:
        local += f", from {setting.local_range[0]} to {setting.local_range[1]}"
    _fields(page, ("Value", value), ("Local", local), (words.NOTE, setting.note), (STANDS_IN, located.where))
    _names(page, (words.SOURCES, _cited(setting.sources)))
    return page


def set_page(located: Located[NamedSet]) -> Page:
    """Return a named set with its members."""
    named = located.entry
    page = _begun(named.meaning, named.name)
    _names(page, ("Of", named.of), ("Members", ", ".join(named.members)), (words.SOURCES, named.source))
    mark = "" if named.verified else words.NOT_VERIFIED
    _fields(page, ("Verified", mark), (words.NOTE, named.note), (STANDS_IN, located.where))
    return page


def statement_page(one: Coverage) -> Page:
    """Return a statement that was asked for, with the entries that say it and what shows it."""
    page = _begun(one.topic, one.id)
    _fields(page, ("State", words.COVERAGE[one.state]), ("Shown by", one.shown_by or ""))
    _fields(page, (DIFFERS, one.differs))
    _names(page, ("Entries", ", ".join(one.entries)))
    for shown in (*one.behaviours, *one.tests):
        page.item(shown)
    return page


def figure_page(rule: FigureRule, measure: Measure) -> Page:
    """Return a figure of outlook: who was counted, what was found, and how the measure is to be read."""
    figure = rule.entry
    page = _begun(figure.people, figure.id)
    page.line(Segment(found_in_words(figure, measure), "strong"))
    page.line(measure.means)
    ended = f" until {day(figure.until)}" if figure.until else ""
    read = "yes: the figure was read in a source" if figure.verified else words.NOT_VERIFIED
    _names(page, ("Group", rule.group.text))
    _fields(page, ("Counted", words.OUTLOOK_FROM.format(start=figure.counted_from)), ("Period", figure.period))
    _fields(page, ("People", words.OUTLOOK_N.format(n=figure.n) if figure.n is not None else ""), ("Verified", read))
    _fields(page, ("Holds", f"from {day(figure.since)}{ended}"), (words.NOTE, figure.note))
    _fields(page, ("Review", figure.review.said or words.NOT_REVIEWED.lower()))
    _names(page, (words.SOURCES, _cited(figure.sources)), ("Statements", ", ".join(figure.statements)))
    return page


def reading_page(reading: Reading) -> Page:
    """Return how a tension or a silence is read, and where that is told."""
    page = _begun(reading.question, reading.id)
    page.line(reading.reading)
    told = f"“{reading.told}”" if reading.told else f"not yet: {reading.waits}"
    _fields(page, ("Told", told))
    _names(page, ("Patient", reading.patient), ("Carried by", ", ".join(reading.where)))
    _names(page, ("Statements", ", ".join(reading.statements)))
    return page


def term_page(term: Term) -> Page:
    """Return a word of medicine with its meaning."""
    page = _begun(term.term, term.id)
    page.line(term.meaning)
    ended = f" until {day(term.until)}" if term.until else ""
    _fields(page, ("Say", term.say), ("Forms", ", ".join(term.forms)), ("Holds", f"from {day(term.since)}{ended}"))
    _names(page, (words.SOURCES, _cited(term.sources)), ("Statements", ", ".join(term.statements)))
    return page


def _begun(title: str, name: str) -> Page:
    page = Page()
    page.line(Segment(title, "title"), f" [{name}]")
    return page


def _fields(page: Page, *fields: tuple[str, str]) -> None:
    for label, text in fields:
        if text:
            page.field(label, text)


def _names(page: Page, *fields: tuple[str, str]) -> None:
    for label, text in fields:
        if text:
            page.field(label, code(text))


def _cited(uses: Sequence[SourceUse]) -> str:
    return "; ".join(use.id for use in uses)


def _conditions(page: Page, holder: Drug | Guard) -> None:
    tiers = (("excludes", holder.unless), ("discourages", holder.discouraged), ("cautions", holder.caution))
    for tier, conditions in tiers:
        if conditions:
            page.heading(words.TIER[tier])
        for condition in conditions:
            _condition(page, condition)


def _condition(page: Page, condition: Condition) -> None:
    page.item(condition.because)
    page.line(code(condition.when), indent=2)
    verified = "" if condition.verified else f"{words.NOT_VERIFIED}; "
    page.line(Segment(verified, "quiet"), code(_cited(condition.sources)), indent=2)
    if condition.patient:
        page.line(Segment(f"Patient: {condition.patient}", "quiet"), indent=2)
