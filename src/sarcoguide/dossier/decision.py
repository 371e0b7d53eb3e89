"""A recorded decision on a plan: made, written to a file that stays with its maker, read again beside a record.

It changes no status. Each option that was chosen keeps the status that it had on that day, so that a reader sees
whether the evidence of that day supported it and whether it still does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from msgspec import Struct

from sarcoguide.dossier.model import Dossier
from sarcoguide.errors import InForm, Problem, ProblemsError, shorten
from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.about_page_entries import DecisionAdvice
from sarcoguide.knowledge.entries import Entry
from sarcoguide.knowledge.shape import Shape
from sarcoguide.knowledge.yaml_reader import Document, read_yaml
from sarcoguide.language.syntax import suggestion
from sarcoguide.planning.model import STATUS_ORDER, Status
from sarcoguide.record.files import read_json

#: The form of the file, to be counted up when it changes.
FORM = 1
#: Characters of a reason, and of a file, at most.
LONGEST, LARGEST = 2_000, 20_000
HEAD = "# A decision recorded with Sarcoguide. It belongs to a patient's record: keep it as such.\n"
WHERE = "decision"


class DecisionError(ProblemsError):
    """A decision that cannot be recorded or read."""


class ChosenOption(Entry, frozen=True):
    """An option that was chosen, with the status that it had."""

    option: str
    label: str
    status: str


class DecidedWith(Entry, frozen=True):
    """The guideline of the plan that was decided on; `content` is the beginning of its digest."""

    id: str
    version: str
    content: str
    as_of: date


class DecidedFor(Entry, frozen=True):
    """The record that was decided on."""

    id: str
    assessment_date: date


class Decision(Entry, frozen=True):
    """What was chosen, by whom in role, when and, where that differs from what is supported, why."""

    decision: int
    decided_on: date
    by: str
    chosen: list[ChosenOption]
    guideline: DecidedWith
    record: DecidedFor
    why: str = ""


class ChosenView(Struct, frozen=True):
    """An option that was chosen: its status then, and now; None where the plan has it no more."""

    option: str
    label: str
    then: Status
    now: Status | None

    @property
    def changed(self) -> bool:
        """Whether the status is another now."""
        return self.then != self.now


class DecisionView(Struct, frozen=True):
    """A recorded decision beside a plan, in words. `other_record` and `other_guideline` say what it was made with."""

    decided_on: str
    by: str
    why: str
    chosen: tuple[ChosenView, ...]
    version: str
    content: str
    as_of: str
    record: str
    other_record: bool
    other_guideline: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chooses on a page."""

    options: tuple[str, ...]
    by: str
    on: date
    why: str = ""


def decide(dossier: Dossier, choice: Choice, guideline: Guideline, today: date) -> Decision:
    """Return a choice as a decision on the plan of a dossier.

    Raises:
        DecisionError: something is missing, or an option is not of the plan.
    """
    plan, options = dossier.plan, {option.id: option for option in dossier.plan.options}
    strange = [name for name in choice.options if name not in options]
    if strange:
        raise DecisionError([_unknown("chosen", name, options) for name in strange])
    about = plan.guideline
    raw: dict[str, Any] = {
        "decision": FORM,
        "decided_on": choice.on,
        "by": choice.by,
        "chosen": [
            {"option": name, "label": options[name].label, "status": options[name].status} for name in choice.options
        ],
        "why": choice.why,
        "guideline": {
            "id": about.id,
            "version": about.version,
            "content": about.content,
            "as_of": date.fromisoformat(about.as_of),
        },
        "record": {"id": plan.record.id, "assessment_date": date.fromisoformat(plan.record.assessment_date)},
    }
    return read_decision(Document(WHERE, raw), guideline, today)


def written(decision: Decision) -> str:
    """Return a decision as YAML that reads back as the same."""
    return HEAD + yaml.safe_dump(_plain(decision), sort_keys=False, allow_unicode=True, width=100)


def parse_decision(text: str, where: str = WHERE) -> Document:
    """Return what a text of YAML or JSON holds.

    Raises:
        DecisionError: it is too large to be a decision, or neither.
    """
    if len(text) > LARGEST:
        what = f"the file has {len(text)} characters, and a decision at most {LARGEST}"
        raise DecisionError([Problem(what, where, remedy="choose the file that was saved as a decision")])
    document = read_json(text, where) if text.lstrip("\ufeff \t\r\n").startswith("{") else read_yaml(text, where)
    if document.problems:
        raise DecisionError(document.problems)
    return document


def read_decision(document: Document, guideline: Guideline, today: date) -> Decision:
    """Return a decision as read.

    Args:
        document: the file.
        guideline: the guideline that reads it; it may be another than the one decided with.
        today: the day after which nothing can have been decided.

    Raises:
        DecisionError: with everything that is wrong with it.
    """
    shape = Shape(document)
    decision = shape.entry(Decision, document.data, ())
    if decision is None:
        raise DecisionError(shape.problems)
    problems = list(_wrong(decision, document, guideline, today))
    if problems:
        raise DecisionError(problems)
    return decision


def beside(decision: Decision, dossier: Dossier) -> DecisionView:
    """Return a decision beside the plan of a dossier."""
    plan = dossier.plan
    now = {option.id: option.status for option in plan.options}
    roles = advice_of(dossier.edition.about.decision).roles
    made = decision.guideline
    return DecisionView(
        decided_on=decision.decided_on.isoformat(),
        by=roles[decision.by],
        why=decision.why,
        chosen=tuple(
            ChosenView(one.option, one.label, then, now.get(one.option))
            for one in decision.chosen
            for then in STATUS_ORDER
            if then == one.status
        ),
        version=made.version,
        content=made.content,
        as_of=made.as_of.isoformat(),
        record=decision.record.id,
        other_record=decision.record.id != plan.record.id,
        other_guideline=(made.content, made.as_of.isoformat()) != (plan.guideline.content, plan.guideline.as_of),
    )


def advice_of(advice: DecisionAdvice | None) -> DecisionAdvice:
    """Return what a guideline says of decisions; without it there are no roles, so none can be recorded."""
    return advice or DecisionAdvice("", {}, [])


def _wrong(decision: Decision, document: Document, guideline: Guideline, today: date) -> Iterator[Problem]:
    def wrong(key: str, what: str, why: str, remedy: str, in_form: str = "") -> Problem:
        place = document.where, document.line((key,))
        return Problem(what, *place, key, why, remedy, in_form=InForm(remedy=in_form) if in_form else None)

    roles = advice_of(guideline.about.decision).roles
    if decision.decision != FORM:
        remedy = f"write `decision: {FORM}`, or read it with the program that wrote it"
        yield wrong("decision", f"{decision.decision} is no form of a decision", "its keys may mean others", remedy)
    if decision.by not in roles:
        remedy = suggestion(decision.by, roles) or f"one of: {', '.join(roles)}"
        what = f"{shorten(decision.by)} is no role" if decision.by else "nobody is named who decided"
        yield wrong("by", what, "a reader must know in which role it was decided", remedy, "choose a role")
    if decision.decided_on > today:
        yield wrong("decided_on", f"{decision.decided_on} is in the future", "nothing is decided yet", "correct it")
    if decision.guideline.id != guideline.about.id:
        what = f"it was made with another guideline: {shorten(decision.guideline.id)}"
        yield wrong("guideline", what, "its options are not those of this one", f"use that of {guideline.about.id}")
    names = [one.option for one in decision.chosen]
    if len({*names}) < len(names):
        yield wrong("chosen", "an option is chosen twice", "one of the two may be meant for another", "keep one")
    strange = [one.status for one in decision.chosen if one.status not in STATUS_ORDER]
    if strange:
        remedy = f"one of: {', '.join(STATUS_ORDER)}"
        yield wrong("chosen", f"{shorten(strange[0])} is no status", "nobody could compare it", remedy)
    known = {rule.entry.id for rule in guideline.options}
    same = guideline.content_hash.startswith(decision.guideline.content)
    for name in names if same else ():
        if name not in known:
            yield _unknown("chosen", name, known, document)
    if not decision.why.strip() and differs(decision):
        what = "the reason is missing" if names else "nothing is chosen, and the reason is missing"
        why = "the choice differs from what the evidence supports"
        yield wrong("why", what, why, "write under `why` what spoke for it", "write what spoke for it")
    if len(decision.why) > LONGEST:
        yield wrong("why", f"the reason has {len(decision.why)} characters; {LONGEST} fit", "", "shorten it")


def differs(decision: Decision) -> bool:
    """Whether nothing was chosen, or something that was not supported."""
    return not decision.chosen or any(one.status != "supported" for one in decision.chosen)


def _unknown(key: str, name: str, known: Collection[str], document: Document | None = None) -> Problem:
    remedy = suggestion(name, known) or "choose one of the plan"
    where, line = (document.where, document.line((key,))) if document is not None else ("", None)
    return Problem(f"there is no option {shorten(name)}", where, line, key, "nobody could look it up", remedy)


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        held: Mapping[str, Any] = {name: getattr(value, name) for name in value.__struct_fields__}
        return {name: _plain(part) for name, part in held.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value
