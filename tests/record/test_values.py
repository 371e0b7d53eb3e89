"""Values of a record: types, units, ranges, lists and names. Nothing is dropped and nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sarcoguide.errors import RecordError
from sarcoguide.record import read_record
from tests.helpers import TODAY, UNKNOWN, fact, record, record_problems, situation, tiny


@pytest.mark.parametrize(
    ("name", "raw", "expected", "entered"),
    [
        pytest.param("weight_kg", 12, 12, "", id="in its own unit"),
        pytest.param("weight_kg", {"value": 12, "unit": "kg"}, 12, "", id="its own unit written out"),
        pytest.param("weight_kg", {"value": 12000, "unit": "g"}, 12, "12000 g", id="in grams"),
        pytest.param(
            "weight_kg", {"value": Decimal("12345.6"), "unit": "g"}, 12.3456, "12345.6 g", id="in grams with a fraction"
        ),
        pytest.param("weight_kg", {"value": 20, "unit": "lb"}, 9.0718474, "20 lb", id="in pounds"),
        pytest.param(
            "tyre_pressure_bar", {"value": 50, "unit": "psi"}, 3.445, "50 psi", id="in pounds per square inch"
        ),
        pytest.param("tyre_pressure_bar", 0, 0, "", id="the lowest value"),
        pytest.param("tyre_pressure_bar", 12, 12, "", id="the highest value"),
        pytest.param("tyre_pressure_bar", -0.0, 0, "", id="minus zero"),
        pytest.param("gears", 7, 7, "", id="a whole number"),
        pytest.param("gears", Decimal("7.0"), 7, "", id="a whole number written with a point"),
        pytest.param("brakes_hold", False, False, "", id="a boolean"),
        pytest.param("frame", "steel", "steel", "", id="a value of a list"),
        pytest.param("faults", [], frozenset(), "", id="an empty list"),
        pytest.param("faults", ["flat_tyre", "bent_wheel"], frozenset({"flat_tyre", "bent_wheel"}), "", id="a list"),
        pytest.param("complaints", ["any word"], frozenset({"any word"}), "", id="a list of any words"),
        pytest.param("bought_on", date(2020, 2, 29), date(2020, 2, 29), "", id="a date"),
        pytest.param("bought_on", "2020-02-29", date(2020, 2, 29), "", id="a date as text, as JSON has it"),
        pytest.param("next_tour_on", date(2030, 1, 1), date(2030, 1, 1), "", id="a date that may lie ahead"),
        pytest.param("ride_state", "worn", "worn", "", id="a definition that is stated"),
    ],
)
def test_a_value_is_held_in_the_unit_of_the_dictionary(name: str, raw: Any, expected: Any, entered: str) -> None:
    """Converted in decimal arithmetic; what was entered in another unit is kept as written."""
    given = record({name: raw}).given[name]
    assert (expected, entered) == (given.value, given.entered)


@pytest.mark.parametrize("raw", [None, {"value": None}, {"value": None, "date": "2025-01-01"}])
def test_nothing_is_unknown(raw: Any) -> None:
    """An empty field is never read as normal."""
    assert UNKNOWN is fact("gears", {"gears": raw})


def test_a_converted_value_lies_exactly_on_its_threshold() -> None:
    """15.3 lb are 6.939963261 kg; in floats the product is 6.939963261000001."""
    assert 15.3 * 0.45359237 != 6.939963261
    for raw in (15.3, Decimal("15.3"), Decimal("15.30")):
        assert 6.939963261 == record({"weight_kg": {"value": raw, "unit": "lb"}}).given["weight_kg"].value


@pytest.mark.parametrize(
    ("facts", "what", "remedy"),
    [
        pytest.param(
            {"weight_kg": 4.99},
            "4.99' is outside the allowed range 5 to 60 kg",
            "{value: ..., unit: lb}",
            id="just under the range",
        ),
        pytest.param({"weight_kg": 60.01}, "outside the allowed range", "unit is kg", id="just over the range"),
        pytest.param(
            {"weight_kg": {"value": 4999, "unit": "g"}},
            "(after conversion: 4.999 kg)",
            "check",
            id="under the range after conversion",
        ),
        pytest.param({"load_kg": -1}, "outside the allowed range 0 to 100 kg", "check", id="negative"),
        pytest.param(
            {"weight_kg": {"value": 12, "unit": "stone"}},
            "the unit 'stone' is not accepted",
            "use one of: kg, g, lb",
            id="another unit",
        ),
        pytest.param(
            {"weight_kg": {"value": 12, "unit": "KG"}}, "the unit 'KG' is not accepted", "kg", id="a unit in capitals"
        ),
        pytest.param({"weight_kg": {"value": 12, "unit": ""}}, "the unit '' is not accepted", "kg", id="an empty unit"),
        pytest.param({"weight_kg": {"value": 12, "unit": ["kg"]}}, "is not accepted", "kg", id="a list of units"),
        pytest.param(
            {"frame": {"value": "steel", "unit": "kg"}},
            "stands beside a value that has none",
            "remove",
            id="a unit of a word",
        ),
        pytest.param({"gears": 7.5}, "is not a whole number", "whole", id="a fraction for a whole number"),
        pytest.param({"gears": "7"}, "stands where a number is needed", "without quotes", id="a number in quotes"),
        pytest.param(
            {"gears": True}, "True stands where a number is needed", "give one number", id="true for a number"
        ),
        pytest.param({"gears": [7]}, "stands where a number is needed", "give one number", id="a list for a number"),
        pytest.param(
            {"weight_kg": {"value": {"value": 12}}},
            "stands where a number",
            "give one number",
            id="a value within a value",
        ),
        pytest.param(
            {"weight_kg": float("nan")},
            "'nan' is not a number that can be used",
            "leave the fact out",
            id="not a number",
        ),
        pytest.param({"weight_kg": float("inf")}, "'inf' is not a number", "leave the fact out", id="infinity"),
        pytest.param({"weight_kg": Decimal("sNaN")}, "is not a number", "leave the fact out", id="a signalling NaN"),
        pytest.param({"weight_kg": Decimal("1e999")}, "is not a number", "leave the fact out", id="an immense number"),
        pytest.param({"weight_kg": 10**5000}, "is not a number", "leave the fact out", id="a number of 5001 digits"),
        pytest.param(
            {"weight_kg": Decimal("1e-999")}, "is not a number", "leave the fact out", id="an infinitesimal number"
        ),
        pytest.param(
            {"brakes_hold": 1}, "1 stands where true or false is needed", "write true or false", id="one for true"
        ),
        pytest.param(
            {"brakes_hold": "yes"}, "'yes' stands where true or false", "write true or false", id="yes for true"
        ),
        pytest.param(
            {"brakes_hold": "unknown"}, "stands where true or false", "absent means unknown", id="the word unknown"
        ),
        pytest.param(
            {"frame": "stel"}, "'stel' is not one of the allowed values", "did you mean steel", id="a misspelt value"
        ),
        pytest.param({"frame": "Steel"}, "is not one of", "write steel", id="a value in capitals"),
        pytest.param({"frame": "carbon fibre"}, "is not one of", "write carbon", id="a label for its value"),
        pytest.param({"frame": "unknown"}, "is not one of", "leave the fact out", id="unknown as a value"),
        pytest.param(
            {"frame": "wood"}, "is not one of", "allowed: aluminium, carbon, steel", id="a value like no other"
        ),
        pytest.param({"frame": ["steel"]}, "stands where one value of a list", "allowed", id="a list for one value"),
        pytest.param({"frame": 5}, "stands where one value of a list", "allowed", id="a number for a value"),
        pytest.param({"faults": "flat_tyre"}, "stands where a list is needed", "[brackets]", id="a word for a list"),
        pytest.param({"faults": ["flat"]}, "'flat' is not one of", "did you mean", id="a wrong value in a list"),
        pytest.param({"faults": [["flat_tyre"]]}, "stands where one value", "allowed", id="a list in a list"),
        pytest.param(
            {"faults": ["flat_tyre", "flat_tyre"]}, "['flat_tyre'] stands twice", "keep one", id="a value twice"
        ),
        pytest.param({"bought_on": "2025-02-30"}, "is not a date", "YYYY-MM-DD", id="a day that does not exist"),
        pytest.param({"bought_on": "01.02.2020"}, "is not a date", "YYYY-MM-DD", id="a date in another form"),
        pytest.param({"bought_on": "2020-W10-1"}, "is not a date", "YYYY-MM-DD", id="a week"),
        pytest.param({"bought_on": 2020}, "is not a date", "YYYY-MM-DD", id="a year"),
        pytest.param({"bought_on": datetime(2020, 1, 1)}, "is not a date", "YYYY-MM-DD", id="a moment"),
        pytest.param(
            {"bought_on": date(2025, 1, 11)}, "after the assessment date", "correct the date", id="a day ahead"
        ),
        pytest.param(
            {"gears": {"value": 7, "date": "2025-01-11"}},
            "after the assessment date",
            "assess the record",
            id="a value of tomorrow",
        ),
        pytest.param({"gears": {"value": 7, "date": "soon"}}, "is not a date", "YYYY-MM-DD", id="a word for a date"),
        pytest.param({"gears": {}}, "the value itself is missing", "add `value:`", id="an empty value"),
        pytest.param({"gears": {"date": TODAY}}, "the value itself is missing", "add `value:`", id="a date alone"),
        pytest.param({"gears": {"value": 7, "by": "X"}}, "unknown key 'by'", "keys here: value, date", id="a key more"),
        pytest.param({"geers": 7}, "there is no fact 'geers'", "did you mean gears", id="a misspelt fact"),
        pytest.param(
            {"mass_kg": 12}, "there is no fact 'mass_kg'", "here it is called 'weight_kg'", id="another name of a fact"
        ),
        pytest.param({"zzz": 12}, "there is no fact 'zzz'", "lists all names", id="a fact like no other"),
        pytest.param({"wear_min_days": 12}, "there is no fact 'wear_min_days'", "", id="a setting"),
        pytest.param(
            {"assessment_date": TODAY},
            "stands at the top of the record",
            "move it",
            id="the assessment date among the facts",
        ),
    ],
)
def test_a_value_that_cannot_be_used_is_told(facts: dict[str, Any], what: str, remedy: str) -> None:
    """One problem, its field, what is wrong and what to write; no value is taken."""
    (problem,) = record_problems(facts)
    assert what in problem.what
    assert remedy in problem.remedy
    assert problem.remedy
    assert problem.field.startswith(f"facts.{next(iter(facts))}")


@pytest.mark.parametrize(
    ("more", "what"),
    [
        pytest.param({"fact": {}}, "unknown key 'fact'", id="a misspelt part"),
        pytest.param({"gears": 7}, "unknown key 'gears'", id="a fact at the top"),
        pytest.param({"id": {"a": 1}}, "where the record's name is needed", id="a mapping for the id"),
        pytest.param({"id": True}, "where the record's name is needed", id="true for the id"),
        pytest.param({"assessment_date": "today"}, "'today' is not a date", id="a word for the assessment date"),
        pytest.param({"timeline": []}, "`timeline` must be a mapping", id="a list for the timeline"),
        pytest.param({"assumed": []}, "`assumed` must be a mapping", id="a list for what is assumed"),
        pytest.param({"facts": []}, "`facts` must be a mapping", id="a list for the facts"),
    ],
)
def test_the_parts_of_a_record_have_their_shape(more: dict[str, Any], what: str) -> None:
    """A part that nobody reads would be lost in silence."""
    with pytest.raises(RecordError) as caught:
        read_record({"id": "B", "assessment_date": TODAY, **more}, tiny())
    (problem,) = caught.value.problems
    assert what in problem.what
    assert problem.remedy


def test_a_misspelt_key_of_a_value_is_told_beside_the_missing_one() -> None:
    """The wrong key with the right one, and that there is no value."""
    misspelt, missing = record_problems({"gears": {"valeu": 7}})
    assert ("unknown key 'valeu'", "did you mean value?") == (misspelt.what, misspelt.remedy)
    assert "the value itself is missing" in missing.what


def test_all_that_is_wrong_with_a_record_is_told_at_once() -> None:
    """Four faults in facts, timeline and key."""
    found = record_problems({"gears": "7", "geers": 7}, timeline={"lesion": []}, factz=1)
    assert 4 == len(found)


def test_a_record_without_facts_is_a_patient_of_whom_nothing_is_known() -> None:
    """Nothing in a record is required."""
    assert {} == dict(read_record({}, tiny()).given)


def test_a_whole_number_may_be_the_name_of_a_record() -> None:
    """It is kept as text."""
    assert "17" == read_record({"id": 17}, tiny()).id


def test_the_caller_may_set_the_assessment_date() -> None:
    """It wins over the record's own; without both it is today."""
    assert (
        date(2024, 1, 1)
        == read_record({"assessment_date": TODAY}, tiny(), assessment_date=date(2024, 1, 1)).assessment_date
    )
    assert date.today() == read_record({}, tiny()).assessment_date


def test_the_assessment_date_is_a_fact() -> None:
    """Intervals to it are worked out like any other: from 10 November to 10 January are 61 days, 2.004 months."""
    assert 61 / 30.4375 == fact("owned_months", {"bought_on": date(2024, 11, 10)})


def test_where_a_value_comes_from_is_kept() -> None:
    """Date and origin stay beside the value."""
    given = situation({"gears": {"value": 7, "date": "2025-01-02", "origin": "the shop"}}).record.given["gears"]
    assert (7, date(2025, 1, 2), "the shop") == (given.value, given.date, given.origin)
