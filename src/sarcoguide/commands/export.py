"""`sarcoguide export`: the guideline of a day in another language."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from sarcoguide.commands.outcome import OK
from sarcoguide.engines.cql import write_export
from sarcoguide.knowledge import load_guideline


def run(args: Namespace) -> int:
    """Write the files, and say which."""
    guideline = load_guideline(args.guideline)
    edition = guideline.at(args.as_of or date.today())
    for file in write_export(edition, guideline.content_hash, Path(args.out)):
        sys.stdout.write(f"{file}\n")
    return OK
