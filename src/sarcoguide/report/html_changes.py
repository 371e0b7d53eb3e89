"""What began, ended or came due between two days, as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from sarcoguide.days import day
from sarcoguide.knowledge import Guideline
from sarcoguide.report import changes as told
from sarcoguide.report import words
from sarcoguide.report.changes import GuidelineChange
from sarcoguide.report.html import render

TEMPLATE = "changes.html"
SHEETS = ("workbench.css", "changes.css")


def changes_html(
    guideline: Guideline,
    found: Sequence[GuidelineChange],
    since: date,
    until: date,
    address: Callable[[str], str] = lambda _: "",
) -> str:
    """Return the page.

    Args:
        guideline: what changed.
        found: its changes between the two days.
        since: the first day.
        until: the last day.
        address: where the page of an entry or source is; empty where it has none.
    """
    by = guideline.about.reviewed.said
    days = [(day(when), list(same)) for when, same in groupby(found, key=lambda one: one.day)]
    return render(
        TEMPLATE,
        sheets=SHEETS,
        scripts=("workbench.js",),
        about=guideline.about,
        reviewed=words.REVIEWED.format(by=by) if by else words.NOT_REVIEWED,
        title=told.title(found, since, until),
        tally=[(word, sum(one.change == change for one in found)) for change, word in told.CHANGES.items()],
        days=days,
        since=since.isoformat(),
        until=until.isoformat(),
        told=told,
        address=address,
    )
