"""A story is planned day by day: what was said stays, is dated, grows old, and can be taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline
from sarcoguide.verify.stories import records, run_stories
from tests.helpers import copy_of_tiny

STORY = """\
id: a_year
title: A year of a bicycle
why: It grows old.
steps:
  - date: 2024-01-10
    happens: it is bought
    why: The tyre is full.
    with: {is_bicycle: true, tyre_pressure_bar: 4, faults: [], brakes_hold: true, load_kg: 5, frame: steel, gears: 7}
    adds: {treatments: [{start: 2024-01-02, grease_g: 5}]}
    expect: {options: {change_tyre: not_indicated}}
  - date: 2024-06-10
    happens: nothing new is known
    why: The pressure was measured too long ago.
    expect: {options: {change_tyre: needs_information}}
  - date: 2024-06-11
    happens: the tyre is flat
    why: The brakes are as they were.
    with: {faults: [flat_tyre], load_kg: unknown, weight_kg: {value: 15, date: 2024-06-01}}
    adds: {treatments: [{start: 2024-06-10, grease_g: 7}]}
    expect: {options: {change_tyre: supported}}
    must_not: {options: {straighten_wheel: supported}}
"""
FILE = "cases/stories/a_year.yaml"


def test_each_day_of_a_story_comes_out_as_it_says(tmp_path: Path) -> None:
    """The pressure of January is too old in June, and the brakes of January still count."""
    guideline = load_guideline(copy_of_tiny(tmp_path, (FILE, "", STORY)))
    results = list(run_stories(guideline))
    assert [()] * 3 == [result.failures for result in results]
    assert "A year of a bicycle - 2024-06-11: the tyre is flat" == results[2].sentence


def test_a_day_that_comes_out_otherwise_fails(tmp_path: Path) -> None:
    """The failure names the day, and the other days stand."""
    wrong = STORY.replace("{options: {change_tyre: supported}}", "{options: {change_tyre: excluded}}")
    guideline = load_guideline(copy_of_tiny(tmp_path, (FILE, "", wrong)))
    assert [False, False, True] == [bool(result.failures) for result in run_stories(guideline)]


def test_a_day_whose_record_cannot_be_read_fails(tmp_path: Path) -> None:
    """A slip in a value is told as a failure of that day."""
    guideline = load_guideline(copy_of_tiny(tmp_path, (FILE, "", STORY.replace("value: 15", "value: 1500"))))
    failure = list(run_stories(guideline))[2].failures[0]
    assert "the record cannot be planned" in failure


def test_only_the_days_that_are_asked_for_are_run(tmp_path: Path) -> None:
    """`--match` chooses days as it chooses cases."""
    guideline = load_guideline(copy_of_tiny(tmp_path, (FILE, "", STORY)))
    assert (1, 0) == (len(list(run_stories(guideline, "NOTHING NEW"))), len(list(run_stories(guideline, "a car"))))


def test_the_record_of_a_day_holds_what_came_before(tmp_path: Path) -> None:
    """A value is dated to its step unless it says another day; `unknown` takes a fact away; rows add up."""
    guideline = load_guideline(copy_of_tiny(tmp_path, (FILE, "", STORY)))
    first, _, last = records(guideline.stories[0], guideline)
    assert (1, 2) == (len(first["timeline"]["treatments"]), len(last["timeline"]["treatments"]))
    assert ("2024-01-10", "2024-06-11", "2024-06-01") == tuple(
        str(last["facts"][name]["date"]) for name in ("brakes_hold", "faults", "weight_kg")
    )
    assert (True, False) == ("load_kg" in first["facts"], "load_kg" in last["facts"])


def test_a_story_may_start_from_an_example_patient_and_look_again(tmp_path: Path) -> None:
    """The patient is known on the first day; what ages is dated anew where it was looked at again, and only that."""
    again = STORY.replace("why: It grows old.", "why: It is looked after.\npatient: B_GOOD")
    again = again.replace("happens: nothing new is known", "happens: all is as before\n    looked_again: true")
    again = again.replace("change_tyre: needs_information", "change_tyre: not_indicated")
    guideline = load_guideline(copy_of_tiny(tmp_path, (FILE, "", again)))
    _, second, _ = records(guideline.stories[0], guideline)
    assert ("2024-06-10", "2024-01-10") == tuple(
        str(second["facts"][name]["date"]) for name in ("tyre_pressure_bar", "country")
    )
    assert [()] * 3 == [result.failures for result in run_stories(guideline)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("date: 2024-06-11", "date: 2024-06-10", "not later than the step before"),
        ("why: It grows old.", "why: It grows old.\npatient: B_NOBODY", "no patient 'B_NOBODY'"),
        ("why: It grows old.", "because: It grows old.", "because"),
        (STORY[STORY.index("steps:") :], "steps: []\n", "without a step"),
    ],
)
def test_a_story_that_is_written_wrongly_is_refused(old: str, new: str, said: str, tmp_path: Path) -> None:
    """Days follow each other, unknown keys are errors, and a story has steps."""
    folder = copy_of_tiny(tmp_path, (FILE, "", STORY.replace(old, new)))
    with pytest.raises(GuidelineError, match=said):
        load_guideline(folder)


def test_two_stories_need_two_names(tmp_path: Path) -> None:
    """The name is in the id of each record."""
    folder = copy_of_tiny(tmp_path, (FILE, "", STORY), ("cases/stories/again.yaml", "", STORY))
    with pytest.raises(GuidelineError, match="another story is called 'a_year'"):
        load_guideline(folder)
