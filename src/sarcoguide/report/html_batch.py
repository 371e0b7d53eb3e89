"""Several patients as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sarcoguide.report import batch_words
from sarcoguide.report.batch import Batch, shown_states
from sarcoguide.report.html import render

TEMPLATE = "batch/page.html"
SHEETS = ("workbench.css", "batch.css")


def batch_html(
    batch: Batch | None,
    *,
    records: Mapping[int, str] | None = None,
    sent: Sequence[str] = (),
    as_of: str = "",
    problem: str = "",
    standalone: bool = False,
) -> str:
    """Return the page.

    Args:
        batch: the records; None for the form alone.
        records: each record as text by the number of its row, to be opened on the workbench.
        sent: all that was sent, for the same as a table or as data.
        as_of: the day of the guideline that was asked for.
        problem: why nothing is shown.
        standalone: whether the page carries its styles, to be read without a server.
    """
    return render(
        TEMPLATE,
        sheets=SHEETS,
        scripts=("workbench.js",),
        standalone=standalone,
        batch=batch,
        records=records or {},
        sent=sent,
        as_of=as_of,
        problem=problem,
        text=batch_words,
        states_of=shown_states,
    )
