"""`sarcoguide batch`: several records in short, in four forms; a bad one is told and stops no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import GOOD
from tests.helpers import TINY

Run = Callable[..., Any]


def test_good_and_bad_records_stand_in_one_list(run: Run, good: Path, bad: Path) -> None:
    """The bad one with its reason, on standard error too, and in the exit code."""
    ran = run("batch", good, bad, "--guideline", TINY)
    assert 1 == ran.code
    assert "2 records: 1 cannot be judged, 1 for the board" in ran.out
    assert all("gears" in said for said in (ran.out, ran.err))


def test_good_records_alone_are_no_problem(run: Run, good: Path) -> None:
    """Nothing is told on standard error."""
    ran = run("batch", good, good, "--guideline", TINY)
    assert (0, "") == (ran.code, ran.err)


@pytest.mark.usefixtures("good")
def test_a_table_and_a_folder_are_read(run: Run, tmp_path: Path) -> None:
    """The folder without its table: that is named by itself."""
    table = tmp_path / "patients.csv"
    table.write_text("id,assessment_date,is_bicycle,frame\nT1,2025-01-10,true,carbon\nT2,2025-01-10,true,\n")
    ran = run("batch", table, tmp_path, "--guideline", TINY, "--format", "csv")
    assert ["T1", "T2", GOOD["id"]] == [cells[0] for cells in csv.reader(io.StringIO(ran.out))][1:]


def test_data_and_page_hold_the_same_records(run: Run, good: Path) -> None:
    """JSON with how every fact stands; a page that needs no server."""
    data = run("batch", good, "--guideline", TINY, "--format", "json").data
    assert ["GOOD"] == [record["id"] for record in data["records"]]
    page = run("batch", good, "--guideline", TINY, "--format", "html").out
    assert "GOOD" in page
    assert not any(part in page for part in ("/static/", "<form", 'href="/'))
