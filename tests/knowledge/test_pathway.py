"""The map: every entry that needs a place has exactly one, and what leads to a stage stands above it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline
from sarcoguide.knowledge.pathway import assumed
from sarcoguide.knowledge.pathway_entries import ON_THE_MAP
from tests.helpers import copy_of_tiny, tiny, tree_of
from tests.strategies import guideline

STAGE = "patient: x, from: 2020-01-01, sources: [{id: hunch}]"
FIRST = f"""
- id: first
  {STAGE.replace(", ", chr(10) + "  ")}
  title: First
  places:
    - {{id: danger, title: Danger, patient: x, entries: [do_not_ride, no_bicycle], aside: true}}
    - {{id: safe, title: Safe, patient: x, when: brakes_hold}}
"""
THEN = f"""
- id: then
  {STAGE.replace(", ", chr(10) + "  ")}
  title: Then
  after: [first]
  places:
    - {{id: repair, title: Repair, patient: x, files: [recommendations/repairs]}}
    - {{id: grease, title: Grease, patient: x, files: [regimens/greasing]}}
"""
MAP = FIRST + THEN


def faults(folder: Path) -> list[str]:
    """Return what is wrong with a guideline."""
    with pytest.raises(GuidelineError) as caught:
        load_guideline(folder)
    return [problem.what for problem in caught.value.problems]


def test_every_entry_of_the_guideline_that_needs_a_place_stands_in_exactly_one() -> None:
    """A reader of the map finds each option, emergency and exit, and finds it once."""
    counted = Counter(name for stage in guideline().pathway for place in stage.places for name in place.holds)
    needs = {rule.entry.id for rule in guideline().options if rule.entry.kind in ON_THE_MAP}
    assert set() == needs - counted.keys()
    assert {1} == set(counted.values())


def test_a_map_that_holds_every_entry_is_accepted(tmp_path: Path) -> None:
    """By file and by name."""
    made = load_guideline(copy_of_tiny(tmp_path, ("pathway.yaml", "", MAP)))
    assert ["first", "then"] == [stage.entry.id for stage in made.pathway]
    assert "change_tyre" in made.pathway[1].places[0].holds


def test_a_guideline_may_have_no_map() -> None:
    """Then nothing has to stand on it."""
    assert () == tiny().pathway


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (", files: [regimens/greasing]}", ", when: brakes_hold}", "'grease_bearing' stands nowhere on the map"),
        ("entries: [do_not_ride, no_bicycle]", "entries: [do_not_ride]", "'no_bicycle' stands nowhere on the map"),
        ("files: [regimens/greasing]", "files: [regimens/greasing, recommendations/repairs]", "more than once"),
        ("files: [regimens/greasing]", "files: [regimens/oiling]", "nothing is called 'regimens/oiling'"),
        ("do_not_ride, no_bicycle", "do_not_ride, no_bicycle, fly", "nothing is called 'fly'"),
        ("after: [first]", "after: [later]", "nothing above 'then' is called 'later'"),
        ("id: grease,", "id: safe,", "two places of the map are called 'safe'"),
        ("title: Repair,", "title: Repair, when: brakes_hold,", "the branch 'repair' holds options"),
        ("patient: x, when: brakes_hold}", "patient: x}", "neither a branch nor a group"),
        ("when: brakes_hold", "when: brakes_hol", "brakes_hol"),
    ],
)  # fmt: skip
def test_a_map_with_a_fault_is_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    """An entry without a place or with two, a name that leads nowhere, an order that cannot be drawn."""
    assert 1 == MAP.count(old)
    found = faults(copy_of_tiny(tmp_path, ("pathway.yaml", "", MAP.replace(old, new))))
    assert any(what in fault for fault in found), found


def test_what_a_branch_fixes_is_read_from_its_equations() -> None:
    """Values, and conditions written bare or with not."""
    assert {"paint": "red", "p": True, "q": False} == assumed(tree_of("paint == red and p and not q"))


def test_what_a_branch_leaves_open_is_not_assumed() -> None:
    """One of several, a limit, and no condition at all."""
    assert {} == assumed(tree_of("p or q")) == assumed(tree_of("ratio > 2 and paint in [red, blue]")) == assumed(None)
