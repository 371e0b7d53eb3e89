"""An option that stands for many: it is discouraged where none of those that carry it is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sarcoguide.engines import CompiledEngine
from sarcoguide.knowledge import load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.planning.model import OptionView
from sarcoguide.record import Situation, read_record
from sarcoguide.record.changes import changed
from tests.engines.fixed_patient import FixedPatient
from tests.helpers import copy_of_tiny, guideline_problems

REPAIRS = "recommendations/repairs.yaml"
CARE = """- id: care_for_bearings
  says: Care for the bearings.
  when: in_scope
  rests_on: {guards: [no_force_on_carbon], because: No way to do it is open, sources: [{id: handbook}]}
  intent: upkeep
  verb: may
  from: 2020-01-01
  sources: [{id: handbook}]
"""
PAIR = """- behaviour: Care for the bearings rests on greasing
  entries: [care_for_bearings]
  why: nothing else is held for bearings
  applies: {case: it squeaks, patient: B_GOOD, with: {squeaks: true}, expect: {options: {care_for_bearings: supported}}}
  does_not: {case: silent, patient: B_GOOD, with: {squeaks: false}, expect: {options: {care_for_bearings: discouraged}}}
"""
ADDED = ((REPAIRS, "", CARE), ("cases/cases.yaml", "", PAIR))
GATED = "  gates: [a_bicycle]\n"
GREASING = ("regimens/greasing.yaml", GATED, f"{GATED}  guards: [no_force_on_carbon]\n")


def folder(tmp_path: Path) -> Path:
    """Return the made-up guideline with an option that rests on greasing."""
    made = tmp_path / "guideline"
    return made if made.exists() else copy_of_tiny(tmp_path, *ADDED, GREASING)


def care(tmp_path: Path, **changes: Any) -> OptionView:
    """Return the option that rests on others, for the bicycle in good order with some facts changed."""
    guideline = load_guideline(folder(tmp_path))
    record = read_record(changed(guideline.patients["B_GOOD"].data, changes), guideline)
    found = make_plan(record, guideline).option("care_for_bearings")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("changes", "carrier", "status"),
    [
        pytest.param({"squeaks": True}, "supported", "supported", id="one is open"),
        pytest.param(
            {"squeaks": None, "complaints": None}, "needs_information", "supported", id="one waits to be known"
        ),
        pytest.param({"squeaks": False}, "not_indicated", "discouraged", id="none is meant for it"),
        pytest.param({"squeaks": True, "frame": "carbon"}, "excluded", "discouraged", id="each is excluded"),
    ],
)
def test_it_is_open_as_long_as_one_that_carries_it_is(
    tmp_path: Path, changes: dict[str, Any], carrier: str, status: str
) -> None:
    """All three engines say so: the reference, the compiled one and the solver."""
    guideline = load_guideline(folder(tmp_path))
    record = read_record(changed(guideline.patients["B_GOOD"].data, changes), guideline)
    edition = guideline.at(record.assessment_date)
    plan = make_plan(record, guideline)
    engine = CompiledEngine(edition)
    solved = FixedPatient(edition).found(Situation(record, edition)).options
    wanted = {"grease_bearing": carrier, "care_for_bearings": status}
    assert wanted == {name: view.status for name in wanted if (view := plan.option(name)) is not None}
    assert wanted == {name: engine.statuses(record)[name] for name in wanted}
    assert wanted == {name: solved[name][0] for name in wanted}
    assert plan == engine.plan(record, guideline)


def test_it_says_why_where_none_is_open(tmp_path: Path) -> None:
    """With the reason of the guideline, and only then."""
    reason = "No way to do it is open"
    assert (reason,) == care(tmp_path, squeaks=False).reasons
    assert reason not in care(tmp_path, squeaks=True).reasons


def test_what_keeps_the_option_itself_from_being_meant_goes_first(tmp_path: Path) -> None:
    """Out of scope it is not indicated, whatever carries it."""
    assert "not_indicated" == care(tmp_path, squeaks=False, is_bicycle=False).status


def test_a_drug_that_only_supports_carries_nothing(tmp_path: Path) -> None:
    """The guard of the cloth that wipes the bearing afterwards does not count."""
    cloth = ("drugs/greases.yaml", "name: Wiping cloth,", "name: Wiping cloth, guards: [no_force_on_carbon],")
    problems = guideline_problems(tmp_path, *ADDED, cloth)
    assert ["it rests on no option"] == [problem.what for problem in problems]


def test_a_guard_that_does_not_exist_is_named(tmp_path: Path) -> None:
    """With the name that was probably meant."""
    wrong = CARE.replace("no_force_on_carbon", "no_force_on_carbn")
    problems = guideline_problems(tmp_path, (REPAIRS, "", wrong), ADDED[1], GREASING)
    assert "there is no guard 'no_force_on_carbn'" in [problem.what for problem in problems]
