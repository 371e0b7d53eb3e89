"""`sarcoguide batch`: several records at once, urgent ones first, with what is not known of whom."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from sarcoguide.commands.inputs import documents
from sarcoguide.commands.outcome import BUG, OK, PROBLEMS
from sarcoguide.commands.plan import NEEDS_TEMPLATES
from sarcoguide.dossier.several import Composed, compose_each
from sarcoguide.engines.by_day import Engines
from sarcoguide.errors import Problem, UsageError
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.record.several import documents_of
from sarcoguide.report import output
from sarcoguide.report.batch import Batch
from sarcoguide.report.batch_page import batch_csv, batch_data, batch_page

TABLES = (".csv", ".tsv")


def run(args: Namespace) -> int:
    """Print the records in short.

    Raises:
        UsageError: no guideline on the day that was asked for, or no template engine for a page as HTML.
    """
    guideline = load_guideline(args.guideline)
    if args.as_of is not None:
        guideline.at(args.as_of)
    found = list(_documents(args.records, guideline))
    composed = compose_each(
        found, guideline, Engines(guideline), args.as_of, assessment_date=args.assessment_date, assume=args.assume
    )
    heard = _Heard()
    batch = Batch.of(guideline, heard.passed(output.watched(composed, lambda number, _: f"{number} of {len(found)}")))
    match args.format:
        case "json":
            output.show_json(batch_data(batch))
        case "csv":
            sys.stdout.write(batch_csv(batch).replace("\r\n", "\n"))
        case "html":
            sys.stdout.write(_html(batch))
        case _:
            output.show(batch_page(batch))
    sys.stderr.writelines(f"{problem}\n" for problem in heard.problems)
    return heard.code


class _Heard:
    """What is wrong with records, and the worst exit code: the dossiers themselves are not held."""

    def __init__(self) -> None:
        self.code = OK
        self.problems: list[Problem] = []

    def passed(self, composed: Iterable[Composed]) -> Iterator[Composed]:
        """Pass records on."""
        for one in composed:
            self.problems += one.problems
            if one.problems:
                self.code = max(self.code, BUG if one.bug else PROBLEMS)
            yield one


def _documents(names: list[str], guideline: Guideline) -> Iterator[Document]:
    """Yield the records of files, folders, tables and examples."""
    for name in names:
        path = Path(name)
        if path.suffix.lower() in TABLES and path.is_file():
            yield from documents_of(path.read_bytes(), name, guideline)
        else:
            yield from documents([name], guideline)


def _html(batch: Batch) -> str:
    """Return the page as a file that needs no server.

    Raises:
        UsageError: the template engine is not installed.
    """
    try:
        from sarcoguide.report.html_batch import batch_html
    except ModuleNotFoundError as error:
        raise UsageError(NEEDS_TEMPLATES) from error
    return batch_html(batch, standalone=True)
