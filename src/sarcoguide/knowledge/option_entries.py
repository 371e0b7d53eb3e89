"""The entries of options: guards, drugs, recommendations and regimens, in the form in which they are written."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import field

from sarcoguide.knowledge.doses import Dose
from sarcoguide.knowledge.entries import Entry, Expression, Number, Review, SourceUse

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
STATUS_KINDS: tuple[Kind, ...] = ("treatment", "drug", "observation", "supportive", "referral", "work_up", "question")
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
    shadowed: str = ""
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


class SideEffect(Entry, frozen=True):
    """A harm that a drug can do, in the words of both readers; `act` is what clinicians do about it.

    `urgent` ones call for help at once. Only a figure that was read stands under `frequency`; it is of the drug alone.
    """

    name: str
    patient: str
    sources: list[SourceUse]
    urgent: bool = False
    act: str = ""
    frequency: str = ""
    verified: bool = False
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
    side_effects: list[SideEffect] = field(default_factory=list)
    #: While a drug cannot be had, no option with it can.
    unavailable: list[Absence] = field(default_factory=list)
    patient: str = ""
    checked: date | None = None
    review: Review | None = None
    note: str = ""


class DrugUse(Entry, frozen=True):
    """A drug as part of a regimen; dose and schedule as published, and the same in numbers (`given`)."""

    drug: str
    dose: str = ""
    route: str = ""
    schedule: str = ""
    given: Dose | None = None
    supportive: bool = False
    verified: bool = False
    note: str = ""


class Licence(Entry, frozen=True):
    """A country in which alone an option can be had."""

    country: str
    because: str
    since: date = field(name="from")
    until: date | None = None
    patient: str = ""
    sources: list[SourceUse] = field(default_factory=list)
    verified: bool = True


class Absence(Entry, frozen=True):
    """Why an option cannot be had for a time, such as a shortage; without `from` it holds from the first day."""

    because: str
    since: date | None = field(default=None, name="from")
    until: date | None = None
    patient: str = ""
    sources: list[SourceUse] = field(default_factory=list)


class AboutOptions(Entry, frozen=True):
    """The options that a line of information is about, by what they are: any one of these chooses an option."""

    drugs: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)


class RestsOn(Entry, frozen=True):
    """The options that carry one which stands for them all: drug options under one of these guards.

    When none of them is supported or waits for information, the option that rests on them is discouraged.
    """

    guards: list[str]
    because: str
    sources: list[SourceUse]
    patient: str = ""


class Regulatory(Entry, frozen=True):
    """What an agency says of a regimen, since a day, a month or a year (ISO 8601); a day that was not read is not told.

    It is for reading: where an option can be had only in some countries, `only_in` says so and decides.
    """

    agency: str
    status: str
    indication: str = ""
    since: str | int | date | None = None
    verified: bool = False
    note: str = ""

    def begun(self, day: date) -> bool:
        """Whether it may hold already on a day."""
        since = "" if self.since is None else str(self.since)
        return since <= day.isoformat()[: len(since)]


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
    #: What patients call it, as a heading; and what they may want to ask about it.
    patient_name: str = ""
    patient_asks: list[str] = field(default_factory=list)
    because: str = ""
    when: Expression | None = None
    gates: list[str] = field(default_factory=list)
    guards: list[str] = field(default_factory=list)
    unless: list[Condition] = field(default_factory=list)
    discouraged: list[Condition] = field(default_factory=list)
    caution: list[Condition] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)
    #: The facts that a work-up or a question is to find out: it is over when all of them are known.
    finds_out: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    about_options: AboutOptions | None = None
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
    #: Why it no longer holds, and where to turn (`pointer`), in words for patients.
    until_patient: str = ""
    until_sources: list[SourceUse] = field(default_factory=list)
    only_in: list[Licence] = field(default_factory=list)
    unavailable: list[Absence] = field(default_factory=list)
    rests_on: RestsOn | None = None
    pointer: str = ""
    patient_pointer: str = ""
    drugs: list[DrugUse] = field(default_factory=list)
    own: dict[str, bool | Number] = field(default_factory=dict)
    regulatory: list[Regulatory] = field(default_factory=list)
    monitoring: list[str] = field(default_factory=list)
    review: Review | None = None
    checked: date | None = None
    review_by: date | None = None
    note: str = ""


class Regimen(Option, frozen=True):
    """A drug option: an option of kind `drug` unless it says otherwise."""

    kind: Kind = "drug"
