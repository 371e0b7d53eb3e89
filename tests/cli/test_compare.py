"""`sarcoguide compare`: what changes for patients between two editions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import TINY

Run = Callable[..., Any]
BEFORE, AFTER = f"{TINY}@2021-12-31", f"{TINY}@2022-01-01"


def test_an_option_that_is_offered_to_fewer_is_shown_with_a_patient(run: Run) -> None:
    """The limit of load begins on the second day."""
    ran = run("compare", BEFORE, AFTER)
    assert (0, "") == (ran.code, ran.err)
    assert "Offered to fewer: some patients lose it, nobody gains it (1)" in ran.out
    assert "New tyre change_tyre" in ran.out
    assert "supported → excluded" in ran.out
    assert "load_kg" in ran.out


def test_two_editions_that_say_the_same_differ_for_nobody(run: Run) -> None:
    """And no option stands under another heading."""
    ran = run("compare", BEFORE, BEFORE)
    assert "The same status for every patient" in ran.out
    assert "Offered to" not in ran.out


def test_the_patients_are_written_as_records_that_plan_accepts(run: Run, tmp_path: Path) -> None:
    """So that the difference can be looked at."""
    run("compare", BEFORE, AFTER, "--out", tmp_path)
    file = tmp_path / "change_tyre-1.json"
    statuses = [
        {option["id"]: option["status"] for option in run(*words).data["options"]}["change_tyre"]
        for day in ("2021-12-31", "2022-01-01")
        for words in [("plan", file, "--guideline", TINY, "--as-of", day, "--format", "json")]
    ]
    assert ["supported", "excluded"] == statuses


def test_patients_of_a_table_who_change_are_counted(run: Run, tmp_path: Path) -> None:
    """Two of three carry more than the limit; one of these has no brakes and was excluded before."""
    table = tmp_path / "table.csv"
    facts = ["true,flat_tyre,90,true", "true,flat_tyre,90,false", "true,flat_tyre,50,true"]
    rows = [f"2025-01-10,{row}" for row in facts]
    table.write_text("\n".join(["assessment_date,is_bicycle,faults,load_kg,brakes_hold", *rows, ""]), encoding="utf-8")
    data = json.loads(run("compare", BEFORE, AFTER, "--table", table, "--format", "json").out)
    assert 1 == {option["option"]: option["changed"] for option in data["options"]}["change_tyre"]


@pytest.mark.parametrize(
    "words", [("2026-13-01", "2026-11-22"), ("no/such/folder", "2026-11-22"), (f"{TINY}@May", TINY)]
)
def test_an_edition_that_is_none_is_refused(run: Run, words: tuple[str, str]) -> None:
    """With what may be written."""
    ran = run("compare", *words)
    assert ran.code in (1, 2)
    assert ran.err


def test_without_a_solver_the_command_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans need none."""
    monkeypatch.setattr("sarcoguide.commands.compare.find_spec", lambda _name: None)
    ran = run("compare", BEFORE, AFTER)
    assert (2, True) == (ran.code, "sarcoguide[prove]" in ran.err)
