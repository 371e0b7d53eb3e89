"""Which cases show an entry or a name at work, as a section of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.cases import Behaviour, Case, Expectation
from sarcoguide.report.lines import Page, Segment, code

#: The behaviours that show an entry or a name, by its id.
Shown = Mapping[str, Sequence[Behaviour]]

TITLE, WHY = "Cases", "Each pair shows a patient to whom it applies and one to whom it does not."


def shown_by(guideline: Guideline) -> Shown:
    """Return the behaviours that name an entry, fact or definition in what they expect."""
    found: defaultdict[str, dict[str, Behaviour]] = defaultdict(dict)
    for behaviour in guideline.behaviours:
        expected = {name for case in behaviour.cases for name in _expected(case)}
        for name in {*behaviour.entries, *expected}:
            found[name][behaviour.behaviour] = behaviour
    return {name: tuple(behaviours.values()) for name, behaviours in found.items()}


def _expected(case: Case) -> Iterator[str]:
    for wanted in (case.expect, case.must_not):
        yield from _names(wanted)


def _names(wanted: Expectation) -> Iterator[str]:
    yield from (
        *wanted.facts,
        *wanted.options,
        *wanted.outlook,
        *wanted.findings,
        *wanted.values_beside,
        *wanted.asks,
        *wanted.asks_first,
    )
    yield from (*wanted.urgent, *wanted.out_of_scope, *wanted.warnings, *wanted.information)


def add_cases(page: Page, behaviours: Sequence[Behaviour]) -> Page:
    """Add to a page the cases that show what it is about, and return it."""
    page.heading(f"{TITLE} ({2 * len(behaviours)})")
    page.line(Segment(WHY if behaviours else "No case names it.", "quiet"))
    for behaviour in behaviours:
        page.item(behaviour.behaviour)
        for case in behaviour.cases:
            changes = ", ".join(f"{name} = {_plain(value)}" for name, value in case.changes.items())
            told = f" with {changes}" if changes else ""
            day = f", as of {case.as_of}" if case.as_of else ""
            page.line(Segment(f"{case.case}: ", "strong"), code(f"{case.patient}{told}{day}"), indent=2)
    return page


def _plain(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return f"[{'; '.join(map(_plain, value))}]"
        case dict():
            return f"{{{', '.join(f'{key} {_plain(part)}' for key, part in value.items())}}}"
        case _:
            return str(value)
