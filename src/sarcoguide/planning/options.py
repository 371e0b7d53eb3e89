"""From a judgement to what a plan shows of an option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sarcoguide.knowledge import Edition, OptionRule
from sarcoguide.language.changes import single_changes
from sarcoguide.language.trace import walk_behind
from sarcoguide.planning.judge import Judgement
from sarcoguide.planning.model import (
    STATUS_ORDER,
    ConditionView,
    DrugView,
    NoteView,
    OptionView,
    PopulationView,
    SupportView,
    WouldChange,
    iso,
)
from sarcoguide.planning.needs import met, unmet
from sarcoguide.planning.views import Views, change_words, label_of
from sarcoguide.record import Situation, View


def option_view(
    judgement: Judgement,
    views: Views,
    notes: tuple[NoteView, ...],
    support: tuple[SupportView, ...],
    *,
    planned: bool,
) -> OptionView:
    """Return an option as a plan shows it."""
    rule, entry, edition = judgement.rule, judgement.rule.entry, views.edition
    conditions = tuple(views.condition(verdict) for verdict in judgement.verdicts)
    review = entry.review
    reviewed = f"{review.by}, {review.on}" if review and review.by and review.on else None
    return OptionView(
        id=entry.id,
        kind=entry.kind,
        label=entry.label or entry.name or entry.id,
        says=entry.says,
        patient=entry.patient,
        intent=entry.intent,
        verb=entry.verb,
        evidence=entry.evidence,
        status=judgement.status,
        reasons=tuple(_reasons(judgement, views.situation.fresh)),
        trace=judgement.when,
        conditions=conditions,
        missing=tuple(sorted(judgement.undecided)),
        cautions=tuple(view for view in conditions if view.tier == "cautions" and view.truth is True),
        checks=tuple(entry.checks),
        open_checks=tuple(_open_checks(judgement, conditions, edition)),
        would_change=tuple(_would_change(judgement, views.situation)),
        sources=views.cited(entry.sources),
        since=entry.since.isoformat(),
        until=iso(entry.until),
        statements=tuple(entry.statements),
        notes=notes,
        support=support,
        population=tuple(
            PopulationView(name, rule.population[name].text, inside) for name, inside in judgement.population
        ),
        outside_evidence=judgement.outside_evidence,
        shows=tuple(views.fact(name) for name in entry.shows),
        drugs=tuple(_drugs(rule, edition)),
        monitoring=rule.monitoring,
        specific=entry.specific,
        planned=planned,
        reviewed=reviewed,
        checked=rule.checked.isoformat(),
        review_by=rule.review_by.isoformat(),
        stale=edition.as_of > rule.review_by,
    )


def _reasons(judgement: Judgement, view: View) -> Iterator[str]:
    """Yield what decides the status, in words; a discouragement is told even where something else decides."""
    entry, edition = judgement.rule.entry, view.edition
    excluding, discouraging = judgement.true("excludes"), judgement.true("discourages")
    yield from (verdict.rule.because for verdict in excluding)
    if judgement.withdrawn:
        yield f"{entry.until_because} (from {entry.until})"
    yield from dict.fromkeys(licence.because for licence in judgement.unlicensed)
    if judgement.when.truth is False and judgement.status == "not_indicated":
        yield from unmet(judgement.when, view) or (f"Not met: {judgement.when.text}",)
    if judgement.status != "not_indicated":
        yield from (verdict.rule.because for verdict in discouraging)
    if judgement.status == "needs_information":
        names = ", ".join(label_of(name, edition) for name in sorted(judgement.undecided))
        told = dict.fromkeys(p.because for p in walk_behind(judgement.when, view.behind) if not p.known and p.because)
        yield f"Needed first: {names}" if names else f"Not settled: {'; '.join(told) or judgement.when.text}"
    if judgement.status == "supported":
        reasons = (entry.because,) if entry.because else met(judgement.when, edition)
        yield from reasons or ("Nothing speaks against it",)


def _open_checks(judgement: Judgement, conditions: Sequence[ConditionView], edition: Edition) -> Iterator[str]:
    """Yield the unknown conditions that hold nothing back and so have to be checked."""
    for view in conditions:
        if view.truth is None and (not view.blocks or judgement.status != "needs_information"):
            names = ", ".join(label_of(name, edition) for name in view.missing)
            yield f"{names}: {view.because}" if names else view.because


def _would_change(judgement: Judgement, situation: Situation) -> Iterator[WouldChange]:
    """Yield what would have to be different; every group must change for the status to change."""
    match judgement.status:
        case "excluded":
            verdicts = judgement.true("excludes")
        case "discouraged":
            verdicts = judgement.true("discourages")
        case "not_indicated":
            changes = change_words(single_changes(judgement.when, True, situation.fresh.behind))
            if changes:
                yield WouldChange("Not indicated as things stand", changes)
            return
        case _:
            return
    for verdict in verdicts:
        view = situation.everything if verdict.stale else situation.fresh
        yield WouldChange(verdict.rule.because, change_words(single_changes(verdict.trace, False, view.behind)))


def _drugs(rule: OptionRule, edition: Edition) -> Iterator[DrugView]:
    for use in rule.entry.drugs:
        name = edition.drug_names.get(use.drug, use.drug)
        yield DrugView(use.drug, name, use.dose if use.verified else "", use.route, use.schedule, use.verified)


def in_order(options: Sequence[OptionView], edition: Edition, priorities: frozenset[str]) -> list[OptionView]:
    """Order options by intent, status, what serves the patient's priorities, made for the type, evidence, and name.

    Nothing is hidden, and no score is given.
    """
    intents = {intent: index for index, intent in enumerate(edition.about.intents)}
    grades = {grade: index for index, grade in enumerate(edition.about.evidence)}

    def rank(option: OptionView) -> tuple[int, int, int, int, int, int, str]:
        entry = edition.options[option.id].entry
        return (
            int(option.status == "unavailable"),
            intents[option.intent],
            STATUS_ORDER.index(option.status),
            -len(priorities.intersection(entry.serves)),
            int(not option.specific),
            grades.get(option.evidence, len(grades)),
            option.id,
        )

    return sorted(options, key=rank)


def support_view(judgement: Judgement, views: Views) -> SupportView:
    """Return a supportive measure as shown beside a regimen."""
    entry = judgement.rule.entry
    return SupportView(
        id=entry.id,
        label=entry.label or entry.id,
        says=entry.says,
        patient=entry.patient,
        verb=entry.verb,
        status=judgement.status,
        sources=views.cited(entry.sources),
        statements=tuple(entry.statements),
    )


def quantities_of(option_id: object, edition: Edition) -> Mapping[str, object] | None:
    """Return the own quantities of an option, or None when the edition has no such option."""
    rule = edition.options.get(option_id) if isinstance(option_id, str) else None
    return None if rule is None else rule.own
