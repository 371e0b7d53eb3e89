"""`sarcoguide decision`: whether the file of a recorded decision is in order, and how it stands beside a plan."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from sarcoguide.commands.inputs import documents, holds_several
from sarcoguide.commands.outcome import OK, PROBLEMS
from sarcoguide.dossier import compose
from sarcoguide.dossier.decision import beside, parse_decision, read_decision
from sarcoguide.errors import RecordError, UsageError, shorten
from sarcoguide.knowledge import load_guideline
from sarcoguide.record import read_record
from sarcoguide.report import output
from sarcoguide.report.decision import checked_page, decision_page


def run(args: Namespace) -> int:
    """Check a decision, and show it beside the plan of a record."""
    guideline = load_guideline(args.guideline)
    try:
        text = Path(args.file).read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{shorten(args.file)} cannot be read: {error.strerror}") from None
    decision = read_decision(parse_decision(text, args.file), guideline, date.today())
    if args.record is None:
        if args.format == "json":
            output.show_json(decision)
        else:
            roles = guideline.about.decision.roles if guideline.about.decision else {}
            output.show(checked_page(decision, roles[decision.by]))
        return OK
    if holds_several([args.record]):
        raise UsageError("a decision is of one record: name a file with one, or an example patient")
    for document in documents([args.record], guideline):
        if document.problems:
            raise RecordError(document.problems)
        record = read_record(document, guideline, assessment_date=args.assessment_date, assume=args.assume)
        view = beside(decision, compose(record, guideline, args.as_of))
        if args.format == "json":
            output.show_json(view)
        else:
            output.show(decision_page(view))
        return OK
    return PROBLEMS
