"""The referral to a board as an HTML page that prints on one sheet."""

from __future__ import annotations

from typing import Any

from sarcoguide.dossier import Dossier
from sarcoguide.report import board_words as text
from sarcoguide.report import html
from sarcoguide.report.board import runs_of, sheet_of
from sarcoguide.report.board_room import on_one_sheet

TEMPLATE = "board/page.html"
SHEETS = ("workbench.css", "board.css")


def board_html(dossier: Dossier, form: Any = None, *, standalone: bool = False) -> str:
    """Return the referral as a page that prints on one sheet.

    Args:
        dossier: the patient.
        form: the record as the form of the workbench, for the way back.
        standalone: whether the page carries its styles, to be read without a server.
    """
    return html.render(
        TEMPLATE,
        **html.of_dossier(dossier),
        sheet=on_one_sheet(sheet_of(dossier)),
        form=form,
        text=text,
        runs=runs_of,
        sheets=SHEETS,
        scripts=("workbench.js",),
        standalone=standalone,
    )
