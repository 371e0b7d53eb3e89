"""`sarcoguide pdf`: a page about one patient as a PDF file."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from sarcoguide.commands.inputs import documents, holds_several
from sarcoguide.commands.plan import NEEDS_TEMPLATES, Tally, answered
from sarcoguide.errors import UsageError, shorten
from sarcoguide.knowledge import load_guideline


def run(args: Namespace) -> int:
    """Write one page of one record.

    Raises:
        UsageError: several records, a file that cannot be written, or what a PDF needs is not installed.
    """
    if holds_several([args.record]):
        raise UsageError("a PDF file is one page about one record: name one")
    try:
        from sarcoguide.report.pdf import PdfUnavailableError
        from sarcoguide.report.pdf_pages import page_pdf
    except ModuleNotFoundError as error:
        raise UsageError(NEEDS_TEMPLATES) from error
    guideline = load_guideline(args.guideline)
    if args.as_of is not None:
        guideline.at(args.as_of)
    tally = Tally()
    for answer in tally.heard(answered(document, guideline, args) for document in documents([args.record], guideline)):
        if answer.dossier is not None:
            try:
                made = page_pdf(answer.dossier, args.page)
            except PdfUnavailableError as error:
                raise UsageError(str(error)) from error
            write(made, args.out)
    return tally.code


def write(made: bytes, out: str) -> None:
    """Write a file; `-` is standard output.

    Raises:
        UsageError: it cannot be written.
    """
    if out == "-":
        sys.stdout.buffer.write(made)
        return
    try:
        Path(out).write_bytes(made)
    except OSError as error:
        raise UsageError(f"{shorten(out)} cannot be written: {error.strerror}") from None
