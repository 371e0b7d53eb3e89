"""`sarcoguide what-if`: what changes in a plan when facts change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.helpers import TINY

Run = Callable[..., Any]


def test_a_change_that_matters_shows_before_and_after(run: Run, good: Path) -> None:
    """Brakes that do not hold exclude the tyre and are an emergency."""
    ran = run("what-if", good, "brakes_hold=false", "--guideline", TINY)
    assert ran.code == 0
    assert "State: worn → unsafe" in ran.out
    assert "New tyre [change_tyre]: supported → excluded" in ran.out
    assert "URGENT" in ran.out


def test_a_change_that_does_not_matter_says_so(run: Run, good: Path) -> None:
    """Silence could be read as an error."""
    ran = run("what-if", good, "bought_on=2024-01-01", "--guideline", TINY)
    assert "Nothing in the plan changes." in ran.out


def test_every_warning_of_the_changed_plan_is_shown(run: Run, good: Path) -> None:
    """A changed value has no date, and a pressure ages."""
    ran = run("what-if", good, "tyre_pressure_bar=4", "--guideline", TINY)
    assert "! Without a date" in ran.out
    assert "not yet reviewed" in ran.out


def test_unknown_takes_a_fact_away(run: Run, good: Path) -> None:
    """Without a pressure and without a fault the tyre waits for information."""
    ran = run("what-if", good, "tyre_pressure_bar=unknown", "faults=[]", "--guideline", TINY)
    assert "New tyre [change_tyre]: supported → needs information" in ran.out


def test_json_holds_the_difference_and_the_warnings(run: Run, good: Path) -> None:
    """One record gives one object."""
    data = run("what-if", good, "brakes_hold=false", "--guideline", TINY, "--format", "json").data
    assert data["difference"]["urgent_added"] == ["do_not_ride"]
    assert data["warnings"]


def test_a_fact_that_does_not_exist_is_refused(run: Run, good: Path) -> None:
    """The nearest name is offered."""
    ran = run("what-if", good, "brake_hold=false", "--guideline", TINY)
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean brakes_hold?" in ran.err


def test_a_change_without_equals_sign_is_refused(run: Run, good: Path) -> None:
    """It is neither a record nor a change."""
    assert run("what-if", good, "brakes_hold", "--guideline", TINY).code == 2


def test_a_value_that_does_not_fit_is_a_problem_of_the_record(run: Run, good: Path) -> None:
    """The same words as for a record."""
    ran = run("what-if", good, "gears=300", "--guideline", TINY)
    assert ran.code == 1
    assert "outside the allowed range" in ran.err
    assert f"{good} with the changes: facts.gears" in ran.err


def test_a_change_takes_the_place_of_an_assumption(run: Run, tmp_path: Path) -> None:
    """What is asked is told as asked, and no more as assumed."""
    file = tmp_path / "r.yaml"
    file.write_text("id: R\nfacts: {is_bicycle: true}\nassumed: {brakes_hold: true}\n", encoding="utf-8")
    ran = run("what-if", file, "brakes_hold=false", "--assume", "--guideline", TINY, "--format", "json")
    assert ran.code == 0
    assert ran.data["difference"]["urgent_added"] == ["do_not_ride"]


def test_a_fact_that_is_changed_twice_is_refused(run: Run, good: Path) -> None:
    """Which of the two holds would be a guess."""
    ran = run("what-if", good, "gears=3", "gears=7", "--guideline", TINY)
    assert (ran.code, ran.out) == (2, "")
    assert "'gears' is changed twice" in ran.err


def test_a_change_without_a_value_is_refused(run: Run, good: Path) -> None:
    """An empty word, as of a shell variable that is not set, takes no fact away."""
    ran = run("what-if", good, "gears=", "--guideline", TINY)
    assert (ran.code, ran.out) == (2, "")
    assert "write gears=unknown" in ran.err


def test_a_bad_record_is_told_once(run: Run, bad: Path) -> None:
    """It is read before and after; its problems are printed once."""
    ran = run("what-if", bad, "brakes_hold=false", "--guideline", TINY)
    assert ran.code == 1
    assert ran.err.count("there is no fact 'frmae'") == 1


def test_an_emergency_comes_before_what_was_asked(run: Run, good: Path) -> None:
    """Whoever asks what if reads first that it would be an emergency."""
    out = run("what-if", good, "brakes_hold=false", "--guideline", TINY).out
    assert out.index("URGENT") < out.index("WHAT IF")
