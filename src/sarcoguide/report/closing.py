"""The end of a report: what to find out next, every warning, what else to know, statements and sources."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from sarcoguide.days import day
from sarcoguide.planning.model import MissingView, Plan
from sarcoguide.report import words
from sarcoguide.report.lexicon import Lexicon, cited, unit_in_words
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.outlook import factors_of


def add_missing(page: Page, plan: Plan, lexicon: Lexicon) -> None:
    """Add the questions: layers as headings, then groups that are asked together."""
    page.heading(words.MISSING)
    if not plan.missing:
        page.line(words.NOTHING_MISSING)
    titles = {layer.id: layer.title for layer in lexicon.edition.about.layers}
    for layer, in_layer in groupby(plan.missing, key=lambda question: question.layer):
        page.line(Segment(titles.get(layer, layer), "strong"), indent=2)
        for group, questions in groupby(in_layer, key=lambda question: question.group):
            listed = list(questions)
            if len(listed) > 1:
                page.line(Segment(group, "label"), indent=4)
            for question in listed:
                _question(page, question, lexicon, indent=6 if len(listed) > 1 else 4)


def _question(page: Page, question: MissingView, lexicon: Lexicon, indent: int) -> None:
    many = words.INFLUENCE_MANY.format(count=question.influence)
    remarks = [words.INFLUENCE.get(question.influence, many), lexicon.burden(question.burden)]
    unit = unit_in_words(question.unit or "")
    if unit:
        remarks.append(unit if unit.startswith("per ") else words.IN_UNIT.format(unit=unit))
    if question.stale_value:
        remarks.append(words.STALE_VALUE.format(value=question.stale_value, day=day(question.stale_date)))
    page.item(
        f"{question.question} [{question.fact}] ",
        Segment(f"({'; '.join(remarks)})", "quiet"),
        indent=indent,
        mark="?",
    )


def add_warnings(page: Page, plan: Plan) -> None:
    """Add every warning, whatever else is folded."""
    page.heading(words.WARNINGS)
    if not plan.warnings:
        page.line(words.NONE)
    for warning in plan.warnings:
        sources = f" ({cited(warning.sources)})" if warning.sources else ""
        page.item(Segment(warning.says, "warning"), Segment(sources, "quiet"), mark="!")


def add_information(page: Page, plan: Plan, noted: Collection[str]) -> None:
    """Add what is good to know and stands beside no option that was printed."""
    elsewhere = {*noted, *(note.id for note in factors_of(plan))}
    fresh = [note for note in plan.information if note.id not in elsewhere]
    if fresh:
        page.heading(words.INFORMATION)
    for note in fresh:
        page.item(f"{note.says} ", Segment(f"({cited(note.sources)})", "quiet"))


def add_statements(page: Page, plan: Plan) -> None:
    """Add the statements behind the plan, and what an unverified source may do."""
    page.heading(words.STATEMENTS)
    page.line(f"{words.STATEMENTS_OF}: {', '.join(plan.statements) or words.NONE}")
    if any(not source.verified for source in plan.sources):
        page.line(Segment(words.UNVERIFIED_NOTE, "quiet"))


def add_sources(page: Page, plan: Plan, ids: Collection[str]) -> None:
    """Add the sources that were cited, each with its title, kind and date."""
    page.heading(words.SOURCE_LIST)
    page.line(Segment(words.SOURCE_HINT, "quiet"))
    for source in plan.sources:
        if source.id in ids:
            kind = source.kind.replace("_", " ")
            dated = f", {day(source.date)}" if source.date[:1].isdigit() else ""
            mark = "" if source.verified else f"; {words.NOT_VERIFIED}"
            page.line(Segment(source.id, "label"), f" {source.title} ({kind}{dated}{mark})", indent=2, hang=4)
