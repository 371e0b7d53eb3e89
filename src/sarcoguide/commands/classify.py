"""`sarcoguide classify`: the status of every option for every patient of a table, or how many have each."""

from __future__ import annotations

from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path

from sarcoguide.commands.outcome import OK
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import load_guideline
from sarcoguide.report import output
from sarcoguide.report.cohort import cohort_page

NEEDS_POLARS = (
    "tables are read with Polars, which is not installed. Plans of single records do not need it. "
    "Install it with: pip install 'sarcoguide[tables]'"
)


def run(args: Namespace) -> int:
    """Judge a table in parts; a run that was stopped goes on where it was."""
    if find_spec("polars") is None:
        raise UsageError(NEEDS_POLARS)
    from sarcoguide.engines.columnar.cohort import Cohort
    from sarcoguide.engines.columnar.run import Run
    from sarcoguide.engines.columnar.tables import open_table

    table = open_table(args.table)
    guideline = load_guideline(args.guideline, overlay=args.overlay)
    cohort = Cohort(guideline, args.as_of, args.assessed, tuple(args.keep or ()))
    out = None if args.out is None else Path(args.out)
    job = Run(cohort, table, args.table, out, args.rows)
    for _ in output.watched(job.parts(), lambda _, done: f"{done:,} patients"):
        pass
    found = job.result()
    if args.format == "json":
        output.show_json(found)
    else:
        output.show(cohort_page(found))
    return OK
