"""The sheet of a regimen as a page about a patient, and the bar of a lifetime dose that the server draws."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from sarcoguide.dossier import Dossier
from sarcoguide.dossier.sheet import LedgerLine, sheet_of
from sarcoguide.report import sheet_words
from sarcoguide.report.clinician_view import Card, ClinicianView
from sarcoguide.report.sheet import SheetView, number

TEMPLATE = "workbench/regimen.html"
SHEETS = ("workbench.css", "glance.css", "regimen.css")
WIDTH, HEIGHT, LEFT, BAR = 480, 62, 6, 18


def context(dossier: Dossier, view: ClinicianView, name: str) -> dict[str, Any]:
    """Return what the template of a sheet needs besides what every page about a patient does.

    Args:
        dossier: the patient.
        view: the views of the dossier.
        name: the regimen.

    Raises:
        UsageError: there is no such regimen on that day.
    """
    shown = SheetView(sheet_of(dossier.edition, name, dossier))
    option = shown.sheet.option
    return {
        "sheet": shown,
        "card": Card(option, view) if option is not None else None,
        "ledger_bar": ledger_bar,
    }


def ledger_bar(line: LedgerLine) -> Markup:
    """Return a lifetime dose as a bar up to its limit; nothing where the dose so far or the limit is not known."""
    if line.given is None or line.limit is None:
        return Markup("")
    given, adds, limit = float(line.given), float(line.adds), float(line.limit)
    most = max(limit, given + adds)
    scale = (WIDTH - 2 * LEFT) / most
    at = [LEFT + value * scale for value in (0, given, given + adds, limit)]
    parts = [
        f'<rect class="room" x="{at[0]:.1f}" y="22" width="{limit * scale:.1f}" height="{BAR}"/>',
        f'<rect class="had" x="{at[0]:.1f}" y="22" width="{given * scale:.1f}" height="{BAR}"/>',
        f'<rect class="next" x="{at[1]:.1f}" y="22" width="{adds * scale:.1f}" height="{BAR}"/>',
        f'<path class="limit" d="M{at[3]:.1f} 16V46"/>',
        f'<text x="{at[3]:.1f}" y="12" text-anchor="end">{escape(sheet_words.LIMIT)} {number(line.limit)}</text>',
        f'<text x="{at[0]:.1f}" y="57">{escape(sheet_words.GIVEN)} {number(line.given)}</text>',
    ]
    # Beside what was given the label of this cycle would run into it: then it stands above the bar.
    parts.append(f'<text x="{at[1]:.1f}" y="12">+ {number(line.adds)}</text>')
    return Markup(f'<svg class="ledger" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{"".join(parts)}</svg>')
