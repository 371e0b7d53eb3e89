"""`sarcoguide feedback`: what readers said of the pages, counted or as a table."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from sarcoguide.commands.outcome import OK
from sarcoguide.feedback import FeedbackFile, default_file
from sarcoguide.report import output
from sarcoguide.report.feedback import as_csv, counts_page

OFF = "off"


def file_of(named: str | None) -> FeedbackFile | None:
    """Return the file that an argument names; None where readers are not asked.

    Raises:
        UsageError: what is named is no file of feedback.
    """
    if named == OFF:
        return None
    if named is None:
        return FeedbackFile(default_file())
    file = FeedbackFile(Path(named))
    file.check()
    return file


def run(args: Namespace) -> int:
    """Print what is kept."""
    path = Path(args.feedback) if args.feedback else default_file()
    entries = FeedbackFile(path).entries()
    if args.action == "count":
        output.show(counts_page(entries, str(path)))
    elif args.format == "json":
        output.show_json(entries)
    else:
        sys.stdout.write(as_csv(entries))
    return OK
