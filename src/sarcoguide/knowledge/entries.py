"""The entries of a guideline, in the form in which they are written.

Field names are the keys of the YAML files; see docs/guideline-format.md. `Expression` marks text of the language.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, NewType

from msgspec import Struct, field

Expression = NewType("Expression", str)
Number = int | Decimal

Kind = Literal[
    "treatment",
    "drug",
    "observation",
    "supportive",
    "referral",
    "work_up",
    "question",
    "exit",
    "emergency",
    "warning",
    "information",
    "reference",
]
#: Kinds that have a status; the others are shown when their `when` is true.
STATUS_KINDS = ("treatment", "drug", "observation", "supportive", "referral", "work_up", "question")
#: Kinds that may rest on clinical judgement alone: they ask, warn or lead out, and support nothing.
JUDGEMENT_KINDS = (
    "question",
    "work_up",
    "referral",
    "exit",
    "emergency",
    "warning",
    "information",
    "reference",
)


class Entry(Struct, frozen=True, kw_only=True):
    """The base of all entries."""


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
    """A number that a site may set; None means that none is applied."""

    name: str
    type: Literal["number", "integer"]
    label: str
    sources: list[SourceUse]
    value: Number | None
    unit: str | None = None
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


class Review(Entry, frozen=True):
    """Who reviewed an entry, and when; nobody until both stand."""

    by: str | None = None
    on: date | None = None


class Condition(Entry, frozen=True):
    """A condition that excludes, discourages or cautions, with its reason."""

    when: Expression
    because: str
    unknown: Literal["blocks", "check"] | None = None
    sources: list[SourceUse] = field(default_factory=list)
    verified: bool = True
    since: date | None = field(default=None, name="from")
    until: date | None = None
    patient: str = ""
    note: str = ""


class Guard(Entry, frozen=True):
    """Conditions that many options share: a gate (`when`) or exclusions, discouragements and cautions."""

    id: str
    label: str = ""
    when: Expression | None = None
    unless: list[Condition] = field(default_factory=list)
    discouraged: list[Condition] = field(default_factory=list)
    caution: list[Condition] = field(default_factory=list)
    sources: list[SourceUse] = field(default_factory=list)
    checked: date | None = None
    review: Review | None = None
    note: str = ""


class Drug(Entry, frozen=True):
    """A drug with its own guards, inherited by every regimen that contains it."""

    id: str
    name: str
    sources: list[SourceUse]
    drug_class: str = field(default="", name="class")
    synonyms: list[str] = field(default_factory=list)
    guards: list[str] = field(default_factory=list)
    unless: list[Condition] = field(default_factory=list)
    discouraged: list[Condition] = field(default_factory=list)
    caution: list[Condition] = field(default_factory=list)
    monitoring: list[str] = field(default_factory=list)
    patient: str = ""
    checked: date | None = None
    review: Review | None = None
    note: str = ""


class DrugUse(Entry, frozen=True):
    """A drug as part of a regimen; dose and schedule as published."""

    drug: str
    dose: str = ""
    route: str = ""
    schedule: str = ""
    supportive: bool = False
    verified: bool = False
    note: str = ""


class Licence(Entry, frozen=True):
    """A country in which alone an option can be had."""

    country: str
    because: str
    since: date = field(name="from")
    until: date | None = None
    sources: list[SourceUse] = field(default_factory=list)
    verified: bool = True


class Option(Entry, frozen=True):
    """A recommendation or a regimen, or something shown beside them (exit, emergency, warning, information)."""

    id: str
    says: str
    sources: list[SourceUse]
    since: date = field(name="from")
    kind: Kind = "treatment"
    label: str = ""
    name: str = ""
    patient: str = ""
    because: str = ""
    when: Expression | None = None
    gates: list[str] = field(default_factory=list)
    guards: list[str] = field(default_factory=list)
    unless: list[Condition] = field(default_factory=list)
    discouraged: list[Condition] = field(default_factory=list)
    caution: list[Condition] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    population: dict[str, Expression] = field(default_factory=dict)
    intent: str = "not_stated"
    verb: str = ""
    evidence: str = ""
    specific: bool = False
    serves: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    per: Literal["regimen"] | None = None
    until: date | None = None
    until_because: str = ""
    until_sources: list[SourceUse] = field(default_factory=list)
    only_in: list[Licence] = field(default_factory=list)
    pointer: str = ""
    drugs: list[DrugUse] = field(default_factory=list)
    own: dict[str, bool | Number] = field(default_factory=dict)
    regulatory: Any = None
    monitoring: list[str] = field(default_factory=list)
    review: Review | None = None
    checked: date | None = None
    review_by: date | None = None
    note: str = ""


class Regimen(Option, frozen=True):
    """A drug option: an option of kind `drug` unless it says otherwise."""

    kind: Kind = "drug"


class Source(Entry, frozen=True):
    """Where something was read, and what of it."""

    id: str
    title: str
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
    authors: str = ""
    where: str = ""
    date: str | int | date | None = None
    design: str = ""
    n: int | None = None
    identifiers: dict[str, str] = field(default_factory=dict)
    read_at: list[str] = field(default_factory=list)
    licence: str = ""
    note: str = ""


class Statement(Entry, frozen=True):
    """One of the statements that were asked for."""

    id: str
    document: Literal["clinician", "patient"]
    topic: str
    kind: str
    strength: str = ""
    dated: date | None = None
    shown_by: str | None = None


class HistologyCode(Entry, frozen=True):
    """A code of a terminology, with whether code and name were read together."""

    code: str
    verified: bool = False


class Histology(Entry, frozen=True):
    """A type of tumour."""

    id: str
    name: str
    scope: Literal["in", "adjacent", "out"]
    synonyms: list[str] = field(default_factory=list)
    lineage: str = ""
    behaviour: str = ""
    icd_o_3: Any = None
    oncotree: Any = None
    snomed: Any = None
    chemosensitivity: Any = None
    pointer: str = ""
    note: str = ""


class Inconsistency(Entry, frozen=True):
    """What a record cannot say at once."""

    id: str
    when: Expression
    says: str
    severity: Literal["error", "warning"]
    remedy: str = ""


class HeadlineEntry(Entry, frozen=True):
    """A fact that heads every report, and what it rests on."""

    fact: str
    rests_on: list[str] = field(default_factory=list)


class Layer(Entry, frozen=True):
    """A layer of questions, asked in order; the last has no facts and takes what is left."""

    id: str
    title: str
    facts: list[str] = field(default_factory=list)


class OwnQuantity(Entry, frozen=True):
    """A quantity that belongs to an option rather than to the patient."""

    type: Literal["boolean", "integer", "number", "set"]
    label: str
    unit: str | None = None
    domain: str | None = None


class About(Entry, frozen=True):
    """`guideline.yaml`: what the guideline is, and what the engine has to be told about it."""

    id: str
    title: str
    version: str
    first_day: date
    checked: date
    review_months: dict[str, int]
    intended_use: str
    scope: str
    headline: list[HeadlineEntry]
    layers: list[Layer]
    burdens: dict[str, str]
    intents: dict[str, str]
    verbs: dict[str, str]
    evidence: dict[str, str]
    reviewed: Review = field(default_factory=Review)
    planned_option: str | None = None
    priorities: str | None = None
    country: str | None = None
    own: dict[str, OwnQuantity] = field(default_factory=dict)
    licence: str = ""


class PropertyOptions(Entry, frozen=True):
    """Which options a property speaks of: by id, by a drug they contain, by any of several drugs, or by kind."""

    id: str | None = None
    drug: str | None = None
    drug_any: list[str] = field(default_factory=list)
    kind: Kind | None = None


class Property(Entry, frozen=True):
    """What must hold for every possible patient."""

    id: str
    says: str
    means: str
    check: Literal["exclusion_wins", "unknown_blocks", "monotone", "reachable", "never", "always"]
    options: PropertyOptions | None = None
    status: Literal["supported", "needs_information", "discouraged", "not_indicated", "excluded"] = "supported"
    when: Expression | None = None
