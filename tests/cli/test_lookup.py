"""`sarcoguide facts`, `options`, `sources` and `statements`: lists, and one in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers import TINY

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("command", "listed"),
    [
        ("facts", "tyre_pressure_bar  Tyre pressure (number in bar)"),
        ("facts", "ride_state  State (enum)"),
        ("options", "change_tyre  New tyre"),
        ("options", "penny_farthing"),
        ("sources", "handbook  A handbook that nobody wrote"),
        ("statements", "S1   done"),
    ],
)
def test_a_list_holds_every_name(run: Run, command: str, listed: str) -> None:
    """Facts and definitions, options and what is only looked up, sources, statements."""
    ran = run(command, "--guideline", TINY)
    assert ran.code == 0
    assert listed in ran.out


@pytest.mark.parametrize(
    ("command", "name", "remedy"),
    [("facts", "pressure", "did you mean tyre_pressure_bar?"), ("sources", "zzz", "`sarcoguide sources` lists them")],
)
def test_a_name_that_does_not_exist_is_answered_with_a_way_on(run: Run, command: str, name: str, remedy: str) -> None:
    """Names that hold the word, or the command that lists all of them."""
    assert remedy in run(command, name, "--guideline", TINY).err


@pytest.mark.parametrize(
    ("command", "name", "shown"),
    [
        ("facts", "tyre_pressure_bar", "psi (x 0.0689 = bar)"),
        ("facts", "ride_state", "not brakes_hold: unsafe The brakes do not hold"),
        ("facts", "load_ratio", "load_kg / weight_kg"),
        ("options", "change_tyre", "It would be ridden without brakes"),
        ("options", "no_bicycle", "Ask a garage."),
        ("sources", "handbook", "straighten_wheel"),
        ("sources", "handbook", "Licence       CC-BY-4.0"),
        ("sources", "hunch", "Licence       licence not read"),
    ],
)
def test_one_name_is_shown_in_full(run: Run, command: str, name: str, shown: str) -> None:
    """Units, rows of a table, expressions, conditions, pointers, who rests on it."""
    ran = run(command, name, "--guideline", TINY)
    assert ran.code == 0
    assert shown in ran.out


@pytest.mark.parametrize("command", ["facts", "options", "sources"])
def test_a_name_that_does_not_exist_is_refused(run: Run, command: str) -> None:
    """Exit code 2, nothing on standard output."""
    ran = run(command, "no_such_name", "--guideline", TINY)
    assert (ran.code, ran.out) == (2, "")
    assert "'no_such_name'" in ran.err


@pytest.mark.parametrize("command", ["facts", "options", "sources", "statements"])
def test_every_list_can_be_had_as_json(run: Run, command: str) -> None:
    """For other programs."""
    assert isinstance(run(command, "--guideline", TINY, "--format", "json").data, list)


def test_a_fact_says_which_options_read_it(run: Run) -> None:
    """Whoever changes it sees whom it concerns."""
    assert "Read by       change_tyre" in run("facts", "load_kg", "--guideline", TINY, "--as-of", "2025-01-01").out


def test_stale_sources_are_those_of_entries_past_their_review(run: Run) -> None:
    """Checked on 2025-01-01, to be reviewed within twelve months."""
    arguments = ("sources", "--stale", "--guideline", TINY, "--as-of")
    assert "0 sources" in run(*arguments, "2025-12-31").out
    assert "past review: " in run(*arguments, "2027-06-01").out


def test_a_list_is_of_the_day_that_was_asked_for(run: Run) -> None:
    """An option that begins later is not in the list."""
    assert "straighten_wheel" not in run("options", "--guideline", TINY, "--as-of", "2021-02-28").out
    assert "straighten_wheel" in run("options", "--guideline", TINY, "--as-of", "2021-03-01").out


def test_changes_between_two_days_are_printed_and_can_be_had_as_json(run: Run) -> None:
    """What ended in July is told from July on and not before."""
    arguments = ("changes", "--guideline", TINY, "--since", "2025-06-01", "--until")
    assert "0 changes" in run(*arguments, "2025-06-30").out
    assert "straighten_wheel" in run(*arguments, "2025-07-01").out
    told = run(*arguments, "2025-07-01", "--format", "json").data
    assert [("ended", "straighten_wheel")] == [(one["change"], one["id"]) for one in told]


def test_changes_need_a_first_day_that_is_not_after_the_last(run: Run) -> None:
    """Exit code 2 and a way on."""
    assert run("changes", "--guideline", TINY).code == 2
    ran = run("changes", "--guideline", TINY, "--since", "2025-02-01", "--until", "2025-01-31")
    assert (ran.code, ran.out) == (2, "")
    assert "lies before --since" in ran.err
