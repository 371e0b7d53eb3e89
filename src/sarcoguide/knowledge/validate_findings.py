"""Findings: each number was read, stands within its interval, and leads to an option, a measure and a source."""

from __future__ import annotations

from collections.abc import Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.findings import MOST_RESULTS, Finding, FindingMeasure, Result
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.validate import missing

ALL = 100
PAIR = 2


def check_findings(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the findings."""
    advice = library.about.entry.findings if library.about is not None else None
    measures = advice.measures if advice is not None else {}
    options = {located.entry.id for located in library.options}
    sources = {located.entry.id for located in library.sources}
    read = {located.entry.id for located in library.sources if located.entry.verified}
    for located in library.findings:
        entry = located.entry
        for index, name in enumerate(entry.options):
            if name not in options:
                yield missing(located, ("options", index), name, options)
        if not entry.options:
            yield located.problem(
                ("options",), "the finding stands beside no option", "nobody would see it", "name one"
            )
        if entry.trial is not None and entry.trial not in sources:
            yield missing(located, ("trial",), entry.trial, sources)
        if not any(use.id in read for use in entry.sources):
            yield located.problem(
                ("sources",),
                "none of its sources was read",
                "a number that was not read is never shown",
                "cite the source in which it was read, or take the finding out",
            )
        if entry.n is not None and entry.n <= 0:
            yield located.problem(("n",), "nobody was counted", "`n` is a number of people", "correct it")
        if entry.measure not in measures:
            yield missing(located, ("measure",), entry.measure, measures, "nothing would say what was measured")
        else:
            yield from _check_results(located, measures[entry.measure])


def _check_results(located: Located[Finding], measure: FindingMeasure) -> Iterator[Problem]:
    entry = located.entry
    most = 1 if measure.scale == "ratio" else MOST_RESULTS
    if not 1 <= len(entry.results) <= most:
        what = f"{len(entry.results)} results stand where 1 to {most} can" if most > 1 else "a ratio has one result"
        yield located.problem(("results",), what, remedy="write another finding for the others")
    for index, result in enumerate(entry.results):
        path = ("results", index)
        if not _sound(result):
            yield located.problem(
                (*path, "interval"),
                "an interval is [lower, upper] around the number",
                "it would mislead about how sure the number is",
                "correct the numbers, or take the interval out",
            )
        numbers = (result.value, *result.interval)
        low = any(number < 0 or (measure.scale == "ratio" and number == 0) for number in numbers)
        if low or (measure.scale == "share" and any(number > ALL for number in numbers)):
            yield located.problem((*path, "value"), f"it cannot be a {measure.scale}", remedy="correct it")


def _sound(result: Result) -> bool:
    interval = result.interval
    return not interval or (len(interval) == PAIR and interval[0] <= result.value <= interval[1])
