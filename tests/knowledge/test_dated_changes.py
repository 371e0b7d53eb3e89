"""Every day on which an entry begins or ends to hold has a case of that day and one of the day before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sarcoguide.knowledge import Guideline, OptionRule
from sarcoguide.knowledge.cases import Case
from tests.strategies import guideline

DAY = timedelta(days=1)


def changes_of(rule: OptionRule) -> Iterator[date | None]:
    """Yield the days on which an option, one of its licences or one of its own conditions begins or ends."""
    yield from (rule.entry.since, rule.entry.until)
    for licence in rule.entry.only_in:
        yield from (licence.since, licence.until)
    for condition in (*rule.unless, *rule.discouraged, *rule.caution):
        if condition.origin == rule.entry.id:
            yield from (condition.since, condition.until)


def changes(held: Guideline) -> Iterator[tuple[str, date]]:
    """Yield each entry with a day, after the guideline's first, on which something of it begins or ends to hold."""
    for rule in held.options:
        yield from ((rule.entry.id, day) for day in changes_of(rule) if day is not None)
    for name, figure in held.outlook.figures.items():
        yield from ((name, day) for day in (figure.entry.since, figure.entry.until) if day is not None)


def day_of(held: Guideline, case: Case) -> date:
    """Return the day whose edition judges a case."""
    day: date = case.as_of or held.patients[case.patient].data["assessment_date"]
    return day


def days_shown(held: Guideline) -> dict[str, set[date]]:
    """Return, for each entry and each figure, the days of the cases that show it."""
    shown: dict[str, set[date]] = {}
    for behaviour in held.behaviours:
        figures = [name for case in behaviour.cases for name in (*case.expect.outlook, *case.must_not.outlook)]
        for name in (*behaviour.entries, *figures):
            shown.setdefault(name, set()).update(day_of(held, case) for case in behaviour.cases)
    return shown


def test_each_dated_change_has_a_case_of_its_day_and_one_of_the_day_before() -> None:
    """What begins a day too early or ends a day too late would otherwise go unseen."""
    held = guideline()
    shown, first = days_shown(held), held.about.first_day
    dated = sorted({(name, day) for name, day in changes(held) if day > first})
    assert dated
    assert [] == [(name, str(day)) for name, day in dated if not {day - DAY, day} <= shown.get(name, set())]
