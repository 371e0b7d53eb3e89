"""A server on loopback and a real Chromium, for tests that see what a person sees.

Where there is no browser the tests are skipped and say so; in CI (`CI` is set) that is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

from tests.browser.looking import DESK, PHONE
from tests.browser.serving import NO_BROWSER, chromium, served, started

#: Milliseconds that a page may take to do what it was asked, on a busy machine.
TIMEOUT = 10_000


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Return where the packaged guideline is served."""
    with served() as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium, and end it before other tests: while it is driven, its thread can run no other event loop."""
    path = chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    with started(path) as running:
        yield running


class Visit:
    """A person with a browser: what was asked of other machines, and what went wrong on the page, is kept."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.elsewhere: list[str] = []
        self.faults: list[str] = []
        context.route("**/*", self._route)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(TIMEOUT)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._told)
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))

    def _told(self, message: ConsoleMessage) -> None:
        # A slip is answered with 422, which the browser notes; of two updates at once the first is given up, which
        # htmx notes. Neither is a fault of the page.
        expected = ("status of 422", "htmx:sendAbort", "htmx:afterRequest")
        if message.type == "error" and not any(note in message.text for note in expected):
            self.faults.append(message.text)

    def _route(self, route: Route) -> None:
        if route.request.url.startswith((self.address, "data:")):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()

    def open(self, path: str) -> Page:
        """Open a page of the server."""
        self.page.goto(f"{self.address}{path}")
        return self.page


@contextmanager
def visiting(browser: Browser, address: str, **kind: Any) -> Iterator[Visit]:
    """Visit with a browser of some kind; what went wrong, and any request to elsewhere, fails the test at its end."""
    context = browser.new_context(**kind)
    person = Visit(context, address)
    yield person
    context.close()
    assert ([], []) == (person.elsewhere, person.faults)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a visit at a desk."""
    with visiting(browser, address, viewport=DESK) as person:
        yield person


@pytest.fixture(params=[("desk", "light"), ("phone", "dark")], ids="-".join)
def two_eyes(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    """Return a visit at a desk in the light, or on a phone in the dark: each width and each scheme once."""
    size, scheme = request.param
    yield from _seen(size, scheme, browser, address)


@pytest.fixture(params=[(size, scheme) for size in ("desk", "phone") for scheme in ("light", "dark")], ids="-".join)
def eyes(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    """Return a visit at a desk or on a phone, in a light or a dark room."""
    size, scheme = request.param
    yield from _seen(size, scheme, browser, address)


def _seen(size: str, scheme: Literal["light", "dark"], browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address, viewport=DESK if size == "desk" else PHONE, color_scheme=scheme) as person:
        yield person
