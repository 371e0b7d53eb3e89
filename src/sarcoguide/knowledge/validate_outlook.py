"""Figures of outlook: a figure stands only where it was read, with its measure, its time and its people."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import Formatter

from sarcoguide.errors import Problem
from sarcoguide.knowledge.about import About
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.outlook import SHARE, Figure, Measure, OutlookAdvice
from sarcoguide.knowledge.validate import missing


def check_outlook(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the figures of outlook."""
    advice = library.about.entry.outlook if library.about is not None else None
    measures = advice.measures if advice is not None else {}
    if library.about is not None and advice is not None:
        yield from _check_advice(library, library.about, advice)
    read = {located.entry.id for located in library.sources if located.entry.verified}
    statements = {located.entry.id for located in library.statements}
    for located in library.outlook:
        entry = located.entry
        if entry.measure not in measures:
            yield missing(located, ("measure",), entry.measure, measures, "nothing would say what was measured")
        else:
            yield from _check_time(located, measures[entry.measure])
        for index, name in enumerate(entry.statements):
            if name not in statements:
                yield missing(located, ("statements", index), name, statements)
        yield from _check_sources(located, read)
        yield from _check_interval(located)
        if entry.n is not None and entry.n <= 0:
            yield located.problem(("n",), "nobody was counted", "`n` is a number of people", "correct it")


def _check_advice(library: Library, about: Located[About], advice: OutlookAdvice) -> Iterator[Problem]:
    lines = {each.entry.id for each in library.options if each.entry.kind == "information" and not each.entry.about}
    for key, names in (("factors", advice.factors), ("refuses", advice.refuses)):
        for index, name in enumerate(names):
            if name not in lines:
                yield missing(about, ("outlook", key, index), name, lines)
    facts = {each.entry.name for each in library.facts}
    if advice.wish and advice.wish not in facts:
        yield missing(about, ("outlook", "wish"), advice.wish, facts)
    for name, measure in advice.measures.items():
        yield from _check_sentence(about, name, measure)


def _check_sources(located: Located[Figure], read: Collection[str]) -> Iterator[Problem]:
    entry = located.entry
    if not entry.sources:
        yield located.problem(("sources",), "the figure names no source", "nobody could look it up", "cite one")
    if entry.verified and not any(use.id in read for use in entry.sources):
        yield located.problem(
            ("verified",),
            "the figure counts as verified, but none of its sources was read",
            "it would be trusted without ground",
            "cite a verified source, or write `verified: false` and take the figure out",
        )
    if entry.verified != (entry.value is not None):
        yield located.problem(
            ("value",) if entry.value is not None else (),
            "a figure stands though it is not verified" if entry.value is not None else "there is no figure",
            "a figure that was not read is never shown",
            "take `value` out" if entry.value is not None else "add `value`, or write `verified: false`",
        )


def _check_sentence(about: Located[About], name: str, measure: Measure) -> Iterator[Problem]:
    named = {field for _, field, _, _ in Formatter().parse(measure.sentence) if field is not None}
    wanted = {"value", "start"} | ({"time"} if measure.unit == SHARE else set())
    if named != wanted:
        yield about.problem(
            ("outlook", "measures", name, "sentence"),
            f"the sentence must name {', '.join(f'{{{field}}}' for field in sorted(wanted))} and nothing else",
            "a figure without its time or its beginning means nothing",
            "write each of them once",
        )


def _check_time(located: Located[Figure], measure: Measure) -> Iterator[Problem]:
    entry = located.entry
    if (measure.unit == SHARE) != (entry.after_months is not None):
        share = measure.unit == SHARE
        yield located.problem(
            () if share else ("after_months",),
            "a share of people has no `after_months`" if share else "only a share is counted after a time",
            "a reader must know at what time people were counted",
            "add `after_months`" if share else "take it out",
        )
    elif entry.after_months is not None and entry.after_months <= 0:
        yield located.problem(("after_months",), "the time is not after the start", remedy="correct it")
    numbers = [number for number in (entry.value, *entry.interval) if number is not None]
    if any(number < 0 or (measure.unit == SHARE and number > 100) for number in numbers):  # noqa: PLR2004
        yield located.problem(("value",), f"the figure cannot be one in {measure.unit}", remedy="correct it")


def _check_interval(located: Located[Figure]) -> Iterator[Problem]:
    entry = located.entry
    if not entry.interval:
        return
    if entry.value is None or len(entry.interval) != 2 or not entry.interval[0] <= entry.value <= entry.interval[1]:  # noqa: PLR2004
        yield located.problem(
            ("interval",),
            "an interval is [lower, upper] around the figure",
            "it would mislead about how sure the figure is",
            "correct the numbers, or take the interval out",
        )
