"""`sarcoguide board`: the referral to a board, one for each record."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sarcoguide.commands.inputs import documents, holds_several
from sarcoguide.commands.plan import Answer, Tally, answered, as_data, show_html, show_pages
from sarcoguide.dossier import Dossier
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import load_guideline
from sarcoguide.report import output
from sarcoguide.report.board import Sheet, sheet_of
from sarcoguide.report.board_text import board_text


def run(args: Namespace) -> int:
    """Print the referral of each record; as HTML it fits one sheet, as text and JSON it is whole."""
    if args.format == "html" and holds_several(args.records):
        raise UsageError("--format html is one sheet for one record: name one")
    guideline = load_guideline(args.guideline)
    if args.as_of is not None:
        guideline.at(args.as_of)
    tally = Tally()
    answers = tally.heard(answered(document, guideline, args) for document in documents(args.records, guideline))
    match args.format:
        case "json":
            data = (sheet_of(answer.dossier) if answer.dossier else as_data(answer) for answer in answers)
            output.show_list(data, several=holds_several(args.records))
        case "html":
            show_html(answers, _sheet)
        case _:
            show_pages(board_text(sheet) for sheet in sheets(answers))
    return tally.code


def sheets(answers: Iterable[Answer]) -> Iterator[Sheet]:
    """Yield the referrals of the records that could be read."""
    yield from (sheet_of(answer.dossier) for answer in answers if answer.dossier is not None)


def _sheet() -> Callable[[Dossier], str]:
    from sarcoguide.report.board_page import board_html

    return partial(board_html, standalone=True)
