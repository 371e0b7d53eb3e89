"""Figures of outlook in words, for clinicians: text and page share these rows. No page for patients reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sarcoguide.knowledge.entries import Number
from sarcoguide.knowledge.outlook import Figure, Measure
from sarcoguide.planning.model import FigureView, MeasureView, NoteView, OutlookView, Plan, SourceView
from sarcoguide.report import words
from sarcoguide.report.lexicon import cited
from sarcoguide.report.lines import Page, Segment


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: the people, what was found, remarks, and the sources."""

    people: str
    found: str
    remarks: tuple[str, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of people who are all like this patient, or all not, or of whom it is not known."""

    title: str
    like: bool | None
    rows: tuple[FigureRow, ...]


def parts(view: OutlookView) -> tuple[Part, ...]:
    """Return the figures in parts, by whether this patient is like the people who were counted."""
    measures = {measure.id: measure for measure in view.measures}
    return tuple(
        Part(words.OUTLOOK_LIKE[like], like, tuple(_row(figure, measures[figure.measure]) for figure in figures))
        for like, figures in groupby(view.figures, key=lambda figure: figure.like)
    )


def _row(figure: FigureView, measure: MeasureView) -> FigureRow:
    remarks = [words.OUTLOOK_FROM.format(start=figure.counted_from), figure.period]
    remarks += [words.OUTLOOK_N.format(n=figure.n)] if figure.n is not None else []
    remarks += [figure.note.rstrip(".")] if figure.note else []
    reviewed = words.REVIEWED.format(by=figure.reviewed) if figure.reviewed else words.NOT_REVIEWED_SHORT
    return FigureRow(figure.people, found_in_words(figure, measure), (*remarks, reviewed), figure.sources)


def found_in_words(figure: FigureView | Figure, measure: MeasureView | Measure) -> str:
    """Return what was found: the measure, its value with the interval, or that it was not read."""
    name = measure.name
    if figure.after_months is not None:
        name = words.OUTLOOK_AFTER.format(name=name, time=time_in_words(figure.after_months))
    if figure.value is None:
        return f"{name}: {words.OUTLOOK_NOT_READ}"
    return f"{name}: {_number(figure.value)} {measure.unit}{interval_in_words(figure)}"


def interval_in_words(figure: FigureView | Figure) -> str:
    """Return the interval of a figure, to stand behind it; nothing where none was read."""
    return words.OUTLOOK_INTERVAL.format(*map(_number, figure.interval)) if figure.interval else ""


def _number(value: float | Number) -> str:
    return f"{value:g}"


def time_in_words(months: int) -> str:
    """Return a number of months as people say it: 24 are `2 years`, 30 are `30 months`."""
    years, rest = divmod(months, 12)
    count, unit = (months, "month") if rest or not years else (years, "year")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def factors_of(plan: Plan) -> tuple[NoteView, ...]:
    """Return the lines of information that stand with the figures, and so nowhere else."""
    named = plan.outlook.factors if plan.outlook is not None else ()
    return tuple(note for note in plan.information if note.id in named)


def sources_of(view: OutlookView | None) -> Iterator[SourceView]:
    """Yield what the figures that a report prints in full cite."""
    if view is not None:
        yield from view.sources
        for figure in view.figures:
            if figure.like is not False:
                yield from figure.sources


def add_outlook(page: Page, plan: Plan) -> None:
    """Add the figures to a report; those of other people are counted, since paper does not fold."""
    view = plan.outlook
    if view is None:
        return
    page.heading(words.OUTLOOK.upper())
    page.line(f"{view.says} ", Segment(f"({cited(view.sources)})", "quiet"))
    for note in factors_of(plan):
        own = "; ".join(f"{fact.label}: {fact.words}" for fact in note.shows)
        page.item(f"{note.says} ", Segment(f"({'; '.join(filter(None, (own, cited(note.sources))))})", "quiet"))
    for measure in view.measures:
        page.field(measure.name, measure.means, indent=2)
    for part in parts(view):
        if part.like is False:
            page.line(Segment(words.OUTLOOK_OTHERS.format(count=len(part.rows)), "quiet"))
            continue
        page.line(Segment(part.title, "strong"))
        for row in part.rows:
            remarks = "; ".join((*row.remarks, cited(row.sources)))
            page.item(f"{row.people}. {row.found} ", Segment(f"({remarks})", "quiet"))
