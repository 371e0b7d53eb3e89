"""Every operator with values, with unknown on each side, and with what does not apply on each side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sarcoguide.language import Type, evaluate
from sarcoguide.language.types import BOOLEAN, DURATION
from tests.helpers import KM, NOT_APPLICABLE, PURE, TAGS, UNKNOWN, Names, outcome, tree_of, value_of

NA = NOT_APPLICABLE
JAN, FEB = date(2024, 1, 1), date(2024, 2, 1)
RED, BLUE = frozenset({"red"}), frozenset({"blue"})

COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]


@pytest.mark.parametrize("op", COMPARISONS)
@pytest.mark.parametrize(
    ("far", "near", "expected"),
    [
        pytest.param(UNKNOWN, 1, UNKNOWN, id="null compared with a value"),
        pytest.param(1, UNKNOWN, UNKNOWN, id="a value compared with null"),
        pytest.param(UNKNOWN, UNKNOWN, UNKNOWN, id="null compared with null"),
        pytest.param(NA, 1, False, id="not applicable compared with a value"),
        pytest.param(1, NA, False, id="a value compared with not applicable"),
        pytest.param(NA, UNKNOWN, False, id="not applicable compared with null"),
        pytest.param(NA, NA, False, id="not applicable compared with not applicable"),
    ],
)
def test_a_comparison_needs_two_values(op: str, far: Any, near: Any, expected: Any) -> None:
    """Unknown makes it unknown; what does not apply makes it false, `!=` too."""
    assert expected == value_of(f"far {op} near", far=far, near=near)


@pytest.mark.parametrize(
    ("op", "below", "same", "above"),
    [
        ("==", False, True, False),
        ("!=", True, False, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
@pytest.mark.parametrize("numbers", [(4, 5, 6), (4.9999, 5.0, 5.0001)], ids=["whole", "with a fraction"])
def test_numbers_are_compared_just_under_on_and_just_over(
    op: str, below: bool, same: bool, above: bool, numbers: tuple[float, float, float]
) -> None:
    """Whole and broken numbers on a threshold of 5."""
    found = [value_of(f"far {op} 5", far=number) for number in numbers]
    assert [below, same, above] == found


@pytest.mark.parametrize(
    ("op", "expected"), list(zip(COMPARISONS, [False, True, True, True, False, False], strict=True))
)
def test_dates_are_compared_by_the_calendar(op: str, expected: bool) -> None:
    """The first of January against the first of February, as facts and as a date in quotes."""
    assert expected == value_of(f"start {op} end", start=JAN, end=FEB)
    assert expected == value_of(f"start {op} '2024-02-01'", start=JAN)


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        pytest.param("paint == red", {"paint": "red"}, True, id="the same value"),
        pytest.param("paint == red", {"paint": "blue"}, False, id="another value"),
        pytest.param("paint != red", {"paint": "blue"}, True, id="unequal"),
        pytest.param("red == paint", {"paint": "red"}, True, id="the value first"),
        pytest.param("paint == 'red'", {"paint": "red"}, True, id="the value in quotes"),
        pytest.param("paint == light", {"paint": "red", "light": "red"}, True, id="two facts"),
        pytest.param("paint == red", {}, UNKNOWN, id="null"),
        pytest.param("paint != red", {"paint": NA}, False, id="unequal to what does not apply"),
        pytest.param("not paint == red", {"paint": NA}, True, id="not equal to what does not apply"),
        pytest.param("paint in [red, blue]", {"paint": "blue"}, True, id="in a list in place"),
        pytest.param("paint in [red, blue]", {"paint": "green"}, False, id="not in a list in place"),
        pytest.param("paint in []", {"paint": "green"}, False, id="in an empty list"),
        pytest.param("paint in warm", {"paint": "red"}, True, id="in a named set"),
        pytest.param("paint in warm", {}, UNKNOWN, id="null in a named set"),
        pytest.param("paint in warm", {"paint": NA}, False, id="not applicable in a named set"),
        pytest.param("paint not in warm", {"paint": "blue"}, True, id="not in a named set"),
        pytest.param("paint not in warm", {}, UNKNOWN, id="null not in a named set"),
        pytest.param("paint not in warm", {"paint": NA}, True, id="not applicable not in a named set"),
        pytest.param("red in tags", {"tags": RED}, True, id="a value in a fact"),
        pytest.param("red in tags", {"tags": frozenset()}, False, id="a value in an empty fact"),
        pytest.param("red in tags", {}, UNKNOWN, id="a value in null"),
        pytest.param("red in tags", {"tags": NA}, False, id="a value in not applicable"),
        pytest.param("red not in tags", {"tags": NA}, True, id="a value not in not applicable"),
        pytest.param("paint in tags", {"paint": "red", "tags": RED}, True, id="a fact in a fact"),
        pytest.param("paint in tags", {"tags": RED}, UNKNOWN, id="null in a fact"),
        pytest.param("paint in tags", {"paint": UNKNOWN, "tags": NA}, False, id="null in not applicable"),
        pytest.param("paint in tags", {"tags": frozenset()}, UNKNOWN, id="null in an empty fact stays null"),
        pytest.param("size(tags & marks) > 0", {"tags": RED, "marks": RED}, True, id="a shared member"),
        pytest.param("size(tags & marks) > 0", {"tags": RED, "marks": BLUE}, False, id="no shared member"),
        pytest.param("size(tags & marks) > 0", {"tags": RED}, UNKNOWN, id="shared with null"),
        pytest.param("size(tags & marks) > 0", {"tags": RED, "marks": NA}, False, id="shared with not applicable"),
        pytest.param("size(tags & warm) == 1", {"tags": RED}, True, id="shared with a named set"),
        pytest.param("size(tags) == 2", {"tags": RED | BLUE}, True, id="the size of a set"),
        pytest.param("size(tags) == 0", {"tags": frozenset()}, True, id="the size of an empty set"),
        pytest.param("size(tags) == 0", {}, UNKNOWN, id="the size of null"),
        pytest.param("size(tags) == 0", {"tags": NA}, False, id="the size of not applicable"),
        pytest.param("size(rides) == 2", {"rides": (("a",), ("b",))}, True, id="the size of records"),
        pytest.param("known(far)", {"far": 0}, True, id="zero is known"),
        pytest.param("known(far)", {}, False, id="null is not known"),
        pytest.param("known(far)", {"far": NA}, False, id="not applicable is not known"),
        pytest.param("known(tags)", {"tags": frozenset()}, True, id="an empty set is known"),
        pytest.param("own.dose > 3", {"own.dose": 4}, True, id="a quantity of the option"),
        pytest.param("own.dose > 3", {}, UNKNOWN, id="a quantity that the guideline does not hold"),
        pytest.param("true", {}, True, id="the word true"),
        pytest.param("p or false", {"p": False}, False, id="the word false"),
        pytest.param("1 < far <= 5", {"far": 5}, True, id="a chain at its upper end"),
        pytest.param("1 < far <= 5", {"far": 1}, False, id="a chain at its lower end"),
        pytest.param("1 < far <= 5", {}, UNKNOWN, id="a chain around null"),
        pytest.param("1 < far < near", {"far": 0}, False, id="a chain with one false link beside null"),
        pytest.param("1 < far < near", {"far": NA}, False, id="a chain around not applicable"),
    ],
)
def test_values_and_sets_are_tested(text: str, values: dict[str, Any], expected: Any) -> None:
    """Enums, membership, common members, size, known, own and chains."""
    tree = tree_of(text, definition="known" in text)
    assert expected == outcome(evaluate(tree, Names(values)))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        pytest.param("far + near", {"far": 2, "near": 3}, 5, id="a sum"),
        pytest.param("far - near", {"far": 2, "near": 3}, -1, id="a difference"),
        pytest.param("far * 2", {"far": 2.5}, 5, id="a product"),
        pytest.param("far / 4", {"far": 10}, 2.5, id="a quotient"),
        pytest.param("far ** 2", {"far": 3}, 9, id="a power"),
        pytest.param("far ** 0.5", {"far": 9}, 3, id="a root"),
        pytest.param("far ** 0.5", {"far": -9}, UNKNOWN, id="the root of a negative number"),
        pytest.param("far / near", {"far": 1, "near": 0}, UNKNOWN, id="division by zero"),
        pytest.param("far ** -1", {"far": 0}, UNKNOWN, id="zero to a negative power"),
        pytest.param("far ** 10", {"far": 1e300}, UNKNOWN, id="an overflow"),
        pytest.param("far * near", {"far": 1e300, "near": 1e300}, UNKNOWN, id="an infinite product"),
        pytest.param("min(far, near)", {"far": 2, "near": 3}, 2, id="the smaller"),
        pytest.param("max(far, near, 9)", {"far": 2, "near": 3}, 9, id="the largest of three"),
        pytest.param("-3 + far", {"far": 3}, 0, id="a negative number"),
        pytest.param("2 + 3 * far", {"far": 4}, 14, id="products before sums"),
        pytest.param("(2 + 3) * far", {"far": 4}, 20, id="parentheses first"),
    ],
)
def test_numbers_are_calculated(text: str, values: dict[str, Any], expected: Any) -> None:
    """Where arithmetic has no finite result it is unknown, never an error."""
    assert expected == value_of(text, KM, **values)


@pytest.mark.parametrize(
    "text", ["far + near", "far - near", "far * near", "far / near", "min(far, near)", "max(far, near)"]
)
@pytest.mark.parametrize(
    ("far", "near", "expected"),
    [
        pytest.param(UNKNOWN, 1, UNKNOWN, id="null and a value"),
        pytest.param(1, UNKNOWN, UNKNOWN, id="a value and null"),
        pytest.param(NA, 1, NA, id="not applicable and a value"),
        pytest.param(1, NA, NA, id="a value and not applicable"),
        pytest.param(NA, UNKNOWN, NA, id="not applicable and null"),
        pytest.param(0, UNKNOWN, UNKNOWN, id="zero and null"),
    ],
)
def test_arithmetic_passes_on_what_is_missing(text: str, far: Any, near: Any, expected: Any) -> None:
    """Not applicable first, then unknown."""
    assert expected == value_of(text, PURE, far=far, near=near)


@pytest.mark.parametrize("far", [UNKNOWN, NA], ids=["null", "not applicable"])
def test_a_power_passes_on_what_is_missing(far: Any) -> None:
    """The base decides: the exponent is a constant."""
    assert far == value_of("far ** 2", PURE, far=far)


@pytest.mark.parametrize("missing", [UNKNOWN, NA], ids=["null", "not applicable"])
@pytest.mark.parametrize("side", ["tags", "marks"])
def test_common_members_pass_on_what_is_missing(side: str, missing: Any) -> None:
    """`a & b` has no value when either set has none."""
    assert missing == value_of("tags & marks", TAGS, **{"tags": RED, "marks": RED, side: missing})


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        pytest.param("end - start", DURATION, 31, id="days between"),
        pytest.param("start - end", DURATION, -31, id="days before"),
        pytest.param("(end - start) / days", PURE, 31, id="in days"),
        pytest.param("(end - start) / weeks", PURE, 31 / 7, id="in weeks"),
        pytest.param("(end - start) / months", PURE, 31 / 30.4375, id="in months"),
        pytest.param("end - start == 31 * days", BOOLEAN, True, id="exactly so many days"),
        pytest.param("end - start > 31 * days", BOOLEAN, False, id="not more than so many days"),
        pytest.param("end - start >= 4 * weeks + 3 * days", BOOLEAN, True, id="weeks and days"),
        pytest.param("end - start < 2 * months", BOOLEAN, True, id="less than two months"),
        pytest.param("min(start, end) == start", BOOLEAN, True, id="the earlier date"),
        pytest.param("max(end - start, 5 * days) == 31 * days", BOOLEAN, True, id="the longer time"),
    ],
)
def test_dates_and_intervals_are_calculated(text: str, kind: Type, expected: Any) -> None:
    """From 1 January to 1 February 2024 are 31 days; a month is 30.4375 days."""
    assert expected == value_of(text, kind, start=JAN, end=FEB)


def test_three_months_fall_between_two_days() -> None:
    """3 x 30.4375 days are 91.3125: 91 days are less, 92 are more."""
    found = [value_of("end - start >= 3 * months", start=JAN, end=date(2024, 4, day)) for day in (1, 2)]
    assert [False, True] == found


def test_a_leap_day_counts() -> None:
    """From 28 February to 1 March are two days in a leap year, one in any other."""
    spans = [value_of("(end - start) / days", PURE, start=date(y, 2, 28), end=date(y, 3, 1)) for y in (2024, 2023)]
    assert [2, 1] == spans


def test_a_tower_of_powers_ends() -> None:
    """Powers of powers become unknown instead of numbers that fill the memory."""
    text = "far"
    for _ in range(12):
        text = f"({text}) ** 10"
    assert UNKNOWN is value_of(text, PURE, far=10)


def test_a_number_of_many_digits_ends_as_unknown() -> None:
    """A number that no float can hold is not calculated with."""
    assert UNKNOWN is value_of("9" * 1900 + " ** 2 > ratio", ratio=1)
    assert UNKNOWN is value_of("9" * 1900 + " * ratio > 1", ratio=0.5)
