"""Running the command line within the test process, on a made-up guideline that a change of content cannot break."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.cli import main
from tests.helpers import TINY

GOOD: dict[str, Any] = {
    "id": "GOOD",
    "assessment_date": "2025-01-10",
    "facts": {
        "is_bicycle": True,
        "frame": "carbon",
        "tyre_pressure_bar": {"value": 2, "date": "2025-01-02", "origin": "gauge"},
        "brakes_hold": True,
        "inspected": True,
        "faults": ["flat_tyre"],
    },
}
BAD: dict[str, Any] = {"id": "BAD", "facts": {"gears": 300, "frmae": "steel"}}


@dataclass(frozen=True)
class Ran:
    """What a command returned and printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command; `stdin` is what it finds on standard input."""

    def running(*argv: str | Path, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = main([str(word) for word in argv])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return running


@pytest.fixture
def plan(run: Run) -> Run:
    """Return a function that runs `plan` with the made-up guideline."""

    def running(*argv: str | Path, stdin: str = "") -> Ran:
        return run("plan", *argv, "--guideline", TINY, stdin=stdin)

    return running


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Return a record that can be planned."""
    return write(tmp_path / "good.json", GOOD)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Return a record with two errors."""
    return write(tmp_path / "bad.json", BAD)


def write(file: Path, record: Any) -> Path:
    """Write a record as JSON and return its file."""
    file.write_text(json.dumps(record), encoding="utf-8")
    return file
