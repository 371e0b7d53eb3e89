"""Which statements are shown to work: derived from the guideline and its cases, kept nowhere else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from sarcoguide.knowledge import Guideline
from sarcoguide.report.lines import Page, Segment
from sarcoguide.report.words import COVERAGE

DIFFERS = "Otherwise here"
OF_TESTS = "a pair of tests"


class Coverage(Struct, frozen=True):
    """A statement with its state, the entries that say it, and what shows it: behaviours, tests, or a page that is to.

    `tests` name a test of a page that shows it, and one of what must not be; a package that is installed has neither.
    """

    id: str
    topic: str
    state: str
    entries: tuple[str, ...]
    behaviours: tuple[str, ...]
    shown_by: str | None
    differs: str = ""
    tests: tuple[str, ...] = ()


def coverage(guideline: Guideline) -> tuple[Coverage, ...]:
    """Return each statement with its state.

    `done`: an entry lists it and a pair shows it, of cases (applies, does not) or, where it speaks of a page, of tests
    (shows, must not). `content_only`: an entry lists it but no pair shows it. `not_yet`: no entry lists it, whatever
    page is to show it one day.
    """
    entries: defaultdict[str, list[str]] = defaultdict(list)
    behaviours: defaultdict[str, list[str]] = defaultdict(list)
    for rule in guideline.options:
        for name in rule.entry.statements:
            entries[name].append(rule.entry.id)
    for figure in guideline.outlook.figures.values():
        for name in figure.entry.statements:
            entries[name].append(figure.entry.id)
    for term in guideline.glossary.values():
        for name in term.statements:
            entries[name].append(f"glossary: {term.term}")
    for behaviour in guideline.behaviours:
        for name in behaviour.statements:
            behaviours[name].append(behaviour.behaviour)
    return tuple(
        Coverage(
            id=statement.id,
            topic=statement.topic,
            state=_state(bool(entries[name]), bool(behaviours[name]) or statement.tests is not None),
            entries=tuple(dict.fromkeys(entries[name])),
            behaviours=tuple(behaviours[name]),
            shown_by=statement.shown_by,
            differs=statement.differs,
            tests=(statement.tests.shows, statement.tests.must_not) if statement.tests is not None else (),
        )
        for name, statement in guideline.statements.items()
    )


def _state(has_entry: bool, has_pair: bool) -> str:
    if not has_entry:
        return "not_yet"
    return "done" if has_pair else "content_only"


def pairs_in_words(statement: Coverage) -> str:
    """Return how many pairs of cases show a statement, and whether a pair of tests does."""
    cases = f"{len(statement.behaviours)} pairs" if statement.behaviours else ""
    return ", ".join(part for part in (cases, OF_TESTS if statement.tests else "") if part)


def counts(covered: Sequence[Coverage]) -> dict[str, int]:
    """Return how many statements are in each state, by its printed word."""
    found = Counter(statement.state for statement in covered)
    return {word: found[state] for state, word in COVERAGE.items()}


def count_line(covered: Sequence[Coverage]) -> str:
    """Return the counts in words."""
    counted = ", ".join(f"{number} {word}" for word, number in counts(covered).items())
    return f"{len(covered)} statements: {counted}"


def statements_page(covered: Sequence[Coverage]) -> Page:
    """Return the list of statements with their states."""
    page = Page()
    page.line(Segment(count_line(covered), "title"))
    page.blank()
    for statement in covered:
        shown = ", ".join(statement.entries)
        face = f"shown by: {statement.shown_by}" if statement.shown_by else ""
        pairs = pairs_in_words(statement)
        page.line(
            f"{statement.id:<5}",
            Segment(f"{COVERAGE[statement.state]:<14}", "strong" if statement.state == "done" else "unknown"),
            f"{statement.topic}  ",
            Segment("; ".join(part for part in (shown, face, pairs) if part), "quiet"),
            hang=19,
        )
        if statement.differs:
            page.line(Segment(f"{DIFFERS}: {statement.differs}", "quiet"), indent=19)
    return page
