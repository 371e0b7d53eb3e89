"""The page on what this is."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Guideline
from sarcoguide.report.about_page import about_html
from sarcoguide.web import pages
from sarcoguide.web.plain import PageError


def about_page(guideline: Guideline, as_of: str | None) -> Response:
    """Return the page as of a day, by default today.

    Raises:
        PageError: the guideline had not begun on that day, or does not say what it is.
    """
    try:
        return pages.page(about_html(guideline, date.fromisoformat(as_of) if as_of else date.today()))
    except UsageError as error:
        raise PageError(404, "There is no such page", str(error)) from None
