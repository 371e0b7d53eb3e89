"""The page on which a decision is recorded, and the panel that shows one beside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sarcoguide.dossier import Dossier
from sarcoguide.dossier.decision import LONGEST, DecisionView, advice_of, beside, parse_decision, read_decision, written
from sarcoguide.errors import Problem, ProblemsError
from sarcoguide.knowledge import Guideline
from sarcoguide.planning.model import STATUS_ORDER, Status
from sarcoguide.report.clinician_view import Card, ClinicianView
from sarcoguide.report.decision import made_with, notes_of

TEMPLATE = "decision/page.html"
SHEETS = ("workbench.css", "decision.css")
#: Statuses that are told in the first list; the others are folded.
OPEN_STATUSES: tuple[Status, ...] = ("supported", "needs_information", "discouraged")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision beside a plan, and as the text of its file; or what is wrong with it."""

    view: DecisionView | None = None
    problems: tuple[Problem, ...] = ()
    notes: list[str] = field(default_factory=list)
    made_with: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in the form, as it was entered."""

    options: tuple[str, ...] = ()
    by: str = ""
    on: str = ""
    why: str = ""


def decided_beside(text: str, dossier: Dossier | None, guideline: Guideline) -> Decided | None:
    """Return the decision in a text beside the plan of a dossier; None where there is neither."""
    if not text.strip() or dossier is None:
        return None
    try:
        decision = read_decision(parse_decision(text), guideline, date.today())
    except ProblemsError as error:
        return Decided(problems=tuple(problem.beside_field() for problem in error.problems))
    view = beside(decision, dossier)
    return Decided(view, (), notes_of(view), made_with(view), written(decision))


def context(dossier: Dossier, entered: Entered, problems: Sequence[Problem], *, recorded: bool) -> dict[str, Any]:
    """Return what the page needs besides the record and the panel.

    Args:
        dossier: the patient.
        entered: what stands in the form.
        problems: what is missing in it.
        recorded: whether a decision stands above, so that the form is folded, as it is in an emergency.
    """
    view = ClinicianView(dossier)
    options = sorted(dossier.plan.options, key=lambda option: STATUS_ORDER.index(option.status))
    return {
        "entered": entered,
        "problems": [problem.beside_field() for problem in problems],
        "cards": [Card(option, view) for option in options],
        "open_statuses": OPEN_STATUSES,
        "advice": advice_of(dossier.edition.about.decision),
        "longest": LONGEST,
        "open": bool(problems) or not (recorded or dossier.plan.urgent),
    }
