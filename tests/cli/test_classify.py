"""`sarcoguide classify`: every patient of a table, in parts, with nobody lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.helpers import TINY

Run = Callable[..., Any]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a table of five bicycles, one of them with an impossible number of gears."""
    file = tmp_path / "bicycles.csv"
    file.write_text(
        "id,assessment_date,is_bicycle,frame,brakes_hold,gears,faults\n"
        "a,2025-01-10,true,carbon,true,,none\n"
        "b,2025-01-10,true,steel,false,,flat_tyre\n"
        "c,2025-01-10,true,carbon,true,300,none\n"
        "d,2025-01-10,,,,,\n"
        "e,2025-01-10,true,steel,true,,flat_tyre\n",
        encoding="utf-8",
    )
    return file


def test_counts_are_printed_with_how_many_were_set_apart(run: Run, table: Path) -> None:
    """And what was wrong with them, without their values."""
    ran = run("classify", table, "--guideline", TINY)
    assert (0, "") == (ran.code, ran.err)
    assert "5 patients" in ran.out
    assert "two cannot both be true: 1" in ran.out
    assert "gears: 1" in ran.out
    assert "300" not in ran.out


def test_json_holds_every_status_of_every_option(run: Run, table: Path) -> None:
    """Of the four who are not set apart."""
    data = run("classify", table, "--guideline", TINY, "--format", "json").data
    assert (5, 1) == (data["patients"], data["apart"])
    assert {4} == {sum(numbers.values()) for numbers in data["options"].values()}


def test_the_status_of_every_patient_is_written_in_the_order_of_the_table(
    run: Run, table: Path, tmp_path: Path
) -> None:
    """In parts; who is set apart keeps the place, with the reason and without a status."""
    out = tmp_path / "out"
    assert 0 == run("classify", table, "--guideline", TINY, "--out", out, "--rows", "2").code
    parts = sorted((out / "statuses").iterdir())
    rows = pl.concat([pl.read_parquet(part) for part in parts])
    assert (3, list("abcde")) == (len(parts), rows["id"].to_list())
    assert [False, False, True, False, False] == rows["set_apart"].is_not_null().to_list()
    assert [True] == rows.filter(pl.col("id") == "c")["change_tyre"].is_null().to_list()
    apart = pl.read_csv(out / "set_apart.csv")
    assert [(3, "c")] == apart.select("row", "id").rows()
    assert "change_tyre" in (out / "counts.csv").read_text(encoding="utf-8")


def test_a_run_that_was_stopped_goes_on_and_ends_alike(run: Run, table: Path, tmp_path: Path) -> None:
    """What is done is read and not judged again; what is missing is made."""
    words = ("classify", table, "--guideline", TINY, "--rows", "2", "--format", "json", "--out", tmp_path / "out")
    whole = run(*words).data
    parts = sorted((tmp_path / "out" / "statuses").iterdir())
    kept = parts[0].stat().st_mtime_ns
    parts[1].unlink()
    assert whole == run(*words).data
    assert parts[1].exists()
    assert kept == parts[0].stat().st_mtime_ns
    assert 1 == len(pl.read_csv(tmp_path / "out" / "set_apart.csv"))


def test_results_of_two_runs_are_never_mixed(run: Run, table: Path, tmp_path: Path) -> None:
    """Another number of rows, another day, another table: the message names what differs."""
    out = tmp_path / "out"
    run("classify", table, "--guideline", TINY, "--out", out, "--rows", "2")
    ran = run("classify", table, "--guideline", TINY, "--out", out, "--rows", "3")
    assert 2 == ran.code
    assert "holds another run (rows: 2)" in ran.err


def test_a_folder_of_something_else_is_left_alone(run: Run, table: Path, tmp_path: Path) -> None:
    """Nothing is written beside what the command did not make."""
    (tmp_path / "thesis.txt").write_text("all of it", encoding="utf-8")
    ran = run("classify", table, "--guideline", TINY, "--out", tmp_path)
    assert (2, True) == (ran.code, "holds no run of this command" in ran.err)


def test_every_column_that_nobody_knows_is_named_at_once(run: Run, tmp_path: Path) -> None:
    """With what may be meant, and how to go on."""
    file = tmp_path / "table.csv"
    file.write_text("assessment_date,frmae,colour\n2025-01-10,steel,red\n", encoding="utf-8")
    ran = run("classify", file, "--guideline", TINY)
    assert 2 == ran.code
    assert "frmae (did you mean frame?)" in ran.err
    assert "colour" in ran.err
    assert "--keep" in ran.err
    assert 0 == run("classify", file, "--guideline", TINY, "--keep", "frmae", "--keep", "colour").code


@pytest.mark.parametrize("name", ["table.parquet", "table.doc", "no/such/*.parquet"])
def test_a_table_that_cannot_be_read_says_why(run: Run, tmp_path: Path, name: str) -> None:
    """A file that is not there, one of another kind, a pattern that nothing matches."""
    ran = run("classify", tmp_path / name, "--guideline", TINY)
    assert (2, True) == (ran.code, str(tmp_path / name) in ran.err)


def test_without_polars_the_command_says_what_to_install(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plans of single records need no tables."""
    monkeypatch.setattr("sarcoguide.commands.classify.find_spec", lambda _name: None)
    ran = run("classify", table, "--guideline", TINY)
    assert (2, True) == (ran.code, "sarcoguide[tables]" in ran.err)
