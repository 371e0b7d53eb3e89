"""The plan: what every face renders. Its JSON Schema is generated from these classes and kept in the repository.

In JSON, values are plain: sets are sorted lists, dates ISO 8601 text, records lists of objects, unknown and not
applicable null with their state beside them. No part of a plan holds the plan, so the collector of cycles is spared it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from msgspec import Struct, field

from sarcoguide.language import Trace
from sarcoguide.planning.finding_model import FindingView

StateWord = Literal["known", "unknown", "not_applicable"]
Status = Literal["supported", "needs_information", "discouraged", "not_indicated", "excluded", "unavailable"]
Tier = Literal["excludes", "discourages", "cautions"]

#: Status words in the order in which a reader meets them; withdrawn and unlicensed options always come last.
STATUS_ORDER: tuple[Status, ...] = (
    "supported",
    "needs_information",
    "discouraged",
    "not_indicated",
    "excluded",
    "unavailable",
)


class SourceView(Struct, frozen=True, gc=False):
    """A source as cited: what it is, its date and label, and whether the stated fact was read there."""

    id: str
    title: str
    kind: str
    date: str
    verified: bool
    position: Literal["for", "against", "context"]
    read_at: tuple[str, ...] = ()
    note: str = ""
    short: str = ""


class FactView(Struct, frozen=True, gc=False):
    """A fact of the patient, for print: label, value in words, state, date and origin."""

    fact: str
    label: str
    state: StateWord
    value: Any
    words: str
    date: str = ""
    origin: str = ""
    stale: bool = False


class ConditionView(Struct, frozen=True, gc=False):
    """One condition on an option, judged for this patient.

    `sources` are ids of the plan's `sources`. `truth` is null when unknown; `blocks` says whether that holds the option
    back; `stale` that only a value that is too old makes it true; `would_change` are the single changes, each enough,
    that would turn it.
    """

    tier: Tier
    because: str
    condition: str
    truth: bool | None
    blocks: bool
    verified: bool
    stale: bool
    origin: str
    sources: tuple[str, ...]
    would_change: tuple[str, ...]
    missing: tuple[str, ...]
    trace: Trace


class NoteView(Struct, frozen=True, gc=False):
    """A line of information, with its sources: a claim beside an option, or something to know."""

    id: str
    says: str
    patient: str
    sources: tuple[SourceView, ...]
    statements: tuple[str, ...]
    since: str = field(name="from")
    about: tuple[str, ...] = ()
    shows: tuple[FactView, ...] = ()


class SupportView(Struct, frozen=True, gc=False):
    """A supportive measure judged beside a regimen."""

    id: str
    label: str
    says: str
    patient: str
    verb: str
    status: Status
    sources: tuple[SourceView, ...]
    statements: tuple[str, ...]


class PopulationView(Struct, frozen=True, gc=False):
    """Whether this patient would have been among the patients of a source; null when not known."""

    source: str
    condition: str
    inside: bool | None


class WouldChange(Struct, frozen=True, gc=False):
    """What would have to be different, one group for each reason: any one change of the group is enough for it."""

    because: str
    any_of: tuple[str, ...]


class SideEffectView(Struct, frozen=True, gc=False):
    """A side effect of an option's drugs; `sources` are ids of the plan's `sources`. An urgent one needs help now."""

    name: str
    patient: str
    urgent: bool
    act: str
    frequency: str
    verified: bool
    sources: tuple[str, ...]


class DrugView(Struct, frozen=True, gc=False):
    """A drug of a regimen with its published dose."""

    drug: str
    name: str
    dose: str
    route: str
    schedule: str
    verified: bool


class RegulatoryView(Struct, frozen=True, gc=False):
    """What an agency says of a regimen; `since` is empty where the day was not read."""

    agency: str
    status: str
    indication: str
    since: str
    verified: bool


class OptionView(Struct, frozen=True, gc=False):
    """One option with its status and everything that the status rests on.

    `checks` are things to do before it; `open_checks` unknown conditions that hold nothing back: the facts that are not
    known, and what they would count for. `finds_out` are the facts that it is to find out and that are still open.
    """

    id: str
    kind: str
    label: str
    says: str
    patient: str
    intent: str
    verb: str
    evidence: str
    status: Status
    reasons: tuple[str, ...]
    trace: Trace
    conditions: tuple[ConditionView, ...]
    missing: tuple[str, ...]
    cautions: tuple[ConditionView, ...]
    checks: tuple[str, ...]
    open_checks: tuple[str, ...]
    would_change: tuple[WouldChange, ...]
    sources: tuple[SourceView, ...]
    since: str = field(name="from")
    until: str | None
    statements: tuple[str, ...]
    notes: tuple[NoteView, ...]
    support: tuple[SupportView, ...]
    population: tuple[PopulationView, ...]
    outside_evidence: bool
    shows: tuple[FactView, ...]
    findings: tuple[FindingView, ...]
    finds_out: tuple[str, ...]
    drugs: tuple[DrugView, ...]
    regulatory: tuple[RegulatoryView, ...]
    monitoring: tuple[str, ...]
    side_effects: tuple[SideEffectView, ...]
    specific: bool
    planned: bool
    reviewed: str | None
    checked: str
    review_by: str
    stale: bool


class UrgentView(Struct, frozen=True, gc=False):
    """An emergency: faces put it first and fold the rest."""

    id: str
    label: str
    says: str
    patient: str
    verb: str
    reasons: tuple[str, ...]
    sources: tuple[SourceView, ...]
    trace: Trace


class ExitView(Struct, frozen=True, gc=False):
    """Why a patient is outside the scope, and where to turn."""

    id: str
    label: str
    says: str
    patient: str
    pointer: str
    reasons: tuple[str, ...]
    sources: tuple[SourceView, ...]
    trace: Trace


class HeadlineChange(Struct, frozen=True, gc=False):
    """A single change that would change a headline, and what it would become."""

    change: str
    to: str


class HeadlineView(Struct, frozen=True, gc=False):
    """A fact that heads every report: its value, its printed word, and what it rests on."""

    fact: str
    label: str
    state: StateWord
    value: Any
    word: str
    reasons: tuple[str, ...]
    rests_on: tuple[FactView, ...]
    says: str
    sources: tuple[SourceView, ...]
    would_change: tuple[HeadlineChange, ...]
    missing: tuple[str, ...]
    trace: Trace


class MissingView(Struct, frozen=True, gc=False):
    """A question: what should be found out next, how many options hang on it, how hard it is to get."""

    fact: str
    label: str
    question: str
    patient: str
    influence: int
    burden: str
    group: str
    layer: str
    options: tuple[str, ...]
    unit: str
    stale_value: str
    stale_date: str


class WarningView(Struct, frozen=True, gc=False):
    """Something that every face must show."""

    id: str
    says: str
    patient: str = ""
    facts: tuple[str, ...] = ()
    sources: tuple[SourceView, ...] = ()


class OverlayView(Struct, frozen=True, gc=False):
    """A hospital's own additions in force: whose they are, the ids of what they added, and of what they changed.

    `changes` are the ids of changes, which the conditions that come from one have as their `origin`.
    """

    id: str
    title: str
    version: str
    date: str
    responsible: str
    contact: str
    added: tuple[str, ...]
    changes: tuple[str, ...]
    changed: tuple[str, ...]


class GuidelineView(Struct, frozen=True, gc=False):
    """Which guideline answered, as it stood on which day, in which state of review, and with whose additions."""

    id: str
    title: str
    version: str
    content: str
    as_of: str
    checked: str
    reviewed: str | None
    stale: tuple[str, ...]
    intended_use: str
    overlay: OverlayView | None = None


class RecordView(Struct, frozen=True, gc=False):
    """Which record was judged, on which day."""

    id: str
    assessment_date: str


TypePart = Literal["chemosensitivity", "spread", "alterations", "actionable", "grade_default", "indolent", "protocol"]


class TypeCode(Struct, frozen=True, gc=False):
    """A code of a type of tumour: whether code and term were read together, and whether it means more or less."""

    system: str
    code: str
    verified: bool
    match: str


class TypeLine(Struct, frozen=True, gc=False):
    """One line of what is known of a type of tumour.

    `what` is the value in words (organs, an alteration, a marker, a rule); `says` what is said of it. `holds` is false
    from the day `until` on: then the line is told as ended. `only_in` are the countries where alone it can be had.
    `verified` says whether the line was read in a source; what was not is shown as not verified on every face.
    """

    part: TypePart
    what: str
    says: str
    verified: bool
    sources: tuple[SourceView, ...]
    holds: bool = True
    since: str | None = field(name="from", default=None)
    until: str | None = None
    until_because: str = ""
    fact: str | None = None
    drugs: tuple[str, ...] = ()
    only_in: tuple[str, ...] = ()
    note: str = ""


class TypeView(Struct, frozen=True, gc=False):
    """What is known of the patient's type of tumour on the day of the plan."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    scope: str
    lineage: str
    behaviour: str
    codes: tuple[TypeCode, ...]
    lines: tuple[TypeLine, ...]
    note: str


class MeasureView(Struct, frozen=True, gc=False):
    """What figures of outlook measure, how they are to be read, and the sentence that tells one."""

    id: str
    name: str
    unit: str
    means: str
    sentence: str


class FigureView(Struct, frozen=True, gc=False):
    """A figure of outlook of a group of people; never a forecast for one person.

    `like` says whether this patient belongs to the group as far as facts tell; null when not known. `value` is null
    where the figure was not read (`verified` is false then). `interval` is empty or [lower, upper].
    """

    id: str
    people: str
    group: str
    like: bool | None
    measure: str
    value: float | None
    interval: tuple[float, ...]
    after_months: int | None
    counted_from: str
    n: int | None
    period: str
    verified: bool
    sources: tuple[SourceView, ...]
    statements: tuple[str, ...]
    since: str = field(name="from")
    reviewed: str | None = None
    note: str = ""


class OutlookView(Struct, frozen=True, gc=False):
    """Figures of outlook: how to read them, what they measure, and each; those of people like this patient come first.

    `factors` are ids of the plan's `information`: what the outlook hangs on, without a figure; `refuses` those that say
    which tools must not be used. `wanted` says whether the patient asked for figures: null when not known.
    """

    says: str
    sources: tuple[SourceView, ...]
    measures: tuple[MeasureView, ...]
    figures: tuple[FigureView, ...]
    factors: tuple[str, ...] = ()
    refuses: tuple[str, ...] = ()
    wanted: bool | None = None


class MeasuredView(Struct, frozen=True, gc=False):
    """What measurements over time come to: a value, the arithmetic of this patient, and the rule with its sources."""

    fact: FactView
    because: str
    says: str
    sources: tuple[SourceView, ...]


class Plan(Struct, frozen=True, gc=False):
    """The whole answer for one patient on one day.

    `sources` holds every source that a line cites, once; `definitions` what each definition (and each fact that waits
    for another) rests on, once, for the traces that name it; `definitions_with_stale` those that are otherwise when
    values that are too old count, for the conditions marked `stale`. `about_type` is null when the type is not known,
    and outside the scope; `measured` is empty where no measurements are recorded; `outlook` is null outside the scope
    and where no figures are shown for such a patient.
    """

    guideline: GuidelineView
    record: RecordView
    urgent: tuple[UrgentView, ...]
    out_of_scope: tuple[ExitView, ...]
    headline: tuple[HeadlineView, ...]
    options: tuple[OptionView, ...]
    missing: tuple[MissingView, ...]
    warnings: tuple[WarningView, ...]
    information: tuple[NoteView, ...]
    about_type: TypeView | None
    outlook: OutlookView | None
    measured: tuple[MeasuredView, ...]
    statements: tuple[str, ...]
    sources: tuple[SourceView, ...]
    definitions: tuple[Trace, ...]
    definitions_with_stale: tuple[Trace, ...]

    def option(self, option_id: str) -> OptionView | None:
        """Return the option of this id, or None when the guideline of the day has none."""
        return next((option for option in self.options if option.id == option_id), None)


def iso(day: date | None) -> str | None:
    """Return a date as ISO 8601 text."""
    return None if day is None else day.isoformat()
