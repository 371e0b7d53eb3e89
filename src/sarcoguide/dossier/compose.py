"""From a record to a dossier."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from msgspec.structs import replace

from sarcoguide.dossier.model import SAFETY_POINTS, Dossier, FactGroup, FactLine
from sarcoguide.engines import CompiledEngine
from sarcoguide.knowledge import Edition, Guideline
from sarcoguide.language.trace import KNOWN, UNKNOWN
from sarcoguide.planning import Plan, plan_of
from sarcoguide.planning.build import NOT_REVIEWED, STALE_CONTENT
from sarcoguide.planning.model import WarningView
from sarcoguide.planning.wording import plain, wording_of
from sarcoguide.record import Record, Situation
from sarcoguide.record.view import ASSESSMENT_DATE


def compose(
    record: Record, guideline: Guideline, as_of: date | None = None, engine: CompiledEngine | None = None
) -> Dossier:
    """Return the dossier of a record.

    Args:
        record: the patient, as read.
        guideline: the guideline with all its versions.
        as_of: the day whose guideline answers; by default the record's assessment date.
        engine: the compiled engine of that day, for a server; by default the reference evaluator answers.

    Raises:
        RecordError: the record contradicts itself.
        UsageError: the guideline had not begun on that day.
    """
    if engine is None:
        situation = Situation(record, guideline.at(as_of or record.assessment_date))
        plan = plan_of(situation, guideline)
    else:
        situation = engine.situation(record)
        plan = plan_of(situation, guideline, engine.judge(situation))
    return Dossier(record, situation.edition, plan, _facts(situation), _safety(plan), _beside(situation))


def _facts(situation: Situation) -> tuple[FactGroup, ...]:
    edition = situation.edition
    by_subject: defaultdict[str, list[FactLine]] = defaultdict(list)
    for name, rule in edition.facts.items():
        if name != ASSESSMENT_DATE:
            by_subject[rule.entry.subject].append(_line(situation, name))
    titles = subjects(edition)
    return tuple(FactGroup(subject, title, tuple(by_subject[subject])) for subject, title in titles.items())


def _beside(situation: Situation) -> dict[str, FactLine]:
    """Return what sheets of regimens read: body sizes and lifetime doses, with what each is worked out from."""
    sheet, edition = situation.edition.about.regimen_sheet, situation.edition
    if sheet is None:
        return {}
    names = [size.fact for size in sheet.per.values()]
    names += [name for ledger in sheet.ledgers for name in (ledger.given, ledger.at_least, ledger.limit) if name]
    reads = [read for name in names if name in edition.definitions for read in edition.definitions[name].reads]
    known = edition.facts.keys() | edition.definitions.keys()
    lines = {name: _line(situation, name) for name in (*names, *reads) if name in known}
    # What rests on a value that is too old is too old itself.
    old = {name for name, line in lines.items() if line.state == "known" and not situation.fresh.value(name).known}
    return {name: replace(line, stale=True) if name in old else line for name, line in lines.items()}


def subjects(edition: Edition) -> dict[str, str]:
    """Return the subjects of the dictionary with their titles, in the order in which the guideline lists them."""
    listed = edition.about.subjects
    others = sorted({rule.entry.subject for rule in edition.facts.values()} - listed.keys())
    return {**listed, **{subject: subject.replace("_", " ").capitalize() for subject in others}}


def _line(situation: Situation, name: str) -> FactLine:
    trace = situation.everything.value(name)
    wording = wording_of(situation.edition)
    if trace.state is not KNOWN:
        words = "not known" if trace.state is UNKNOWN else "does not apply"
        return FactLine(name, wording.label(name), trace.state.value, words)
    given = situation.record.given.get(name)
    return FactLine(
        name,
        wording.label(name),
        "known",
        wording.words(name, trace.value),
        plain(trace.value),
        date=given.date.isoformat() if given is not None and given.date is not None else "",
        entered=given.entered if given is not None else "",
        origin=given.origin if given is not None else "",
        stale=name in situation.stale,
        derived=given is None,
    )


def _safety(plan: Plan) -> tuple[WarningView, ...]:
    """Return the warnings that stand on top: what the guideline warns of before what the record only lacks.

    That nobody has reviewed the content, or that it is past its review, has a place of its own on every page.
    """
    about_content = (NOT_REVIEWED, STALE_CONTENT)
    points = [warning for warning in plan.warnings if warning.id not in about_content]
    return tuple(sorted(points, key=lambda warning: not warning.sources)[:SAFETY_POINTS])
