"""What a record says of derived facts, checklists, what does not apply, contradictions and assumptions."""

from __future__ import annotations

from typing import Any

import pytest

from sarcoguide.errors import RecordError
from sarcoguide.record import Situation, read_record
from tests.helpers import NOT_APPLICABLE, TODAY, UNKNOWN, fact, outcome, plan_of, record, situation, tiny

LOAD = {"load_kg": 30, "weight_kg": 15}


def warnings(facts: dict[str, Any], **more: Any) -> list[str]:
    return [warned.id for warned in situation(facts, **more).warnings]


@pytest.mark.parametrize(("stated", "expected"), [(50, []), (50.5, ["stated_differs"]), (30, [])])
def test_a_difference_of_just_the_tolerance_is_no_difference(stated: float, expected: list[str]) -> None:
    """40 g in the ledger; the tolerance of the lifetime dose is 10 g."""
    facts = {"grease_ledger": [{"grease": "lithium", "amount_g": 40}], "life_grease_g": stated}
    assert expected == warnings(facts)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param(2, [], id="as worked out"),
        pytest.param(2.05, [], id="within the tolerance"),
        pytest.param(1.96, [], id="within the tolerance below"),
        pytest.param(2.06, ["stated_differs"], id="beyond the tolerance"),
        pytest.param(1.9, ["stated_differs"], id="beyond the tolerance below"),
    ],
)
def test_a_stated_value_wins_with_a_warning_beyond_its_tolerance(stated: float, expected: list[str]) -> None:
    """30 kg on 15 kg is a ratio of 2; the tolerance is 0.05."""
    facts = LOAD | {"load_ratio": stated}
    assert stated == fact("load_ratio", facts)
    assert expected == warnings(facts)


def test_the_warning_shows_both_values() -> None:
    """What is stated and what is worked out."""
    (warned,) = situation(LOAD | {"load_ratio": 3}).warnings
    assert "stated as 3, worked out as 2" in warned.says


def test_a_stated_word_that_differs_is_warned_of() -> None:
    """A state of the list is compared as a word."""
    assert ["undated", "stated_differs"] == warnings({"brakes_hold": False, "ride_state": "safe"})


def test_a_stated_value_stands_alone_where_nothing_can_be_worked_out() -> None:
    """Without a load there is nothing to differ from."""
    assert 3 == fact("load_ratio", {"load_ratio": 3})
    assert [] == warnings({"load_ratio": 3})


def test_what_follows_from_a_stated_value_uses_it() -> None:
    """A warning of the guideline reads the stated ratio."""
    plan = plan_of(LOAD | {"is_bicycle": True, "load_ratio": 4})
    assert "heavy_load" in [warned.id for warned in plan.warnings]


@pytest.mark.parametrize(
    ("complaints", "squeaks", "wobbles"),
    [
        pytest.param([], False, False, id="an empty list answers no to all"),
        pytest.param(["squeaks"], True, UNKNOWN, id="a listed name answers yes, the others stay open"),
        pytest.param(["something else"], UNKNOWN, UNKNOWN, id="another word answers nothing"),
        pytest.param(None, UNKNOWN, UNKNOWN, id="no list answers nothing"),
    ],
)
def test_a_checklist_answers_the_facts_that_name_it(complaints: Any, squeaks: Any, wobbles: Any) -> None:
    """Only `[]` says that there is nothing."""
    facts = {"complaints": complaints}
    assert (squeaks, wobbles) == (fact("squeaks", facts), fact("wobbles", facts))


def test_a_fact_given_itself_needs_no_checklist() -> None:
    """A value in the record is read first."""
    assert True is fact("squeaks", {"squeaks": True, "complaints": []})


def test_a_fact_that_affirms_beside_an_empty_checklist_is_used_and_warned_of() -> None:
    """A fact that agrees with its checklist brings no warning."""
    both = situation({"squeaks": True, "complaints": []})
    assert ["beside_checklist"] == [warned.id for warned in both.warnings]
    assert [] == [warned.id for warned in situation({"squeaks": False, "complaints": []}).warnings]


def test_a_fact_that_denies_what_its_checklist_names_is_refused() -> None:
    """The denial could take an exclusion away, so the record is not planned."""
    situation({"squeaks": True, "complaints": ["squeaks"]}).refuse_contradictions()
    with pytest.raises(RecordError, match="complaints names it"):
        situation({"squeaks": False, "complaints": ["squeaks"]}).refuse_contradictions()


@pytest.mark.parametrize(
    ("second_hand", "expected"),
    [
        pytest.param(False, NOT_APPLICABLE, id="false"),
        pytest.param(True, UNKNOWN, id="true"),
        pytest.param(None, UNKNOWN, id="unknown"),
    ],
)
def test_a_fact_applies_only_under_its_condition(second_hand: bool | None, expected: Any) -> None:
    """Owners before are asked only of what is second hand; what is not applicable is not unknown."""
    assert expected == fact("owners_before", {"second_hand": second_hand})


def test_a_present_value_makes_its_fact_applicable() -> None:
    """With the condition unknown the value counts."""
    assert 3 == fact("owners_before", {"owners_before": 3})
    assert 4 == fact("owners_in_all", {"owners_before": 3})


def test_what_does_not_apply_passes_through_arithmetic() -> None:
    """One more than a number that does not apply does not apply."""
    assert NOT_APPLICABLE is fact("owners_in_all", {"second_hand": False})


def test_a_value_where_its_fact_does_not_apply_is_an_error() -> None:
    """One of the two facts must be wrong, and the error names both."""
    seen = situation({"second_hand": False, "owners_before": 3})
    with pytest.raises(RecordError) as caught:
        seen.refuse_contradictions()
    (problem,) = caught.value.problems
    assert "'owners_before' has a value but does not apply here" in problem.what
    assert "second_hand" in problem.remedy


def test_a_value_whose_condition_is_unknown_or_true_is_no_error() -> None:
    """Only a false condition contradicts."""
    situation({"owners_before": 3}).refuse_contradictions()
    situation({"owners_before": 3, "second_hand": True}).refuse_contradictions()


def test_a_contradiction_is_an_error_with_its_remedy() -> None:
    """A flat tyre with pressure; the record is not planned."""
    facts = {"faults": ["flat_tyre"], "tyre_pressure_bar": 7}
    with pytest.raises(RecordError) as caught:
        plan_of(facts)
    (problem,) = caught.value.problems
    assert ("A flat tyre has no pressure.", "measure again") == (problem.what, problem.remedy)
    assert "faults, tyre_pressure_bar" == problem.field


def test_a_stale_value_contradicts_too() -> None:
    """It still excludes, so it still contradicts."""
    facts = {"faults": ["flat_tyre"], "tyre_pressure_bar": {"value": 7, "date": "2020-01-01"}}
    with pytest.raises(RecordError):
        plan_of(facts)


def test_a_contradiction_on_its_edge_is_none() -> None:
    """Exactly 6 bar is not more than 6."""
    situation({"faults": ["flat_tyre"], "tyre_pressure_bar": 6}).refuse_contradictions()


def test_what_is_merely_odd_is_a_warning() -> None:
    """21 gears are more than usual, 20 are not."""
    assert [["many_gears"], []] == [warnings({"gears": number}) for number in (21, 20)]


def test_all_contradictions_are_told_at_once() -> None:
    """Two errors of one record."""
    facts = {"faults": ["flat_tyre"], "tyre_pressure_bar": 7, "second_hand": False, "owners_before": 3}
    with pytest.raises(RecordError) as caught:
        situation(facts).refuse_contradictions()
    assert 2 == len(caught.value.problems)


ASSUMED: dict[str, Any] = {"assessment_date": TODAY, "facts": {"gears": 7}, "assumed": {"tyre_pressure_bar": 4}}


def test_assumptions_are_left_alone_unless_asked_for() -> None:
    """They stay unknown, and a warning lists them."""
    read = read_record(ASSUMED, tiny())
    assert ["gears"] == list(read.given)
    assert [("assumptions_unused", ("tyre_pressure_bar",))] == [(w.id, w.facts) for w in read.warnings]


def test_assumptions_that_are_asked_for_are_used_and_marked() -> None:
    """The value has the origin `assumption`; it is not warned of as undated as well."""
    read = read_record(ASSUMED, tiny(), assume=True)
    assert (4, "assumption") == (read.given["tyre_pressure_bar"].value, read.given["tyre_pressure_bar"].origin)
    assert ["assumptions"] == [warned.id for warned in read.warnings]


def test_an_assumption_beside_a_value_is_an_error() -> None:
    """Nobody could say which holds."""
    with pytest.raises(RecordError, match="given and assumed"):
        read_record({**ASSUMED, "assumed": {"gears": 8}}, tiny(), assume=True)


def test_a_wrong_assumption_is_an_error_only_when_used() -> None:
    """What is not used is not judged."""
    wrong = {**ASSUMED, "assumed": {"tyre_pressure_bar": "low"}}
    assert read_record(wrong, tiny()).warnings
    with pytest.raises(RecordError, match="stands where a number is needed"):
        read_record(wrong, tiny(), assume=True)


def test_what_is_said_about_a_record_is_never_read_by_a_rule() -> None:
    """`about` is free: a mapping is kept, anything else becomes a note."""
    assert {"title": "x"} == dict(record(about={"title": "x"}).about)
    assert {"note": "x"} == dict(record(about="x").about)
    assert {} == dict(record().about)


def test_a_definition_of_another_day_is_unknown_on_this_one() -> None:
    """A name that the edition of the day does not hold yields unknown, never an error."""
    read = record({"gears": 7})
    edition = tiny().at(TODAY)
    assert UNKNOWN is outcome(Situation(read, edition).fresh.value("not_yet"))


def test_a_setting_without_a_value_is_unknown() -> None:
    """No number is applied silently."""
    seen = situation()
    assert (UNKNOWN, 30) == (outcome(seen.fresh.value("fast_wear_per_day")), outcome(seen.fresh.value("wear_min_days")))
