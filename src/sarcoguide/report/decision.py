"""A recorded decision as lines of text, and the notes that stand beside it on every face."""

from __future__ import annotations

from sarcoguide.days import day
from sarcoguide.dossier.decision import ChosenView, Decision, DecisionView
from sarcoguide.report import decision_words as said
from sarcoguide.report import words
from sarcoguide.report.lines import Page, Segment


def notes_of(view: DecisionView) -> list[str]:
    """Return what a reader must know before relying on a decision."""
    changed = sum(one.changed for one in view.chosen)
    return [
        *([said.OTHER_RECORD.format(record=view.record)] if view.other_record else []),
        *([said.OTHER_GUIDELINE] if view.other_guideline else []),
        *([said.CHANGED.format(count=changed)] if changed else []),
    ]


def made_with(view: DecisionView) -> str:
    """Return with which guideline it was made, for which record."""
    as_of = day(view.as_of)
    return said.MADE_WITH.format(version=view.version, content=view.content, as_of=as_of, record=view.record)


def status_line(one: ChosenView) -> str:
    """Return the status of an option then, and now where that is another."""
    then = f"{words.STATUS_WORD[one.then]} {said.THEN}"
    if one.now is None:
        return f"{then}, {said.GONE} {said.NOW}"
    return f"{then}, {words.STATUS_WORD[one.now]} {said.NOW}" if one.changed else words.STATUS_WORD[one.then]


def decision_page(view: DecisionView) -> Page:
    """Return a decision beside a plan."""
    page = _begun(view.by, view.decided_on)
    for note in notes_of(view):
        page.item(Segment(note, "warning"), mark="!")
    for one in view.chosen:
        page.item(Segment(one.label, "strong"), f" [{one.option}]: {status_line(one)}")
    if not view.chosen:
        page.item(said.NOTHING)
    if view.why:
        page.line(said.WHY_LINE.format(why=view.why))
    page.line(Segment(made_with(view), "quiet"))
    return page


def checked_page(decision: Decision, by: str) -> Page:
    """Return a decision that was read, without a plan beside it."""
    page = _begun(by, decision.decided_on.isoformat())
    for one in decision.chosen:
        page.item(Segment(one.label, "strong"), f" [{one.option}]: {one.status.replace('_', ' ')} {said.THEN}")
    if not decision.chosen:
        page.item(said.NOTHING)
    if decision.why:
        page.line(said.WHY_LINE.format(why=decision.why))
    page.line(said.CHECKED)
    return page


def _begun(by: str, decided_on: str) -> Page:
    page = Page()
    page.line(Segment(f"{said.RECORDED}: {said.LINE.format(by=by, day=day(decided_on))}", "title"))
    return page
