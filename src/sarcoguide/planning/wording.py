"""What plans show of a guideline whoever the patient is: its words, made once for an edition and shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from msgspec.structs import replace

from sarcoguide.knowledge import ConditionRule, Edition, OptionRule
from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.knowledge.outlook import FigureRule
from sarcoguide.language import State, Trace, Value
from sarcoguide.language.trace import unknown
from sarcoguide.planning.model import (
    ConditionView,
    DrugView,
    FactView,
    FigureView,
    NoteView,
    OptionView,
    RegulatoryView,
    SideEffectView,
    SourceView,
    Tier,
    iso,
)
from sarcoguide.record.labels import NO_LABELS, label_of, words_of

NOT_VERIFIED = "not verified"


def plain(value: Value) -> Any:
    """Return a value as JSON: sets sorted, dates as text, records as objects."""
    match value:
        case frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case tuple():
            rows: tuple[Any, ...] = value
            return [{key: plain(part) for key, part in row.items()} for row in rows]
        case _:
            return value


@dataclass(frozen=True, slots=True)
class Citation:
    """Sources as one line cites them, each once; `uses` is kept, so that no other line can take its place."""

    uses: Sequence[SourceUse]
    views: tuple[SourceView, ...]
    ids: tuple[str, ...]
    #: The sources without what this line used them for, by id and position.
    plain: Mapping[str, SourceView]


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """What is said of a condition whoever the patient is."""

    rule: ConditionRule
    citation: Citation

    def view(
        self, tier: Tier, trace: Trace, changes: tuple[str, ...], missing: tuple[str, ...], *, stale: bool = False
    ) -> ConditionView:
        """Return the condition as judged for a patient."""
        rule = self.rule
        return ConditionView(
            tier,
            rule.because,
            rule.when.text,
            trace.truth,
            rule.blocks,
            rule.verified,
            stale,
            rule.origin,
            self.citation.ids,
            changes,
            missing,
            trace,
        )


@dataclass
class Wording:
    """The words of one edition that do not depend on the patient."""

    edition: Edition
    _citations: dict[int, Citation] = field(default_factory=dict)
    _options: dict[int, tuple[OptionRule, OptionView]] = field(default_factory=dict)
    _notes: dict[int, tuple[OptionRule, NoteView]] = field(default_factory=dict)
    _figures: dict[int, tuple[FigureRule, FigureView]] = field(default_factory=dict)
    _constants: dict[tuple[str, str], str] = field(default_factory=dict)
    _listed_values: dict[tuple[str, str], str] = field(default_factory=dict)
    _shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: By identity of a citation, which `_citations` keeps: whether it cites what no option does.
    _cites_more: dict[int, bool] = field(default_factory=dict)
    _conditions: dict[int, ConditionWords] = field(default_factory=dict)
    _of_option: dict[int, tuple[OptionRule, tuple[tuple[Tier, ConditionRule], ...]]] = field(default_factory=dict)
    _cited_by: dict[int, dict[int, Citation]] = field(default_factory=dict)
    _names: tuple[str, ...] = ()
    _labels: dict[str, str] = field(default_factory=dict)
    _absent: dict[tuple[str, State], FactView] = field(default_factory=dict)

    def citation(self, uses: Sequence[SourceUse]) -> Citation:
        """Return the sources of one line of the guideline as cited."""
        found = self._citations.get(id(uses))
        if found is None:
            views = tuple(source_view(use, self.edition) for use in dict.fromkeys(uses))
            plain_views = {f"{view.id} {view.position}": _without_note(view) for view in views}
            found = self._citations[id(uses)] = Citation(uses, views, tuple(v.id for v in views), plain_views)
        return found

    def option(self, rule: OptionRule) -> OptionView:
        """Return an option as far as it does not depend on the patient; what does is left empty."""
        found = self._options.get(id(rule))
        if found is None:
            found = self._options[id(rule)] = (
                rule,
                option_template(rule, self.citation(rule.entry.sources), self.edition),
            )
        return found[1]

    def note(self, rule: OptionRule) -> NoteView:
        """Return a line of information, without the patient's values that it shows."""
        found = self._notes.get(id(rule))
        if found is None:
            found = self._notes[id(rule)] = (rule, note_template(rule, self.citation(rule.entry.sources)))
        return found[1]

    def figure(self, rule: FigureRule) -> FigureView:
        """Return a figure of outlook of which it is not known whether the patient is like those who were counted."""
        found = self._figures.get(id(rule))
        if found is None:
            found = self._figures[id(rule)] = (rule, figure_template(rule, self.citation(rule.entry.sources)))
        return found[1]

    def condition(self, rule: ConditionRule) -> ConditionWords:
        """Return what is said of a condition whoever the patient is."""
        found = self._conditions.get(id(rule))
        if found is None:
            found = self._conditions[id(rule)] = ConditionWords(rule, self.citation(rule.sources))
        return found

    def conditions(self, rule: OptionRule) -> tuple[tuple[Tier, ConditionRule], ...]:
        """Return the conditions of an option with their tiers, in the order in which they are shown."""
        found = self._of_option.get(id(rule))
        if found is None:
            tiers: tuple[tuple[Tier, tuple[ConditionRule, ...]], ...] = (
                ("excludes", rule.unless),
                ("discourages", rule.discouraged),
                ("cautions", rule.caution),
            )
            listed = tuple((tier, condition) for tier, conditions in tiers for condition in conditions)
            found = self._of_option[id(rule)] = (rule, listed)
        return found[1]

    def cited_by(self, rule: OptionRule) -> Mapping[int, Citation]:
        """Return what an option and its conditions cite."""
        if id(rule) not in self._cited_by:
            conditions = (condition.sources for _, condition in self.conditions(rule))
            lines = (rule.entry.sources, *conditions, *(effect.sources for effect in rule.side_effects))
            self._cited_by[id(rule)] = {id(uses): self.citation(uses) for uses in lines}
        return self._cited_by[id(rule)]

    @cached_property
    def places(self) -> Mapping[str, tuple[int, tuple[bool, int, str]]]:
        """Where each option stands in an order: its intent; then whether it was made for the type, evidence, and id."""
        intents = {intent: index for index, intent in enumerate(self.edition.about.intents)}
        grades = {grade: index for index, grade in enumerate(self.edition.about.evidence)}
        entries = [rule.entry for rule in self.edition.options.values()]
        return {e.id: (intents[e.intent], (not e.specific, grades.get(e.evidence, len(grades)), e.id)) for e in entries}

    @cached_property
    def _by_options(self) -> Mapping[str, SourceView]:
        """What every plan cites, because every option stands in it; by id and position."""
        lines = [self.cited_by(rule).values() for rule in self.edition.options.values()]
        return {key: view for line in lines for citation in line for key, view in citation.plain.items()}

    @cached_property
    def _listed_by_options(self) -> tuple[SourceView, ...]:
        return _listed(self._by_options)

    def label(self, name: str) -> str:
        """Return the label of a fact, definition, setting or own quantity."""
        found = self._labels.get(name)
        if found is None:
            found = self._labels[name] = label_of(name, self.edition)
        return found

    def absent(self, name: str, state: State) -> FactView:
        """Return a fact of which there is no value."""
        key = (name, state)
        if key not in self._absent:
            words = "not known" if state is State.UNKNOWN else "does not apply"
            self._absent[key] = FactView(name, self.label(name), state.value, None, words)
        return self._absent[key]

    def shows(self, rule: OptionRule) -> tuple[str, ...]:
        """Return the facts that are printed with an option: its own, and then those that stand with every option."""
        found = self._shown.get(rule.entry.id)
        if found is None:
            found = tuple(dict.fromkeys((*rule.entry.shows, *self.edition.about.always_shown)))
            self._shown[rule.entry.id] = found
        return found

    def constant(self, name: str, literal: Trace) -> str:
        """Return a constant of the guideline in words, as a value of the fact `name`."""
        key = (name, literal.text)
        found = self._constants.get(key)
        if found is None:
            found = self._constants[key] = words_of(name, literal.value, self.edition)
        return found

    def words(self, name: str, value: Value) -> str:
        """Return a value of a fact in words, with its unit; the words of a value of a list are looked up."""
        if not isinstance(value, str) or value not in self.edition.labels.get(name, NO_LABELS):
            return words_of(name, value, self.edition)
        found = self._listed_values.get((name, value))
        if found is None:
            found = self._listed_values[name, value] = words_of(name, value, self.edition)
        return found

    def names(self) -> tuple[str, ...]:
        """Return every name that may rest on another, in order."""
        if not self._names:
            self._names = tuple(sorted(self.edition.conditional | self.edition.definitions.keys()))
        return self._names

    def listed(self, citations: Iterable[Citation]) -> tuple[SourceView, ...]:
        """Return every source of all options and of other lines once, by id, without what a line used it for."""
        more = {key: view for line in citations if self._more(line) for key, view in line.plain.items()}
        return _listed({**self._by_options, **more}) if more else self._listed_by_options

    def _more(self, citation: Citation) -> bool:
        found = self._cites_more.get(id(citation))
        if found is None:
            found = self._cites_more[id(citation)] = not self._by_options.keys() >= citation.plain.keys()
        return found


def _listed(views: Mapping[str, SourceView]) -> tuple[SourceView, ...]:
    # Of one source cited for and against, the one for it stands in the list.
    return tuple({view.id: view for _, view in sorted(views.items())}.values())


@lru_cache(maxsize=64)
def wording_of(edition: Edition) -> Wording:
    """Return the wording of an edition."""
    return Wording(edition)


def _without_note(view: SourceView) -> SourceView:
    return replace(view, note="" if view.verified else NOT_VERIFIED)


def source_view(use: SourceUse, edition: Edition) -> SourceView:
    """Return a source as one line cites it."""
    source = edition.sources.get(use.id)
    if source is None:
        statement = edition.statements[use.id]
        dated = statement.dated.isoformat() if statement.dated else "not stated"
        return SourceView(
            use.id, statement.topic, "statement", dated, True, use.position, (), use.note, statement.topic
        )
    dated = "not stated" if source.date is None else str(source.date)
    note = use.note or ("" if source.verified else NOT_VERIFIED)
    return SourceView(
        source.id,
        source.called,
        source.kind,
        dated,
        source.verified,
        use.position,
        tuple(source.read_at),
        note,
        source.short,
    )


def note_template(rule: OptionRule, citation: Citation) -> NoteView:
    """Return a line of information without values of a patient."""
    entry = rule.entry
    return NoteView(
        id=entry.id,
        says=entry.says,
        patient=entry.patient,
        sources=citation.views,
        statements=tuple(entry.statements),
        since=entry.since.isoformat(),
        about=tuple(entry.about),
    )


def figure_template(rule: FigureRule, citation: Citation) -> FigureView:
    """Return a figure of outlook without whether it speaks of people like the patient."""
    entry = rule.entry
    return FigureView(
        id=entry.id,
        people=entry.people,
        group=rule.group.text,
        like=None,
        measure=entry.measure,
        value=None if entry.value is None else float(entry.value),
        interval=tuple(map(float, entry.interval)),
        after_months=entry.after_months,
        counted_from=entry.counted_from,
        n=entry.n,
        period=entry.period,
        verified=entry.verified,
        sources=citation.views,
        statements=tuple(entry.statements),
        since=entry.since.isoformat(),
        reviewed=entry.review.said,
        note=entry.note,
    )


def option_template(rule: OptionRule, citation: Citation, edition: Edition) -> OptionView:
    """Return an option without anything that depends on a patient."""
    entry = rule.entry
    return OptionView(
        id=entry.id,
        kind=entry.kind,
        label=entry.label or entry.name or entry.id,
        says=entry.says,
        patient=entry.patient,
        intent=entry.intent,
        verb=entry.verb,
        evidence=entry.evidence,
        status="needs_information",
        reasons=(),
        trace=unknown("", ""),
        conditions=(),
        missing=(),
        cautions=(),
        checks=tuple(entry.checks),
        open_checks=(),
        would_change=(),
        sources=citation.views,
        since=entry.since.isoformat(),
        until=iso(entry.until),
        statements=tuple(entry.statements),
        notes=(),
        support=(),
        population=(),
        outside_evidence=False,
        shows=(),
        findings=(),
        finds_out=(),
        drugs=tuple(_drugs(rule, edition)),
        regulatory=tuple(regulatory_views(rule, edition.as_of)),
        monitoring=rule.monitoring,
        side_effects=tuple(_side_effects(rule)),
        specific=entry.specific,
        planned=False,
        reviewed=None if entry.review is None else entry.review.said,
        checked=rule.checked.isoformat(),
        review_by=rule.review_by.isoformat(),
        stale=edition.as_of > rule.review_by,
    )


def _side_effects(rule: OptionRule) -> Iterator[SideEffectView]:
    for effect in rule.side_effects:
        ids = tuple(dict.fromkeys(use.id for use in effect.sources))
        yield SideEffectView(
            effect.name, effect.patient, effect.urgent, effect.act, effect.frequency, effect.verified, ids
        )


def regulatory_views(rule: OptionRule, as_of: date) -> Iterator[RegulatoryView]:
    """Yield what agencies say of an option on a day; a day that was not read is not told."""
    for line in rule.entry.regulatory:
        if line.begun(as_of):
            since = str(line.since) if line.verified and line.since is not None else ""
            yield RegulatoryView(line.agency, line.status, line.indication, since, line.verified)


def _drugs(rule: OptionRule, edition: Edition) -> Iterator[DrugView]:
    for use in rule.entry.drugs:
        name = edition.drug_names.get(use.drug, use.drug)
        yield DrugView(use.drug, name, use.dose if use.verified else "", use.route, use.schedule, use.verified)
