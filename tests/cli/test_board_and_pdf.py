"""`sarcoguide board` and `sarcoguide pdf`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sarcoguide.cli import main
from sarcoguide.report import pdf_pages
from sarcoguide.report.pdf import NO_LIBRARY, PdfUnavailableError
from tests.cli.conftest import GOOD
from tests.helpers import TINY


def test_the_referral_is_printed_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    """With the question, the day and the state of review."""
    assert 0 == main(["board", "F_LIM"])
    out = capsys.readouterr().out
    for line in ("Referral to the sarcoma board", "Can every metastasis be completely removed", "Not yet reviewed"):
        assert line in out


def test_the_referral_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """One object for one record."""
    assert 0 == main(["board", "F_FRAIL", "--format", "json"])
    assert "F_FRAIL" == json.loads(capsys.readouterr().out)["record"]["id"]


def test_a_guideline_without_a_board_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Another guideline need not have one."""
    record = tmp_path / "good.json"
    record.write_text(json.dumps(GOOD), encoding="utf-8")
    assert 2 == main(["board", "--guideline", str(TINY), str(record)])
    assert "has no referral to a board" in capsys.readouterr().err


def test_a_pdf_is_written_to_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is written is the page that was asked for."""
    monkeypatch.setattr(pdf_pages, "page_pdf", lambda _, page: page.encode())
    assert 0 == main(["pdf", "F_LIM", "--page", "board", "--out", str(tmp_path / "a.pdf")])
    assert b"board" == (tmp_path / "a.pdf").read_bytes()


def test_a_pdf_that_cannot_be_made_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No file is left, and the exit code says that the request cannot be met."""

    def fails(*_: object) -> bytes:
        raise PdfUnavailableError(NO_LIBRARY.format(what="libpango-1.0-0", packages="libpango-1.0-0"))

    monkeypatch.setattr(pdf_pages, "page_pdf", fails)
    assert 2 == main(["pdf", "F_LIM", "--out", str(tmp_path / "a.pdf")])
    assert "apt-get install libpango-1.0-0" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())
