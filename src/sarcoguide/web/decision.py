"""A decision on a plan: taken from the form, sent as a file, shown beside the plan. None is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from starlette.responses import Response

from sarcoguide.dossier.decision import Choice, DecisionError, decide, written
from sarcoguide.errors import Problem
from sarcoguide.knowledge import Guideline
from sarcoguide.record import values as checks
from sarcoguide.record.values import ENTER_A_DAY, BadValueError
from sarcoguide.report.decision_form import SHEETS, TEMPLATE, Entered, context, decided_beside
from sarcoguide.web.answers import Answer
from sarcoguide.web.pages import WORKBENCH_PARTS, Pages, download
from sarcoguide.web.posted import Posted, one
from sarcoguide.web.reading import day

PARTS = {"sheets": SHEETS, "scripts": WORKBENCH_PARTS["scripts"]}


class Decisions:
    """Records decisions on plans of one guideline, in files of their makers."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.pages = Pages(guideline)

    def page(self, answer: Answer, posted: Posted) -> Response:
        """Return the page, with a decision beside the plan: one that was loaded, made just now, or carried along."""
        if "decide" in posted:
            made = self._made(answer, posted)
            return made if isinstance(made, Response) else self._shown(answer, posted, text=made)
        if "away" in posted:
            return self._shown(answer, posted, text="")
        if "load" in posted:
            return self._shown(answer, posted, text=one(posted, "decision_file") or answer.form.decision)
        return self._shown(answer, posted, text=answer.form.decision)

    def file(self, answer: Answer, posted: Posted) -> Response:
        """Return a decision as a file: what is entered, or what is shown; or the page where something is missing."""
        shown = decided_beside(answer.form.decision, answer.dossier, self.guideline)
        if "decide" in posted or shown is None or shown.view is None:
            made = self._made(answer, posted)
            on = day(one(posted, "decided_on"))
        else:
            made, on = shown.text, shown.view.decided_on
        if isinstance(made, Response):
            return made
        return download(
            Response(made.encode("utf-8", "replace"), media_type="application/yaml"), "decision", on, "yaml"
        )

    def _made(self, answer: Answer, posted: Posted) -> str | Response:
        assert answer.dossier is not None
        entered = _entered(posted)
        try:
            on = checks.day(day(entered.on))
        except BadValueError:
            problem = Problem("the day of the decision is not a date", field="decided_on", remedy=ENTER_A_DAY)
            return self._shown(answer, posted, text=answer.form.decision, problems=[problem])
        choice = Choice(entered.options, entered.by, on, entered.why)
        try:
            return written(decide(answer.dossier, choice, self.guideline, date.today()))
        except DecisionError as error:
            return self._shown(answer, posted, text=answer.form.decision, problems=error.problems)

    def _shown(self, answer: Answer, posted: Posted, text: str, problems: Sequence[Problem] = ()) -> Response:
        assert answer.dossier is not None
        told = replace(answer, form=replace(answer.form, decision=text))
        more = context(answer.dossier, _entered(posted), problems, recorded=bool(text))
        made = self.pages.answered(TEMPLATE, told, PARTS, **more)
        made.status_code = 422 if problems else made.status_code
        return made


def _entered(posted: Posted) -> Entered:
    on = one(posted, "decided_on") or date.today().isoformat()
    why = one(posted, "decided_why").replace("\r\n", "\n")
    return Entered(tuple(posted.get("chosen", ())), one(posted, "decided_by"), on, why)
