"""The status of an option: precedence, unknowns that block and those that do not, stale values, dates and countries.

The made-up guideline of tests/data/tiny is about bicycles: nothing here depends on medicine.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.planning import Plan, make_plan
from sarcoguide.planning.model import OptionView
from sarcoguide.record import read_record
from sarcoguide.record.changes import changed

TINY = Path(__file__).parents[1] / "data" / "tiny"


@lru_cache(maxsize=1)
def tiny() -> Guideline:
    """Return the made-up guideline."""
    return load_guideline(TINY)


def plan_with(as_of: date | None = None, **changes: Any) -> Plan:
    """Return the plan of the bicycle in good order with some facts changed."""
    record = changed(tiny().patients["B_GOOD"].data, changes)
    return make_plan(read_record(record, tiny()), tiny(), as_of)


def option(name: str, as_of: date | None = None, **changes: Any) -> OptionView:
    """Return one option of that plan."""
    found = plan_with(as_of, **changes).option(name)
    assert found is not None
    return found


FLAT: dict[str, Any] = {"faults": ["flat_tyre"], "tyre_pressure_bar": None}


def test_an_option_whose_condition_is_met_and_with_nothing_against_it_is_supported() -> None:
    """The simplest case, and its counterpart."""
    assert option("change_tyre", **FLAT).status == "supported"
    assert option("change_tyre").status == "not_indicated"


def test_a_true_exclusion_wins_over_everything_else() -> None:
    """It wins even where the option is not indicated or discouraged besides."""
    assert option("change_tyre", brakes_hold=False, **FLAT).status == "excluded"
    assert option("change_tyre", brakes_hold=False).status == "excluded"
    assert option("change_tyre", brakes_hold=False, frame="steel", gears=1, **FLAT).status == "excluded"


def test_an_unknown_exclusion_holds_an_option_back_and_is_asked_for() -> None:
    """Unknown is never normal."""
    held = option("change_tyre", brakes_hold=None, **FLAT)
    assert (held.status, held.missing) == ("needs_information", ("brakes_hold",))


def test_an_unknown_exclusion_marked_check_is_printed_and_holds_nothing() -> None:
    """`unknown: check` is a line to look at, never a question."""
    free = option("change_tyre", load_kg=None, **FLAT)
    assert free.status == "supported"
    assert any("Too heavy for a new tyre" in line for line in free.open_checks)
    assert option("change_tyre", load_kg=81, **FLAT).status == "excluded"


def test_a_known_discouragement_is_shown_although_something_else_is_unknown() -> None:
    """The discouragement comes before the question (loading note A6)."""
    shown = option("change_tyre", frame="steel", gears=2, brakes_hold=None, **FLAT)
    assert shown.status == "discouraged"
    assert option("change_tyre", frame="steel", gears=3, **FLAT).status == "supported"


def test_an_unknown_condition_asks_for_the_facts_that_would_settle_it() -> None:
    """What is asked are facts, not definitions."""
    asked = option("change_tyre", faults=None, tyre_pressure_bar=None)
    assert (asked.status, asked.missing) == ("needs_information", ("faults", "tyre_pressure_bar"))


def test_a_caution_is_a_note_and_changes_no_status() -> None:
    """True cautions are listed; unknown ones never ask."""
    noted = option("change_tyre", second_hand=True, **FLAT)
    assert (noted.status, [view.because for view in noted.cautions]) == ("supported", ["The rim may be worn"])
    assert option("change_tyre", second_hand=None, **FLAT).missing == ()


@pytest.mark.parametrize(
    ("day", "pressure", "status"),
    [(date(2024, 12, 11), 2.0, "supported"), (date(2024, 12, 10), 2.0, "needs_information")],
    ids=["on its last fresh day", "a day too old"],
)
def test_a_value_supports_until_its_last_fresh_day(day: date, pressure: float, status: str) -> None:
    """Tyre pressure is fresh for 30 days before 10 January 2025."""
    value = {"value": pressure, "date": day}
    assert option("change_tyre", tyre_pressure_bar=value).status == status


def test_a_stale_value_is_asked_for_again_and_warned_of() -> None:
    """The old value stands beside the question."""
    plan = plan_with(tyre_pressure_bar={"value": 2.0, "date": date(2024, 6, 1)}, faults=[])
    question = next(missing for missing in plan.missing if missing.fact == "tyre_pressure_bar")
    assert (question.stale_value, question.stale_date) == ("2 bar", "2024-06-01")
    assert "stale_value" in [warning.id for warning in plan.warnings]


def test_a_withdrawn_option_is_unavailable_from_its_day_and_holds_the_day_before() -> None:
    """`until` is the first day on which it no longer holds."""
    bent: dict[str, Any] = {"faults": ["bent_wheel"], "frame": "aluminium"}
    assert option("straighten_wheel", date(2025, 6, 30), **bent).status == "supported"
    ended = option("straighten_wheel", date(2025, 7, 1), **bent)
    assert ended.status == "unavailable"
    assert any("Wheels are exchanged today" in reason for reason in ended.reasons)


def test_an_option_is_absent_before_its_first_day() -> None:
    """Before `from` there is no such entry; on the day there is."""
    assert plan_with(date(2021, 2, 28)).option("straighten_wheel") is None
    assert plan_with(date(2021, 3, 1)).option("straighten_wheel") is not None


def test_an_option_sold_in_one_country_is_unavailable_elsewhere_and_asks_where_it_is_not_known() -> None:
    """An unknown country is never taken for the right one."""
    assert option("rent_another", brakes_hold=False, country="NL").status == "supported"
    assert option("rent_another", brakes_hold=False, country="DK").status == "unavailable"
    assert option("rent_another", brakes_hold=False, country=None).missing == ("country",)


def test_exclusion_goes_before_unavailable() -> None:
    """A withdrawn option that would harm this patient says so."""
    assert option("straighten_wheel", date(2025, 7, 1), faults=["bent_wheel"], frame="carbon").status == "excluded"


def test_an_option_inherits_the_guards_of_its_drugs_and_counts_the_next_dose() -> None:
    """95 g and the next 10 g are over the limit of 100 g; 90 g are exactly on it."""
    squeaks: dict[str, Any] = {"squeaks": True, "complaints": ["squeaks"]}
    assert (
        option("grease_bearing", grease_ledger=[{"grease": "lithium", "amount_g": 95}], **squeaks).status == "excluded"
    )
    assert (
        option("grease_bearing", grease_ledger=[{"grease": "lithium", "amount_g": 90}], **squeaks).status == "supported"
    )


def test_a_supportive_measure_is_judged_beside_each_regimen_and_for_the_planned_one() -> None:
    """Without a plan it belongs to no plan; beside a regimen it has that regimen's quantities."""
    squeaks: dict[str, Any] = {"squeaks": True, "complaints": ["squeaks"]}
    assert [item.id for item in option("grease_bearing", **squeaks).support] == ["wipe_afterwards"]
    assert option("wipe_afterwards", **squeaks).status == "not_indicated"
    assert option("wipe_afterwards", planned_repair="grease_bearing", **squeaks).status == "supported"


def test_whether_the_patient_was_in_the_trial_is_told() -> None:
    """The population of a source is an expression over the patient."""
    inside = option("straighten_wheel", faults=["bent_wheel"], frame="aluminium")
    outside = option("straighten_wheel", faults=["bent_wheel"], frame="steel")
    assert (inside.outside_evidence, outside.outside_evidence) == (False, True)


def test_what_would_have_to_be_different_names_every_exclusion() -> None:
    """Each true exclusion is a group of its own: all must change."""
    blocked = option("change_tyre", brakes_hold=False, load_kg=90, **FLAT)
    assert [group.any_of for group in blocked.would_change] == [("brakes_hold",), ("load_kg <= 80",)]
