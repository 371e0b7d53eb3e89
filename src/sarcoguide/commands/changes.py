"""`sarcoguide changes`: what became true or ended between two days."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from sarcoguide.commands.outcome import OK
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import load_guideline
from sarcoguide.report import output
from sarcoguide.report.changes import changes, changes_page


def run(args: Namespace) -> int:
    """Print every change from one day to another, with its sources.

    Raises:
        UsageError: the last day lies before the first.
    """
    until = args.until or date.today()
    if until < args.since:
        raise UsageError(f"--until {until} lies before --since {args.since}. Name the earlier day under --since.")
    found = changes(load_guideline(args.guideline, overlay=args.overlay), args.since, until)
    if args.format == "json":
        output.show_json(found)
    else:
        output.show(changes_page(found, args.since, until))
    return OK
