"""Which pages about a patient can be had as a PDF file."""

from __future__ import annotations

from sarcoguide.dossier import Dossier
from sarcoguide.report.board_page import board_html
from sarcoguide.report.html_clinician import clinician_html
from sarcoguide.report.html_patient import patient_html
from sarcoguide.report.patient_view import Release
from sarcoguide.report.pdf import pdf_of

#: The report takes some fifteen seconds of a processor, the others three or four.
PDF_PAGES = ("report", "board", "patient")


def page_pdf(dossier: Dossier, page: str, release: Release | None = None) -> bytes:
    """Return a page about a patient as a PDF file.

    Args:
        dossier: the patient.
        page: one of `PDF_PAGES`.
        release: what a clinician has checked of the page for the patient; without it the page is a draft.

    Raises:
        PdfUnavailableError: what a PDF needs is not installed.
    """
    if page == "report":
        return pdf_of(clinician_html(dossier, in_short=True), grids=False)
    return pdf_of(board_html(dossier, standalone=True) if page == "board" else patient_html(dossier, release))
