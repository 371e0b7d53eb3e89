"""A guideline ready to be used: every expression is a typed tree, every condition knows where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sarcoguide.knowledge.about import About, Property
from sarcoguide.knowledge.entries import Definition, Fact, Inconsistency, Setting, Source, SourceUse, Statement, Term
from sarcoguide.knowledge.findings import FindingRule
from sarcoguide.knowledge.option_entries import Absence, Licence, Option, SideEffect
from sarcoguide.knowledge.outlook import OutlookRules
from sarcoguide.knowledge.pathway import StageRule
from sarcoguide.knowledge.types_of_tumour import Histology
from sarcoguide.language import Expr, Table, Type, names_in
from sarcoguide.language.tree import Literal


@dataclass(frozen=True, slots=True)
class FactRule:
    """A fact: its entry, its type, the condition under which it applies (None: always), and where it stands."""

    entry: Fact
    type: Type
    applies: Expr | None
    where: str = ""

    @property
    def reads(self) -> frozenset[str]:
        """The names that decide whether it applies, and the checklist that may answer it."""
        listed = frozenset(() if self.entry.checklist is None else (self.entry.checklist,))
        return listed | _read_by(self.applies)


@dataclass(frozen=True, slots=True)
class Reduction:
    """A definition that walks over records: the reducer's name and its parameters from the guideline."""

    name: str
    parameters: Mapping[str, Any]
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class DefinitionRule:
    """A definition: its entry, type, applicability and body."""

    entry: Definition
    type: Type
    applies: Expr | None
    body: Expr | Table | Reduction

    @property
    def reads(self) -> frozenset[str]:
        """The names that it is worked out from, and those that decide whether it applies."""
        body = self.body.reads if isinstance(self.body, Reduction) else names_in(self.body)
        return body | _read_by(self.applies)


def _read_by(expr: Expr | None) -> frozenset[str]:
    return frozenset() if expr is None else names_in(expr)


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """A condition on an option: what it excludes, discourages or cautions, and where that stands.

    `origin` is the id of the option, drug or guard that holds it; `blocks` says whether its unknown holds the option
    back; `reads_own` whether its value differs from option to option. Options that inherit a condition share one rule.
    `shadowed` says why no case can show the condition yet.
    """

    when: Expr
    because: str
    blocks: bool
    sources: tuple[SourceUse, ...]
    verified: bool
    origin: str
    where: str
    since: date | None = None
    until: date | None = None
    patient: str = ""
    reads_own: bool = False
    shadowed: str = ""


@dataclass(frozen=True, slots=True)
class OptionRule:
    """A recommendation or regimen with everything it inherits.

    `when` are the conditions that must all be true (its own and those of its gates), `indicated` the same as one
    condition; `own` its quantities; `rests_on` the options that carry it, of any day (None: it stands by itself);
    `absences` why it cannot be had, its own reasons and those of its drugs.
    """

    entry: Option
    when: tuple[Expr, ...]
    indicated: Expr
    unless: tuple[ConditionRule, ...]
    discouraged: tuple[ConditionRule, ...]
    caution: tuple[ConditionRule, ...]
    population: Mapping[str, Expr]
    own: Mapping[str, Any]
    monitoring: tuple[str, ...]
    side_effects: tuple[SideEffect, ...]
    checked: date
    review_by: date
    where: str
    rests_on: tuple[str, ...] | None = None
    absences: tuple[Absence, ...] = ()

    def withdrawn_on(self, day: date) -> bool:
        """Whether the option no longer holds on a day."""
        return self.entry.until is not None and day >= self.entry.until

    def absences_on(self, day: date) -> tuple[Absence, ...]:
        """Return why the option cannot be had on a day; nothing where it can."""
        return tuple(x for x in self.absences if (x.since or day) <= day and (x.until is None or day < x.until))

    @property
    def named_only(self) -> bool:
        """Whether a discouragement is written as `true`: the option is named with its reason, and never supported."""
        return any(isinstance(each.when, Literal) and each.when.value is True for each in self.discouraged)

    def licences_on(self, day: date) -> tuple[Licence, ...]:
        """Return the licences that hold on a day; an option without any list of licences needs none."""
        return tuple(x for x in self.entry.only_in if x.since <= day and (x.until is None or day < x.until))


@dataclass(frozen=True, slots=True)
class InconsistencyRule:
    """What a record cannot say at once."""

    entry: Inconsistency
    when: Expr


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """What must hold for every possible patient; `when` narrows whom it speaks of (None: everyone).

    `drugs` are the drugs that choose its options, by name or by class.
    """

    entry: Property
    when: Expr | None
    drugs: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Edition:
    """The guideline as it stood on one day: what `as_of` picks, and nothing that came later.

    Withdrawn options stay, with `until` in the past: they are shown as unavailable. `quantities` are those of every
    option of any day: what was given once was given.
    """

    about: About
    as_of: date
    facts: Mapping[str, FactRule]
    definitions: Mapping[str, DefinitionRule]
    settings: Mapping[str, Setting]
    options: Mapping[str, OptionRule]
    shown: Mapping[str, OptionRule]
    consistency: tuple[InconsistencyRule, ...]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    glossary: Mapping[str, Term]
    histologies: Mapping[str, Histology]
    outlook: OutlookRules
    findings: Mapping[str, FindingRule]
    quantities: Mapping[str, Mapping[str, Any]]
    drug_names: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    #: The words that types of tumour use, of each part: value and meaning.
    words_of_types: Mapping[str, Mapping[str, str]]
    #: The stages of the map, in order; none where the guideline has no map.
    pathway: tuple[StageRule, ...] = ()

    @cached_property
    def conditional(self) -> frozenset[str]:
        """The names that do not apply to everybody."""
        rules: list[FactRule | DefinitionRule] = [*self.facts.values(), *self.definitions.values()]
        return frozenset(rule.entry.name for rule in rules if rule.applies is not None)

    @cached_property
    def listed(self) -> frozenset[str]:
        """The facts that a checklist answers."""
        return frozenset(name for name, rule in self.facts.items() if rule.entry.checklist is not None)
