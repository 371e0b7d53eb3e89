"""`sarcoguide serve`: where it listens, what it says, how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sarcoguide.commands import serve
from tests.cli.conftest import Run
from tests.helpers import TINY

SECRET = "Zebedee-4711"


@contextmanager
def serving(*args: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command as a process of its own, and yield it with the address it prints."""
    command = [sys.executable, "-m", "sarcoguide", "serve", "--port", "0", "--guideline", str(TINY), *args]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**os.environ, "LC_ALL": "C"}) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found is not None
            yield process, found.group()
        finally:
            process.kill()


def test_it_answers_at_the_address_it_prints_and_ends_at_ctrl_c() -> None:
    """It prints the address once it listens, logs no request, and the end is no error."""
    with serving() as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}healthz") as answer:
            assert b"ok\n" == answer.read()
        body = f"id={SECRET}&f.frame={SECRET}".encode()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(f"{address}plan", body, method="POST"))
        refused.value.close()
        assert 422 == refused.value.code
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=30)
        assert (0, "\nSarcoguide has ended.\n", "") == (process.returncode, out, error)


def test_beyond_this_machine_it_warns_in_words() -> None:
    """Who listens there lets everybody in."""
    with serving("--host", "0.0.0.0") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
        assert error.startswith("WARNING: on '0.0.0.0' everyone who reaches this machine can use these pages")


def test_a_port_that_is_taken_is_told_with_the_way_to_choose_another(run: Run) -> None:
    """Exit code 2, and nothing of Python."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--port", str(port), "--guideline", TINY)
    assert 2 == ran.code
    assert f"port {port} is taken" in ran.err
    assert f"--port {port + 1}" in ran.err


@pytest.mark.parametrize("port", ["x", "-1", "65536", "99999999", "1e3", "٨"])
def test_a_port_that_is_none_is_refused(run: Run, port: str) -> None:
    """It must be a number that a port can have."""
    ran = run("serve", f"--port={port}")
    assert 2 == ran.code
    assert "write a number from 0 to 65535" in ran.err


def test_a_host_that_is_none_of_this_machine_is_refused(run: Run) -> None:
    """An address that belongs to no machine."""
    ran = run("serve", "--host", "192.0.2.1", "--port", "0", "--guideline", TINY)
    assert 2 == ran.code
    assert "192.0.2.1" in ran.err


def test_without_what_the_pages_need_it_says_how_to_install_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The core does without them."""
    monkeypatch.setattr(serve, "NEEDED", ("uvicorn", "no_such_package"))
    ran = run("serve")
    assert 2 == ran.code
    assert "(no_such_package)" in ran.err
    assert "pip install 'sarcoguide[web]'" in ran.err


def test_a_guideline_that_cannot_be_loaded_is_told(run: Run, tmp_path: object) -> None:
    """As every command tells it."""
    ran = run("serve", "--port", "0", "--guideline", str(tmp_path))
    assert 1 == ran.code
    assert "there is no guideline here" in ran.err
