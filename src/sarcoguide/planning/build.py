"""From a record to a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import msgspec

from sarcoguide.knowledge import Guideline, OptionRule
from sarcoguide.language import Trace
from sarcoguide.language.trace import walk_behind
from sarcoguide.planning.findings import Findings
from sarcoguide.planning.headline import headline_view
from sarcoguide.planning.judge import NOTHING, Judge, Judgement
from sarcoguide.planning.measured import measured_views
from sarcoguide.planning.missing import missing_facts
from sarcoguide.planning.model import (
    ExitView,
    GuidelineView,
    NoteView,
    OptionView,
    OutlookView,
    Plan,
    RecordView,
    SupportView,
    TypeView,
    UrgentView,
    WarningView,
)
from sarcoguide.planning.options import in_order, option_view, quantities_of, support_view
from sarcoguide.planning.outlook import outlook_view
from sarcoguide.planning.overlay import overlay_view, overlay_warning
from sarcoguide.planning.tumour_type import type_view
from sarcoguide.planning.views import Views
from sarcoguide.record import Record, Situation, View
from sarcoguide.record.view import NO_QUANTITIES

NOT_REVIEWED = "not_reviewed"
STALE_CONTENT = "stale_content"
#: Statuses of options that hold no advice for the patient: no finding is told beside them.
FOLDED_STATUSES = ("not_indicated", "unavailable")
#: Statuses of options that a supportive measure is judged beside.
OPEN_STATUSES = ("supported", "needs_information", "discouraged")


def make_plan(record: Record, guideline: Guideline, as_of: date | None = None) -> Plan:
    """Return the plan of a record.

    Args:
        record: the patient, as read.
        guideline: the guideline with all its versions.
        as_of: the day whose guideline answers; by default the record's assessment date.

    Raises:
        RecordError: the record contradicts itself.
        UsageError: the guideline had not begun on that day.
    """
    return plan_of(Situation(record, guideline.at(as_of or record.assessment_date)), guideline)


def plan_of(situation: Situation, guideline: Guideline, judge: Judge | None = None) -> Plan:
    """Return the plan of a situation, whichever engine works it out.

    Args:
        situation: the record as an engine sees it.
        guideline: the guideline with all its versions.
        judge: what judges the options; by default as the reference evaluator says.

    Raises:
        RecordError: the record contradicts itself.
    """
    situation.refuse_contradictions()
    return _Planner(situation, guideline, judge or Judge(situation)).plan()


class _Planner:
    """Puts one plan together."""

    def __init__(self, situation: Situation, guideline: Guideline, judge: Judge) -> None:
        self.situation = situation
        self.edition = situation.edition
        self.guideline = guideline
        self.views = Views(situation, judge)
        self.judge_of = judge
        shown, truth = self.edition.shown, situation.fresh.truth
        self.true_shown = {name: rule for name, rule in shown.items() if truth(rule.indicated, rule.own) is True}
        self.notes = [self.views.note(rule) for rule in self.shown("information")]
        self.notes_on: defaultdict[str, list[NoteView]] = defaultdict(list)
        for note in self.notes:
            for option in note.about:
                self.notes_on[option].append(note)
        name = self.edition.about.planned_option
        self.findings = Findings(self.views)
        self.planned = situation.fresh.value(name).value if name is not None else None

    def when(self, rule: OptionRule) -> Trace:
        return self.situation.fresh.judged(rule.indicated, rule.own)

    def plan(self) -> Plan:
        judgements = [self.judge(rule) for rule in self.edition.options.values()]
        options = [self.option(judgement) for judgement in judgements]
        exits = tuple(self.exits())
        name = self.edition.about.priorities
        priorities = self.situation.fresh.value(name).value if name is not None else None
        ordered = in_order(options, self.edition, priorities if isinstance(priorities, frozenset) else frozenset())
        headline = tuple(headline_view(entry, self.views) for entry in self.edition.about.headline)
        urgent = tuple(self.urgent())
        warnings = tuple(self.warnings())
        definitions = tuple(self.definitions(self.situation.fresh))
        measured = () if exits else measured_views(self.views)
        outlook = None if exits else outlook_view(self.situation, self.true_shown, self.views.cited)
        return Plan(
            guideline=self.about(),
            record=RecordView(self.situation.record.id, self.situation.record.assessment_date.isoformat()),
            urgent=urgent,
            out_of_scope=exits,
            headline=headline,
            options=tuple(ordered),
            missing=missing_facts(self.judge_of, judgements, out_of_scope=bool(exits)),
            warnings=warnings,
            information=tuple(note for note in self.notes if not note.about),
            about_type=None if exits else self.about_type(),
            outlook=outlook,
            measured=measured,
            statements=self.statements(ordered, outlook),
            sources=self.views.all_sources(),
            definitions=definitions,
            definitions_with_stale=tuple(self.definitions_with_stale(definitions)),
        )

    def about_type(self) -> TypeView | None:
        """Return what is known of the type of tumour that the record names."""
        name = self.edition.about.type_of_tumour
        found = self.edition.histologies.get(str(self.situation.fresh.value(name).value)) if name is not None else None
        return type_view(found, self.edition, self.views.cited) if found is not None else None

    def definitions(self, view: View) -> Iterator[Trace]:
        """Yield every name that rests on something, with what that is."""
        for name in self.views.wording.names():
            explained = view.explained(name)
            if explained is not None:
                yield explained

    def definitions_with_stale(self, fresh: tuple[Trace, ...]) -> Iterator[Trace]:
        if self.situation.everything is not self.situation.fresh:
            known = {trace.name: trace for trace in fresh}
            for trace in self.definitions(self.situation.everything):
                if trace != known.get(trace.name):
                    yield trace

    # --- options ---------------------------------------------------------------------------------------------

    def judge(self, rule: OptionRule) -> Judgement:
        if rule.entry.per is None:
            return self.judge_of.judge(rule)
        own = quantities_of(self.planned, self.edition)
        judgement = self.judge_of.judge(rule, NO_QUANTITIES if own is None else own)
        if own is not None or judgement.status in ("excluded", "unavailable"):
            return judgement
        # With no regimen planned it belongs to no plan of its own; it is judged beside each regimen.
        return msgspec.structs.replace(judgement, status="not_indicated", undecided=NOTHING)

    def option(self, judgement: Judgement) -> OptionView:
        entry = judgement.rule.entry
        notes = tuple(self.notes_on.get(entry.id, ()))
        support = tuple(self.support(judgement)) if entry.drugs and judgement.status in OPEN_STATUSES else ()
        view = option_view(judgement, self.views, notes, support, planned=entry.id == self.planned)
        if view.status not in FOLDED_STATUSES and (findings := self.findings.of(entry.id)):
            view = msgspec.structs.replace(view, findings=findings)
        beside_none = entry.per is not None and quantities_of(self.planned, self.edition) is None
        if beside_none and judgement.status == "not_indicated":
            planned = "none is planned yet" if self.planned is None else f"{self.planned} is not held here"
            return _with_reason(view, f"Judged beside each regimen; {planned}")
        return view

    def support(self, judgement: Judgement) -> Iterator[SupportView]:
        for rule in self.edition.options.values():
            if rule.entry.per is None:
                continue
            beside = self.judge_of.judge(rule, judgement.rule.own)
            if beside.status != "not_indicated":
                yield support_view(beside, self.views)

    # --- what is shown when it is true -----------------------------------------------------------------------

    def shown(self, kind: str) -> Iterator[OptionRule]:
        yield from (rule for _, rule in sorted(self.true_shown.items()) if rule.entry.kind == kind)

    def urgent(self) -> Iterator[UrgentView]:
        for rule in self.shown("emergency"):
            entry = rule.entry
            yield UrgentView(
                id=entry.id,
                label=entry.label or entry.id,
                says=entry.says,
                patient=entry.patient,
                verb=entry.verb,
                reasons=tuple(self.reasons(rule)),
                sources=self.views.cited(entry.sources),
                trace=self.when(rule),
            )

    def exits(self) -> Iterator[ExitView]:
        for rule in self.shown("exit"):
            entry = rule.entry
            yield ExitView(
                id=entry.id,
                label=entry.label or entry.id,
                says=entry.says,
                patient=entry.patient,
                pointer=entry.pointer,
                reasons=tuple(self.reasons(rule)),
                sources=self.views.cited(entry.sources),
                trace=self.when(rule),
            )

    def reasons(self, rule: OptionRule) -> Iterator[str]:
        if rule.entry.because:
            yield rule.entry.because
        yield from self.views.needs.met(self.when(rule))

    def warnings(self) -> Iterator[WarningView]:
        if self.guideline.overlay is not None:
            yield overlay_warning(self.guideline.overlay)
        for warned in self.situation.warnings:
            yield WarningView(warned.id, warned.says, facts=warned.facts)
        for rule in self.shown("warning"):
            entry = rule.entry
            sources = self.views.cited(entry.sources)
            inside = walk_behind(self.when(rule), self.situation.fresh.behind)
            facts = tuple(sorted({part.name for part in inside if part.kind == "fact"}))
            yield WarningView(entry.id, entry.says, entry.patient, facts, sources)
        stale = self.stale()
        if stale:
            yield WarningView(
                STALE_CONTENT, f"Past its review date, so check whether it still holds: {', '.join(stale)}."
            )
        if self.reviewed() is None:
            yield WarningView(NOT_REVIEWED, "The content is not yet reviewed by a clinician.")

    def stale(self) -> tuple[str, ...]:
        rules = (*self.edition.options.values(), *self.edition.shown.values())
        return tuple(sorted(rule.entry.id for rule in rules if self.edition.as_of > rule.review_by))

    def reviewed(self) -> str | None:
        return self.edition.about.reviewed.said

    def about(self) -> GuidelineView:
        about = self.edition.about
        return GuidelineView(
            id=about.id,
            title=about.title,
            version=about.version,
            content=self.guideline.content_hash[:12],
            as_of=self.edition.as_of.isoformat(),
            checked=about.checked.isoformat(),
            reviewed=self.reviewed(),
            stale=self.stale(),
            intended_use=about.intended_use,
            overlay=overlay_view(self.guideline.overlay),
        )

    def statements(self, options: list[OptionView], outlook: OutlookView | None) -> tuple[str, ...]:
        """Return the statements that produced a line of this plan."""
        outside = any(rule.entry.kind == "exit" for rule in self.true_shown.values())
        lines = [option.statements for option in options if option.status != "not_indicated" and not outside]
        lines += [tuple(rule.entry.statements) for rule in self.true_shown.values()]
        lines += [figure.statements for figure in (outlook.figures if outlook is not None else ())]
        return tuple(sorted({statement for line in lines for statement in line}))


def _with_reason(view: OptionView, reason: str) -> OptionView:
    return msgspec.structs.replace(view, reasons=(reason,), would_change=())
