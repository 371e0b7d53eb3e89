"""`sarcoguide sheet`: the sheet of one regimen, as published or worked out for a record."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from sarcoguide.commands.inputs import documents, holds_several
from sarcoguide.commands.outcome import OK, PROBLEMS
from sarcoguide.dossier import compose
from sarcoguide.dossier.sheet import sheet_of
from sarcoguide.errors import RecordError, UsageError
from sarcoguide.knowledge import load_guideline
from sarcoguide.record import read_record
from sarcoguide.report import output
from sarcoguide.report.sheet_page import sheet_page


def run(args: Namespace) -> int:
    """Print the sheet."""
    guideline = load_guideline(args.guideline, overlay=args.overlay)
    if args.record is None:
        output.show(sheet_page(sheet_of(guideline.at(args.as_of or date.today()), args.regimen)))
        return OK
    if holds_several([args.record]):
        raise UsageError("a sheet is of one record: name a file with one, or an example patient")
    for document in documents([args.record], guideline):
        if document.problems:
            raise RecordError(document.problems)
        record = read_record(document, guideline, assessment_date=args.assessment_date, assume=args.assume)
        dossier = compose(record, guideline, args.as_of)
        output.show(sheet_page(sheet_of(dossier.edition, args.regimen, dossier)))
        return OK
    return PROBLEMS
