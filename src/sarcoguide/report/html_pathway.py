"""The map as a page: for the patient of a dossier, or for nobody."""

from __future__ import annotations

from typing import Any

from sarcoguide.report import pathway_words
from sarcoguide.report.clinician_view import Card, ClinicianView
from sarcoguide.report.html import of_dossier, render
from sarcoguide.report.pathway import PathwayMap
from sarcoguide.report.pathway_svg import svg

TEMPLATE = "pathway/page.html"
SHEETS = ("workbench.css", "pathway.css")
#: The theme alone: the page has no form that changes in place.
SCRIPTS = ("workbench.js",)


def context(shown: PathwayMap) -> dict[str, Any]:
    """Return what the page needs, besides the form that leads back to the workbench."""
    view = ClinicianView(shown.dossier)
    return {
        **of_dossier(shown.dossier),
        "view": view,
        "card_of": lambda option: Card(option, view),
        "dated": view.cite.dated,
        "map": shown,
        "said": pathway_words,
        "svg": svg,
        "whole": True,
    }


def pathway_html(shown: PathwayMap, form: Any = None) -> str:
    """Return the page.

    Args:
        shown: the map.
        form: the record as a form, which a button takes back to the workbench; None where there is no patient.
    """
    return render(TEMPLATE, sheets=SHEETS, scripts=SCRIPTS, form=form, **context(shown))
