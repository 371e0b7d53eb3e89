"""`sarcoguide feedback`: what readers said, counted or as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.commands.feedback import file_of
from sarcoguide.errors import UsageError
from sarcoguide.feedback import FeedbackFile, entry_of
from tests.cli.conftest import Run


def test_what_readers_said_is_counted_and_exported(run: Run, tmp_path: Path) -> None:
    """As a table, as JSON, and as counts for each page."""
    file = tmp_path / "feedback.sqlite"
    FeedbackFile(file).keep(entry_of("partly", "More on travel.", "/ask", "0.1.0", "abc"))
    table = run("feedback", "export", "--feedback", file)
    assert (0, "More on travel." in table.out) == (table.code, True)
    (entry,) = run("feedback", "export", "--feedback", file, "--format", "json").data
    assert ("/ask", "partly") == (entry["page"], entry["answer"])
    assert "partly 1" in run("feedback", "count", "--feedback", file).out
    assert 0 == run("feedback", "count", "--feedback", tmp_path / "none").code


def test_a_file_of_something_else_is_refused_before_it_is_served(tmp_path: Path) -> None:
    """As is one in a folder that does not exist; a new one is not, and off asks nobody."""
    other = tmp_path / "other"
    other.write_text("a letter", encoding="utf-8")
    for path in (other, tmp_path / "nowhere" / "file"):
        with pytest.raises(UsageError):
            file_of(str(path))
    assert file_of(str(tmp_path / "new")) is not None
    assert file_of("off") is None
