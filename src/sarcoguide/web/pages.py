"""Which template shows what, and the names that every template receives."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from starlette.responses import Response

from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Guideline
from sarcoguide.report import html_patient, html_sheet, measurements
from sarcoguide.report.board_page import board_html
from sarcoguide.report.decision_form import decided_beside
from sarcoguide.report.html import of_dossier, render
from sarcoguide.report.html_patient import Release
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.outlook_page import outlook_html
from sarcoguide.report.patient_view import FINAL, RELEASED
from sarcoguide.report.pdf import PdfUnavailableError
from sarcoguide.report.pdf_pages import PDF_PAGES, page_pdf
from sarcoguide.web.answers import Answer, Compared
from sarcoguide.web.plain import PageError
from sarcoguide.web.posted import Posted, one

START = "workbench/start.html"
PAGE = "workbench/page.html"
ANSWER = "workbench/answer.html"
REASONS = "workbench/reasons.html"
WHAT_IF = "workbench/what_if.html"
COMPARE = "workbench/compare.html"
REPORT = "workbench/report.html"

#: Style sheets and scripts of each page, besides the shared sheets.
WORKBENCH_PARTS: Mapping[str, Any] = {
    "sheets": ("workbench.css", "glance.css", "ask.css"),
    "scripts": ("htmx.min.js", "workbench.js"),
}
REPORT_PARTS: Mapping[str, Any] = {"sheets": ("workbench.css", "glance.css"), "standalone": True}
MEASUREMENT_PARTS: Mapping[str, Any] = {"sheets": measurements.SHEETS}
#: Names of a label that are written out before the rest is counted.
NAMED = 2
#: What a button says that asks for the page as the patient gets it.
RELEASED_PAGE = "released"
PDF_GO_BACK = "Your record is still in the form: go back in the browser."
UNREADABLE = 422


@dataclass(frozen=True, slots=True)
class GuidelineDay:
    """A day on which the guideline changed: what began and what ended, and both in a few words."""

    day: date
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    label: str

    @property
    def iso(self) -> str:
        """The day as it is posted."""
        return self.day.isoformat()


class Pages:
    """Renders answers of one guideline."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline

    @cached_property
    def examples(self) -> tuple[tuple[str, str], ...]:
        """The example patients: id and title."""
        return tuple(
            (name, str((document.data.get("about") or {}).get("title", name)))
            for name, document in sorted(self.guideline.patients.items())
        )

    @cached_property
    def dates(self) -> tuple[GuidelineDay, ...]:
        """The days on which the guideline changed, in order."""
        return tuple(_changed_on(day, self.guideline) for day in self.guideline.dates())

    def context(self, answer: Answer) -> dict[str, Any]:
        """Return what every template receives; `dossier` and `plan` are None where the record cannot be used."""
        empty = {"dossier": None, "plan": None, "lexicon": Lexicon(answer.edition), "view": None}
        return {
            **(empty if answer.dossier is None else of_dossier(answer.dossier)),
            "form": answer.form,
            "examples": self.examples,
            "dates": self.dates,
            "difference": None,
            "before": None,
            "after": None,
            "choose": False,
            "ask": None,
            "decided": decided_beside(answer.form.decision, answer.dossier, self.guideline),
        }

    def html(self, template: str, answer: Answer, parts: Mapping[str, Any], **more: Any) -> str:
        """Return a page about an answer as text."""
        return render(template, **parts, **{**self.context(answer), **more})

    def answered(self, template: str, answer: Answer, parts: Mapping[str, Any], **more: Any) -> Response:
        """Return a page about an answer, with the status that says whether there is one."""
        return page(self.html(template, answer, parts, **more), sound=answer.sound and not answer.form.errors)

    def report(self, answer: Answer) -> Response:
        """Return the clinician's report as a file to be kept."""
        assert answer.dossier is not None
        made = self.answered(REPORT, answer, REPORT_PARTS)
        return download(made, "report", answer.dossier.plan.guideline.as_of, "html")

    def patient(self, answer: Answer, posted: Posted) -> Response:
        """Return the page for the patient, with what a clinician has released of it."""
        assert answer.dossier is not None
        release = Release.of_fields((name, value) for name, values in posted.items() for value in values)
        shown = html_patient.context(answer.dossier, release, Carried(tuple(answer.form.pairs())))
        return page(render(html_patient.TEMPLATE, **shown))

    def outlook(self, answer: Answer, posted: Posted) -> Response:
        """Return the page on the outlook, with what the reader asked to see of it."""
        assert answer.dossier is not None
        return page(outlook_html(answer.dossier, one(posted, "outlook"), answer.form))

    def regimen(self, answer: Answer, posted: Posted) -> Response:
        """Return the sheet of the regimen that the form names.

        Raises:
            PageError: there is no such regimen on that day.
        """
        assert answer.dossier is not None
        context = self.context(answer)
        try:
            more = html_sheet.context(answer.dossier, context["view"], one(posted, "regimen"))
        except UsageError:
            raise PageError(404, "There is no such regimen", "Choose one on the workbench.") from None
        parts = {"sheets": html_sheet.SHEETS, "scripts": WORKBENCH_PARTS["scripts"]}
        return page(render(html_sheet.TEMPLATE, **parts, **{**context, **more}))

    def measurements(self, answer: Answer, _posted: Posted) -> Response:
        """Return the page of measurements over time, or the workbench where the guideline draws none."""
        assert answer.dossier is not None
        if not measurements.MeasurementsView(answer.dossier).drawn:
            return self.answered(PAGE, answer, WORKBENCH_PARTS)
        shown = measurements.context(answer.dossier)
        return self.answered(measurements.TEMPLATE, answer, MEASUREMENT_PARTS, **shown)

    def board(self, answer: Answer, _posted: Posted) -> Response:
        """Return the referral to a board."""
        assert answer.dossier is not None
        return page(board_html(answer.dossier, answer.form))

    def pdf(self, answer: Answer, posted: Posted) -> Response:
        """Return a page as a PDF file; `patient` with what was released, `released` as the patient gets it.

        Raises:
            PageError: there is no such page, or what a PDF needs is not installed.
        """
        assert answer.dossier is not None
        wanted = one(posted, "page")
        sent = [(name, value) for name, values in posted.items() for value in values]
        if wanted == RELEASED_PAGE:
            wanted, sent = "patient", [*sent, (RELEASED, FINAL)]
        if wanted not in PDF_PAGES:
            raise PageError(400, "There is no such page as PDF", "Go back and choose one of the buttons.")
        try:
            made = page_pdf(answer.dossier, wanted, Release.of_fields(sent))
        except PdfUnavailableError as error:
            raise PageError(501, "No PDF can be made on this machine", f"{error} {PDF_GO_BACK}") from error
        return download(
            Response(made, media_type="application/pdf"), wanted, answer.dossier.plan.guideline.as_of, "pdf"
        )

    def compared(self, template: str, compared: Compared) -> Response:
        """Return a part of a page that shows how two plans differ."""
        names = ("difference", "before", "after", "choose", "ask")
        more = {name: getattr(compared, name) for name in names}
        return page(self.html(template, compared.answer, WORKBENCH_PARTS, **more), sound=compared.sound)


class Carried(Mapping[str, str]):
    """The record as hidden fields of a page. A name may stand more than once, as in a form."""

    def __init__(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self.pairs = pairs
        self._last = dict(pairs)

    def __getitem__(self, name: str) -> str:
        return self._last[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._last)

    def __len__(self) -> int:
        return len(self._last)

    def items(self) -> ItemsView[str, str]:
        """Return every name with every value."""
        return _EachPair(self)


class _EachPair(ItemsView[str, str]):
    """Names with values, repeated where a name stands more than once."""

    def __init__(self, carried: Carried) -> None:
        super().__init__(carried)
        self.carried = carried

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.carried.pairs)


def page(text: str, *, sound: bool = True) -> Response:
    """Return a page as an answer. A record may hold half a character: it is shown as a question mark."""
    return Response(text.encode("utf-8", "replace"), 200 if sound else UNREADABLE, media_type="text/html")


def download(made: Response, what: str, day: object, ending: str) -> Response:
    """Return an answer as a file to be kept. The record stays out of its name: lists of downloads are kept too."""
    made.headers["Content-Disposition"] = f'attachment; filename="sarcoguide-{what}-{day}.{ending}"'
    return made


def _changed_on(day: date, guideline: Guideline) -> GuidelineDay:
    begins: list[str] = []
    ends: list[str] = []

    def note(label: str, since: date | None, until: date | None) -> None:
        for names, when in ((begins, since), (ends, until)):
            if when == day and label not in names:
                names.append(label)

    for rule in guideline.options:
        label = rule.entry.label or rule.entry.name or rule.entry.id
        note(label, rule.entry.since, rule.entry.until)
        for licence in rule.entry.only_in:
            note(f"{label} ({licence.country})", licence.since, licence.until)
        for absence in rule.absences:
            note(f"a time without {label}", absence.since, absence.until)
        for condition in (*rule.unless, *rule.discouraged, *rule.caution):
            note(f"a condition of {label}", condition.since, condition.until)
    for definition in guideline.definitions:
        note(definition.entry.label, definition.entry.since, definition.entry.until)
    for figure in guideline.outlook.figures.values():
        note(f"a figure of outlook: {figure.entry.people}", figure.entry.since, figure.entry.until)
    for finding in guideline.findings.values():
        note(f"a finding: {finding.entry.people}", finding.entry.since, finding.entry.until)
    for histology in guideline.histologies.values():
        for _, line in histology.dated():
            note(f"a line of {histology.name}", line.since, line.until)
    first = day == guideline.about.first_day
    said = [] if first else [_few(begins, "new")]
    text = "; ".join(part for part in (*said, _few(ends, "ended")) if part)
    return GuidelineDay(day, tuple(begins), tuple(ends), "the guideline begins" if first else text)


def _few(names: list[str], what: str) -> str:
    if not names:
        return ""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{what}: {', '.join(names[:NAMED])}{more}"
