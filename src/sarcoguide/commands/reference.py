"""`sarcoguide reference`: the guideline as a folder of linked pages."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from sarcoguide.commands import outcome
from sarcoguide.knowledge import load_guideline
from sarcoguide.report.reference import write_reference


def run(args: Namespace) -> int:
    """Write the pages, and say where to begin."""
    folder = Path(args.folder)
    pages = write_reference(load_guideline(args.guideline, overlay=args.overlay), folder, args.as_of)
    sys.stdout.write(f"{pages} pages; begin with {folder / 'index.html'}\n")
    return outcome.OK
