"""Broken guidelines are noticed by a case; a condition that no case shows survives."""

from __future__ import annotations

from pathlib import Path

from sarcoguide.knowledge import load_guideline
from sarcoguide.language.tree import Compare, Not
from sarcoguide.verify.mutate import conditions, mutants, turned
from tests.helpers import copy_of_tiny, tiny


def test_a_condition_is_turned_round_at_its_first_comparison() -> None:
    """A comparison gets the opposite operator; what compares nothing is negated."""
    rules = {rule.when.text: rule for _, rule in conditions(tiny())}
    heavier = turned(rules["load_kg > 80"].when)
    unheld = turned(rules["not brakes_hold"].when)
    assert isinstance(heavier, Compare)
    assert heavier.op == "<="
    assert isinstance(unheld, Not)


def test_a_condition_that_a_case_shows_is_noticed_and_one_that_none_shows_survives() -> None:
    """The case of the full bearing notices its limit; no case speaks of a load of 80 kg."""
    noticed = {(mutant.condition, mutant.change): mutant.noticed_by for mutant in mutants(tiny())}
    full = "life_grease_at_least_g + own.grease_g > 100"
    assert noticed[full, "removed"].startswith("case: A squeaking bearing")
    assert noticed["load_kg > 80", "removed"] == ""


def test_a_survivor_may_say_why(tmp_path: Path) -> None:
    """What cannot be shown yet is explained beside the condition, not silenced."""
    edit = (
        "recommendations/repairs.yaml",
        "because: Too heavy for a new tyre,",
        "because: Too heavy, shadowed: No tyre yet,",
    )
    guideline = load_guideline(copy_of_tiny(tmp_path, edit))
    assert {mutant.shadowed for mutant in mutants(guideline) if mutant.condition == "load_kg > 80"} == {"No tyre yet"}
