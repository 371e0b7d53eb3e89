"""A stand-in for the form of a record, with the names that the templates read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sarcoguide.dossier import Dossier, FactLine
from sarcoguide.errors import Problem

KINDS = {"integer": "number"}


@dataclass(frozen=True)
class Field:
    """One field as a template sees it."""

    name: str
    label: str
    kind: str
    question: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    open: bool = False
    fresh_days: int | None = None
    derived: bool = False
    help: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    set_state: str = "unknown"
    given_unit: str = ""
    date: str = ""
    state: str = "unknown"
    stale: bool = False
    worked_out: str = ""
    errors: tuple[Problem, ...] = ()
    other: str = ""

    @property
    def value_name(self) -> str:
        return f"f.{self.name}"

    @property
    def state_name(self) -> str:
        return f"s.{self.name}"

    @property
    def unit_name(self) -> str:
        return f"u.{self.name}"

    @property
    def date_name(self) -> str:
        return f"d.{self.name}"

    @property
    def applies(self) -> bool:
        return self.state != "not_applicable"

    @property
    def given(self) -> bool:
        return bool(self.value or self.values or self.set_state != "unknown")


@dataclass(frozen=True)
class Section:
    """The fields of one subject."""

    subject: str
    title: str
    fields: tuple[Field, ...]

    @property
    def given(self) -> int:
        return sum(found.given for found in self.fields)

    @property
    def errors(self) -> int:
        return sum(len(found.errors) for found in self.fields)


@dataclass(frozen=True)
class Form:
    """A record as a form."""

    sections: tuple[Section, ...]
    problems: tuple[Problem, ...] = ()
    id: str = ""
    assessment_date: str = ""
    as_of: str = ""
    compare_to: str = ""
    rest: str = ""
    leftovers: tuple[str, ...] = ()
    text: str = ""
    with_errors: tuple[Field, ...] = field(default=())

    def __iter__(self) -> Iterator[Field]:
        return (found for section in self.sections for found in section.fields)

    def field(self, name: str) -> Field | None:
        return next((found for found in self if found.name == name), None)

    @property
    def errors(self) -> int:
        return len(self.problems) + sum(section.errors for section in self.sections)


@dataclass(frozen=True)
class NamedDay:
    """A day with its name."""

    iso: str
    label: str


#: What a page needs beside the dossier and the form.
AROUND: dict[str, Any] = {
    "examples": (("F_LIM", "A title"),),
    "dates": (NamedDay("2019-04-29", "the guideline begins"),),
    "difference": None,
    "before": None,
    "after": None,
}


def form_of(dossier: Dossier, **more: Any) -> Form:
    """Return the form of a dossier."""
    sections = tuple(
        Section(group.subject, group.title, tuple(_field(dossier, line) for line in group.facts))
        for group in dossier.facts
    )
    record = dossier.record
    return Form(sections, id=record.id, assessment_date=record.assessment_date.isoformat(), **more)


def with_error(form: Form, name: str, problem: Problem) -> Form:
    """Return a form with a problem beside a field."""
    sections = tuple(
        replace(
            section,
            fields=tuple(
                replace(found, errors=(problem,)) if found.name == name else found for found in section.fields
            ),
        )
        for section in form.sections
    )
    wrong = tuple(found for section in sections for found in section.fields if found.errors)
    return replace(form, sections=sections, with_errors=wrong)


def _field(dossier: Dossier, line: FactLine) -> Field:
    entry = dossier.edition.facts[line.fact].entry
    kind = KINDS.get(entry.type, entry.type)
    labels = dossier.edition.labels.get(line.fact, {})
    given = not line.derived and line.state == "known"
    members = tuple(line.value) if given and kind == "set" else ()
    value = "" if not given or kind == "set" else str(line.value).lower() if kind == "boolean" else str(line.value)
    return Field(
        line.fact,
        line.label,
        kind,
        question=entry.question,
        unit=entry.unit or "",
        units=(entry.unit or "1", *(other.unit for other in entry.accepts)),
        choices=(("true", "yes"), ("false", "no")) if kind == "boolean" else tuple(labels.items()),
        open=entry.open,
        fresh_days=entry.fresh_days,
        help="One row on each line" if kind == "records" else "",
        value=value,
        values=members,
        set_state="unknown" if not given or kind != "set" else "some" if members else "none",
        date=line.date,
        state=line.state,
        stale=line.stale,
        worked_out=line.words if line.derived and line.state == "known" else "",
    )
