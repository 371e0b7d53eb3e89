"""The page of questions in words. A question comes in the body of a request and is kept nowhere."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from sarcoguide.asking import Asking, asking_of
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Guideline
from sarcoguide.report.asked import asked_view
from sarcoguide.report.html_asked import asked_html
from sarcoguide.web.posted import Posted

PATIENT = "patient"


class Questions:
    """Answers questions about one guideline as pages."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline

    @cached_property
    def asking(self) -> Asking:
        """What finds the entries."""
        return asking_of(self.guideline)

    def empty(self) -> str:
        """Return the page with the box alone."""
        return asked_html(self.guideline, date.today())

    def answered(self, posted: Posted) -> tuple[str, bool]:
        """Return the page of a question, and whether it could be read."""
        question = next((text.strip() for text in posted.get("question", ()) if text.strip()), "")
        patient = PATIENT in posted.get("for", ())
        today = date.today()
        if not question:
            return asked_html(self.guideline, today, reader=PATIENT if patient else "clinician"), True
        try:
            answer = self.asking.ask(question, today, "patient" if patient else "clinician")
        except UsageError as error:
            return asked_html(self.guideline, today, problem=str(error)), False
        view = asked_view(answer, self.asking, self.guideline)
        return asked_html(self.guideline, today, view, reader=answer.reader), True
