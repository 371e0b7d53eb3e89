"""The form at the foot of a page, and the thanks, as HTML."""

from __future__ import annotations

from typing import Any

from sarcoguide.feedback import COMMENT, FeedbackEntry
from sarcoguide.report import feedback_words
from sarcoguide.report.html import render

SHEET = "feedback.css"
FORM, THANKS, PAGE = "feedback.html", "feedback_thanks.html", "feedback_page.html"
_SAID: dict[str, Any] = {"said": feedback_words, "most": COMMENT, "comment": "", "problem": ""}


def form_html(page: str) -> str:
    """Return the form about a page."""
    return render(FORM, page=page, **_SAID)


def answer_html(*, alone: bool, entry: FeedbackEntry | None, page: str, comment: str = "", problem: str = "") -> str:
    """Return the thanks for an entry that is kept, or the form again.

    Args:
        alone: whether it is a page; else the part that takes the place of the form.
        entry: what is kept; None if nothing is.
        page: the page that is spoken of.
        comment: what was written, to be put right.
        problem: what is wrong with it.
    """
    part = FORM if entry is None else THANKS
    shown = {**_SAID, "page": page, "comment": comment, "problem": problem, "id": entry.id if entry else ""}
    return render(PAGE if alone else part, sheets=(SHEET,), alone=alone, part=part, **shown)
