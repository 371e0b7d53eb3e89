"""From a judgement to what a plan shows of an option."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from sarcoguide.days import day
from sarcoguide.knowledge import Edition
from sarcoguide.knowledge.option_entries import Option
from sarcoguide.language import Trace
from sarcoguide.language.trace import walk_behind
from sarcoguide.planning.judge import Judge, Judgement
from sarcoguide.planning.model import (
    STATUS_ORDER,
    NoteView,
    OptionView,
    PopulationView,
    SupportView,
    WouldChange,
)
from sarcoguide.planning.needs import Needs
from sarcoguide.planning.views import Views
from sarcoguide.planning.wording import Wording, wording_of


def option_view(
    judgement: Judgement,
    views: Views,
    notes: tuple[NoteView, ...],
    support: tuple[SupportView, ...],
    *,
    planned: bool,
) -> OptionView:
    """Return an option as a plan shows it."""
    rule, conditions = judgement.rule, judgement.conditions
    return replace(
        views.wording.option(rule),
        status=judgement.status,
        reasons=tuple(_reasons(judgement, views.needs)),
        trace=judgement.when,
        conditions=conditions,
        missing=tuple(sorted(judgement.undecided)),
        cautions=tuple([view for view in conditions if view.truth is True and view.tier == "cautions"]),
        open_checks=tuple(_open_checks(judgement, views.wording)),
        would_change=tuple(_would_change(judgement, views.judge)),
        notes=notes,
        support=support,
        population=tuple(
            [PopulationView(name, rule.population[name].text, inside) for name, inside in judgement.population]
        ),
        outside_evidence=judgement.outside_evidence,
        shows=tuple([views.fact(name) for name in views.wording.shows(rule)]),
        finds_out=tuple(views.needs.still_open(rule.entry.finds_out)),
        planned=planned,
    )


def _reasons(judgement: Judgement, needs: Needs) -> Iterator[str]:
    """Yield what decides the status, in words; a discouragement is told even where something else decides."""
    entry, status = judgement.rule.entry, judgement.status
    if status == "not_indicated":
        unmet = [line for part in _indicating(judgement) for line in needs.unmet(part)]
        yield from (*unmet, *needs.settled(entry.finds_out)) or (f"Not met: {judgement.when.text}",)
        return
    yield from [view.because for view in judgement.true("excludes")]
    if judgement.withdrawn:
        yield withdrawn(entry)
    yield from dict.fromkeys(licence.because for licence in judgement.unlicensed)
    yield from [view.because for view in judgement.true("discourages")]
    if judgement.uncarried and entry.rests_on is not None:
        yield entry.rests_on.because
    if status == "needs_information":
        names = ", ".join([needs.wording.label(name) for name in sorted(judgement.undecided)])
        yield f"Needed first: {names}" if names else f"Not settled: {_told(judgement.when, needs)}"
    if status == "supported":
        met = [line for part in _indicating(judgement) for line in needs.met(part)]
        reasons = [entry.because] if entry.because else list(dict.fromkeys(met))
        if entry.finds_out and not reasons:
            labels = ", ".join([needs.wording.label(name) for name in needs.still_open(entry.finds_out)])
            reasons = [f"Not known yet: {labels}"]
        yield from reasons or ["Nothing speaks against it"]


def _indicating(judgement: Judgement) -> tuple[Trace, ...]:
    """Return what must be true of the patient: all that indicates an option but that something is to be found out."""
    if not judgement.rule.entry.finds_out:
        return (judgement.when,)
    # What it finds out is the last of its conditions.
    return judgement.when.parts[:-1] if len(judgement.rule.when) > 1 else ()


def withdrawn(entry: Option) -> str:
    """Return why an option no longer holds, and from which day."""
    return f"{entry.until_because} (from {day(entry.until)})"


def _told(when: Trace, needs: Needs) -> str:
    """Return what the guideline says of the unknowns of a condition that no question can settle."""
    inside = walk_behind(when, needs.view.behind)
    return "; ".join(dict.fromkeys(part.because for part in inside if not part.known and part.because)) or when.text


def _open_checks(judgement: Judgement, wording: Wording) -> Iterator[str]:
    """Yield the unknown conditions that hold nothing back and so have to be checked."""
    for view in judgement.conditions:
        if view.truth is None and (not view.blocks or judgement.status != "needs_information"):
            names = ", ".join([wording.label(name) for name in view.missing])
            yield f"{names}: {view.because}" if names else view.because


def _would_change(judgement: Judgement, judge: Judge) -> Iterator[WouldChange]:
    """Yield what would have to be different; every group must change for the status to change."""
    match judgement.status:
        case "excluded":
            views = judgement.true("excludes")
        case "discouraged":
            views = judgement.true("discourages")
        case "not_indicated":
            changes = judge.would_indicate(judgement)
            if changes:
                yield WouldChange("Not indicated as things stand", changes)
            return
        case _:
            return
    yield from (WouldChange(view.because, view.would_change) for view in views)


def in_order(options: Sequence[OptionView], edition: Edition, priorities: frozenset[str]) -> list[OptionView]:
    """Order options by intent, status, what serves the patient's priorities, made for the type, evidence, and name.

    Nothing is hidden, and no score is given.
    """
    places = wording_of(edition).places

    def rank(option: OptionView) -> tuple[bool, int, int, int, tuple[bool, int, str]]:
        serves = edition.options[option.id].entry.serves if priorities else ()
        intent, rest = places[option.id]
        return (
            option.status == "unavailable",
            intent,
            STATUS_ORDER.index(option.status),
            -len(priorities.intersection(serves)),
            rest,
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
