"""The page of a question as HTML."""

from __future__ import annotations

from datetime import date

from sarcoguide.knowledge import Guideline
from sarcoguide.report import words
from sarcoguide.report.asked import AskedView
from sarcoguide.report.asked_page import named_for_patients
from sarcoguide.report.html import render

TEMPLATE = "ask.html"
SHEETS = ("workbench.css", "ask.css")


def asked_html(
    guideline: Guideline, as_of: date, view: AskedView | None = None, *, reader: str = "clinician", problem: str = ""
) -> str:
    """Return the page: the box alone, or with an answer below it.

    Args:
        guideline: what answers.
        as_of: the day whose words are told.
        view: the answer, if something was asked.
        reader: for whom the next answer is.
        problem: why there is none.
    """
    about = guideline.about
    by = about.reviewed.said
    return render(
        TEMPLATE,
        sheets=SHEETS,
        view=view,
        reader=reader,
        problem=problem,
        title=about.title,
        version=about.version,
        as_of=as_of.isoformat(),
        reviewed=words.REVIEWED.format(by=by) if by else words.NOT_REVIEWED,
        intended_use=about.intended_use,
        for_patients=named_for_patients,
    )
