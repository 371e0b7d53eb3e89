"""Findings of trials in words and as dots with intervals: picture, row and sentence are made from the same numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup, escape

from sarcoguide.days import day
from sarcoguide.planning.finding_model import FindingView, ResultView
from sarcoguide.report import sheet_words as words
from sarcoguide.report.lexicon import Lexicon

#: A picture: width and the space left and right of its axis; a line for each number and one for the axis.
WIDTH, MARGIN, LINE, AXIS = 210, 14, 15, 17
#: The widest ratio that is always in sight, to both sides of no difference.
RATIO_SPAN = 2.0
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
SHARE_MOST = 100
Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding: people, number, period, what was found in words, whether the patient could have been in it."""

    view: FindingView
    people: str
    counted: str
    period: str
    found: tuple[str, ...]
    interval: str
    inside: str
    inside_why: str
    sentence: str
    picture: Markup


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings on one measure; their pictures share one axis."""

    title: str
    means: str
    rows: tuple[FindingRow, ...]


def groups_of(findings: Sequence[FindingView], lexicon: Lexicon) -> tuple[FindingGroup, ...]:
    """Return the findings beside an option, by what they measure."""
    advice = lexicon.edition.about.findings
    groups = []
    for measure, same in groupby(findings, key=lambda view: view.measure):
        views = tuple(same)
        means = advice.measures[measure].means if advice is not None else ""
        axis = _axis(views)
        rows = tuple(_row(view, axis, lexicon) for view in views)
        groups.append(FindingGroup(_measured(views[0]), means, rows))
    return tuple(groups)


def _measured(view: FindingView) -> str:
    return view.name if view.scale == "ratio" else f"{view.name}, {view.unit}"


def _row(view: FindingView, axis: Axis, lexicon: Lexicon) -> FindingRow:
    counted = words.FINDING_N.format(n=f"{view.n:,}") if view.n is not None else words.NO_N
    period = view.period or words.NO_PERIOD.format(date=day(view.dated) if view.dated[:1].isdigit() else view.dated)
    found = tuple(_found(result, view) for result in view.results)
    has_interval = any(result.interval for result in view.results)
    interval = words.LEVEL.format(level=f"{view.level:g}") if has_interval else words.NO_INTERVAL
    inside, why = in_trial(view, lexicon)
    told = f"{inside}{f', {why}' if why else ''}"
    note = f" {view.note.rstrip('.')}." if view.note else ""
    sentence = f"{view.name}: {'; '.join(found)} ({interval}; {counted}; {period}). {view.people}.{note}"
    asked = f" {words.FINDING_COLUMNS[-1]} {told}."
    return FindingRow(
        view, view.people, counted, period, found, interval, inside, why, sentence + asked, axis.picture(view)
    )


def _found(result: ResultView, view: FindingView) -> str:
    unit = "" if view.scale == "ratio" else f" {view.unit}"
    interval = (
        words.INTERVAL.format(lower=f"{result.interval[0]:g}", upper=f"{result.interval[1]:g}")
        if result.interval
        else ""
    )
    return f"{result.value:g}{unit}{interval}, {result.of}"


def in_trial(view: FindingView, lexicon: Lexicon) -> tuple[str, str]:
    """Return whether the patient could have been in the trial, in a word, and why."""
    if not view.held:
        return words.IN_TRIAL[None], words.UNCODED
    if view.inside is None:
        listed = ", ".join(map(lexicon.label, view.missing))
        return words.IN_TRIAL[None], words.MISSING.format(list=listed) if listed else ""
    why = words.BECAUSE.format(list="; ".join(view.because)) if view.because else ""
    return words.IN_TRIAL[view.inside], f"{words.FITS_RULE}; {why}" if view.inside and why else why


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of one measure: where a number lies, and which are written."""

    place: Scale
    ticks: tuple[float, ...]
    reference: float | None = None

    def picture(self, view: FindingView) -> Markup:
        """Return a finding as dots with intervals: filled first, open second; a ratio is a square."""
        bottom = LINE * len(view.results)
        parts = [f'<path class="ax" d="M{MARGIN} {bottom + 1}H{WIDTH - MARGIN}"/>']
        for tick in self.ticks:
            x = self.place(tick)
            parts.append(f'<path class="ax" d="M{x:.1f} {bottom + 1}v3"/>')
            parts.append(f'<text x="{x:.1f}" y="{bottom + AXIS - 2}" text-anchor="middle">{tick:g}</text>')
        if self.reference is not None:
            parts.append(f'<path class="ref" d="M{self.place(self.reference):.1f} 0V{bottom + 1}"/>')
        for index, result in enumerate(view.results):
            parts += _mark(result, self.place, LINE * index + LINE / 2, "sq" if view.scale == "ratio" else f"r{index}")
        size = f'width="{WIDTH}" height="{bottom + AXIS}" viewBox="0 0 {WIDTH} {bottom + AXIS}"'
        return Markup(f'<svg class="ev" {size} aria-hidden="true">{"".join(parts)}</svg>')


def _mark(result: ResultView, place: Scale, y: float, kind: str) -> Iterator[str]:
    x = place(result.value)
    if result.interval:
        low, high = map(place, result.interval)
        yield f'<path class="iv" d="M{low:.1f} {y:g}H{high:.1f}M{low:.1f} {y - 3:g}v6M{high:.1f} {y - 3:g}v6"/>'
    if kind == "sq":
        yield f'<rect class="sq" x="{x - 4:.1f}" y="{y - 4:g}" width="8" height="8"/>'
    else:
        yield f'<circle class="{escape(kind)}" cx="{x:.1f}" cy="{y:g}" r="4"/>'


def _axis(views: Sequence[FindingView]) -> Axis:
    numbers = [number for view in views for result in view.results for number in (result.value, *result.interval)]
    if views[0].scale == "ratio":
        span = max(RATIO_SPAN, max(numbers) * 1.05, 1.05 / min(numbers))
        low, high = math.log(1 / span), math.log(span)
        known = [tick for tick in (0.1, 0.25, 0.5, 2, 4, 10) if 1 / span <= tick <= span]
        ticks = tuple(sorted({1.0, *(known if len(known) < 5 else known[::2])}))  # noqa: PLR2004
        return Axis(partial(_at, low=low, high=high, logarithmic=True), ticks, 1.0)
    most = max(*numbers, 1)
    step = next((step for step in STEPS if most / step <= 4), STEPS[-1])  # noqa: PLR2004
    top = math.ceil(most / step) * step
    if views[0].scale == "share":
        top = min(top, SHARE_MOST)
    ticks = tuple(float(tick) for tick in range(0, top + 1, step))
    return Axis(partial(_at, low=0, high=float(top), logarithmic=False), ticks)


def _at(value: float, *, low: float, high: float, logarithmic: bool) -> float:
    number = math.log(value) if logarithmic else value
    return MARGIN + (number - low) / (high - low) * (WIDTH - 2 * MARGIN)
