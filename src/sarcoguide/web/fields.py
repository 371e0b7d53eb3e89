"""The form of a record: what a page needs to draw it. A field is drawn from the dictionary, by subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sarcoguide.dossier.compose import subjects
from sarcoguide.errors import Problem
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule
from sarcoguide.knowledge.entries import Fact, RecordField
from sarcoguide.planning.model import StateWord
from sarcoguide.record.view import ASSESSMENT_DATE

Kind = Literal["boolean", "number", "enum", "set", "date", "text", "records"]
#: What a list says of itself: never asked, asked and there is none, these.
SetState = Literal["unknown", "none", "some"]

#: Begins the names of what is tried out beside the record.
TRIED = "w."
#: What stands in a field that says nothing; a boolean or enum may also post the word itself.
UNKNOWN = "unknown"
#: Answers of a boolean, as they are posted and as they are read.
ANSWERS = (("true", "yes"), ("false", "no"))
#: The section of what the guideline works out and a record may state.
WORKED_OUT = "worked_out"
WORKED_OUT_TITLE = "Worked out from the rest: state one only if it is known otherwise"


class FormRow(Struct, frozen=True, gc=False):
    """One record of a list: a cell for each field of it, and what is wrong with the row as a whole."""

    number: int
    cells: tuple[FormField, ...]
    errors: tuple[Problem, ...] = ()


class FormField(Struct, frozen=True, gc=False):
    """One fact in the form, or one cell of a row: what is asked, how it may be answered, and what stands in it.

    `value`, `values`, `set_state`, `given_unit` and `date` are what was entered, as text; the names under which they
    are posted are `value_name`, `state_name`, `unit_name` and `date_name`. `choices` are values with labels; unknown
    is left out of them, being always a choice: empty text. `units` are those that may be posted, the fact's own
    first. `worked_out` is what the guideline works out where nothing is stated. Records have `columns`, the empty
    fields of a record, and stand in `rows`; what rows cannot show stands in `value` as YAML, and then there are none.
    A field with a `prefix` is no part of the record: it is tried out.
    """

    name: str
    label: str
    question: str
    kind: Kind
    unit: str = ""
    units: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    open: bool = False
    integer: bool = False
    range: tuple[str, str] | None = None
    burden: str = ""
    fresh_days: int | None = None
    ask_together: str = ""
    may_be_future: bool = False
    derived: bool = False
    help: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    set_state: SetState = "unknown"
    given_unit: str = ""
    date: str = ""
    origin: str = ""
    state: StateWord = "unknown"
    stale: bool = False
    words: str = ""
    worked_out: str = ""
    errors: tuple[Problem, ...] = ()
    columns: tuple[FormField, ...] = ()
    rows: tuple[FormRow, ...] = ()
    needed: bool = False
    prefix: str = ""

    @property
    def value_name(self) -> str:
        """The name under which the value is posted."""
        return f"{self.prefix}f.{self.name}"

    @property
    def state_name(self) -> str:
        """The name under which a list posts whether it is unknown, empty or filled."""
        return f"{self.prefix}s.{self.name}"

    @property
    def unit_name(self) -> str:
        """The name under which the unit is posted."""
        return f"{self.prefix}u.{self.name}"

    @property
    def date_name(self) -> str:
        """The name under which the date of the value is posted."""
        return f"{self.prefix}d.{self.name}"

    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Return the names and values of unit and date as they are posted."""
        return (self.unit_name, self.given_unit), (self.date_name, self.date)

    def row(self, number: int, texts: Mapping[str, str]) -> FormRow:
        """Return a row with these texts in its cells, by the names of the columns."""
        return FormRow(
            number,
            tuple(
                replace(c, name=f"{self.name}.{number}.{c.name}", value=texts.get(c.name, ""), prefix=self.prefix)
                for c in self.columns
            ),
        )

    @property
    def with_spare(self) -> tuple[FormRow, ...]:
        """The rows and an empty one after them, which says nothing while it stays empty."""
        number = max((row.number for row in self.rows), default=-1) + 1
        return (*self.rows, self.row(number, {}))

    @property
    def as_text(self) -> bool:
        """Whether these records stand as text because rows could not show all of them."""
        return self.kind == "records" and bool(self.value)

    def tried(self) -> FormField:
        """Return the field as one that is tried out: its names are not those of the record."""
        rows = tuple(replace(row, cells=tuple(replace(c, prefix=TRIED) for c in row.cells)) for row in self.rows)
        return replace(self, prefix=TRIED, rows=rows)

    @property
    def wrong(self) -> tuple[tuple[str, Problem], ...]:
        """What is wrong in the field and in its rows, each with the label of where it stands."""
        found = [(self.label, problem) for problem in self.errors]
        for place, row in enumerate(self.rows, start=1):
            found += [(f"{self.label}, {place}", problem) for problem in row.errors]
            found += [(f"{self.label}, {place}, {c.label}", problem) for c in row.cells for problem in c.errors]
        return tuple(found)

    @property
    def applies(self) -> bool:
        """Whether the fact can apply to this patient, as far as is known."""
        return self.state != "not_applicable"

    @property
    def given(self) -> bool:
        """Whether something was entered."""
        return bool(self.value or self.values or self.set_state != "unknown")

    @property
    def other(self) -> str:
        """The entered values of an open list that are not among the choices, as one text."""
        listed = {value for value, _ in self.choices}
        return ", ".join(value for value in self.values if value not in listed)


@dataclass(frozen=True, slots=True)
class FormSection:
    """The fields of one subject, in the order of the dictionary."""

    subject: str
    title: str
    fields: tuple[FormField, ...]

    @property
    def given(self) -> int:
        """How many fields are filled."""
        return sum(field.given for field in self.fields)

    @property
    def errors(self) -> int:
        """How many problems stand beside the fields."""
        return sum(len(field.wrong) for field in self.fields)


@dataclass(frozen=True)
class Form:
    """A record as a form. Dates are text as it was entered.

    `rest` is JSON of what a record holds and no field shows; it is posted back as it is. `leftovers` names entries in
    it that nothing could read: a page may offer to leave them out (posted as `leave_out`). `problems` are those that
    belong to no field; `text` is a pasted record that could not be read, to be corrected where it was pasted;
    `decision` a recorded decision that is shown beside the plan.
    """

    sections: tuple[FormSection, ...]
    problems: tuple[Problem, ...] = ()
    id: str = ""
    assessment_date: str = ""
    as_of: str = ""
    compare_to: str = ""
    rest: str = ""
    leftovers: tuple[str, ...] = ()
    text: str = ""
    decision: str = ""

    @cached_property
    def _by_name(self) -> Mapping[str, FormField]:
        return {field.name: field for field in self}

    def __iter__(self) -> Iterator[FormField]:
        return (field for section in self.sections for field in section.fields)

    def field(self, name: str) -> FormField | None:
        """Return the field of a fact, or None when the form has none."""
        return self._by_name.get(name)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield names and values as they are posted, for a page that carries the record along without its form."""
        for name in ("id", "assessment_date", "as_of", "compare_to", "rest"):
            yield name, getattr(self, name)
        if self.decision:
            yield "decision", self.decision
        for field in (field for field in self if field.given):
            if field.kind == "set" or (field.kind == "records" and not field.as_text):
                yield field.state_name, field.set_state
                yield from ((field.value_name, value) for value in field.values)
                yield from ((c.value_name, c.value) for row in field.rows for c in row.cells if c.value)
            else:
                yield field.value_name, field.value
            yield from ((name, text) for name, text in field.remarks() if text)

    @property
    def with_errors(self) -> tuple[FormField, ...]:
        """The fields that have a problem beside them, for a list of links."""
        return tuple(field for field in self if field.wrong)

    @property
    def errors(self) -> int:
        """How many problems there are in all; one that speaks of two facts stands beside both."""
        return len({*self.problems, *(problem for field in self for _, problem in field.wrong)})


def fields_of(edition: Edition) -> Mapping[str, FormField]:
    """Return the empty field of every fact and of every definition that a record may state."""
    return _fields(edition)[0]


def empty_sections(edition: Edition) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return the subjects in order: each with its title and the names of its fields."""
    return _fields(edition)[1]


@lru_cache(maxsize=32)
def _fields(edition: Edition) -> tuple[dict[str, FormField], dict[str, tuple[str, tuple[str, ...]]]]:
    facts = {name: rule for name, rule in edition.facts.items() if name != ASSESSMENT_DATE}
    stated = {name: rule for name, rule in edition.definitions.items() if rule.entry.may_be_stated}
    fields = {name: _of_fact(rule, edition) for name, rule in facts.items()}
    fields |= {name: _of_definition(rule, edition) for name, rule in stated.items()}
    sections = {
        subject: (title, tuple(name for name, rule in facts.items() if rule.entry.subject == subject))
        for subject, title in subjects(edition).items()
    }
    sections[WORKED_OUT] = (WORKED_OUT_TITLE, tuple(sorted(stated, key=lambda name: stated[name].entry.label.lower())))
    return fields, {subject: held for subject, held in sections.items() if held[1]}


def _of_fact(rule: FactRule, edition: Edition) -> FormField:
    entry = rule.entry
    field = _of_either(rule, edition)
    open_list = rule.type.kind in ("enum", "set") and rule.type.domain is None
    return replace(
        field,
        question=entry.question,
        units=(*field.units, *(other.unit for other in entry.accepts)),
        choices=_of_checklist(entry, edition) if open_list else field.choices,
        open=open_list,
        burden=edition.about.burdens.get(entry.burden, entry.burden),
        ask_together=entry.ask_together or "",
        may_be_future=entry.may_be_future,
        help=_help(entry, edition),
        columns=tuple(_column(name, form, edition) for name, form in (entry.fields or {}).items()),
    )


def _of_definition(rule: DefinitionRule, edition: Edition) -> FormField:
    return replace(_of_either(rule, edition), question=f"{rule.entry.label}?", derived=True)


def _of_either(rule: FactRule | DefinitionRule, edition: Edition) -> FormField:
    entry, kind = rule.entry, rule.type.kind
    assert kind != "duration"  # no name of a dictionary has such a type
    assert kind != "text"
    labels = edition.labels.get(entry.name, {})
    choices = tuple((value, labels.get(value, value)) for value in _in_order(rule.type.domain or (), labels))
    low_high = entry.range
    return FormField(
        name=entry.name,
        label=entry.label,
        question="",
        kind=kind,
        unit=entry.unit or "",
        units=(entry.unit or "1",) if kind == "number" else (),
        choices=ANSWERS if kind == "boolean" else choices if kind in ("enum", "set") else (),
        integer=rule.type.integer,
        range=None if low_high is None else (str(low_high[0]), str(low_high[1])),
        fresh_days=entry.fresh_days,
    )


def _in_order(domain: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    """Return values in the order in which the guideline lists them."""
    place = {value: index for index, value in enumerate(labels)}
    return sorted(domain, key=lambda value: (place.get(value, len(place)), value))


def _of_checklist(entry: Fact, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return the facts that name an open list as their checklist: they are what is usually ticked in it."""
    return tuple((name, rule.entry.label) for name, rule in edition.facts.items() if rule.entry.checklist == entry.name)


def _column(name: str, form: RecordField, edition: Edition) -> FormField:
    """Return the empty cell of a field of records."""
    number = form.type in ("integer", "number")
    held = edition.facts.get(form.values_of or "")
    labels = edition.labels.get(form.values_of or "", {})
    values = form.values or _in_order((held.type.domain if held else None) or (), labels)
    choices = tuple((value, labels.get(value, value.replace("_", " "))) for value in values)
    return FormField(
        name=name,
        label=form.label or name.replace("_", " "),
        question=form.note,
        kind="number" if form.type == "integer" else form.type,
        unit=form.unit or "",
        units=(form.unit or "1",) if number else (),
        choices=ANSWERS if form.type == "boolean" else choices,
        integer=form.type == "integer",
        range=None if form.range is None else (str(form.range[0]), str(form.range[1])),
        needed=form.required,
    )


def _help(entry: Fact, edition: Edition) -> str:
    """Return how the rows of a list of records are written where they stand as text."""
    if not entry.fields:
        return ""
    parts = []
    for name, form in entry.fields.items():
        held = edition.facts.get(form.values_of or "")
        values = form.values or sorted((held.type.domain if held else None) or ())
        what = " or ".join(values) if values else {"date": "a date"}.get(form.type, form.type)
        unit = f" in {form.unit}" if form.unit not in (None, "1") else ""
        parts.append(f"{name} ({what}{unit}{', needed' if form.required else ''})")
    return f"One row on each line, such as `- {{{', '.join(entry.fields)}}}`; [] means none. Fields: {'; '.join(parts)}"
