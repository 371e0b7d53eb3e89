"""The guideline to look things up in: its pages on demand, and what changed between two days."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from threading import Lock

from starlette.responses import Response

from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Guideline
from sarcoguide.report.changes import DAYS_REMEDY, changes
from sarcoguide.report.html_changes import changes_html
from sarcoguide.report.reference.site import Site
from sarcoguide.web import pages
from sarcoguide.web.plain import PageError

HOME = "/guideline/"
#: Days whose pages are kept at hand; each is made from all of the guideline.
KEPT = 3
#: What is shown where no days are named.
LAST = timedelta(days=365)


class Reference:
    """The pages of one guideline."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self._sites: OrderedDict[tuple[date, str], Site] = OrderedDict()
        self._lock = Lock()

    def site(self, as_of: str | None = None) -> Site:
        """Return the pages of a day, by default of today.

        Raises:
            PageError: the guideline had not begun on that day.
        """
        day = date.fromisoformat(as_of) if as_of else date.today()
        query = f"?as_of={day}" if as_of else ""
        with self._lock:
            if (day, query) not in self._sites:
                try:
                    made = Site(self.guideline, self.guideline.at(day), server=True, query=query)
                except UsageError as error:
                    raise PageError(400, "The guideline had not begun on that day", str(error)) from None
                _ = made.subjects  # read once, not by each request that comes meanwhile
                self._sites[day, query] = made
                while len(self._sites) > KEPT:
                    self._sites.popitem(last=False)
            self._sites.move_to_end((day, query))
            return self._sites[day, query]

    def page(self, path: str, as_of: str | None) -> Callable[[], Response]:
        """Return what answers for a page of the reference."""

        def shown() -> Response:
            made = self.site(as_of).page(path)
            if made is None:
                raise PageError(404, "The guideline has no such page", "Begin with its contents, at /guideline/.")
            return pages.page(made)

        return shown

    def changes(self, asked: Mapping[str, str]) -> Callable[[], Response]:
        """Return what answers for the changes between two days.

        Raises:
            PageError: the later day is the first one.
        """
        until = date.fromisoformat(asked["until"]) if "until" in asked else date.today()
        since = date.fromisoformat(asked["since"]) if "since" in asked else until - LAST
        if until < since:
            raise PageError(400, "The last day lies before the first", DAYS_REMEDY)

        def shown() -> Response:
            site = self.site()

            def address(name: str) -> str:
                found = site.address(name)
                return f"{HOME}{found}" if found else ""

            return pages.page(
                changes_html(self.guideline, changes(self.guideline, since, until), since, until, address)
            )

        return shown
