"""The clinician's report as one HTML file that needs no server: for print, or to keep beside the notes."""

from __future__ import annotations

from sarcoguide.dossier import Dossier
from sarcoguide.report.html import of_dossier, render

REPORT = "workbench/report.html"
SHEETS = ("workbench.css", "glance.css")


def clinician_html(dossier: Dossier, *, in_short: bool = False) -> str:
    """Return the report of a dossier: the same parts as the workbench, without its form.

    The reasons follow as an appendix; those of options that are not indicated stand in the workbench and `--explain`.

    Args:
        dossier: the patient.
        in_short: without the appendix, and of options without advice for this patient only why; a PDF does without
            what is folded on a screen, for that is most of a report.
    """
    return render(REPORT, sheets=SHEETS, standalone=True, form=None, in_short=in_short, **of_dossier(dossier))
