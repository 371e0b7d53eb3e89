"""Timelines: records in the order of time, and a fact's values on several days."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

import pytest

from sarcoguide.errors import RecordError
from sarcoguide.record import read_record
from sarcoguide.record.files import read_json
from tests.helpers import TODAY, fact, record, record_problems, situation, tiny

CHAIN = {"part": "chain", "date": "2024-06-01", "depth_mm": 2, "tool": "gauge"}


def rows(name: str, **more: Any) -> list[dict[str, Any]]:
    value = record(**more).given[name].value
    assert isinstance(value, tuple)
    return [dict(pairs) for pairs in value]  # type: ignore[call-overload]


def test_a_timeline_fills_the_fact_that_holds_it() -> None:
    """Measurements under `lesions`, services under `treatments`; dates are dates, empty fields are left out."""
    expected = [{"part": "chain", "date": date(2024, 6, 1), "depth_mm": 2, "tool": "gauge"}]
    assert expected == rows("wear", timeline={"lesions": [CHAIN | {"repaired": None}]})
    assert [{"grease_g": 5}] == rows("services", timeline={"treatments": [{"grease_g": 5}]})


def test_the_records_may_stand_among_the_facts_as_well() -> None:
    """Both ways give the same."""
    assert rows("wear", timeline={"lesions": [CHAIN]}) == rows("wear", facts={"wear": [CHAIN]})


def test_an_empty_list_is_known_to_be_empty() -> None:
    """No service ever is not the same as unknown."""
    assert () == record({"services": []}).given["services"].value


def test_the_latest_value_of_a_fact_counts() -> None:
    """Values on three days, in any order."""
    values = [{"fact": "gears", "value": v, "date": f"2024-0{v}-01"} for v in (2, 5, 3)]
    assert 5 == fact("gears", timeline={"values": values})


def test_an_undated_value_is_later_than_the_values_of_a_timeline() -> None:
    """It counts as of the assessment date."""
    values = [{"fact": "gears", "value": 5, "date": "2025-01-09"}]
    assert 8 == fact("gears", {"gears": 8}, timeline={"values": values})


def test_a_dated_value_gives_way_to_a_later_one() -> None:
    """The value under `facts` is no better than one of the timeline."""
    values = [{"fact": "gears", "value": 5, "date": "2025-01-09"}]
    assert 5 == fact("gears", {"gears": {"value": 8, "date": "2025-01-08"}}, timeline={"values": values})


def test_a_value_of_the_timeline_may_have_a_unit() -> None:
    """It is converted like any other."""
    values = [{"fact": "weight_kg", "value": 12000, "unit": "g", "date": "2025-01-09"}]
    assert 12 == fact("weight_kg", timeline={"values": values})


@pytest.mark.parametrize(
    ("timeline", "what"),
    [
        pytest.param({"values": [{"fact": "gears", "value": 5}]}, "needs its date", id="a value without a date"),
        pytest.param(
            {"values": [{"value": 5, "date": "2025-01-01"}]}, "has the keys fact, value, date", id="without a fact"
        ),
        pytest.param({"values": [{"fact": "gears", "date": "2025-01-01"}]}, "has the keys", id="without a value"),
        pytest.param({"values": ["gears"]}, "has the keys", id="a word for a value"),
        pytest.param(
            {"values": [{"fact": "geers", "value": 5, "date": "2025-01-01"}]},
            "there is no fact 'geers'",
            id="a misspelt fact",
        ),
        pytest.param(
            {"values": [{"fact": ["gears"], "value": 5, "date": "2025-01-01"}]},
            "there is no fact ['gears']",
            id="a list for a fact",
        ),
        pytest.param(
            {"values": [{"fact": {}, "value": 5, "date": "2025-01-01"}]},
            "there is no fact {}",
            id="a mapping for a fact",
        ),
        pytest.param(
            {"values": [{"fact": "gears", "value": 5, "date": "2025-01-11"}]},
            "after the assessment date",
            id="a value of tomorrow",
        ),
        pytest.param(
            {"values": [{"fact": "gears", "value": 5, "date": "2025-01-01"}] * 2},
            "given 2 times for 2025-01-01",
            id="a day twice",
        ),
        pytest.param({"lesion": []}, "unknown key 'lesion'", id="a misspelt timeline"),
        pytest.param({"lesions": {}}, "`lesions` must be a list", id="a mapping for a list"),
        pytest.param({"lesions": ["chain"]}, "stands where a record is needed", id="a word for a record"),
        pytest.param({"lesions": [{"date": "2024-01-01"}]}, "the field 'part' is missing", id="without a needed field"),
        pytest.param(
            {"lesions": [CHAIN | {"part": None}]}, "the field 'part' is missing", id="with an empty needed field"
        ),
        pytest.param({"lesions": [CHAIN | {"deep_mm": 2}]}, "unknown field 'deep_mm'", id="a misspelt field"),
        pytest.param({"lesions": [CHAIN | {"depth_mm": -1}]}, "'-1' is outside", id="a negative depth"),
        pytest.param(
            {"lesions": [CHAIN | {"depth_mm": "2 mm"}]}, "stands where a number is needed", id="a unit in a number"
        ),
        pytest.param({"lesions": [CHAIN | {"part": "saddle"}]}, "'saddle' is not one of", id="a wrong value"),
        pytest.param(
            {"lesions": [CHAIN | {"repaired": "no"}]}, "stands where true or false", id="a word for a boolean"
        ),
        pytest.param({"lesions": [CHAIN | {"note": 5}]}, "stands where text is needed", id="a number for text"),
        pytest.param({"lesions": [CHAIN | {"note": "x" * 2001}]}, "stands where text is needed", id="a text too long"),
        pytest.param({"lesions": [CHAIN | {"date": "2024-02-30"}]}, "is not a date", id="a day that does not exist"),
        pytest.param(
            {"lesions": [CHAIN | {"date": "2025-01-11"}]}, "after the assessment date", id="a measurement of tomorrow"
        ),
        pytest.param({"lesions": [CHAIN, CHAIN]}, "this entry stands twice", id="a measurement twice"),
        pytest.param({"lesions": [CHAIN] + [CHAIN] * 2000}, "the list has 2001 records", id="too many records"),
        pytest.param(
            {"treatments": [{"start": "2025-01-11"}]}, "after the assessment date", id="a service that begins tomorrow"
        ),
        pytest.param(
            {"treatments": [{"start": "2024-05-02", "end": "2024-05-01"}]},
            "ends before it starts",
            id="an end before its start",
        ),
        pytest.param({"treatments": [{"cycles": 0}]}, "is outside the allowed range 1 to 50", id="no cycle"),
        pytest.param({"treatments": [{"cycles": 1.5}]}, "is not a whole number", id="half a cycle"),
        pytest.param({"treatments": [{"grease_g": -10}]}, "is outside the allowed range", id="a negative dose"),
        pytest.param({"treatments": [{"frame": "wood"}]}, "'wood' is not one of", id="a wrong value of a shared list"),
    ],
)
def test_a_timeline_that_cannot_be_used_is_told(timeline: dict[str, Any], what: str) -> None:
    """One problem with its place."""
    (problem,) = record_problems(timeline=timeline)
    assert what in problem.what
    assert problem.field.startswith("timeline.")
    assert problem.why or problem.remedy


@pytest.mark.parametrize(
    "services",
    [[{"start": "2025-01-11"}], [{"start": "2024-05-02", "end": "2024-05-01"}], [{"grease_g": 5}, {"grease_g": 5}]],
    ids=["ahead", "out of order", "twice"],
)
def test_records_among_the_facts_are_checked_like_those_of_a_timeline(services: list[dict[str, Any]]) -> None:
    """Where they stand makes no difference, nor whether a date is text, as in JSON, or a date, as in YAML."""
    assert 1 == len(record_problems({"services": services}))
    assert 1 == len(record_problems(timeline={"treatments": services}))
    dated = [{k: date.fromisoformat(v) if k in ("start", "end") else v for k, v in row.items()} for row in services]
    assert 1 == len(record_problems({"services": dated}))


def test_an_end_may_lie_ahead() -> None:
    """A service that goes on has its planned end."""
    assert () == record_problems(timeline={"treatments": [{"start": "2025-01-10", "end": "2025-02-01"}]})


def test_a_list_given_twice_is_an_error() -> None:
    """Under `facts` and in the timeline."""
    (problem,) = record_problems({"wear": [CHAIN]}, timeline={"lesions": [CHAIN]})
    assert "given 2 times" in problem.what


def test_a_timeline_that_no_fact_holds_is_an_error() -> None:
    """It would be lost in silence."""
    rules = tiny()
    without = {name: rule for name, rule in rules.facts.items() if name != "wear"}
    with pytest.raises(RecordError, match="no fact holds `lesions` here"):
        read_record({"timeline": {"lesions": [CHAIN]}}, dataclasses.replace(rules, facts=without))


def test_json_and_yaml_give_the_same_record() -> None:
    """Text for dates, floats for decimals."""
    source = {"assessment_date": TODAY.isoformat(), "facts": {"weight_kg": 12.3, "wear": [CHAIN]}}
    from_json = read_record(read_json(json.dumps(source), "r.json"), tiny())
    assert record(source["facts"]).given == from_json.given  # type: ignore[arg-type]


def test_the_order_of_a_timeline_does_not_matter() -> None:
    """Rows turned round give the same reduced values."""
    services = [{"start": f"2024-0{m}-01", "end": f"2024-0{m}-09", "grease_g": m} for m in (3, 7, 5)]
    names = ("last_service_end", "service_grease_g", "service_count")
    one = [situation({"services": services}).fresh.value(name).value for name in names]
    other = [situation({"services": services[::-1]}).fresh.value(name).value for name in names]
    assert [date(2024, 7, 9), 15, 3] == one == other
