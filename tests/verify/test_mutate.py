"""Broken guidelines are noticed by a case; a condition that no case shows survives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sarcoguide.knowledge import load_guideline
from sarcoguide.language.tree import Compare, Not
from sarcoguide.verify.mutate import conditions, mutants, turned, without_a_part
from sarcoguide.verify.mutate_cases import Watch
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


def test_each_part_of_a_joined_condition_is_left_out_in_turn() -> None:
    """What `and` or `or` joins loses one part at a time; a single comparison has none to lose."""
    rules = {rule.when.text: rule for _, rule in conditions(tiny())}
    joined = rules["frame == steel and gears < 3"]
    assert ["without 'frame == steel'", "without 'gears < 3'"] == [change for change, _ in without_a_part(joined.when)]
    assert ["gears < 3", "frame == steel"] == [left.text for _, left in without_a_part(joined.when)]
    assert [] == list(without_a_part(rules["load_kg > 80"].when))


def test_a_word_chooses_the_conditions_that_are_broken() -> None:
    """The word stands in the place or in the text of the condition; without a word all are broken."""
    assert {"load_kg > 80"} == {mutant.condition for mutant in mutants(tiny(), "load_kg")}
    assert {mutant.condition for mutant in mutants(tiny())} == {rule.when.text for _, rule in conditions(tiny())}


def test_a_case_is_run_only_where_what_it_names_can_come_out_differently() -> None:
    """The case of the full bearing notices its limit; for an option that it does not name it is not asked."""
    guideline = tiny()
    rule = next(rule for _, rule in conditions(guideline) if rule.when.text == "load_kg > 80")
    broken = replace(guideline, options=(), _editions={})
    assert "" == Watch(guideline).noticed(broken, rule, None, {"grease_bearing"})
