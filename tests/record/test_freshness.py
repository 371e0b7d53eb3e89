"""Values grow old: a stale one supports nothing, but still excludes. Without a date it counts as of today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.helpers import TODAY, UNKNOWN, fact, outcome, plan_of, situation

FLAT = {"is_bicycle": True, "brakes_hold": True, "load_kg": 5, "frame": "carbon", "gears": 7, "second_hand": False}


def pressure(bar: float, days: int) -> dict[str, Any]:
    return {"tyre_pressure_bar": {"value": bar, "date": TODAY - timedelta(days=days)}}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(0, 4, id="on the day"),
        pytest.param(30, 4, id="on its last fresh day"),
        pytest.param(31, UNKNOWN, id="the day after"),
        pytest.param(4000, UNKNOWN, id="years later"),
    ],
)
def test_a_value_is_fresh_for_so_many_days(days: int, expected: Any) -> None:
    """A tyre pressure counts for 30 days."""
    assert expected == fact("tyre_pressure_bar", pressure(4, days))


def test_a_stale_value_is_seen_by_exclusions() -> None:
    """The view in which everything counts still holds it, and what is worked out from it."""
    seen = situation(pressure(2, 31))
    assert 2 == outcome(seen.everything.value("tyre_pressure_bar"))
    assert True is outcome(seen.everything.value("tyre_low"))
    assert UNKNOWN is outcome(seen.fresh.value("tyre_low"))


def test_a_fact_that_does_not_age_never_grows_stale() -> None:
    """The number of gears has no `fresh_days`."""
    assert 7 == fact("gears", {"gears": {"value": 7, "date": date(1990, 1, 1)}})


def test_a_stated_definition_grows_stale_too() -> None:
    """A state of 60 days ago counts, one of 61 days does not."""
    found = [fact("ride_state", {"ride_state": {"value": "worn", "date": TODAY - timedelta(days=d)}}) for d in (60, 61)]
    assert ["worn", UNKNOWN] == found


@pytest.mark.parametrize(
    ("days", "expected"),
    [pytest.param(30, "supported", id="fresh"), pytest.param(31, "needs_information", id="stale")],
)
def test_a_stale_value_never_supports(days: int, expected: str) -> None:
    """A low pressure of 31 days ago is asked again before the tyre is changed."""
    plan = plan_of(FLAT | {"faults": []} | pressure(1, days))
    option = plan.option("change_tyre")
    assert option is not None
    assert expected == option.status


def test_a_stale_value_still_excludes() -> None:
    """A state `unsafe` that is too old keeps its exclusion; only what has fresh_days can be stale."""
    facts = {
        "is_bicycle": True,
        "squeaks": True,
        "weight_kg": 10,
        "ride_state": {"value": "unsafe", "date": TODAY - timedelta(days=61)},
    }
    seen = situation(facts)
    assert UNKNOWN is outcome(seen.fresh.value("ride_state"))
    assert "unsafe" == outcome(seen.everything.value("ride_state"))
    assert ("ride_state",) == seen.stale


def test_a_stale_value_is_told_with_its_date() -> None:
    """The warning says what it still does."""
    (warned,) = [w for w in situation(pressure(4, 31)).warnings if w.id == "stale_value"]
    assert ("tyre_pressure_bar",) == warned.facts
    assert "10 Dec 2024" in warned.says


def test_a_fresh_value_is_not_warned_of() -> None:
    """On its last day nothing is said."""
    assert () == situation(pressure(4, 30)).warnings


def test_an_undated_value_that_ages_is_warned_of() -> None:
    """It counts as of the assessment date, and people are told."""
    seen = situation({"tyre_pressure_bar": 4})
    assert 4 == outcome(seen.fresh.value("tyre_pressure_bar"))
    assert [("undated", ("tyre_pressure_bar",))] == [(w.id, w.facts) for w in seen.warnings]


def test_an_undated_value_that_does_not_age_is_not_warned_of() -> None:
    """A frame stays what it is."""
    assert () == situation({"frame": "steel"}).warnings


def test_a_fact_taken_away_by_age_is_asked_again_with_its_old_value() -> None:
    """The question shows what was known, and when."""
    plan = plan_of(FLAT | {"faults": [], "inspected": True} | pressure(4, 40))
    (question,) = [one for one in plan.missing if one.fact == "tyre_pressure_bar"]
    assert ("4 bar", "2024-12-01") == (question.stale_value, question.stale_date)
