"""A server on loopback and a real Chromium, for tests that see what a person sees.

Where there is no browser the tests are skipped and say so; in CI (`CI` is set) that is a failure.
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from sarcoguide.web.app import create_app
from tests.strategies import guideline

NO_BROWSER = "no Chromium was found: install one (Debian: apt-get install chromium), or set CHROMIUM to its path"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LOOPBACK = "127.0.0.1"
#: Milliseconds that a page may take to do what it was asked, on a busy machine.
TIMEOUT = 10_000
#: Longest wait for the server to listen, in seconds.
PATIENCE = 30


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Serve the packaged guideline on a free port, and return where."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(create_app(guideline()), host=LOOPBACK, port=port, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    waited = time.monotonic() + PATIENCE
    while not server.started and time.monotonic() < waited:
        time.sleep(0.02)
    assert server.started
    yield f"http://{LOOPBACK}:{port}"
    server.should_exit = True
    thread.join(PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium, and end it before other tests: while it is driven, its thread can run no other event loop."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        started.close()


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


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Return a visit at a desk; what went wrong, and any request to elsewhere, fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    visiting = Visit(context, address)
    yield visiting
    context.close()
    assert ([], []) == (visiting.elsewhere, visiting.faults)
