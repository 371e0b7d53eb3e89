"""A browser without a window: asks the application in process, and reads and posts its forms as a page would."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import anyio
import httpx
from starlette.types import ASGIApp

from sarcoguide.knowledge import load_guideline
from sarcoguide.web.app import create_app
from sarcoguide.web.limits import Limits

BASE = "http://127.0.0.1:8000"
#: What a browser says of a form that one of the server's own pages sends.
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
FORM = "application/x-www-form-urlencoded"

Fields = Mapping[str, str | list[str]]


@lru_cache(maxsize=1)
def app() -> ASGIApp:
    """Return the application with the packaged guideline, its engines kept between tests.

    It may take its time: a machine that runs many tests at once is slow.
    """
    return create_app(load_guideline(), limits=Limits(seconds=300, body_seconds=300))


def ask(
    method: str,
    path: str,
    *,
    of: ASGIApp | None = None,
    content: bytes | Iterable[bytes] | None = None,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> httpx.Response:
    """Return the answer to one request; a list of chunks is sent without saying how long it is."""

    async def chunks(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
        for part in parts:
            yield part

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(of or app())
        body = content if content is None or isinstance(content, bytes) else chunks(content)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            return await client.request(method, path, content=body, headers=dict(headers or {}), **more)

    return anyio.run(asked)


def get(path: str, *, of: ASGIApp | None = None, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Return the answer to a request that carries nothing."""
    return ask("GET", path, of=of, headers=headers)


def post(
    path: str, fields: Fields | None = None, *, of: ASGIApp | None = None, headers: Mapping[str, str] | None = None
) -> httpx.Response:
    """Return the answer to a form that is sent from one of the server's own pages."""
    body = urlencode(dict(fields or {}), doseq=True).encode()
    return ask("POST", path, of=of, content=body, headers={"Content-Type": FORM, **OWN, **(headers or {})})


def form_on(page: str) -> dict[str, list[str]]:
    """Return what a browser would send of the form on a page."""
    reader = _FormReader()
    reader.feed(page)
    reader.close()
    return reader.fields


def example(name: str) -> dict[str, list[str]]:
    """Return the form of an example patient, as a browser would send it."""
    return form_on(get(f"/workbench?example={name}").text)


class _FormReader(HTMLParser):
    """Takes the successful controls of the one form of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, list[str]] = {}
        self.inside = False
        self.select = ""
        self.area = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.inside = True
        elif not self.inside:
            return
        elif tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.add(name, value)
        elif tag == "select":
            self.select = name
            self.fields.setdefault(name, [])
        elif tag == "option" and ("selected" in given or not self.fields[self.select]):
            self.fields[self.select] = [value]
        elif tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.area:
            # A browser drops one line break at the beginning, and sends each as two signs.
            self.add(self.area, self.text.removeprefix("\n").replace("\n", "\r\n"))
            self.area = ""

    def add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)
