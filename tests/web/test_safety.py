"""What guards the server: headers, names, sites, sizes, times, and that nothing of a record gets out."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import anyio
import pytest
from starlette.types import ASGIApp, Message

from sarcoguide.web import answers
from sarcoguide.web.app import create_app
from sarcoguide.web.limits import Limits
from tests.strategies import guideline
from tests.web.browsing import FORM, OWN, app, ask, form_on, get, post

#: As a browser would be made to run it, in every place where a record has free text.
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{7*7}}"
SECRET = "Zebedee-4711"


@lru_cache(maxsize=1)
def narrow() -> ASGIApp:
    """Return an application whose limits are soon reached."""
    return create_app(guideline(), limits=Limits(body=2_000, fields=20, body_seconds=0.2, seconds=0.3, waiting=2))


ANSWERS = [("GET", "/"), ("GET", "/workbench?example=F_LIM"), ("GET", "/nowhere"), ("GET", "/static/tokens.css")]
ANSWERS += [
    ("GET", "/static/../app.py"),
    ("GET", "/?secret=1"),
    ("POST", "/plan"),
    ("PUT", "/plan"),
    ("GET", "/healthz"),
]


@pytest.mark.parametrize(("method", "path"), ANSWERS)
def test_every_answer_carries_the_headers_that_bind_a_page(method: str, path: str) -> None:
    """Errors too: a page may load from here and send to here, and nothing else."""
    headers = ask(method, path, headers=OWN).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    } == policy
    assert "nosniff" == headers["x-content-type-options"]
    assert "no-referrer" == headers["referrer-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert "same-origin" == headers["cross-origin-opener-policy"]
    assert "same-origin" == headers["cross-origin-resource-policy"]
    assert "location" not in headers
    assert "server" not in headers


@pytest.mark.parametrize(("method", "path"), ANSWERS)
def test_nothing_but_styles_and_scripts_is_kept_by_a_browser(method: str, path: str) -> None:
    """A page with a record stays in no cache."""
    kept = ask(method, path, headers=OWN).headers["cache-control"]
    assert ("no-cache" if path == "/static/tokens.css" else "no-store") == kept


def test_a_style_that_is_still_the_same_is_not_sent_again() -> None:
    """A browser asks with the tag it was given."""
    tag = get("/static/tokens.css").headers["etag"]
    assert 304 == get("/static/tokens.css", headers={"If-None-Match": tag}).status_code


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2fcli.py",
        "/static//etc/passwd",
        "/static/fonts/../../html.py",
        "/static/..\\html.py",
        "/static/%00",
        "/static/fonts",
    ],
)
def test_files_come_only_from_their_folders(path: str) -> None:
    """No way leads out of the folders of styles and scripts."""

    async def asked() -> int:
        status = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            status.append(message.get("status"))

        scope = {
            "type": "http",
            "method": "GET",
            "path": unquote(path),  # as a server hands it on
            "raw_path": path.encode(),
            "root_path": "",
            "scheme": "http",
            "query_string": b"",
            "headers": [(b"host", b"localhost:8000")],
        }
        await app()(scope, receive, send)
        return int(status[0] or 0)

    assert 404 == anyio.run(asked)


# --- who asks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:9", "LOCALHOST"])
def test_the_names_of_this_machine_are_answered(host: str) -> None:
    """Whatever the port: it may be forwarded."""
    assert 200 == get("/healthz", headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.7", "", "[", "a,b"]
)
def test_another_name_is_not_answered(host: str) -> None:
    """A name elsewhere that resolves to this machine would read what is sent under it."""
    assert 421 == get("/healthz", headers={"Host": host}).status_code


def test_beyond_this_machine_addresses_and_given_names_are_answered() -> None:
    """A name that somebody else owns is not, even there."""
    beyond = create_app(guideline(), hosts=["sarcoma.hospital.example"], any_address=True)
    for host, status in (("10.0.0.7:8000", 200), ("sarcoma.hospital.example", 200), ("evil.example", 421)):
        assert status == get("/healthz", of=beyond, headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "null"},
    ],
)
def test_what_another_page_sends_is_refused(headers: dict[str, str]) -> None:
    """Other sites, other ports of this machine, and pages that hide where they are from."""
    content = b"id=x"
    assert 403 == ask("POST", "/plan", content=content, headers={"Content-Type": FORM, **headers}).status_code


@pytest.mark.parametrize(
    "headers",
    [{}, OWN, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://127.0.0.1:8000"}, {"Sec-Fetch-Site": "none"}],
)
def test_what_its_own_pages_and_programs_send_is_answered(headers: dict[str, str]) -> None:
    """A program says nothing of a site."""
    assert 200 == ask("POST", "/plan", content=b"id=x", headers={"Content-Type": FORM, **headers}).status_code


# --- how much ------------------------------------------------------------------------------------------------


def test_a_record_that_is_too_large_is_refused_by_its_length() -> None:
    """Before any of it is read."""
    assert 413 == post("/plan", {"text": "x" * 1_000_001}).status_code


def test_a_record_that_does_not_say_how_long_it_is_is_counted() -> None:
    """In chunks it is refused as soon as it is too large, however long it goes on."""
    sent = []

    def chunks() -> Iterator[bytes]:
        while True:
            sent.append(1)
            yield b"x" * 500

    async def asked() -> int:
        status: list[Any] = []
        endless = chunks()

        async def receive() -> Message:
            return {"type": "http.request", "body": next(endless), "more_body": True}

        async def send(message: Message) -> None:
            status.append(message.get("status"))

        headers = [(b"host", b"localhost"), (b"content-type", FORM.encode()), (b"transfer-encoding", b"chunked")]
        scope = {"type": "http", "method": "POST", "path": "/plan", "query_string": b"", "headers": headers}
        await narrow()(scope, receive, send)
        return int(status[0])

    assert 413 == anyio.run(asked)
    assert 5 == len(sent)


def test_a_body_in_chunks_within_the_limit_is_read() -> None:
    """The same form, in parts."""
    answer = ask("POST", "/plan", content=[b"id=", b"abc"], headers={"Content-Type": FORM, **OWN})
    assert 200 == answer.status_code
    assert "abc" in answer.text


def test_a_body_that_does_not_arrive_is_given_up() -> None:
    """Nobody holds a connection by sending slowly."""

    async def asked() -> int:
        status: list[Any] = []

        async def receive() -> Message:
            await anyio.sleep(0.05)
            return {"type": "http.request", "body": b"x", "more_body": True}

        async def send(message: Message) -> None:
            status.append(message.get("status"))

        headers = [(b"host", b"localhost"), (b"content-type", FORM.encode())]
        scope = {"type": "http", "method": "POST", "path": "/plan", "query_string": b"", "headers": headers}
        await narrow()(scope, receive, send)
        return int(status[0])

    assert 408 == anyio.run(asked)


@pytest.mark.parametrize("length", ["-1", "1e3", "x", "99999999999999999999"])
def test_a_length_that_is_no_length_is_refused(length: str) -> None:
    """Nothing is read on trust."""
    headers = {"Content-Type": FORM, "Content-Length": length, **OWN}
    assert 413 == ask("POST", "/plan", content=b"", headers=headers).status_code


def test_a_form_of_too_many_fields_is_refused() -> None:
    """In either form in which a browser sends one."""
    many = {f"f.{number}": "" for number in range(30)}
    assert 400 == post("/plan", many, of=narrow()).status_code
    parts = dict.fromkeys(list(many)[:21], (None, ""))
    assert 400 == ask("POST", "/plan", of=narrow(), headers=OWN, files=parts).status_code


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("", b"", 415),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=a", b"--a\r\nnothing", 400),
        (FORM, b"%ff%zz=%00&&==&\xff", 200),
    ],
)
def test_what_is_no_form_is_refused_in_words(kind: str, body: bytes, status: int) -> None:
    """A broken form is told, and no bytes end in an error of the program."""
    assert status == ask("POST", "/plan", content=body, headers={"Content-Type": kind, **OWN}).status_code


def test_an_answer_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """And while too many are under way, the next is told to wait."""

    def slow(*_: object) -> None:
        time.sleep(0.8)

    monkeypatch.setattr(answers.Workbench, "of_form", slow)
    slow_app = create_app(guideline(), limits=Limits(seconds=0.2, waiting=2))
    first = [post("/plan", {}, of=slow_app) for _ in range(3)]
    assert [503, 503, 503] == [answer.status_code for answer in first]
    assert ["This took too long", "This took too long", "Sarcoguide is busy"] == [
        answer.text.split("<h1>")[1].split("</h1>")[0] for answer in first
    ]


# --- what gets out -------------------------------------------------------------------------------------------


def test_a_record_full_of_markup_is_shown_as_text() -> None:
    """In every field, every error and every part of the page."""
    facts = {name: MARKUP for name in guideline().facts if name != "assessment_date"}
    names = {f"f.{name}": value for name, value in facts.items()} | {f"d.{name}": MARKUP for name in facts}
    names |= {f"s.{name}": MARKUP for name in facts} | {f"u.{name}": MARKUP for name in facts}
    more = {"id": MARKUP, "assessment_date": MARKUP, "as_of": MARKUP, "f." + MARKUP: MARKUP, "change": MARKUP}
    for path in ("/workbench", "/plan", "/what-if", "/compare", "/patient", "/report"):
        answer = post(path, {**names, **more, "rest": '{"record": {"about": {"title": "<script>"}, "<b>": 1}}'})
        assert 422 == answer.status_code
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "<b>" not in answer.text
        assert "49" not in answer.text.split("{{7*7}}")[0][-10:]


def test_a_sound_record_full_of_markup_is_shown_as_text() -> None:
    """Where free text may stand: the name, the note, where a value comes from, the names of other illnesses."""
    text = (
        f"id: {quoted(MARKUP)}\nabout: {{title: {quoted(MARKUP)}}}\nfacts:\n"
        f"  lvef_percent: {{value: 60, date: 2026-11-01, origin: {quoted(MARKUP)}}}\n"
        f"  comorbidities: [{quoted(MARKUP)}]\nassessment_date: 2026-11-22\n"
    )
    answer = post("/workbench", {"text": text})
    assert 200 == answer.status_code
    form = form_on(answer.text)
    assert [MARKUP] == form["id"]
    for path in ("/workbench", "/plan", "/patient", "/report"):
        again = post(path, form)
        assert 200 == again.status_code
        assert "<script>alert" not in again.text
        assert "<img src=x" not in again.text


def quoted(text: str) -> str:
    """Return a text as YAML has it in quotes."""
    return "'" + text.replace("'", "''") + "'"


def test_no_value_of_a_record_is_logged_even_when_the_program_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither by an error of the program that holds one, nor by a record that is refused."""
    caplog.set_level(logging.DEBUG)
    form = {"id": SECRET, "f.sex": SECRET, "f.histology": SECRET, "rest": "{" + SECRET}
    assert 422 == post("/workbench", form).status_code

    def broken(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(answers.Workbench, "of_form", broken)
    answer = post("/plan", form, of=create_app(guideline()))
    out, error = capfd.readouterr()
    assert 500 == answer.status_code
    assert SECRET not in answer.text
    assert SECRET not in caplog.text + out + error
    assert "bug in Sarcoguide (ValueError at test_safety.py:" in error


@pytest.mark.parametrize(
    "path", ["/workbench?f.sex=female", "/?id=x", "/workbench?example=F_LIM&age=58", "/workbench?as_of=x"]
)
def test_an_address_that_carries_more_than_an_example_and_a_day_is_refused(path: str) -> None:
    """A form that is sent by its address would stand in the history of the browser: it fails at once."""
    assert 400 == get(path).status_code


def test_a_form_sent_to_an_address_with_values_is_refused() -> None:
    """In the address of a POST as well."""
    assert 400 == post("/plan?id=x").status_code


def test_htmx_runs_no_text_and_keeps_no_page() -> None:
    """It would otherwise put pages with a record into the browser's storage."""
    for setting in ('"allowEval": false', '"historyEnabled": false', '"includeIndicatorStyles": false'):
        assert setting in get("/workbench").text


def test_no_page_holds_script_or_style_of_its_own() -> None:
    """The policy would stop them: what works in a test without it must work with it."""
    for path in ("/", "/workbench?example=F_LIM", "/nowhere"):
        text = get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert " on" not in "".join(part for part in text.split("<") if part.startswith(("script", "body", "form ")))
        assert all('src="/static/' in part for part in text.split("<script")[1:])
