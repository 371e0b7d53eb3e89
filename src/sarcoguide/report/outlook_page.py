"""The page on the outlook: each figure drawn, as a row of a table and as a sentence, with whether it fits a patient."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from sarcoguide.dossier import Dossier
from sarcoguide.knowledge.outlook import SHARE
from sarcoguide.language import Trace
from sarcoguide.planning.model import FigureView, MeasureView, NoteView
from sarcoguide.planning.outlook import whether_like
from sarcoguide.record import Situation
from sarcoguide.report import html, outlook_words, words
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.outlook import interval_in_words, time_in_words
from sarcoguide.report.trace_words import TraceWords, dates_of

TEMPLATE, PATIENT_TEMPLATE = "outlook/page.html", "outlook/patient.html"
#: What may be shown: the figures to a clinician, or the page with figures for a patient who asked for them.
FIGURES, PATIENT = "figures", "patient"
#: Width of a chart and the room beside it, in the units of its own drawing.
WIDTH, MARGIN = 300, 6
#: A line is drawn at each of these, as many as there is room for.
STEPS, LINES = (1, 2, 5, 6, 12, 20, 24, 60), 5


@dataclass(frozen=True, slots=True)
class Fit:
    """One thing that those who were counted had in common, and whether the patient has it."""

    asked: str
    value: str
    truth: bool | None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: the people, the sentence, the numbers, and what it has in common with the patient."""

    figure: FigureView
    sentence: str
    number: str
    fits: tuple[Fit, ...]

    @property
    def squares(self) -> int:
        """How many of a hundred squares stand for a share."""
        return round(self.figure.value or 0)


@dataclass(frozen=True, slots=True)
class Chart:
    """The figures of one measure, on one scale."""

    measure: MeasureView
    rows: tuple[Row, ...]

    @property
    def share(self) -> bool:
        """Whether it measures a share of people."""
        return self.measure.unit == SHARE

    @property
    def ticks(self) -> tuple[int, ...]:
        """Where lines are drawn: from nought to beyond the largest figure."""
        numbers = [n for row in self.rows for n in (row.figure.value, *row.figure.interval) if n is not None]
        most = 100.0 if self.share else max(numbers, default=1.0)
        step = next((step for step in STEPS if most / step <= LINES), STEPS[-1])
        return tuple(range(0, (math.ceil(most / step) + 1) * step, step))

    def place(self, number: float) -> float:
        """Return where a number stands in the drawing."""
        return round(MARGIN + number / self.ticks[-1] * (WIDTH - 2 * MARGIN), 1)

    def bar(self, row: Row) -> Markup:
        """Return the row drawn: a dot, and the interval where the source has one."""
        value, interval = row.figure.value, row.figure.interval
        lines = "".join(f'<path class="gridl" d="M{self.place(tick)} 0V22"/>' for tick in self.ticks)
        if value is None:
            return _svg(lines)
        whisker = f'<path class="iv" d="M{self.place(interval[0])} 11H{self.place(interval[1])}"/>' if interval else ""
        at = self.place(value)
        stem = f'<path class="stem" d="M{MARGIN} 11H{at}"/>'
        return _svg(f'{lines}{stem}{whisker}<circle class="dot" cx="{at}" cy="11" r="5"/>')


class OutlookPage:
    """What the page on the outlook shows of one patient."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._said = TraceWords(Lexicon(dossier.edition), dates_of(dossier.record))

    @property
    def wish(self) -> str:
        """What the record says of the patient's wish to see figures, in words."""
        advice = self.dossier.edition.about.outlook
        if advice is None or not advice.wish:
            return ""
        lines = [line for group in self.dossier.facts for line in group.facts if line.fact == advice.wish]
        return next((outlook_words.WISH.format(label=line.label, value=line.words) for line in lines), "")

    @property
    def wanted(self) -> bool:
        """Whether the patient is known to have asked for figures."""
        return self.dossier.plan.outlook is not None and self.dossier.plan.outlook.wanted is True

    @property
    def refused(self) -> tuple[NoteView, ...]:
        """Which tools must not be used, and why."""
        names = self.dossier.plan.outlook.refuses if self.dossier.plan.outlook is not None else ()
        return tuple(note for note in self.dossier.plan.information if note.id in names)

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The figures by measure; in each those of people like this patient first."""
        return tuple(self._charts(lambda _: True))

    @property
    def like_the_patient(self) -> tuple[Chart, ...]:
        """The verified figures of people like this patient."""
        return tuple(self._charts(lambda figure: figure.like is True and figure.value is not None))

    def _charts(self, chosen: Any) -> Iterator[Chart]:
        view = self.dossier.plan.outlook
        if view is None:
            return
        traces = whether_like(Situation(self.dossier.record, self.dossier.edition))
        for measure in view.measures:
            figures = [figure for figure in view.figures if figure.measure == measure.id and chosen(figure)]
            if figures:
                yield Chart(measure, tuple(self._row(figure, measure, traces) for figure in figures))

    def _row(self, figure: FigureView, measure: MeasureView, traces: Mapping[str, Trace]) -> Row:
        fits = tuple(self._fit(part) for part in _parts(traces[figure.id]))
        if figure.value is None:
            return Row(figure, words.OUTLOOK_NOT_READ, "", fits)
        value = f"{figure.value:g}"
        time = time_in_words(figure.after_months) if figure.after_months is not None else ""
        sentence = measure.sentence.format(value=value, start=figure.counted_from, time=time)
        interval = interval_in_words(figure)
        unit = f" {measure.unit}" if measure.unit == SHARE else ""
        return Row(figure, sentence, f"{value}{unit}{interval}", fits)

    def _fit(self, trace: Trace) -> Fit:
        if trace.kind in ("compare", "in"):
            asked, value = self._said.test(trace)
        else:
            asked, value = self._said.name(trace), self._said.value(trace)
        return Fit(asked, value, trace.truth)


def outlook_html(dossier: Dossier, shown: str = "", form: Any = None, *, standalone: bool = False) -> str:
    """Return the page.

    Args:
        dossier: the patient.
        shown: `figures` or `patient`; by anything else nothing is shown. Nor is the page for a patient to one who did
            not ask for figures.
        form: the record as the form of the workbench, for the way back.
        standalone: whether the page carries its styles, to be read without a server.
    """
    page = OutlookPage(dossier)
    for_patient = shown == PATIENT and page.wanted
    return html.render(
        PATIENT_TEMPLATE if for_patient else TEMPLATE,
        **html.of_dossier(dossier),
        page=page,
        shown=shown == FIGURES,
        form=form,
        text=outlook_words,
        sheets=("patient.css", "outlook.css") if for_patient else ("workbench.css", "outlook.css"),
        scripts=("patient.js",) if for_patient else ("workbench.js",),
        standalone=standalone,
    )


def _parts(trace: Trace) -> Sequence[Trace]:
    return trace.parts if trace.kind == "and" else (trace,)


def _svg(inner: str) -> Markup:
    return Markup(f'<svg class="bars" viewBox="0 0 {WIDTH} 22" aria-hidden="true">{inner}</svg>')
