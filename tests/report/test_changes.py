"""What changed in a guideline between two days: what began, what ended, what came due for review."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sarcoguide.report.changes import GuidelineChange, changes, changes_page
from sarcoguide.report.plain import to_text
from tests.helpers import tiny
from tests.strategies import guideline

#: A change of the made-up guideline: its day, what happened, to what, and the sources.
KNOWN = [
    ("2021-03-01", "began", "entry", "straighten_wheel", ("handbook",)),
    ("2022-01-01", "began", "condition", "change_tyre", ("S1",)),
    ("2022-01-01", "began", "licence", "racer", ("handbook",)),
    ("2024-01-01", "ended", "type", "racer", ("handbook",)),
    ("2024-06-01", "began", "definition", "tyre_low", ("S1",)),
    ("2025-01-01", "ended", "word", "carbon_word", ()),
    ("2025-07-01", "ended", "entry", "straighten_wheel", ("handbook",)),
]


def found_on(first: date, last: date) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """Return the changes of the made-up guideline, without their words."""
    return [(one.day, one.change, one.part, one.id, one.sources) for one in changes(tiny(), first, last)]


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known[3]} {known[1]}")
def test_a_change_is_listed_on_its_day_and_not_on_the_day_before(
    known: tuple[str, str, str, str, tuple[str, ...]],
) -> None:
    """Each part of a guideline that begins or ends, with the sources it cites."""
    day = date.fromisoformat(known[0])
    assert known in found_on(day, day)
    assert known not in found_on(day - timedelta(days=30), day - timedelta(days=1))
    assert known not in found_on(day + timedelta(days=1), day + timedelta(days=30))


def test_an_end_tells_why() -> None:
    """The words of the entry, and the sources of its end."""
    day = date(2025, 7, 1)
    ended = next(one for one in changes(tiny(), day, day) if one.id == "straighten_wheel")
    assert ("Wheels are exchanged today", ("handbook",)) == (ended.because, ended.sources)
    assert ": Wheels are exchanged today (handbook)" in to_text(changes_page([ended], day, day)).replace("\n ", "")


def test_an_entry_is_past_its_review_on_the_day_after_it() -> None:
    """On the day itself it is not, and what ended before is not reviewed again."""
    rule = next(rule for rule in tiny().options if rule.entry.id == "change_tyre")
    due = (rule.review_by.isoformat(), "review_due", "entry", "change_tyre")
    before = {one[:4] for one in found_on(rule.review_by, rule.review_by)}
    after = {one[:4] for one in found_on(rule.review_by, rule.review_by + timedelta(days=1))}
    assert due not in before
    assert due in after
    assert "straighten_wheel" not in {one[3] for one in found_on(rule.review_by, date(2030, 1, 1))}


@pytest.mark.parametrize(("first", "last", "listed"), [(2012, 2012, True), (2013, 2014, False), (2011, 2011, False)])
def test_a_year_or_month_counts_where_the_days_touch_it(first: int, last: int, listed: bool) -> None:
    """Approvals of agencies are known by the year, the month or the day."""
    told = changes(guideline(), date(first, 4, 1), date(last, 5, 1))
    assert listed == ("pazopanib" in {one.id for one in told if one.part == "licence" and one.says.startswith("FDA")})


def test_the_withdrawal_of_a_drug_is_told_with_its_source() -> None:
    """In the packaged guideline; nothing of it on the day before."""
    day = date(2026, 3, 9)
    told = {one.id: one for one in changes(guideline(), day, day) if (one.change, one.part) == ("ended", "entry")}
    assert "ipsen_withdrawal_2026" in told["tazemetostat"].sources
    assert "secondary blood cancers" in told["tazemetostat"].because
    assert [] == [
        one for one in changes(guideline(), day - timedelta(days=1), day - timedelta(days=1)) if "taz" in one.id
    ]


def test_every_day_of_a_guideline_is_a_day_with_a_change() -> None:
    """The list leaves out nothing that makes an edition differ."""
    days = guideline().dates()
    told = {one.day for one in changes(guideline(), days[0], days[-1])}
    assert [] == [day.isoformat() for day in days if day.isoformat() not in told]


def test_a_change_without_a_source_of_its_own_says_so() -> None:
    """Such as the end of a plain word."""
    one = GuidelineChange("2025-01-01", "ended", "word", "carbon_word", "carbon", "", ())
    page = to_text(changes_page([one], date(2025, 1, 1), date(2025, 1, 2)))
    assert page.startswith("1 change from 1 Jan 2025 to 2 Jan 2025")
    assert "(no source of its own)" in page
