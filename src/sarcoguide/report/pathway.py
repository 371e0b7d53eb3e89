"""The map as every face shows it: stages with their places, each with its way, counts, rule, options and sources."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from msgspec import structs

from sarcoguide.dossier import Dossier, compose
from sarcoguide.engines import CompiledEngine
from sarcoguide.knowledge import Edition, Guideline
from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.language import Trace, names_in
from sarcoguide.planning.judge import asking
from sarcoguide.planning.model import STATUS_ORDER, OptionView, SourceView, Status
from sarcoguide.planning.pathway import PlaceOfPatient, edges_of, places_of, ranks_of, way_between
from sarcoguide.planning.wording import wording_of
from sarcoguide.record import Situation, read_record
from sarcoguide.report import pathway_words as said
from sarcoguide.report import words
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.rule_words import RuleLine, rule_lines
from sarcoguide.report.trace_words import TraceWords, dates_of


@dataclass(frozen=True)
class Told:
    """An entry without a status at a place: what it says, and whether it holds for this patient."""

    id: str
    label: str
    says: str
    truth: bool | None
    sources: tuple[SourceView, ...]
    rule: tuple[RuleLine, ...]


@dataclass(frozen=True)
class Meaning:
    """What a name in a branch stands for, as its definition says, with sources."""

    label: str
    says: str
    sources: tuple[SourceView, ...]


@dataclass(eq=False)
class Place:
    """A place on the map."""

    of_patient: PlaceOfPatient
    map: PathwayMap

    @property
    def id(self) -> str:
        """Its name in addresses."""
        return self.of_patient.rule.entry.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.of_patient.rule.entry.title

    @property
    def says(self) -> str:
        """What the guideline says of it."""
        return self.of_patient.rule.entry.says

    @property
    def patient(self) -> str:
        """What patients call it."""
        return self.of_patient.rule.entry.patient

    @property
    def mark(self) -> str:
        """Whether the patient's way goes through it; `any` where there is no patient."""
        return self.of_patient.way if self.map.patient else "any"

    @property
    def branch(self) -> bool:
        """Whether it asks something."""
        return self.of_patient.trace is not None

    @property
    def aside(self) -> bool:
        """Whether it leads nowhere."""
        return self.of_patient.rule.entry.aside

    @property
    def urgent(self) -> bool:
        """Whether an emergency of this patient stands there."""
        return self.map.patient and any(each.id in self.of_patient.rule.holds for each in self.map.dossier.plan.urgent)

    @cached_property
    def options(self) -> tuple[OptionView, ...]:
        """The options that stand there, in the order of the plan; outside the scope none is shown."""
        plan = self.map.dossier.plan
        if plan.out_of_scope:
            return ()
        holds = set(self.of_patient.rule.holds)
        return tuple(option for option in plan.options if option.id in holds)

    @property
    def loud(self) -> tuple[OptionView, ...]:
        """The options that say something to this patient; without a patient all."""
        return tuple(each for each in self.options if not self.map.patient or each.status != "not_indicated")

    @property
    def quiet(self) -> tuple[OptionView, ...]:
        """The options that are not indicated."""
        return tuple(each for each in self.options if self.map.patient and each.status == "not_indicated")

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The entries without a status that stand there: those that hold first, then those not known."""
        found = [self._told(name, trace) for name, trace in self.of_patient.shown.items()]
        return tuple(sorted(found, key=lambda each: (each.truth is None, each.truth is False)))

    def _told(self, name: str, trace: Trace) -> Told:
        entry = self.map.dossier.edition.shown[name].entry
        label = entry.label or entry.name or entry.id
        return Told(name, label, entry.says, trace.truth, self.map.cited(entry.sources), self.map.rule(trace))

    @property
    def counts(self) -> list[tuple[Status, int]]:
        """How many options have each status that says something."""
        counted = Counter(option.status for option in self.loud)
        return [(status, counted[status]) for status in STATUS_ORDER if counted[status]]

    @property
    def size(self) -> str:
        """How many entries stand there, in words."""
        count = len(self.options) + len(self.of_patient.shown)
        return said.GROUP_COUNT.get(count, said.GROUP_COUNT_MANY.format(count=count))

    @property
    def summary(self) -> str:
        """The place in a few words, without its title: the answer of a branch, or the counts of a group."""
        if not self.map.patient:
            return "" if self.branch else self.size
        if self.branch or self.aside:
            return said.TRUTH[self.of_patient.way]
        listed = [said.COUNT_OF.format(count=count, status=words.STATUS_WORD[status]) for status, count in self.counts]
        for truth, one, many in ((True, said.HOLDING, said.HOLDING_MANY), (None, said.UNSURE, said.UNSURE_MANY)):
            if count := sum(each.truth is truth for each in self.told):
                listed.append(one.get(count, many.format(count=count)))
        return ", ".join(listed) or said.NONE_NOW

    @property
    def name(self) -> str:
        """The place with its summary and its way, as somebody hears it who does not see the map."""
        told = said.PLACE_IN_WORDS.format(title=self.title, way=said.WAY[self.mark])
        return f"{told}; {self.summary}" if self.summary else told

    @property
    def rule(self) -> tuple[RuleLine, ...]:
        """What a branch asks, with the patient's values."""
        return self.map.rule(self.of_patient.trace) if self.of_patient.trace is not None else ()

    @property
    def questions(self) -> list[str]:
        """What a branch that is open waits for."""
        trace = self.of_patient.trace
        if trace is None or trace.truth is not None or not self.map.patient:
            return []
        facts = self.map.dossier.edition.facts
        names = sorted(asking(self.map.situation.fresh).undecided(trace))
        return [facts[name].entry.question if name in facts else self.map.lexicon.label(name) for name in names]

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What the definitions say that a branch reads."""
        when = self.of_patient.rule.when
        definitions = self.map.dossier.edition.definitions
        return tuple(
            Meaning(rule.entry.label, rule.entry.says, self.map.cited(rule.entry.sources))
            for name in (sorted(names_in(when)) if when is not None else ())
            if (rule := definitions.get(name)) is not None
        )

    @property
    def leads_to(self) -> list[Place]:
        """The places that may follow."""
        return [self.map.by_id[target] for source, target in self.map.edges if source == self.id]


@dataclass
class StageShown:
    """A stage of care with its places."""

    id: str
    title: str
    patient: str
    rank: int
    places: tuple[Place, ...]
    gates: frozenset[str]
    sources: tuple[SourceView, ...]
    has_patient: bool

    @property
    def branches(self) -> list[Place]:
        """The places that the way goes through, where the stage has other places beside."""
        return [place for place in self.places if place.id in self.gates]

    @property
    def beside(self) -> list[Place]:
        """The groups that belong to the stage and through which no way goes."""
        return [place for place in self.places if place.id not in self.gates]

    @property
    def sentence(self) -> str:
        """The stage in a sentence or two: what is on the way, and what is open."""
        if not self.has_patient:
            return ""
        on = [place.title for place in self.places if place.mark == "on"]
        unsure = [place.title for place in self.places if place.mark == "open"]
        parts = [said.STAGE_ON.format(places="; ".join(on))] if on else []
        parts += [said.STAGE_OPEN.format(places="; ".join(unsure))] if unsure else []
        return " ".join(parts) or said.STAGE_NONE


@dataclass(eq=False)
class PathwayMap:
    """The map for the patient of a dossier, or with `patient=False` for nobody."""

    dossier: Dossier
    patient: bool = True
    situation: Situation = field(init=False)
    lexicon: Lexicon = field(init=False)
    stages: tuple[StageShown, ...] = field(init=False)
    by_id: dict[str, Place] = field(init=False)
    edges: tuple[tuple[str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        edition = self.dossier.edition
        self.situation = Situation(self.dossier.record, edition)
        self.dossier = _with_sources(self.dossier)
        self.lexicon = Lexicon(edition)
        of_patient = {found.rule.entry.id: found for found in places_of(self.dossier.plan, self.situation)}
        self.by_id = {name: Place(found, self) for name, found in of_patient.items()}
        self.edges = edges_of(edition)
        ranks = ranks_of(edition.pathway)
        self.stages = tuple(
            StageShown(
                stage.entry.id,
                stage.entry.title,
                stage.entry.patient,
                ranks[stage.entry.id],
                tuple(self.by_id[place.entry.id] for place in stage.places),
                frozenset(place.entry.id for place in stage.gates),
                self.cited(stage.entry.sources),
                self.patient,
            )
            for stage in edition.pathway
        )

    @property
    def folds(self) -> bool:
        """Whether an emergency goes before everything that the map tells."""
        return self.patient and bool(self.dossier.plan.urgent)

    def cited(self, uses: list[SourceUse]) -> tuple[SourceView, ...]:
        """Return sources as cited."""
        return wording_of(self.dossier.edition).citation(uses).views

    def rule(self, trace: Trace) -> tuple[RuleLine, ...]:
        """Return the conditions of a trace in words; without a patient they have no truth and no value."""
        lines = rule_lines(trace, TraceWords(self.lexicon, dates_of(self.dossier.record)))
        return lines if self.patient else tuple(line.bare for line in lines)

    def way(self, source: str, target: str) -> str:
        """Return whether the patient's way goes along an edge."""
        if not self.patient:
            return "any"
        return way_between(self.by_id[source].of_patient.way, self.by_id[target].of_patient.way)


def of_nobody(guideline: Guideline, as_of: date, engine: CompiledEngine | None = None) -> PathwayMap:
    """Return the map of a day without a patient: every branch is open, and nothing has a status.

    Args:
        guideline: the guideline with all its versions.
        as_of: the day whose guideline is drawn.
        engine: the compiled engine of that day, for a server.

    Raises:
        UsageError: the guideline had not begun on that day.
    """
    nobody = Document("", {"id": "nobody", "assessment_date": as_of.isoformat()})
    return PathwayMap(compose(read_record(nobody, guideline), guideline, as_of, engine), patient=False)


def _with_sources(dossier: Dossier) -> Dossier:
    """Return a dossier whose list of sources holds those of the map as well."""
    edition, plan = dossier.edition, dossier.plan
    found = {source.id: source for source in plan.sources}
    for uses in _uses(edition):
        for view in wording_of(edition).citation(uses).views:
            found.setdefault(view.id, structs.replace(view, note="", position="for"))
    sources = tuple(found[name] for name in sorted(found))
    return dataclasses.replace(dossier, plan=structs.replace(plan, sources=sources))


def _uses(edition: Edition) -> Iterator[list[SourceUse]]:
    """Yield the sources of stages, of what a branch reads, and of entries without a status that stand on the map."""
    for stage in edition.pathway:
        yield stage.entry.sources
        for place in stage.places:
            names = names_in(place.when) if place.when is not None else frozenset()
            yield from (edition.definitions[name].entry.sources for name in names if name in edition.definitions)
            yield from (edition.shown[name].entry.sources for name in place.holds if name in edition.shown)
