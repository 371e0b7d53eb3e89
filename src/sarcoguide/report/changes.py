"""What became true, ended, or was due for review between two days, each with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from msgspec import Struct

from sarcoguide.days import day
from sarcoguide.knowledge import ConditionRule, Guideline, OptionRule
from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.knowledge.option_entries import Licence, Regulatory
from sarcoguide.knowledge.types_of_tumour import Actionable, Alteration
from sarcoguide.report.lines import Page, Segment, code

TITLE = "{count} from {since} to {until}"
HEADING = "What changed between two days"
LEAD = "What the guideline began to say, what ended, and what came due for review, each with its sources."
SINCE, UNTIL, SHOW, NO_CHANGE = "From", "to", "Show", "Nothing changed between these days."
DAYS_REMEDY = "Write both as YYYY-MM-DD, the earlier one as since."
CHANGES = {"began": "began", "ended": "ended", "review_due": "review due"}
PARTS = {
    "entry": "entry",
    "licence": "licence of",
    "absence": "time without",
    "condition": "condition of",
    "definition": "definition",
    "figure": "figure",
    "finding": "finding",
    "word": "word",
    "type": "type",
}
NO_SOURCE = "no source of its own"


class GuidelineChange(Struct, frozen=True, order=True):
    """One change: `change` is began, ended or review_due; `part` what kind of line, `id` the entry that holds it.

    `day` is as exact as it is known: a day, a month or a year.
    """

    day: str
    change: str
    part: str
    id: str
    says: str
    because: str
    sources: tuple[str, ...]


def changes(guideline: Guideline, since: date, until: date) -> tuple[GuidelineChange, ...]:
    """Return what changed from one day to another, both included, in the order of days.

    A month or a year that the two days touch counts as between them.
    """
    found = [*_options(guideline), *_conditions(guideline), *_others(guideline), *_types(guideline)]
    first, last = since.isoformat(), until.isoformat()
    between = [one for one in found if first[: len(one.day)] <= one.day <= last[: len(one.day)]]
    # An entry is past its review on the day after; what is to be reviewed later is no change yet.
    return tuple(sorted({one for one in between if one.change != "review_due" or one.day < last}))


def _options(guideline: Guideline) -> Iterator[GuidelineChange]:
    for rule in guideline.options:
        entry = rule.entry
        said = entry.label or entry.name or entry.says
        yield from _dated(
            (entry.since, entry.until),
            "entry",
            entry.id,
            said,
            entry.sources,
            (entry.until_because, entry.until_sources),
        )
        if entry.until is None or rule.review_by < entry.until:
            yield _change(rule.review_by, "review_due", "entry", entry.id, said, entry.sources)
        yield from _licences(entry.only_in, entry.id)
        for absence in rule.absences:
            yield from _dated((absence.since, absence.until), "absence", entry.id, absence.because, absence.sources)
        yield from _agencies(rule)


def _licences(licences: Iterable[Licence], holder: str) -> Iterator[GuidelineChange]:
    for licence in licences:
        said = f"{licence.country}: {licence.because}"
        yield from _dated((licence.since, licence.until), "licence", holder, said, licence.sources)


def _agencies(rule: OptionRule) -> Iterator[GuidelineChange]:
    for line in rule.entry.regulatory:
        if line.verified and line.since is not None:
            yield _change(str(line.since), "began", "licence", rule.entry.id, _licensed(line), rule.entry.sources)


def _licensed(line: Regulatory) -> str:
    return f"{line.agency}: {line.status.replace('_', ' ')}{f', {line.indication}' if line.indication else ''}"


def _conditions(guideline: Guideline) -> Iterator[GuidelineChange]:
    held: dict[tuple[str, str], ConditionRule] = {}
    for rule in guideline.options:
        for condition in (*rule.unless, *rule.discouraged, *rule.caution):
            held[condition.where, condition.because] = condition
    for condition in held.values():
        dates = (condition.since, condition.until)
        yield from _dated(dates, "condition", condition.origin, condition.because, condition.sources)


def _others(guideline: Guideline) -> Iterator[GuidelineChange]:
    for rule in guideline.definitions:
        definition = rule.entry
        dates = (definition.since, definition.until)
        yield from _dated(dates, "definition", definition.name, definition.label, definition.sources)
    for figure in guideline.outlook.figures.values():
        entry = figure.entry
        yield from _dated((entry.since, entry.until), "figure", entry.id, entry.people, entry.sources)
    for finding in guideline.findings.values():
        found = finding.entry
        yield from _dated((found.since, found.until), "finding", found.id, found.people, found.sources)
    for term in guideline.glossary.values():
        yield from _dated((term.since, term.until), "word", term.id, term.term, term.sources)


def _types(guideline: Guideline) -> Iterator[GuidelineChange]:
    for histology in guideline.histologies.values():
        for _, line in histology.cited():
            if isinstance(line, Actionable | Alteration):
                said = f"{line.marker}: {line.says}" if isinstance(line, Actionable) else line.alteration
                ended = (line.until_because, line.until_sources)
                yield from _dated((line.since, line.until), "type", histology.id, said, line.sources, ended)
            if isinstance(line, Actionable):
                yield from _licences(line.only_in, histology.id)


def _dated(
    dates: tuple[date | None, date | None],
    part: str,
    name: str,
    says: str,
    sources: Iterable[SourceUse],
    ended: tuple[str, Sequence[SourceUse]] = ("", ()),
) -> Iterator[GuidelineChange]:
    """Yield the beginning and the end of a line; the end has a reason and sources of its own where they are known."""
    kept = tuple(sources)
    since, until = dates
    if since is not None:
        yield _change(since, "began", part, name, says, kept)
    if until is not None:
        because, by = ended
        yield _change(until, "ended", part, name, says, (*by,) or kept, because)


def _change(  # noqa: PLR0913, PLR0917 - a change has as many parts
    when: date | str, change: str, part: str, name: str, says: str, sources: Iterable[SourceUse], because: str = ""
) -> GuidelineChange:
    told = when if isinstance(when, str) else when.isoformat()
    return GuidelineChange(told, change, part, name, says, because, tuple(dict.fromkeys(use.id for use in sources)))


def _count(number: int) -> str:
    return f"{number} {'change' if number == 1 else 'changes'}"


def title(found: Sequence[GuidelineChange], since: date, until: date) -> str:
    """Return how many changes there were between two days."""
    return TITLE.format(count=_count(len(found)), since=day(since), until=day(until))


def changes_page(found: Sequence[GuidelineChange], since: date, until: date) -> Page:
    """Return the changes day by day."""
    page = Page()
    page.line(Segment(title(found, since, until), "title"))
    for when, same in groupby(found, key=lambda one: one.day):
        page.heading(day(when))
        for one in same:
            says = f"{one.says.rstrip('.')}: {one.because}" if one.because else one.says
            page.item(
                Segment(f"{CHANGES[one.change]} ", "strong"),
                f"{PARTS[one.part]} ",
                code(one.id),
                f"  {says} ",
                Segment(f"({'; '.join(one.sources) or NO_SOURCE})", "quiet"),
            )
    return page
