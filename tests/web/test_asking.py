"""The page of questions: posted, kept nowhere, emergencies first, and nothing of it in an address."""

from __future__ import annotations

import pytest
from markupsafe import escape

from sarcoguide.report import ask_words, words
from tests.web.browsing import get, post

SECRET = "Zebedee-4711"


def test_the_box_stands_on_the_start_page_the_workbench_and_its_own() -> None:
    """It posts to one address, in a form of its own."""
    for path in ("/", "/workbench?example=F_LIM", "/ask"):
        assert '<form method="post" action="/ask"' in get(path).text


def test_a_question_never_stands_in_an_address() -> None:
    """One that does is refused."""
    assert 400 == get("/ask?question=is+it+cancer").status_code


@pytest.mark.parametrize("reader", ["clinician", "patient"])
def test_a_question_is_answered_for_its_reader(reader: str) -> None:
    """In the words written for that reader, with the state of review."""
    page = post("/ask", {"question": "Is it lung cancer now?", "for": reader}).text
    said = {"patient": "Pages about lung cancer do not fit", "clinician": "still_sarcoma_lung"}
    assert [name == reader for name in said] == [text in page for text in said.values()]
    assert words.NOT_REVIEWED in page


def test_an_emergency_stands_above_the_box_and_only_where_a_sign_is_named() -> None:
    """Before the question is even read again."""
    page = post("/ask", {"question": "I cannot feel my legs", "for": "patient"}).text
    assert page.index('class="urgent"') < page.index('class="askbox"')
    assert 'class="urgent"' not in post("/ask", {"question": "What is a sarcoma?", "for": "patient"}).text


def test_what_is_not_covered_is_said_with_whom_to_ask() -> None:
    """And what was asked is shown as it came, harmless."""
    question = f"<script>{SECRET}</script> bread"
    page = post("/ask", {"question": question}).text
    assert ask_words.ASK_NONE_WHY in page
    assert str(escape(question)) in page
    assert f"<script>{SECRET}" not in page


@pytest.mark.parametrize(("question", "status"), [("", 200), ("a " * 400, 422), ("\ud800", 200)])
def test_an_empty_a_long_and_a_broken_question_have_a_page(question: str, status: int) -> None:
    """None of them is an error of the program."""
    sent = question.encode("utf-8", "surrogatepass").decode("latin-1") if question == "\ud800" else question
    assert status == post("/ask", {"question": sent}).status_code
