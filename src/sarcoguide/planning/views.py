"""From traces, facts and rules to the plain forms that a plan shows. What many lines share is made once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from msgspec.structs import replace

from sarcoguide.knowledge import Edition, OptionRule
from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.language import Value
from sarcoguide.language.changes import Change, single_changes
from sarcoguide.planning.judge import Verdict
from sarcoguide.planning.model import ConditionView, FactView, NoteView, SourceView
from sarcoguide.record import Situation, in_words

#: Longest meaning of a value that is printed in its place.
MAX_LABEL = 40
#: UCUM codes of time, as people write them.
TIME_UNITS = {"a": "years", "mo": "months", "wk": "weeks", "d": "days"}
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


def label_of(name: str, edition: Edition) -> str:
    """Return the label of a fact, definition, setting or own quantity."""
    rule = edition.facts.get(name) or edition.definitions.get(name)
    if rule is not None:
        return rule.entry.label
    if name.startswith("own."):
        return edition.about.own[name.removeprefix("own.")].label
    return edition.settings[name].label if name in edition.settings else name


def words_of(name: str, value: Value, edition: Edition) -> str:
    """Return a value of a fact in words, with its unit."""
    labels = edition.labels.get(name, {})
    match value:
        case str():
            return _short(labels, value)
        case frozenset():
            return ", ".join(_short(labels, member) for member in sorted(value)) or "none"
        case _:
            return f"{in_words(value)} {unit_of(name, edition)}".strip()


def unit_of(name: str, edition: Edition) -> str:
    """Return the unit of a fact as it is printed: counts and scores have none."""
    rule = edition.facts.get(name) or edition.definitions.get(name)
    unit = (rule.entry.unit if rule is not None else None) or ""
    return TIME_UNITS.get(unit, unit) if unit != "1" and not unit.startswith("{") else ""


def _short(labels: Any, value: str) -> str:
    label = labels.get(value, "")
    if value[:1].isupper():
        # A code that clinicians know by itself, such as a stage: the meaning stands beside it, never in its place.
        return f"{value} ({label})" if 0 < len(label) <= MAX_LABEL and label != value else value
    return label if 0 < len(label) <= MAX_LABEL else value.replace("_", " ")


def change_words(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return changes in the form of expressions."""
    return tuple(str(change) for change in changes)


@dataclass(slots=True)
class Views:
    """The views of one plan. Facts, sources and conditions are made once and shared."""

    situation: Situation
    facts: dict[str, FactView] = field(default_factory=dict)
    sources: dict[SourceUse, SourceView] = field(default_factory=dict)
    #: By identity of the verdict, which is kept beside its view so that no other can take its place.
    conditions: dict[int, tuple[Verdict, ConditionView]] = field(default_factory=dict)

    @property
    def edition(self) -> Edition:
        """The edition of the guideline in force."""
        return self.situation.edition

    def fact(self, name: str) -> FactView:
        """Return a fact of the patient for print."""
        if name not in self.facts:
            trace = self.situation.everything.value(name)
            given = self.situation.record.given.get(name)
            state: Any = trace.state.value
            words = {"unknown": "not known", "not_applicable": "does not apply"}.get(state)
            self.facts[name] = FactView(
                fact=name,
                label=label_of(name, self.edition),
                state=state,
                value=plain(trace.value),
                words=words or words_of(name, trace.value, self.edition),
                date=given.date.isoformat() if given is not None and given.date is not None else "",
                origin=given.origin if given is not None else "",
                stale=name in self.situation.stale,
            )
        return self.facts[name]

    def cited(self, uses: Iterable[SourceUse]) -> tuple[SourceView, ...]:
        """Return sources as cited, each once."""
        return tuple(self._source(use) for use in dict.fromkeys(uses))

    def _source(self, use: SourceUse) -> SourceView:
        if use not in self.sources:
            self.sources[use] = _source_view(use, self.edition)
        return self.sources[use]

    def condition(self, verdict: Verdict) -> ConditionView:
        """Return a judged condition, made once for all options that inherit it."""
        if id(verdict) not in self.conditions:
            self.conditions[id(verdict)] = (verdict, self._condition(verdict))
        return self.conditions[id(verdict)][1]

    def _condition(self, verdict: Verdict) -> ConditionView:
        rule, view = verdict.rule, self.situation.everything if verdict.stale else self.situation.fresh
        return ConditionView(
            tier=verdict.tier,
            because=rule.because,
            condition=rule.when.text,
            truth=verdict.truth,
            blocks=rule.blocks,
            verified=rule.verified,
            stale=verdict.stale,
            origin=rule.origin,
            sources=tuple(source.id for source in self.cited(rule.sources)),
            would_change=change_words(single_changes(verdict.trace, verdict.truth is not True, view.behind)),
            missing=tuple(sorted(verdict.missing)),
            trace=verdict.trace,
        )

    def note(self, rule: OptionRule) -> NoteView:
        """Return a line of information."""
        entry = rule.entry
        return NoteView(
            id=entry.id,
            says=entry.says,
            patient=entry.patient,
            sources=self.cited(entry.sources),
            statements=tuple(entry.statements),
            since=entry.since.isoformat(),
            about=tuple(entry.about),
            shows=tuple(self.fact(name) for name in entry.shows),
        )

    def all_sources(self) -> tuple[SourceView, ...]:
        """Return every source that the plan cites, each once, by id; what a line used it for stands with that line."""
        by_id = {
            view.id: view for _, view in sorted(self.sources.items(), key=lambda item: (item[0].id, item[0].position))
        }
        return tuple(replace(view, note="" if view.verified else NOT_VERIFIED) for view in by_id.values())


def _source_view(use: SourceUse, edition: Edition) -> SourceView:
    source = edition.sources.get(use.id)
    if source is None:
        statement = edition.statements[use.id]
        dated = statement.dated.isoformat() if statement.dated else "not stated"
        return SourceView(use.id, statement.topic, "statement", dated, True, use.position, (), use.note)
    dated = "not stated" if source.date is None else str(source.date)
    note = use.note or ("" if source.verified else NOT_VERIFIED)
    return SourceView(
        source.id,
        source.title,
        source.kind,
        dated,
        source.verified,
        use.position,
        tuple(source.read_at),
        note,
    )
