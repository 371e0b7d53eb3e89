"""Malformed records given as Python objects, as a program would give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sarcoguide import plan
from tests.bad_input.bounds import refused
from tests.helpers import TODAY, tiny


class Rude:
    """An object that cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


def circle() -> dict[str, Any]:
    record: dict[str, Any] = {"facts": {}}
    record["facts"]["gears"] = record
    return record


def circle_of_lists() -> dict[str, Any]:
    ring: list[Any] = []
    ring.append(ring)
    return {"facts": {"faults": ring, "services": ring}}


def tower() -> dict[str, Any]:
    inner: Any = 7
    for _ in range(50_000):
        inner = [inner]
    return {"facts": {"gears": inner}}


def fact(**facts: Any) -> Callable[[], dict[str, Any]]:
    return lambda: {"facts": facts}


@pytest.mark.parametrize(
    ("make", "what"),
    [
        pytest.param(circle, "unknown key 'facts'", id="a record within itself"),
        pytest.param(circle_of_lists, "stands where", id="a list within itself"),
        pytest.param(tower, "stands where a number is needed", id="50 000 lists in each other"),
        pytest.param(fact(gears=10**5000), "is not a number that can be used", id="10 to the power of 5000"),
        pytest.param(fact(gears=-(10**5000)), "is not a number that can be used", id="minus 10 to the power of 5000"),
        pytest.param(fact(gears=float("nan")), "'nan' is not a number", id="NaN"),
        pytest.param(fact(gears=float("-inf")), "'-inf' is not a number", id="negative infinity"),
        pytest.param(fact(gears=Decimal("sNaN")), "is not a number", id="a signalling NaN"),
        pytest.param(fact(gears=Decimal("1e999999")), "is not a number", id="a decimal beyond all"),
        pytest.param(fact(weight_kg=5e-324), "is not a number that can be used", id="the smallest float"),
        pytest.param(fact(weight_kg=1e308), "is not a number that can be used", id="the largest float"),
        pytest.param(fact(gears=7j), "stands where a number is needed", id="an imaginary number"),
        pytest.param(fact(gears=b"7"), "stands where a number is needed", id="bytes"),
        pytest.param(fact(gears=Rude()), "<Rude that cannot be shown>", id="an object that cannot be shown"),
        pytest.param(fact(gears=print), "stands where a number is needed", id="a function"),
        pytest.param(fact(gears={"value": 7, "date": datetime(2024, 1, 1)}), "is not a date", id="a moment for a date"),
        pytest.param(fact(bought_on=date.max), "after the assessment date", id="the last day of the calendar"),
        pytest.param(fact(bought_on=datetime.max), "is not a date", id="the last moment of the calendar"),
        pytest.param(fact(frame="🚲"), "is not one of the allowed values", id="an emoji"),
        pytest.param(fact(frame="\u202elet\u200bs"), "is not one of", id="marks that turn the line round"),
        pytest.param(fact(frame="steel\x00"), "is not one of", id="a NUL behind a value"),
        pytest.param(fact(frame="\ud800"), "is not one of", id="a lone surrogate"),
        pytest.param(fact(frame="x" * 10_000_000), "stands where one value", id="a text of 10 megabytes"),
        pytest.param(fact(frame={"steel"}), "stands where one value", id="a set for one value"),
        pytest.param(fact(faults={"flat_tyre": True}), "unknown key 'flat_tyre'", id="a mapping for a set"),
        pytest.param(fact(complaints=[Rude()]), "stands where one value", id="an object in a list"),
        pytest.param(fact(complaints=list(map(str, range(100_000)))), "has 100000 values", id="100 000 values"),
        pytest.param(fact(services=[{}] * 100_000), "has 100000 records", id="100 000 records"),
        pytest.param(fact(services=[{5: 5}]), "unknown field 5", id="a number for a field"),
        pytest.param(fact(services=[{"start": TODAY, None: 1}]), "unknown field None", id="nothing for a field"),
        pytest.param(fact(services=[{"x" * 10_000: 1}]), "unknown field", id="a field of 10 000 letters"),
        pytest.param(lambda: {"facts": {7: 7}}, "there is no fact 7", id="a number for a fact"),
        pytest.param(lambda: {"facts": {("gears",): 7}}, "there is no fact ('gears',)", id="a tuple for a fact"),
        pytest.param(lambda: {"facts": {None: 7}}, "there is no fact None", id="nothing for a fact"),
        pytest.param(lambda: {7: 7}, "unknown key 7", id="a number for a key"),
        pytest.param(lambda: {"facts": "gears"}, "`facts` must be a mapping", id="text for the facts"),
        pytest.param(
            lambda: {"assumed": {7: 7}, "facts": 5}, "`facts` must be a mapping", id="a number for an assumption"
        ),
        pytest.param(lambda: {"timeline": {7: []}}, "unknown key 7", id="a number for a timeline"),
        pytest.param(
            lambda: {"timeline": {"values": [{"fact": {}, "value": 1, "date": TODAY}]}},
            "there is no fact {}",
            id="a mapping for a fact",
        ),
        pytest.param(
            lambda: {"timeline": {"values": [7] * 100_000}}, "has the keys fact, value, date", id="100 000 wrong values"
        ),
        pytest.param(
            lambda: {"facts": {f"fact {n}": n for n in range(100_000)}}, "there is no fact", id="100 000 unknown facts"
        ),
        pytest.param(
            lambda: {"facts": {f"gears_{'x' * n}": n for n in range(300)}}, "there is no fact", id="300 near misses"
        ),
        pytest.param(lambda: {f"key {n}": n for n in range(100_000)}, "unknown key", id="100 000 unknown keys"),
        pytest.param(lambda: {"id": Rude()}, "where the record's name is needed", id="an object for the id"),
        pytest.param(
            lambda: {"assessment_date": datetime(2025, 1, 10)}, "is not a date", id="a moment for the assessment"
        ),
        pytest.param(lambda: {"assessment_date": Rude()}, "is not a date", id="an object for the assessment"),
    ],
)
def test_a_malformed_mapping_is_refused_in_words(
    tmp_path: Path, make: Callable[[], Mapping[str, Any]], what: str
) -> None:
    """An error of the package; no other exception, whatever an object does."""
    record = make()
    assert what in str(refused(lambda: plan(record, guideline=tiny()), tmp_path))
