"""Whether a page answered its reader's question: asked on each page, kept without the reader, thanked for when kept."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from sarcoguide.feedback import COMMENT, FeedbackEntry, FeedbackFile, NotKeptError, entry_of
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.report import feedback_words as said
from sarcoguide.report.feedback import as_csv, counts_page
from sarcoguide.report.plain import to_text
from sarcoguide.web.app import create_app
from sarcoguide.web.limits import Limits
from tests.helpers import TINY
from tests.web.browsing import ask, form_on, get, post

SECRET = "Zebedee-4711"
FORM = 'action="/feedback"'


@pytest.fixture
def file(tmp_path: Path) -> FeedbackFile:
    """Return a file that does not exist yet, in a folder that does not either."""
    return FeedbackFile(tmp_path / "data" / "feedback.sqlite")


@lru_cache(maxsize=1)
def guideline() -> Guideline:
    """Return a small guideline: what is asked and kept does not depend on what a page says."""
    return load_guideline(TINY)


def app(file: FeedbackFile) -> ASGIApp:
    """Return an application that asks its readers."""
    return create_app(guideline(), limits=Limits(seconds=300, body_seconds=300), feedback=file)


def entry(answer: str = "no", comment: str = "") -> FeedbackEntry:
    """Return an entry about a page."""
    return entry_of(answer, comment, "/ask", "0.1.0", "abc")


def test_each_page_asks_and_what_is_saved_or_a_part_of_a_page_does_not(file: FeedbackFile) -> None:
    """The page for the patient too; the report goes away from the server, and a part has no foot."""
    asking = app(file)
    record = form_on(get("/workbench?example=B_GOOD", of=asking).text)
    pages = [get(path, of=asking) for path in ("/", "/ask", "/pathway", "/workbench?example=B_GOOD")]
    pages += [post(path, record, of=asking) for path in ("/workbench", "/patient", "/outlook")]
    assert [] == [page.url for page in pages if page.text.count(FORM) != 1 or page.status_code != 200]
    assert [] == [page.url for page in pages if int(page.headers["content-length"]) != len(page.content)]
    others = [post(path, record, of=asking) for path in ("/plan", "/report")] + [get("/static/tokens.css", of=asking)]
    assert [] == [other.url for other in others if FORM in other.text or other.status_code != 200]


def test_where_nothing_is_kept_no_page_asks() -> None:
    """And the address does not exist."""
    silent = create_app(guideline())
    assert FORM not in get("/ask", of=silent).text
    assert 404 == post("/feedback", {"page": "/ask", "answer": "yes"}, of=silent).status_code


def test_an_answer_is_kept_with_the_page_and_the_version(file: FeedbackFile) -> None:
    """And is thanked for by its name, with the reminder that it reaches no care team."""
    shown = post("/feedback", {"page": "/ask", "answer": "no", "comment": "Nothing on travel."}, of=app(file))
    (kept,) = file.entries()
    assert ("/ask", "no", "Nothing on travel.") == (kept.page, kept.answer, kept.comment)
    assert (guideline().about.version, guideline().content_hash[:12]) == (kept.version, kept.content)
    assert [] == [part for part in (kept.id, said.THANKS, said.NO_MESSAGE, said.BACK) if part not in shown.text]


def test_nothing_of_a_record_is_kept_with_an_answer(file: FeedbackFile) -> None:
    """Neither what is sent along nor who sends it: whatever else comes is left."""
    fields = {"f.frame": SECRET, "rest": SECRET, "id": SECRET, "page": "/workbench", "answer": "yes"}
    post("/feedback", fields, of=app(file), headers={"User-Agent": SECRET, "Cookie": SECRET})
    assert SECRET.encode() not in file.path.read_bytes()
    assert {"id", "day", "page", "version", "content", "answer", "comment"} == {*FeedbackEntry.__struct_fields__}


def test_a_comment_may_be_left_out_and_the_form_warns_against_personal_data(file: FeedbackFile) -> None:
    """One tap is an answer."""
    asking = app(file)
    assert said.PRIVATE in get("/ask", of=asking).text
    assert 200 == post("/feedback", {"page": "/ask", "answer": "partly", "comment": " "}, of=asking).status_code
    assert [""] == [kept.comment for kept in file.entries()]


@pytest.mark.parametrize(
    ("comment", "fits"),
    [
        ("a" * COMMENT, True),
        ("a" * (COMMENT + 1), False),
        ("Grade 2 of 3, ECOG 1", True),
        ("Born 3.4.1961", False),
        ("Write to a@b.example", False),
        ("Number 1234567", False),
        ("Call 020 7946 0018", False),
    ],
)
def test_a_comment_that_is_long_or_may_name_somebody_is_not_kept(file: FeedbackFile, comment: str, fits: bool) -> None:
    """It stands in the form again, to be put right, and no thanks are said."""
    shown = post("/feedback", {"page": "/ask", "answer": "yes", "comment": comment}, of=app(file))
    assert (fits, 200 if fits else 422) == (bool(file.entries()), shown.status_code)
    assert (fits, not fits) == (said.THANKS in shown.text, comment in shown.text)


def refused(file: FeedbackFile) -> bool:
    """Whether a file ends taking long comments within a few."""
    try:
        for _ in range(20):
            file.keep(entry("yes", "word " * 190))
    except NotKeptError:
        return True
    return False


def test_no_thanks_are_said_when_nothing_could_be_kept(tmp_path: Path) -> None:
    """A folder stands where the file should, another database does, or the file is full."""
    (tmp_path / "folder").mkdir()
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE patients (name TEXT)")
    other.close()
    full = FeedbackFile(tmp_path / "full.sqlite", pages=2)
    assert refused(full)
    for file in (FeedbackFile(tmp_path / "folder"), FeedbackFile(tmp_path / "other.sqlite"), full):
        shown = post("/feedback", {"page": "/ask", "answer": "yes", "comment": "word " * 190}, of=app(file))
        assert (503, True, False) == (shown.status_code, said.NOT_KEPT in shown.text, said.THANKS in shown.text)
    assert full.path.stat().st_size <= 2 * 4_096


@pytest.mark.parametrize("fields", [{"page": "/nowhere", "answer": "yes"}, {"answer": "yes"}, {"page": SECRET}])
def test_only_pages_of_the_server_are_spoken_of(file: FeedbackFile, fields: dict[str, str]) -> None:
    """Else anything could be stored under the name of a page."""
    assert (400, []) == (post("/feedback", fields, of=app(file)).status_code, file.entries())


def test_the_thanks_take_the_place_of_the_form_where_a_script_asks(file: FeedbackFile) -> None:
    """Then the page about the patient stays as it is."""
    fields = {"page": "/workbench", "answer": "yes"}
    shown = post("/feedback", fields, of=app(file), headers={"HX-Request": "true"}).text
    assert (True, False, False) == (said.THANKS in shown, said.BACK in shown, "<html" in shown)


def test_another_site_cannot_answer(file: FeedbackFile) -> None:
    """As with every form."""
    headers = {"Sec-Fetch-Site": "cross-site", "Content-Type": "application/x-www-form-urlencoded"}
    shown = ask("POST", "/feedback", of=app(file), content=b"page=/ask&answer=yes", headers=headers)
    assert (403, []) == (shown.status_code, file.entries())


def test_two_servers_write_into_one_file(file: FeedbackFile) -> None:
    """Each entry is there, and only its owner may read the file."""
    servers = [FeedbackFile(file.path) for _ in range(2)]
    for number in range(6):
        servers[number % 2].keep(entry())
    assert 6 == len(servers[0].entries())
    assert 0 == file.path.stat().st_mode & 0o077


def test_what_is_kept_is_counted_and_exported(file: FeedbackFile) -> None:
    """A comment is never a formula in a spreadsheet."""
    file.keep(entry("no", "=1+1"))
    file.keep(entry("yes"))
    assert "'=1+1" in as_csv(file.entries())
    assert "yes 1, partly 0, no 1" in to_text(counts_page(file.entries(), "here"))
    assert said.NONE_YET.format(file="here") in to_text(counts_page([], "here"))
