"""`sarcoguide ask`: the entries of the guideline that answer a question in words, or that none does."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from sarcoguide.asking import asking_of
from sarcoguide.commands.outcome import OK
from sarcoguide.knowledge import load_guideline
from sarcoguide.report import output
from sarcoguide.report.asked import asked_view
from sarcoguide.report.asked_page import asked_page


def run(args: Namespace) -> int:
    """Print what answers."""
    guideline = load_guideline(args.guideline, overlay=args.overlay)
    asking = asking_of(guideline)
    answer = asking.ask(" ".join(args.question), args.as_of or date.today(), args.reader)
    view = asked_view(answer, asking, guideline)
    if args.format == "json":
        output.show_json(view)
    else:
        output.show(asked_page(view))
    return OK
