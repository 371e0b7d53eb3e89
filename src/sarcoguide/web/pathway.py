"""The map of the guideline: for the record of a form, for an example, or for nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.responses import Response

from sarcoguide.errors import UsageError
from sarcoguide.report.html_pathway import pathway_html
from sarcoguide.report.pathway import PathwayMap, of_nobody
from sarcoguide.web import pages
from sarcoguide.web.answers import Answer, Workbench
from sarcoguide.web.pages import Pages
from sarcoguide.web.plain import PageError
from sarcoguide.web.posted import Posted


class Pathway:
    """Draws the map of one guideline; keeps no record."""

    def __init__(self, bench: Workbench, shown: Pages) -> None:
        self.bench = bench
        self.pages = shown

    def asked(self, example: str | None, as_of: str | None) -> Callable[[], Response]:
        """Return what answers an address: the map of an example, or of nobody.

        Raises:
            PageError: there is no such example.
        """
        patients = self.bench.guideline.patients
        if example is None:
            return lambda: self.of_nobody(date.fromisoformat(as_of) if as_of else date.today())
        if example not in patients:
            raise PageError(404, "There is no such example patient", "Choose one on the start page.")
        posted = {"as_of": [as_of]} if as_of else {}
        return lambda: self.of_answer(self.bench.of_raw(patients[example].data, posted))

    def posted(self, posted: Posted) -> Response:
        """Return the map for the record of a form."""
        return self.of_answer(self.bench.of_form(posted))

    def of_answer(self, answer: Answer) -> Response:
        """Return the map for a record; what is wrong with it is put right in the form first."""
        if answer.dossier is None:
            return self.pages.answered(pages.PAGE, answer, pages.WORKBENCH_PARTS)
        return pages.page(pathway_html(PathwayMap(answer.dossier), answer.form))

    def of_nobody(self, as_of: date) -> Response:
        """Return the map of a day.

        Raises:
            PageError: the guideline had not begun on that day.
        """
        try:
            engine = self.bench.engines.of(as_of)
        except UsageError as error:
            raise PageError(400, "The guideline had not begun on that day", str(error)) from None
        return pages.page(pathway_html(of_nobody(self.bench.guideline, as_of, engine)))
