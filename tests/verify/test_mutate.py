"""Broken guidelines are noticed by a case or a story; a condition that none shows survives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.language.tree import Compare, Expr, Literal, Member, Name, Not, Or, ValueSet
from sarcoguide.language.types import BOOLEAN
from sarcoguide.verify.mutate import conditions, figures, mutants
from sarcoguide.verify.mutate_cases import Watch
from sarcoguide.verify.mutate_changes import changed_in_a_part, changes, turned
from tests.helpers import copy_of_tiny, tiny

STORY = """\
id: heavy
title: A heavy load
why: The tyre would not hold.
steps:
  - date: 2024-01-10
    happens: the tyre is flat under 90 kg
    why: It is too heavy.
    with: {is_bicycle: true, faults: [flat_tyre], brakes_hold: true, load_kg: 90, frame: steel, gears: 7}
    expect: {options: {change_tyre: excluded}}
"""


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
    unnoticed = [mutant for mutant in mutants(guideline, "load_kg > 80") if not mutant.noticed_by]
    assert {("No tyre yet", "explained")} == {(mutant.explained, mutant.outcome) for mutant in unnoticed}


def test_a_story_notices_what_no_case_shows(tmp_path: Path) -> None:
    """The load of 90 kg stands in no case; one of its days does not come out when the limit is gone."""
    guideline = load_guideline(copy_of_tiny(tmp_path, ("cases/stories/heavy.yaml", "", STORY)))
    found = {mutant.change: mutant for mutant in mutants(guideline, "load_kg > 80")}
    assert "story: A heavy load - 2024-01-10: the tyre is flat under 90 kg" == found["removed"].noticed_by
    assert ("story", "survivor") == (found["removed"].outcome, found["unknown: blocks"].outcome)


def test_an_unknown_that_no_longer_holds_back_is_a_change_of_its_own(tmp_path: Path) -> None:
    """Only a case without the fact can notice it."""
    pair = """
- behaviour: A tyre waits for the brakes
  why: Unknown is never normal.
  entries: [change_tyre]
  applies: {case: nobody looked, patient: B_GOOD, with: {faults: [flat_tyre], brakes_hold: unknown},
            expect: {options: {change_tyre: needs_information}}}
  does_not: {case: they hold, patient: B_GOOD, with: {faults: [flat_tyre]}, expect: {options: {change_tyre: supported}}}
"""
    with_pair = load_guideline(copy_of_tiny(tmp_path, ("cases/waits.yaml", "", pair)))
    unknown = [
        {mutant.change: mutant.noticed_by for mutant in mutants(guideline, "not brakes_hold")}["unknown: check"]
        for guideline in (tiny(), with_pair)
    ]
    assert ["", "case: A tyre waits for the brakes - nobody looked"] == unknown


def test_each_part_of_a_joined_condition_is_changed_in_turn() -> None:
    """What `and` or `or` joins loses one part at a time; a limit says the other thing of its very number."""
    rules = {rule.when.text: rule for _, rule in conditions(tiny())}
    joined = rules["frame == steel and gears < 3"].when
    told = ["without 'frame == steel'", "without 'gears < 3'", "'gears < 3' with <="]
    assert told == [change for change, _ in changed_in_a_part(joined)]
    assert ["gears < 3", "frame == steel"] == [left.text for _, left in changed_in_a_part(joined)][:2]
    assert ["'load_kg > 80' with >="] == [change for change, _ in changed_in_a_part(rules["load_kg > 80"].when)]


def test_each_condition_is_removed_taken_otherwise_and_turned_round() -> None:
    """Every condition is broken in at least three ways."""
    for _, rule in conditions(tiny()):
        broken = dict(changes(rule))
        assert broken["removed"] is None
        other = broken["unknown: check" if rule.blocks else "unknown: blocks"]
        assert other == replace(rule, blocks=not rule.blocks)
        assert "turned round" in broken


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("[carbon, steel]", ["'frame in it' without carbon", "'frame in it' without steel"]),
        ("light_frames", []),
    ],
)
def test_a_value_is_left_out_of_a_list_that_is_written_in_place(listed: str, told: list[str]) -> None:
    """A named set is one thing, whoever uses it."""
    values = ValueSet(listed, BOOLEAN, frozenset({"carbon", "steel"}))
    member = Member("frame in it", BOOLEAN, Name("frame", BOOLEAN, "frame"), values)
    assert told == [change for change, _ in changed_in_a_part(member)]


def test_a_part_below_not_is_changed_too() -> None:
    """What is excepted from a condition is a part of it like any other."""
    one, other = (Literal(text, BOOLEAN, True) for text in ("one", "other"))
    parts: tuple[Expr, ...] = (one, other)
    excepted = Not("not (one or other)", BOOLEAN, Or("one or other", BOOLEAN, parts))
    assert [("without 'one'", other), ("without 'other'", one)] == [
        (change, left.operand) for change, left in changed_in_a_part(excepted) if isinstance(left, Not)
    ]


def test_the_figures_name_what_noticed() -> None:
    """A reader sees how many were broken, and by what each was noticed."""
    counted: dict[str, Any] = {"case": 5, "story": 2, "property": 1, "explained": 3, "survivor": 4}
    assert (
        "15 broken guidelines: 5 noticed by a case, 2 by a story alone, 1 by a property alone; "
        "3 not noticed and explained, 4 survived"
    ) == figures(Counter(counted))


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
