"""`sarcoguide statements`: which statements are shown to work."""

from __future__ import annotations

from argparse import Namespace

from sarcoguide.commands.outcome import OK
from sarcoguide.knowledge import load_guideline
from sarcoguide.report import output
from sarcoguide.report.statements import coverage, statements_page


def run(args: Namespace) -> int:
    """Print the coverage of the statements that were asked for."""
    covered = coverage(load_guideline(args.guideline, overlay=args.overlay))
    if args.format == "json":
        output.show_json(covered)
    else:
        output.show(statements_page(covered))
    return OK
