"""`sarcoguide pathway`: the guideline as a map in words, with a patient's way through it or without a patient."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from sarcoguide.commands.inputs import documents
from sarcoguide.commands.outcome import OK
from sarcoguide.commands.plan import Tally, answered, show_pages
from sarcoguide.dossier import compose
from sarcoguide.knowledge import load_guideline
from sarcoguide.report import output
from sarcoguide.report.pathway import PathwayMap, of_nobody
from sarcoguide.report.pathway_text import pathway_page


def run(args: Namespace) -> int:
    """Print the map of each record, or of nobody where none is named."""
    guideline = load_guideline(args.guideline, overlay=args.overlay)
    if args.as_of is not None:
        guideline.at(args.as_of)
    if args.record is None:
        output.show(pathway_page(of_nobody(guideline, args.as_of or date.today())))
        return OK
    tally = Tally()
    answers = tally.heard(answered(document, guideline, args) for document in documents([args.record], guideline))
    records = (answer.record for answer in answers if answer.plan is not None and answer.record is not None)
    show_pages(pathway_page(PathwayMap(compose(record, guideline, args.as_of))) for record in records)
    return tally.code
