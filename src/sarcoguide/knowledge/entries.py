"""The entries of the dictionary: what can be known, worked out and cited, in the form in which it is written.

Field names are the keys of the YAML files; see docs/guideline-format.md. `Expression` marks text of the language.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, NewType

from msgspec import Struct, field

from sarcoguide.days import day

Expression = NewType("Expression", str)
Number = int | Decimal


class Entry(Struct, frozen=True, kw_only=True):
    """The base of all entries."""


class Review(Entry, frozen=True):
    """Who reviewed an entry, and when; nobody until both stand."""

    by: str | None = None
    on: date | None = None

    @property
    def said(self) -> str | None:
        """By whom and when, in words; None until both stand."""
        return f"{self.by}, {day(self.on)}" if self.by and self.on else None


class AcceptedUnit(Entry, frozen=True):
    """Another unit in which a value may be entered: entered value x factor = value in the fact's unit."""

    unit: str
    factor: Number


class RecordField(Entry, frozen=True):
    """One field of the records that a fact of type `records` holds."""

    type: Literal["text", "boolean", "integer", "number", "enum", "date"]
    values: list[str] | None = None
    values_of: str | None = None
    range: list[Number] | None = None
    unit: str | None = None
    required: bool = False
    label: str = ""
    note: str = ""


class Fact(Entry, frozen=True):
    """Something that can be known about a patient."""

    name: str
    label: str
    question: str
    type: Literal["boolean", "integer", "number", "enum", "set", "date", "records"]
    subject: str
    burden: str
    patient: str = ""
    values: dict[str, str] | None = None
    domain: str | None = None
    open: bool = False
    fields: dict[str, RecordField] | None = None
    timeline: Literal["lesions", "treatments"] | None = None
    may_be_future: bool = False
    unit: str | None = None
    accepts: list[AcceptedUnit] = field(default_factory=list)
    range: list[Number] | None = None
    fresh_days: int | None = None
    fresh_basis: str = ""
    applies_when: Expression | None = None
    ask_together: str | None = None
    checklist: str | None = None
    aliases: list[str] = field(default_factory=list)
    codes: Any = None
    note: str = ""
    source: str = ""


class SourceUse(Entry, frozen=True):
    """A source as used by an entry."""

    id: str
    position: Literal["for", "against", "context"] = "for"
    note: str = ""


class RowEntry(Entry, frozen=True):
    """A row of a first-match table, as written."""

    when: Expression | None = None
    value: bool | Number | str | None = None
    unknown: str = ""
    otherwise: bool | Number | str | None = None
    otherwise_unknown: str = ""
    because: str = ""


class Definition(Entry, frozen=True):
    """A fact that is worked out from other facts."""

    name: str
    label: str
    type: Literal["boolean", "integer", "number", "enum", "date"]
    sources: list[SourceUse]
    since: date = field(name="from")
    until: date | None = None
    values: dict[str, str] | None = None
    domain: str | None = None
    unit: str | None = None
    range: list[Number] | None = None
    applies_when: Expression | None = None
    first_match: list[RowEntry] | None = None
    expression: Expression | None = None
    reducer: dict[str, Any] | None = None
    empirical: bool = False
    unknown_word: str = ""
    ask: list[str] | None = None
    may_be_stated: bool = True
    tolerance: Number | None = None
    fresh_days: int | None = None
    patient: str = ""
    says: str = ""
    aliases: list[str] = field(default_factory=list)
    codes: Any = None
    note: str = ""


class Setting(Entry, frozen=True):
    """A number that a site may set; None means that none is applied.

    With `local` an overlay may set it, within `local_range`.
    """

    name: str
    type: Literal["number", "integer"]
    label: str
    sources: list[SourceUse]
    value: Number | None
    unit: str | None = None
    local: bool = False
    local_range: list[Number] | None = None
    note: str = ""


class NamedSet(Entry, frozen=True):
    """A set of values with a name, used as `fact in name`."""

    name: str
    of: str
    members: list[str]
    meaning: str
    source: str
    verified: bool = False
    note: str = ""


class Domain(Entry, frozen=True):
    """A list of values that several facts share."""

    name: str
    values: dict[str, str]
    source: str = ""
    note: str = ""


class Source(Entry, frozen=True):
    """Where something was read, and what of it."""

    id: str
    kind: Literal[
        "randomised_trial",
        "single_arm_trial",
        "cohort",
        "guideline",
        "label",
        "regulator",
        "review",
        "statement",
        "convention",
        "clinical_judgement",
        "news",
    ]
    verified: bool
    short: str = ""
    #: Only what cannot be traced has none: `resolved: false` says so, and nothing is then shown in its place.
    title: str = ""
    resolved: bool = True
    authors: str = ""
    where: str = ""
    date: str | int | date | None = None
    design: str = ""
    n: int | None = None
    identifiers: dict[str, str] = field(default_factory=dict)
    read_at: list[str] = field(default_factory=list)
    licence: str = ""
    note: str = ""

    @property
    def called(self) -> str:
        """What it is called: its title, or that nobody could trace it."""
        return self.title if self.resolved else "not traceable"


class Term(Entry, frozen=True):
    """A word of medicine with its plain meaning; `forms` are its other forms, `say` how to say it."""

    id: str
    term: str
    meaning: str
    since: date = field(name="from")
    until: date | None = None
    forms: list[str] = field(default_factory=list)
    say: str = ""
    sources: list[SourceUse] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    review: Review = field(default_factory=Review)
    note: str = ""


class PairOfTests(Entry, frozen=True):
    """What shows a statement that speaks of a page and of no patient: a test that it holds, one of what must not be.

    Each is the name of a test in the repository, as `tests/folder/file.py::name`.
    """

    shows: str
    must_not: str


class Statement(Entry, frozen=True):
    """One of the statements that were asked for; `differs` says where this guideline departs from it, and why."""

    id: str
    document: Literal["clinician", "patient"]
    topic: str
    kind: str
    strength: str = ""
    dated: date | None = None
    shown_by: str | None = None
    tests: PairOfTests | None = None
    differs: str = ""


class Word(Entry, frozen=True):
    """What one word, or several that mean the same, can mean in a list of values.

    Either `value` alone; or `decided_by` a fact, with the meaning for each of its `values` and `otherwise`; or `one_of`
    several, between which somebody has to choose.
    """

    words: list[str]
    domain: str
    value: str | None = None
    decided_by: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    one_of: list[str] = field(default_factory=list)
    sources: list[SourceUse] = field(default_factory=list)
    note: str = ""


class Inconsistency(Entry, frozen=True):
    """What a record cannot say at once."""

    id: str
    when: Expression
    says: str
    severity: Literal["error", "warning"]
    remedy: str = ""
