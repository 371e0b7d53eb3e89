"""What agencies say of a regimen is told on every face of a clinician from its day on, and decides nothing."""

from __future__ import annotations

from datetime import date

import pytest

from sarcoguide.knowledge.option_entries import Regulatory
from sarcoguide.planning.model import RegulatoryView
from sarcoguide.planning.wording import regulatory_views
from sarcoguide.report.lexicon import licensed
from tests.strategies import guideline


@pytest.mark.parametrize(
    ("since", "day", "told"),
    [
        (date(2016, 5, 8), date(2016, 5, 8), True),
        (date(2016, 5, 8), date(2016, 5, 7), False),
        ("2016-05", date(2016, 5, 1), True),
        ("2016-05", date(2016, 4, 30), False),
        (2016, date(2016, 1, 1), True),
        (2016, date(2015, 12, 31), False),
        (None, date(1999, 1, 1), True),
    ],
)
def test_a_line_is_told_from_its_day_month_or_year_on(since: date | str | int | None, day: date, told: bool) -> None:
    """Before that it was not so; without a day it may always have been."""
    assert Regulatory(agency="an agency", status="approved", since=since).begun(day) is told


def test_a_day_that_was_not_read_is_not_told() -> None:
    """The line stands with its mark."""
    lines = [line for rule in guideline().options for line in rule.entry.regulatory]
    assert {line.verified for line in lines} == {True, False}
    for rule in guideline().options:
        for line, view in zip(rule.entry.regulatory, regulatory_views(rule, date(2100, 1, 1)), strict=True):
            assert (view.since != "") == (line.verified and line.since is not None)


def test_a_line_says_agency_status_use_day_and_mark() -> None:
    """In this order."""
    read = RegulatoryView("FDA", "approved", "after chemotherapy", "2012-04-26", verified=True)
    unread = RegulatoryView("EMA", "off label", "", "", verified=False)
    assert "FDA: approved (after chemotherapy), since 26 Apr 2012" == licensed(read)
    assert "EMA: off label [not verified]" == licensed(unread)
