"""`sarcoguide ask`: entries with their sources, for either reader, as text and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sarcoguide.asking import Answer
from sarcoguide.asking.answer import Found, Reader
from sarcoguide.report import ask_words, words
from sarcoguide.report.asked import AskedView, asked_view
from tests.asking.questioning import asking
from tests.helpers import TINY
from tests.strategies import guideline

Run = Callable[..., Any]


def test_an_entry_is_shown_with_strength_source_day_review_and_page(run: Run) -> None:
    """Everything a reader needs to judge it, without an answer of our own."""
    ran = run("ask", "Should lung metastases be removed?", "--as-of", "2026-11-22")
    rule = next(rule for rule in guideline().options if rule.entry.id == "surgery_metastasectomy")
    flat = " ".join(ran.out.split())
    assert ran.code == 0
    for shown in (rule.entry.says, "should consider", "C04 29 Apr 2019", words.NOT_REVIEWED):
        assert shown in flat
    assert "recommendations/surgery_metastasectomy.html" in flat


def test_an_entry_that_ended_says_so_the_day_after_and_not_the_day_before(run: Run) -> None:
    """Withdrawn on 9 March 2026."""
    asked = ("ask", "Tazemetostat in epithelioid sarcoma", "--as-of")
    ended = ask_words.ASK_ENDED.format(day="9 Mar 2026")
    assert ended not in " ".join(run(*asked, "2026-03-08").out.split())
    assert ended in " ".join(run(*asked, "2026-03-09").out.split())


@pytest.mark.parametrize(("question", "covered"), [("Is it bone cancer now?", True), ("How do I bake bread?", False)])
def test_json_says_what_the_text_says(run: Run, question: str, covered: bool) -> None:
    """`--json` and `--format json` are one; what is not covered holds no entry."""
    data = run("ask", question, "--for", "patient", "--json").data
    assert data == run("ask", question, "--for", "patient", "--format", "json").data
    view = msgspec.convert(data, AskedView)
    assert (covered, covered) == (view.covered, bool(view.found))
    text = " ".join(run("ask", question, "--for", "patient").out.split())
    assert (ask_words.P_ASK_NONE_WHY in text) is not covered
    for line in (*view.advice, *(said for found in view.found for said in found.says)):
        assert line in text


def test_a_question_that_is_too_long_is_refused(run: Run) -> None:
    """A page of text is no question."""
    assert "at most 300 characters" in run("ask", "tyre " * 100, "--guideline", TINY).err


def test_a_guideline_without_rows_about_questions_answers_all_the_same(run: Run) -> None:
    """Its own names and words are enough."""
    ran = run("ask", "new tyre", "--guideline", TINY)
    assert "change_tyre" in ran.out
    assert ask_words.ASK_NONE.upper() in run("ask", "What is the capital of France?", "--guideline", TINY).out


@pytest.mark.parametrize("reader", ["clinician", "patient"])
def test_every_entry_can_be_told_to_either_reader(reader: Reader) -> None:
    """None makes the page fail; clinicians are told all that hold, patients all with words for them but figures."""
    day = guideline().about.checked
    found = tuple(Found(entry.kind, entry.id, 1.0) for entry in asking().entries.values())
    view = asked_view(Answer("What?", reader, day, (), found, (), False), asking(), guideline())
    held = [one for one in asking().entries.values() if one.since is None or one.since <= day]
    if reader == "patient":
        held = [one for one in held if one.patient and one.kind != "figures"]
    assert set() == {one.key for one in held} - {f"{line.kind}/{line.id}" for line in view.found}
