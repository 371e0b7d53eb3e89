"""Growth with an error of measurement, and growth of the slowest part; each example is worked out by hand."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from sarcoguide.language import Trace
from sarcoguide.language.trace import KNOWN
from sarcoguide.language.trace import UNKNOWN as NOT_KNOWN
from sarcoguide.record.reducers import Reduced, reduce
from tests.helpers import TODAY, tiny

PARAMETERS = {
    **{"records": "wear", "lesion": "part", "date": "date", "diameter": "depth_mm", "exclude_flag": "repaired"},
    **{"min_days": "wear_min_days", "error": "wear_error_mm", "same": ["tool"]},
}
JAN, MARCH, JUNE = date(2024, 1, 1), date(2024, 3, 1), date(2024, 6, 1)


def depth(part: str, day: date, mm: float) -> dict[str, Any]:
    return {"part": part, "date": day, "depth_mm": mm, "tool": "gauge", "repaired": False}


def growth(wear: list[dict[str, Any]], error: float | None, **more: Any) -> Reduced:
    """Return the rate of measurements at least thirty days apart, with an error of measurement or none set."""
    held: dict[str, Any] = {"wear": tuple(wear), "wear_min_days": 30, "wear_error_mm": error}

    def look(name: str) -> Trace:
        return Trace("fact", name, NOT_KNOWN if held[name] is None else KNOWN, held[name], name=name)

    return reduce("growth_rate", PARAMETERS | more, look, tiny().at(TODAY))


@pytest.mark.parametrize(
    ("error", "last", "expected"),
    [
        pytest.param(2, 12, 0, id="as large as the error"),
        pytest.param(2, 12.1, 3 * math.log(1.21) / 152, id="just beyond it"),
        pytest.param(2, 8, 0, id="smaller by the error"),
        pytest.param(2, 7.9, 3 * math.log(0.79) / 152, id="smaller by more"),
        pytest.param(0, 10.1, 3 * math.log(1.01) / 152, id="no error"),
        pytest.param(None, 10.1, 3 * math.log(1.01) / 152, id="no error set: none is applied silently"),
        pytest.param(2, 10, 0, id="unchanged"),
    ],
)
def test_a_change_within_the_error_of_measurement_is_none(error: float | None, last: float, expected: float) -> None:
    """From 10 mm on 1 January to 1 June 2024, 152 days later."""
    found = growth([depth("chain", JAN, 10), depth("chain", JUNE, last)], error)
    assert KNOWN == found.state
    assert pytest.approx(expected) == found.value


def test_what_creeps_within_the_error_from_scan_to_scan_is_seen_over_the_longer_time() -> None:
    """From 10 to 11.5 to 13 mm with an error of 2: the last two differ by 1.5, the first and the last by 3."""
    wear = [depth("chain", JAN, 10), depth("chain", MARCH, 11.5), depth("chain", JUNE, 13)]
    assert pytest.approx(3 * math.log(1.3) / 152) == growth(wear, 2).value


def test_a_change_within_the_error_is_told_as_such() -> None:
    """Nobody has to guess why the rate is nought."""
    told = growth([depth("chain", JAN, 10), depth("chain", JUNE, 11)], 2).because
    assert told == "lesion chain: from 10 to 11 in 152 days, within the error of 2"


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        pytest.param({}, 3 * math.log(2) / 152, id="the fastest, unless another is asked for"),
        pytest.param({"which": "fastest"}, 3 * math.log(2) / 152, id="the fastest"),
        pytest.param({"which": "slowest"}, -3 * math.log(2) / 152, id="the slowest"),
    ],
)
def test_the_fastest_or_the_slowest_part_is_meant(which: dict[str, str], expected: float) -> None:
    """The chain wears from 2 to 4 mm, the rim from 4 to 2."""
    wear = [depth("chain", JAN, 2), depth("chain", JUNE, 4), depth("rim", JAN, 4), depth("rim", JUNE, 2)]
    assert pytest.approx(expected) == growth(wear, None, **which).value
