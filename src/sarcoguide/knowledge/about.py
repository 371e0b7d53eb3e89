"""What a guideline says of itself: guideline.yaml, and the properties that must hold for every patient."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import field

from sarcoguide.knowledge.about_page_entries import AboutPage, DecisionAdvice
from sarcoguide.knowledge.asking_entries import AskingAdvice
from sarcoguide.knowledge.entries import Entry, Expression, Review, SourceUse
from sarcoguide.knowledge.findings import FindingAdvice
from sarcoguide.knowledge.option_entries import Kind
from sarcoguide.knowledge.outlook import OutlookAdvice
from sarcoguide.knowledge.sheets import SheetAdvice


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


class PatientGroup(Entry, frozen=True):
    """Options that stand under one heading on the patient's page, by what they aim at."""

    title: str
    intents: list[str]


class PatientPage(Entry, frozen=True):
    """What the page for patients shows where: ids of entries, names of facts, and questions of its own.

    Of `lead` the first entry that is true stands out; `red_flags` are emergencies that stand on top of every page.
    """

    lead: list[str] = field(default_factory=list)
    red_flags: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    groups: list[PatientGroup] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)


class BoardSection(Entry, frozen=True):
    """Facts under one heading of the referral: `facts` are told unknown too, `if_known` only when they are known."""

    title: str
    facts: list[str] = field(default_factory=list)
    if_known: list[str] = field(default_factory=list)


class BoardPage(Entry, frozen=True):
    """What the referral to a board holds.

    `referral` is the option that says whether and why the board is asked, `burden` of those facts that only the board
    can tell: they are its questions. `answer` are the lines that the board fills in.
    """

    title: str
    referral: str
    burden: str
    sections: list[BoardSection]
    answer: list[str]


class SideEffectAdvice(Entry, frozen=True):
    """What holds for the side effects of every drug: whom to call at once, and what to do about the others."""

    says: str
    patient_urgent: str
    patient_others: str
    sources: list[SourceUse]


class Measurements(Entry, frozen=True):
    """What is told of measurements taken over time: definitions, in the order in which they stand.

    The walks of `response` and `growth` are drawn in full; `settings` stand beside them, set or not.
    """

    response: str
    growth: str
    shown: list[str]
    settings: list[str] = field(default_factory=list)


class TypeValues(Entry, frozen=True):
    """Where the words that types of tumour use come from: of each part a fact, a definition or a list of values."""

    organs: str | None = None
    grade_default: str | None = None
    chemosensitivity: str | None = None


class Strength(Entry, frozen=True):
    """One step of strength: its verbs, and the words that only this step or a stronger one may use.

    `save` are phrases of weaker steps in which such a word may stand.
    """

    verbs: list[str]
    words: list[str] = field(default_factory=list)
    save: list[str] = field(default_factory=list)


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
    #: The verbs in steps, the strongest first.
    strength: list[Strength] = field(default_factory=list)
    reviewed: Review = field(default_factory=Review)
    planned_option: str | None = None
    priorities: str | None = None
    country: str | None = None
    #: The fact or definition that holds the type of tumour.
    type_of_tumour: str | None = None
    own: dict[str, OwnQuantity] = field(default_factory=dict)
    values_of_types: TypeValues = field(default_factory=TypeValues)
    #: Facts that are printed with every option.
    always_shown: list[str] = field(default_factory=list)
    #: Subjects of the dictionary with their titles, in the order of a form.
    subjects: dict[str, str] = field(default_factory=dict)
    patient_page: PatientPage = field(default_factory=PatientPage)
    board_page: BoardPage | None = None
    side_effects: SideEffectAdvice | None = None
    outlook: OutlookAdvice | None = None
    regimen_sheet: SheetAdvice | None = None
    findings: FindingAdvice | None = None
    measurements: Measurements | None = None
    asking: AskingAdvice | None = None
    what_this_is: AboutPage | None = None
    decision: DecisionAdvice | None = None
    licence: str = ""


class PropertyOptions(Entry, frozen=True):
    """Which options a property speaks of: by id, by any of the drugs they contain, by these drugs' class, by kind."""

    id: str | None = None
    drugs: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)


PropertyCheck = Literal[
    "exclusion_wins",
    "unknown_blocks",
    "monotone",
    "reachable",
    "never",
    "always",
    "answered",
    "shown",
    "not_shown",
    "partition",
    "impossible",
    "outside_marked",
    "current",
    "read_source",
    "questions_apply",
    "both_sides",
]


class Property(Entry, frozen=True):
    """What must hold for every possible patient; see docs/guideline-format.md for what each check reads."""

    id: str
    says: str
    means: str
    check: PropertyCheck
    options: PropertyOptions | None = None
    status: Literal["supported", "needs_information", "discouraged", "not_indicated", "excluded"] = "supported"
    when: Expression | None = None
    definition: str | None = None
    worked_out: list[str] = field(default_factory=list)
