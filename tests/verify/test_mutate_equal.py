"""The solver shows whether a broken condition changes the status of anybody at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sarcoguide.knowledge import ConditionRule, Guideline, load_guideline
from sarcoguide.verify.mutate import ALIKE, conditions, mutants
from sarcoguide.verify.mutate_equal import changes_no_status
from tests.helpers import copy_of_tiny, tiny

AGAIN = (
    "recommendations/repairs.yaml",
    "    - {when: frame == steel and gears < 3, because: Not worth it}",
    "    - {when: frame == steel and gears < 3, because: Not worth it}\n"
    "    - {when: not brakes_hold, because: Brakes come first, unknown: blocks}",
)


def rule_of(guideline: Guideline, because: str) -> ConditionRule:
    """Return the condition with a reason."""
    return next(rule for _, rule in conditions(guideline) if rule.because == because)


def test_an_unknown_that_nothing_else_waits_for_changes_a_status() -> None:
    """Without the brakes the new tyre would be offered."""
    guideline = tiny()
    rule = rule_of(guideline, "It would be ridden without brakes")
    assert not changes_no_status(guideline, rule, replace(rule, blocks=False), {"change_tyre"})


def test_an_unknown_that_another_condition_waits_for_changes_none(tmp_path: Path) -> None:
    """It is explained and no survivor; that the exclusion is gone is still noticed or survives."""
    guideline = load_guideline(copy_of_tiny(tmp_path, AGAIN))
    rule = rule_of(guideline, "It would be ridden without brakes")
    assert changes_no_status(guideline, rule, replace(rule, blocks=False), {"change_tyre"})
    found = {mutant.change: mutant for mutant in mutants(guideline, "not brakes_hold")}
    assert (ALIKE, "explained") == (found["unknown: check"].explained, found["unknown: check"].outcome)


def test_a_condition_that_has_ended_is_looked_at_on_its_last_day() -> None:
    """On the day of the guideline it is no longer there, and any change of it would seem alike."""
    guideline = tiny()
    rule = rule_of(guideline, "Too heavy for a new tyre")
    assert rule.until is not None
    assert not changes_no_status(guideline, rule, replace(rule, blocks=not rule.blocks), {"change_tyre"})
    assert not changes_no_status(guideline, rule, replace(rule, blocks=not rule.blocks), set())
