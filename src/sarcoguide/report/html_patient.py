"""The page for patients as HTML, on its own or served."""

from __future__ import annotations

from typing import Any

from sarcoguide.dossier import Dossier
from sarcoguide.report import html
from sarcoguide.report.patient_view import FINAL, PatientView, Release

__all__ = ["FINAL", "PatientView", "Release", "context", "patient_html"]

TEMPLATE = "patient.html"
SHEETS = ("patient.css",)
SCRIPTS = ("patient.js",)


def patient_html(dossier: Dossier, release: Release | None = None, standalone: bool = True) -> str:
    """Return the page for a patient.

    Args:
        dossier: the patient.
        release: what a clinician has checked; without it the page is a draft.
        standalone: whether the page carries its styles, to be read without a server.
    """
    return html.render(TEMPLATE, **context(dossier, release), standalone=standalone)


def context(dossier: Dossier, release: Release | None = None, form: Any = None) -> dict[str, Any]:
    """Return what `html.render` needs for the template, besides `standalone`.

    Args:
        dossier: the patient.
        release: what a clinician has checked.
        form: the record as the form of the workbench, or as names and values; with it the parts can be ticked.
    """
    shown = release or Release()
    return {"dossier": dossier, "release": shown, "form": form, "sheets": SHEETS, "scripts": SCRIPTS}
