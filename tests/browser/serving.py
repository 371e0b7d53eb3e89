"""A server on loopback with the packaged guideline, and a Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from sarcoguide.web.app import create_app
from tests.strategies import guideline

NO_BROWSER = "no Chromium was found: install one (Debian: apt-get install chromium), or set CHROMIUM to its path"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LOOPBACK = "127.0.0.1"
#: Longest wait for the server to listen or to end, in seconds.
PATIENCE = 30


def chromium() -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def served() -> Iterator[str]:
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


@contextmanager
def started(path: str) -> Iterator[Browser]:
    """Start the Chromium at a path, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()
