"""The referral to a board as a page, and pages as PDF files, asked for with the form of a record."""

from __future__ import annotations

import pytest

from sarcoguide.report import board_words as text
from sarcoguide.report.patient_view import Release
from sarcoguide.report.pdf import NO_PACKAGE, PdfUnavailableError
from sarcoguide.web import pages
from tests.web.browsing import example, form_on, post


def test_the_referral_is_a_page_about_the_posted_record() -> None:
    """The record goes back with the reader, and other pages are one button away."""
    fields = example("F_LIM")
    shown = post("/board", fields)
    assert 200 == shown.status_code
    assert "Referral to the sarcoma board" in shown.text
    assert 'formaction="/pdf" name="page" value="board"' in shown.text
    back = form_on(shown.text)
    assert {
        name: value for name, value in fields.items() if name.startswith("f.") and value != [""]
    }.keys() <= back.keys()


def test_a_record_with_a_slip_leads_back_to_the_form() -> None:
    """No referral is made of it."""
    shown = post("/board", {**example("F_LIM"), "f.patient_age_years": "old"})
    assert 422 == shown.status_code
    assert "Referral to the sarcoma board" not in shown.text


@pytest.mark.parametrize(
    ("page", "name", "final"),
    [
        ("report", "report", False),
        ("board", "board", False),
        ("patient", "patient", False),
        ("released", "patient", True),
    ],
)
def test_a_pdf_is_a_file_whose_name_holds_no_record(
    page: str, name: str, final: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A released page keeps what was released."""
    asked: list[tuple[str, bool]] = []

    def made(_: object, which: str, release: Release) -> bytes:
        asked.append((which, release.final))
        return b"%PDF-1.7"

    monkeypatch.setattr(pages, "page_pdf", made)
    sent = post("/pdf", {**example("F_LIM"), "page": page})
    assert (200, "application/pdf", b"%PDF-1.7") == (sent.status_code, sent.headers["content-type"], sent.content)
    assert f'attachment; filename="sarcoguide-{name}-2026-11-22.pdf"' == sent.headers["content-disposition"]
    assert [(name, final)] == asked


def test_where_no_pdf_can_be_made_the_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """And that the record is not lost."""

    def fails(*_: object) -> bytes:
        raise PdfUnavailableError(NO_PACKAGE)

    monkeypatch.setattr(pages, "page_pdf", fails)
    sent = post("/pdf", {**example("F_LIM"), "page": "board"})
    assert 501 == sent.status_code
    assert "sarcoguide[pdf]" in sent.text
    assert "go back in the browser" in sent.text


def test_no_other_page_is_made() -> None:
    """An unknown name is refused."""
    assert 400 == post("/pdf", {**example("F_LIM"), "page": "../etc"}).status_code


def test_the_sheet_says_that_it_is_to_be_checked() -> None:
    """On the screen, not on paper."""
    shown = post("/board", example("F_M0")).text
    assert f'<div class="boardhead noprint"><p class="lead">{text.LEAD}</p>' in shown
