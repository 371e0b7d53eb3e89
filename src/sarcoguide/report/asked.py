"""An answer to a question for a reader: each entry in its own words, its strength, sources, review, and days."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from sarcoguide.asking import Answer, Asking
from sarcoguide.days import day
from sarcoguide.knowledge import Edition, Guideline
from sarcoguide.knowledge.asking_entries import AskingAdvice
from sarcoguide.planning.model import SourceView
from sarcoguide.report import ask_words, words
from sarcoguide.report.asked_entries import Told, told


class Line(Struct, frozen=True):
    """An entry that answers. `says` are its own words, `page` where it stands in the reference."""

    kind: str
    id: str
    title: str
    says: tuple[str, ...]
    strength: str
    when: str
    holds: str
    ended: bool
    review: str
    sources: tuple[SourceView, ...]
    page: str


class Sign(Struct, frozen=True):
    """An emergency in its own words."""

    id: str
    label: str
    says: str


class AskedView(Struct, frozen=True):
    """All that a page about a question shows, for one reader.

    `urgent` comes first. `covered` is false where nothing answers: `found` is empty then, and `advice` says what is
    covered and whom to ask. `figures` stands where there are figures that this reader is not shown.
    """

    question: str
    reader: str
    guideline: str
    version: str
    as_of: str
    reviewed: str
    urgent: tuple[Sign, ...]
    red_flags: tuple[Sign, ...]
    covered: bool
    found: tuple[Line, ...]
    missing: tuple[str, ...]
    advice: tuple[str, ...]
    figures: str
    intended_use: str


def asked_view(answer: Answer, asking: Asking, guideline: Guideline) -> AskedView:
    """Return an answer as its reader sees it."""
    edition, about = guideline.at(answer.as_of), guideline.about
    patient = answer.reader == "patient"
    found = [
        _line(f"{one.kind}/{one.id}", entry, patient)
        for one in answer.found
        if (entry := told(one, answer, asking, guideline)) is not None
    ]
    advice = about.asking
    flags = [name for name in about.patient_page.red_flags if name not in answer.urgent] if answer.urgent else []
    urgent = tuple(_signs(answer.urgent, edition, patient))
    covered = bool(found or urgent or answer.withheld)
    by = about.reviewed.said
    return AskedView(
        question=answer.question,
        reader=answer.reader,
        guideline=about.title,
        version=about.version,
        as_of=answer.as_of.isoformat(),
        reviewed=words.REVIEWED.format(by=by) if by else words.NOT_REVIEWED,
        urgent=urgent,
        red_flags=tuple(_signs(flags, edition, patient)),
        covered=covered,
        found=tuple(found),
        missing=answer.missing,
        advice=_advice(advice, patient=patient, covered=covered),
        figures=advice.figures if advice is not None and answer.withheld else "",
        intended_use=about.intended_use,
    )


def _advice(advice: AskingAdvice | None, *, patient: bool, covered: bool) -> tuple[str, ...]:
    if advice is None:
        return ()
    covers, whom = (advice.patient_covers, advice.patient_whom) if patient else (advice.covers, advice.whom)
    return (whom,) if covered else (covers, whom)


def _signs(names: Iterable[str], edition: Edition, patient: bool) -> Iterable[Sign]:
    for name in names:
        rule = edition.shown.get(name)
        if rule is not None:
            yield Sign(name, rule.entry.label, (patient and rule.entry.patient) or rule.entry.says)


def _line(key: str, entry: Told, patient: bool) -> Line:
    ended = ""
    if entry.ended is not None:
        form = ask_words.P_ASK_ENDED if patient else ask_words.ASK_ENDED
        ended = form.format(day=day(entry.ended))
        because = (entry.ended_patient if patient else entry.ended_because).strip()
        join = f"{ended} {because}" if patient else ask_words.ASK_ENDED_WHY.format(ended=ended, because=because)
        ended = join if because else ended
    since = ask_words.ASK_SINCE.format(day=day(entry.since)) if entry.since is not None else ""
    kind, _, name = key.partition("/")
    return Line(
        kind=kind,
        id=name,
        title=entry.title,
        says=entry.says,
        strength=entry.strength,
        when=entry.when,
        holds=ended or since,
        ended=entry.ended is not None,
        review=entry.review,
        sources=entry.sources,
        page=f"{key}.html",
    )
