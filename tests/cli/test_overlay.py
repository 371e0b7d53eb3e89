"""`--overlay`: every command says whose additions are in force, and marks what comes from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.dossier.compose import compose
from sarcoguide.knowledge import load_guideline
from sarcoguide.record import read_record
from sarcoguide.report.html_patient import patient_html
from sarcoguide.web.app import create_app
from tests.helpers import TINY
from tests.overlays import TINY_OVERLAY, copy_of_overlay, with_overlay

Run = Callable[..., Any]
TITLE = "the Corner Workshop"
WITH = ("--guideline", TINY, "--overlay", TINY_OVERLAY)
SQUEAKS = {
    "id": "S",
    "assessment_date": "2025-01-10",
    "facts": {"is_bicycle": True, "squeaks": True, "frame": "carbon", "brakes_hold": True, "faults": ["flat_tyre"]},
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return the file of a bicycle that squeaks."""
    file = tmp_path / "record.json"
    file.write_text(json.dumps(SQUEAKS), encoding="utf-8")
    return file


@pytest.mark.parametrize("face", [(), ("--audience", "patient"), ("--format", "html"), ("--format", "json")])
def test_every_face_of_a_plan_says_whose_additions_are_in_force(run: Run, record: Path, face: tuple[str, ...]) -> None:
    """With version, day and who is responsible; and without an overlay none does."""
    told = " ".join(run("plan", record, *WITH, *face).out.split())
    for part in (TITLE, "version 3", "A. Mechanic", "(added here)"):
        assert part in told
    assert "1 Jan 2024" in told
    assert TITLE not in run("plan", record, "--guideline", TINY, *face).out


def test_the_page_for_patients_says_it_too() -> None:
    """In its own words."""
    guideline = with_overlay()
    page = patient_html(compose(read_record(SQUEAKS, guideline), guideline))
    assert "Some lines come from the Corner Workshop" in page
    assert "Wax (added here)" in page


@pytest.mark.parametrize("words", [("options",), ("options", "grease_bearing"), ("ask", "wax")])
def test_looked_up_lines_are_marked(run: Run, words: tuple[str, ...]) -> None:
    """Of an option that was restricted, and of one that was added."""
    assert "here)" in run(*words, *WITH, "--as-of", "2025-01-10").out


def test_the_reference_holds_the_pages_of_both(run: Run, tmp_path: Path) -> None:
    """A drug of the guideline with what is restricted about it, and a drug that was added."""
    run("reference", tmp_path / "pages", *WITH, "--as-of", "2025-01-10")
    told = [(tmp_path / "pages" / "drugs" / f"{name}.html").read_text() for name in ("lithium_grease", "chain_wax")]
    assert ["Not on our shelf (restricted here)" in told[0], "Chain wax (added here)" in told[1]] == [True, True]


def test_check_runs_the_cases_of_both_and_lists_what_a_restriction_changes(run: Run) -> None:
    """Six cases of the overlay join the sixteen of the guideline; one of these comes out otherwise here."""
    ran = run("check", TINY, "--overlay", TINY_OVERLAY)
    assert 0 == ran.code
    assert "HERE A squeaking bearing is greased until it is full - it squeaks" in ran.out
    assert "22 cases, 0 failed" in ran.out
    data = run("check", TINY, "--overlay", TINY_OVERLAY, "--format", "json").data
    assert ([], 1, "corner_workshop") == (data["failed"], len(data["restricted"]), data["overlay"]["id"])
    assert "HERE" not in run("check", TINY).out


def test_check_refuses_an_overlay_that_widens(run: Run, tmp_path: Path) -> None:
    """With file and line."""
    row = "- {id: x, option: change_tyre, when: 'true', from: 2024-01-01, sources: [{id: shelf_list}]}\n"
    ran = run("check", TINY, "--overlay", copy_of_overlay(tmp_path, ("changes.yaml", "", row)))
    assert 1 == ran.code
    assert "overlay/changes.yaml:17: [3].when: an overlay cannot change `when` of an entry" in ran.err


def test_prove_adds_the_properties_of_the_overlay(run: Run, tmp_path: Path) -> None:
    """Without an overlay there is nothing to prove of it."""
    ran = run("prove", *WITH, "--as-of", "2025-01-10", "--out", tmp_path)
    assert (0, True) == (ran.code, "3 of 3 properties proved" in ran.out)
    assert TITLE in ran.out
    assert "overlay" not in run("prove", "--guideline", TINY, "--as-of", "2025-01-10", "--out", tmp_path).out


def test_compare_shows_the_guideline_without_and_with_the_overlay(run: Run) -> None:
    """What is new, and who is offered less."""
    told = run("compare", f"{TINY}@2025-01-10", "--overlay", TINY_OVERLAY).out
    assert "Wax the bearing (added here) wax_bearing" in told
    assert "Offered to fewer: some patients lose it, nobody gains it (2)" in told
    assert TITLE in told


@pytest.mark.parametrize("words", [(), (TINY,), (TINY, TINY, "--overlay", TINY_OVERLAY)])
def test_compare_needs_two_editions_or_an_overlay(run: Run, words: tuple[Any, ...]) -> None:
    """Not one, and not three."""
    ran = run("compare", *words)
    assert (2, True) == (ran.code, "name two editions, or --overlay" in ran.err)


def test_classify_says_whose_additions_its_counts_rest_on(run: Run, tmp_path: Path) -> None:
    """And counts with them."""
    table = tmp_path / "table.csv"
    table.write_text("assessment_date,is_bicycle,squeaks\n2025-01-10,true,true\n", encoding="utf-8")
    data = run("classify", table, *WITH, "--format", "json").data
    assert (1, True) == (data["options"]["grease_bearing"]["unavailable"], TITLE in data["overlay"])
    assert TITLE in run("classify", table, *WITH).out
    assert run("classify", table, "--guideline", TINY, "--format", "json").data["overlay"] is None


def test_the_pages_are_served_with_the_overlay() -> None:
    """A page without a patient says it in the name of the guideline."""
    from tests.web.browsing import get  # noqa: PLC0415 - only this test needs a server

    page = get("/", of=create_app(with_overlay()))
    assert (200, True) == (page.status_code, TITLE in page.text)


def test_the_python_call_takes_an_overlay() -> None:
    """As the command line does."""
    assert load_guideline(TINY, overlay=TINY_OVERLAY).overlay == with_overlay().overlay
