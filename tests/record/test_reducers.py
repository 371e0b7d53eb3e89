"""The algorithms over timelines, each with an example worked out by hand."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest

from tests.helpers import NOT_APPLICABLE, TODAY, UNKNOWN, fact, situation

JAN, JUNE = "2024-01-01", "2024-06-01"


def service(**fields: Any) -> dict[str, Any]:
    return fields


def depth(part: str, day: str, mm: float, **more: Any) -> dict[str, Any]:
    return {"part": part, "date": day, "depth_mm": mm, "tool": "gauge", **more}


@pytest.mark.parametrize(
    ("services", "expected"),
    [
        pytest.param(None, UNKNOWN, id="unknown"),
        pytest.param([], 0, id="none"),
        pytest.param([service(start=JAN)], 1, id="one"),
        pytest.param([service(start=JAN), service(start=JUNE, purpose="race")], 1, id="one does not count"),
        pytest.param([service(start=JAN, purpose="race")], 0, id="none counts"),
        pytest.param([service(start=JAN, purpose="care"), service(start=JUNE)], 2, id="an unknown purpose counts"),
    ],
)
def test_records_are_counted(services: Any, expected: Any) -> None:
    """`count`: all but those for a race."""
    assert expected == fact("service_count", {"services": services})


@pytest.mark.parametrize(
    ("services", "expected"),
    [
        pytest.param(None, UNKNOWN, id="unknown"),
        pytest.param([], NOT_APPLICABLE, id="none"),
        pytest.param([service(end=JUNE)], date(2024, 6, 1), id="one without a start"),
        pytest.param([service(start=JAN)], UNKNOWN, id="one without the field"),
        pytest.param(
            [service(start=JUNE, end="2024-06-02"), service(start=JAN, end="2024-09-09")],
            date(2024, 6, 2),
            id="by start, not by end",
        ),
        pytest.param(
            [service(start=JAN, end=JUNE), service(end="2024-07-01")], UNKNOWN, id="two that cannot be put in order"
        ),
        pytest.param(
            [service(start=JUNE, end="2024-06-02"), service(start=JUNE, end="2024-06-03")],
            UNKNOWN,
            id="two of one day that differ",
        ),
        pytest.param(
            [service(start=JUNE, end="2024-06-02", cycles=1), service(start=JUNE, end="2024-06-02")],
            date(2024, 6, 2),
            id="two of one day that agree",
        ),
        pytest.param(
            [service(start=JAN, end="2024-01-02"), service(start=JUNE, end="2024-06-02", purpose="race")],
            date(2024, 1, 2),
            id="the last does not count",
        ),
    ],
)
def test_the_field_of_the_record_that_began_last(services: Any, expected: Any) -> None:
    """`latest_field`: the end of the service that began last; the order of the list plays no part."""
    assert expected == fact("last_service_end", {"services": services})
    assert expected == fact("last_service_end", {"services": services and services[::-1]})


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, UNKNOWN, id="nothing known"),
        pytest.param({"bought_on": JUNE}, UNKNOWN, id="one known, the others not"),
        pytest.param(
            {"bought_on": JUNE, "first_ride_on": JAN, "second_hand": False}, date(2024, 1, 1), id="one does not apply"
        ),
        pytest.param(
            {"bought_on": JUNE, "first_ride_on": JAN, "resold_on": "2020-05-05"}, date(2020, 5, 5), id="all three"
        ),
        pytest.param({"bought_on": JUNE, "second_hand": False}, UNKNOWN, id="one does not apply, one is unknown"),
    ],
)
def test_the_earliest_of_several_dates(facts: dict[str, Any], expected: Any) -> None:
    """`earliest`: what does not apply is left out; an unknown date could be earlier than all."""
    assert expected == fact("first_seen", facts)


@pytest.mark.parametrize(
    ("services", "total", "at_least"),
    [
        pytest.param(None, UNKNOWN, UNKNOWN, id="unknown"),
        pytest.param([], 0, 0, id="none"),
        pytest.param([service(grease_g=5), service(grease_g=7.5)], 12.5, 12.5, id="two"),
        pytest.param([service(grease_g=5), service(start=JAN)], UNKNOWN, 5, id="one amount is missing"),
        pytest.param(
            [service(grease_g=5), service(grease_g=7, at_least=True)], UNKNOWN, 12, id="one amount is a lower bound"
        ),
        pytest.param([service(grease_g=5, at_least=False)], 5, 5, id="an amount said to be exact"),
    ],
)
def test_a_field_is_summed(services: Any, total: Any, at_least: Any) -> None:
    """`sum_field` and `sum_field_at_least`: 5 + 7.5 = 12.5; with a gap the sum is only a lower bound."""
    facts = {"services": services}
    assert (total, at_least) == (fact("service_grease_g", facts), fact("service_grease_at_least_g", facts))


CARE, RACE = {"purpose": "care"}, {"purpose": "race"}


@pytest.mark.parametrize(
    ("services", "number", "total", "at_least"),
    [
        pytest.param(None, UNKNOWN, UNKNOWN, UNKNOWN, id="unknown"),
        pytest.param([], 0, 0, 0, id="none"),
        pytest.param([service(**RACE, grease_g=5)], 0, 0, 0, id="a known list without one that is meant"),
        pytest.param([service(**CARE, grease_g=5), service(**RACE, grease_g=7)], 1, 5, 5, id="one of two is meant"),
        pytest.param([service(**CARE, grease_g=5), service(**RACE)], 1, 5, 5, id="a gap in one that is not meant"),
        pytest.param([service(**CARE, grease_g=5), service(**CARE)], 2, UNKNOWN, 5, id="a gap in one that is meant"),
        pytest.param(
            [service(**CARE, grease_g=5), service(grease_g=7)], UNKNOWN, UNKNOWN, 5, id="one that may be meant or not"
        ),
        pytest.param(
            [service(**CARE, grease_g=5), service(grease_g=7, frame="carbon")],
            1,
            UNKNOWN,
            5,
            id="one that may be meant, and is not counted in any case",
        ),
    ],
)
def test_only_records_that_are_meant_are_counted_and_summed(
    services: Any, number: Any, total: Any, at_least: Any
) -> None:
    """`where` chooses by a field: what a record does not say may choose it, so nothing is taken from it."""
    facts = {"services": services}
    found = [fact(name, facts) for name in ("care_count", "care_grease_g", "care_grease_at_least_g")]
    assert [number, total, at_least] == found


def ledger(*lines: tuple[str, float | None]) -> list[dict[str, Any]]:
    return [{"grease": grease, "amount_g": amount} for grease, amount in lines]


THREE_CYCLES = [service(regimen="grease_bearing", cycles=3)]


@pytest.mark.parametrize(
    ("facts", "total", "at_least"),
    [
        pytest.param({}, UNKNOWN, 0, id="nothing known"),
        pytest.param({"ever_greased": False}, 0, 0, id="never given"),
        pytest.param({"ever_greased": True}, UNKNOWN, 0, id="given, nobody knows how much"),
        pytest.param({"grease_ledger": ledger(("lithium", 40), ("graphite", 30))}, 55, 55, id="each times its factor"),
        pytest.param({"grease_ledger": []}, 0, 0, id="an empty ledger"),
        pytest.param(
            {"grease_ledger": ledger(("lithium", 40), ("copper", 5))},
            UNKNOWN,
            50,
            id="a factor for the lower bound only",
        ),
        pytest.param(
            {"grease_ledger": ledger(("lithium", 40), ("graphite", None))}, UNKNOWN, 40, id="an amount is missing"
        ),
        pytest.param({"grease_stated_g": 70}, 70, 70, id="as stated"),
        pytest.param(
            {"grease_stated_g": 70, "grease_ledger": ledger(("lithium", None))},
            70,
            70,
            id="as stated beside a ledger with a gap",
        ),
        pytest.param(
            {"grease_stated_g": 30, "grease_ledger": ledger(("lithium", 40), ("lithium", None))},
            40,
            40,
            id="more than stated",
        ),
        pytest.param(
            {"grease_stated_g": 70, "grease_ledger": ledger(("lithium", 40))},
            40,
            70,
            id="a whole ledger is the total; what is stated beyond it still excludes",
        ),
        pytest.param({"services": THREE_CYCLES}, UNKNOWN, 30, id="cycles at the published dose are a lower bound"),
        pytest.param(
            {"services": [service(regimen="grease_bearing", grease_g=1)]}, UNKNOWN, 0, id="an amount in another field"
        ),
        pytest.param(
            {"services": [service(regimen="change_tyre", cycles=3)]}, UNKNOWN, 0, id="a service without grease"
        ),
        pytest.param(
            {"services": [service(regimen="nobody_knows", cycles=3)]},
            UNKNOWN,
            0,
            id="a service that the guideline does not hold",
        ),
        pytest.param({"services": [service(regimen="grease_bearing")]}, UNKNOWN, 0, id="cycles unknown"),
        pytest.param(
            {"services": THREE_CYCLES, "grease_ledger": ledger(("lithium", 20))},
            30,
            30,
            id="services beyond the ledger",
        ),
        pytest.param(
            {"services": THREE_CYCLES, "grease_ledger": ledger(("lithium", 40))},
            40,
            40,
            id="a ledger beyond the services",
        ),
        pytest.param(
            {"services": [*THREE_CYCLES, service(regimen="grease_bearing")], "grease_ledger": ledger(("lithium", 20))},
            UNKNOWN,
            30,
            id="services beyond the ledger, one of unknown length",
        ),
        pytest.param(
            {
                "services": [*THREE_CYCLES, service(regimen="nobody_knows", cycles=1)],
                "grease_ledger": ledger(("lithium", 20)),
            },
            UNKNOWN,
            30,
            id="services beyond the ledger, one that the guideline does not hold",
        ),
        pytest.param(
            {
                "services": [*THREE_CYCLES, service(regimen="change_tyre", cycles=1)],
                "grease_ledger": ledger(("lithium", 20)),
            },
            30,
            30,
            id="services beyond the ledger, one without grease",
        ),
        pytest.param({"services": THREE_CYCLES, "ever_greased": False}, UNKNOWN, 30, id="said never, but given"),
    ],
)
def test_a_lifetime_dose_is_worked_out(facts: dict[str, Any], total: Any, at_least: Any) -> None:
    """`dose_ledger` and `dose_ledger_at_least`: 40 g lithium x 1 + 30 g graphite x 0.5 = 55 g; 3 cycles of 10 g = 30 g.

    Copper has a factor (2) in the lower bound only: 40 + 5 x 2 = 50, and the total is unknown.
    """
    assert at_least == fact("life_grease_at_least_g", facts)
    if "services" not in facts or "ever_greased" not in facts:
        assert total == fact("life_grease_g", facts)


def test_the_arithmetic_of_a_dose_is_told() -> None:
    """The reason shows each line with its factor."""
    trace = situation({"grease_ledger": ledger(("lithium", 40), ("graphite", 30))}).fresh.value("life_grease_g")
    assert "40 x 1 (lithium) + 30 x 0.5 (graphite)" == trace.because


def test_a_dose_said_to_be_none_but_given_is_unknown() -> None:
    """The two contradict each other; the lower bound still excludes."""
    facts = {"services": THREE_CYCLES, "ever_greased": False}
    assert (UNKNOWN, 30) == (fact("life_grease_g", facts), fact("life_grease_at_least_g", facts))


TWO = [depth("chain", JAN, 2), depth("chain", JUNE, 4)]


@pytest.mark.parametrize(
    ("wear", "expected"),
    [
        pytest.param(None, UNKNOWN, id="unknown"),
        pytest.param([], UNKNOWN, id="no measurement"),
        pytest.param(TWO[:1], UNKNOWN, id="one measurement"),
        pytest.param(TWO, 3 * math.log(2) / 152, id="doubled in 152 days"),
        pytest.param(TWO[::-1], 3 * math.log(2) / 152, id="the same, the later first"),
        pytest.param([depth("chain", JAN, 4), depth("chain", JUNE, 2)], -3 * math.log(2) / 152, id="shrunk"),
        pytest.param([depth("chain", JAN, 4), depth("chain", JUNE, 4)], 0, id="unchanged"),
        pytest.param([depth("chain", JAN, 2), depth("chain", "2024-01-30", 4)], UNKNOWN, id="29 days apart"),
        pytest.param(
            [depth("chain", JAN, 2), depth("chain", "2024-01-31", 4)], 3 * math.log(2) / 30, id="30 days apart"
        ),
        pytest.param([depth("chain", JAN, 2), depth("rim", JUNE, 4)], UNKNOWN, id="two parts"),
        pytest.param([depth("chain", JAN, 2), depth("chain", JUNE, 4, tool="eye")], UNKNOWN, id="measured in two ways"),
        pytest.param(
            [depth("chain", JAN, 2), depth("chain", JUNE, 4, repaired=True)], UNKNOWN, id="one after a repair"
        ),
        pytest.param(
            [depth("chain", JAN, 2), depth("chain", JUNE, 4, repaired=False)],
            3 * math.log(2) / 152,
            id="none after a repair",
        ),
        pytest.param([depth("chain", JAN, 0), depth("chain", JUNE, 4)], UNKNOWN, id="from nothing"),
        pytest.param([*TWO, depth("chain", "2024-08-01", 4)], 0, id="the latest pair of three: 61 days without change"),
        pytest.param(
            [*TWO, depth("chain", "2024-06-10", 8)], 3 * math.log(4) / 161, id="the latest pair far enough apart"
        ),
        pytest.param(
            [*TWO, depth("rim", JAN, 1), depth("rim", JUNE, 4)], 3 * math.log(4) / 152, id="the fastest of two parts"
        ),
    ],
)
def test_growth_is_worked_out(wear: Any, expected: Any) -> None:
    """`growth_rate`: 2 mm on 1 January, 4 mm on 1 June 2024 (152 days): 3 x ln 2 / 152 = 0.01368 per day."""
    found = fact("wear_rate_per_day", {"wear": wear})
    assert expected == (pytest.approx(found) if isinstance(found, float) else found)


def test_growth_does_not_depend_on_the_order_of_measurements_of_one_day() -> None:
    """Two sizes on one day, in one way: the faster pair counts, whichever is written first."""
    wear = [depth("chain", JAN, 2), depth("chain", JUNE, 4, note="a"), depth("chain", JUNE, 3, note="b")]
    found = {fact("wear_rate_per_day", {"wear": order}) for order in permutations(wear)}
    assert [pytest.approx(3 * math.log(2) / 152)] == list(found)


def test_of_two_thousand_daily_measurements_the_last_and_the_one_thirty_days_before_count() -> None:
    """The last is 50 mm deep, the one of thirty days before it 20 mm."""
    days = [date(2018, 1, 1) + timedelta(days=number) for number in range(2000)]
    wear = [depth("chain", day.isoformat(), 1 + index % 50) for index, day in enumerate(days)]
    assert pytest.approx(3 * math.log(50 / 20) / 30) == fact("wear_rate_per_day", {"wear": wear})


def test_the_arithmetic_of_growth_is_told() -> None:
    """Lesion, diameters, days and the result."""
    wear = [{**row, "repaired": False} for row in TWO]
    trace = situation({"wear": wear}).fresh.value("wear_rate_per_day")
    assert "lesion chain: 3 x ln(4/2) / 152 days = 0.01368 per day" == trace.because


def test_a_flag_that_is_not_stated_is_told_as_an_assumption() -> None:
    """One of the two measurements does not say whether it was repaired."""
    wear = [TWO[0], {**TWO[1], "repaired": False}]
    trace = situation({"wear": wear}).fresh.value("wear_rate_per_day")
    assert trace.because.endswith("per day; repaired: not stated, taken as no")


def test_a_reducer_keeps_what_it_read() -> None:
    """The trace of a sum holds the records, so that an explanation can show them and missing ones are asked for."""
    (body,) = situation({}, assessment_date=TODAY).fresh.behind("service_grease_g")
    assert "services" in [part.name for part in body.walk()]
