"""Figures of outlook: what the guideline may hold of them, and what a plan makes of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.planning.model import OutlookView
from sarcoguide.record import read_record
from sarcoguide.report.statements import coverage
from sarcoguide.verify import run_cases
from tests.helpers import TODAY, copy_of_tiny, guideline_problems

ADVICE = """
outlook:
  when: is_bicycle
  says: Ask first whether the owner wants to know.
  measures:
    kept: {name: Still ridden, unit: '%', means: Of all that were sold.,
      sentence: '{value} are ridden {time} after {start}.'}
    life: {name: Life, unit: years, means: Half of them last longer.,
      sentence: 'Half last {value} years after {start}.'}
  factors: [weight_counts]
  sources: [{id: handbook}]
"""
SHARE = """
- id: kept_steel
  people: Bicycles with a frame of steel
  group: frame == steel
  measure: kept
  value: 40
  interval: [30, 50]
  after_months: 60
  counted_from: sale
  n: 12
  period: 1990-1999
  from: 2020-01-01
  verified: true
  statements: [S9]
  sources: [{id: handbook}]
"""
UNREAD = """
- {id: life_all, people: All bicycles, group: is_bicycle, measure: life, counted_from: sale, period: years not read,
   from: 2020-01-01, until: 2030-01-01, sources: [{id: rumour}]}
"""
FACTOR = """
- {id: weight_counts, kind: information, says: Weight counts., shows: [weight_kg], when: is_bicycle, from: 2020-01-01,
   sources: [{id: handbook}]}
"""
STATEMENT = "- {id: S9, document: clinician, topic: age, kind: fact, shown_by: a page}\n"
PAIR = """
- behaviour: Figures of steel are those of frames of steel
  why: Other frames break sooner.
  statements: [S9]
  entries: [kept_steel, life_all, weight_counts]
  applies: {case: steel, patient: B_GOOD, with: {frame: steel},
            expect: {outlook: {kept_steel: like, life_all: like}, information: [weight_counts]}}
  does_not: {case: carbon, patient: B_GOOD, with: {frame: carbon}, expect: {outlook: {kept_steel: unlike}},
             must_not: {outlook: {kept_steel: like}}}
"""
PARTS = (
    ("guideline.yaml", "", ADVICE),
    ("outlook.yaml", "", SHARE + UNREAD),
    ("recommendations/weight.yaml", "", FACTOR),
    ("statements.yaml", "", STATEMENT),
    ("cases/outlook.yaml", "", PAIR),
)


def with_outlook(tmp_path: Path) -> Guideline:
    """Return the made-up guideline with two figures: one that was read, one that was not."""
    return load_guideline(copy_of_tiny(tmp_path, *PARTS))


def outlook_of(guideline: Guideline, as_of: date = TODAY, **facts: object) -> OutlookView | None:
    """Return the outlook in the plan of a bicycle."""
    record = read_record({"id": "B", "assessment_date": as_of, "facts": facts}, guideline)
    return make_plan(record, guideline).outlook


def test_a_pair_of_cases_shows_a_figure_and_makes_its_statement_done(tmp_path: Path) -> None:
    """Both sides of the pair come out, and the statement counts as an option's would."""
    guideline = with_outlook(tmp_path)
    assert [] == [result.failures for result in run_cases(guideline) if result.failures]
    assert {"S9": "done"} == {one.id: one.state for one in coverage(guideline) if one.id == "S9"}


@pytest.mark.parametrize(("frame", "like"), [("steel", True), ("carbon", False), (None, None)])
def test_a_patient_is_like_the_people_of_a_figure_or_not_or_it_is_not_known(
    frame: str | None, like: bool | None, tmp_path: Path
) -> None:
    """Unknown is neither."""
    view = outlook_of(with_outlook(tmp_path), is_bicycle=True, frame=frame)
    assert view is not None
    assert {"kept_steel": like, "life_all": True} == {figure.id: figure.like for figure in view.figures}


@pytest.mark.parametrize("is_bicycle", [False, None])
def test_no_figure_is_shown_to_whom_none_is_meant_for(is_bicycle: bool | None, tmp_path: Path) -> None:
    """Neither when it is known not to apply, nor when it is not known."""
    assert outlook_of(with_outlook(tmp_path), is_bicycle=is_bicycle) is None


def test_figures_of_like_people_come_first_and_an_unread_one_has_no_number(tmp_path: Path) -> None:
    """What is not known stands before what does not fit; factors that are true are named."""
    view = outlook_of(with_outlook(tmp_path), is_bicycle=True, frame="carbon")
    assert view is not None
    found = [(figure.id, figure.value, figure.verified) for figure in view.figures]
    assert [("life_all", None, False), ("kept_steel", 40.0, True)] == found
    assert (("weight_counts",), {"kept", "life"}) == (view.factors, {measure.id for measure in view.measures})


@pytest.mark.parametrize(("day", "held"), [(date(2029, 12, 31), True), (date(2030, 1, 1), False)])
def test_a_figure_is_gone_on_the_day_on_which_it_ends(day: date, held: bool, tmp_path: Path) -> None:
    """The day before it still stands; both days are named days of the guideline."""
    guideline = with_outlook(tmp_path)
    view = outlook_of(guideline, day, is_bicycle=True)
    assert view is not None
    assert held == ("life_all" in {figure.id for figure in view.figures})
    assert date(2030, 1, 1) in guideline.dates()


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        pytest.param("outlook.yaml", "measure: kept", "measure: keept", "nothing is called 'keept'", id="measure"),
        pytest.param("outlook.yaml", "frame == steel", "frame == steeel", "steeel", id="group"),
        pytest.param("outlook.yaml", "[S9]", "[S99]", "nothing is called 'S99'", id="statement"),
        pytest.param("outlook.yaml", "  sources: [{id: handbook}]", "  sources: []", "names no source", id="no source"),
        pytest.param("outlook.yaml", "{id: handbook}", "{id: handbok}", "no source 'handbok'", id="missing source"),
        pytest.param("outlook.yaml", "{id: handbook}", "{id: rumour}", "none of its sources was read", id="unread"),
        pytest.param("outlook.yaml", "  verified: true\n", "", "though it is not verified", id="not verified"),
        pytest.param("outlook.yaml", "  value: 40\n", "", "there is no figure", id="no figure"),
        pytest.param("outlook.yaml", "[30, 50]", "[41, 50]", "around the figure", id="interval beside it"),
        pytest.param("outlook.yaml", "[30, 50]", "[30]", "around the figure", id="half an interval"),
        pytest.param("outlook.yaml", "value: 40", "value: 101", "cannot be one in %", id="more than all"),
        pytest.param("outlook.yaml", "  after_months: 60\n", "", "no `after_months`", id="share without a time"),
        pytest.param("outlook.yaml", "after_months: 60", "after_months: 0", "not after the start", id="no time"),
        pytest.param("outlook.yaml", "measure: life", "measure: life, after_months: 9", "only a share", id="time"),
        pytest.param("outlook.yaml", "n: 12", "n: 0", "nobody was counted", id="nobody"),
        pytest.param("outlook.yaml", "until: 2030", "until: 2019", "is not after `from`", id="ends before it begins"),
        pytest.param("outlook.yaml", "id: life_all", "id: kept_steel", "is used twice", id="twice"),
        pytest.param(
            "guideline.yaml", "[weight_counts]", "[about_tyres]", "nothing is called 'about_tyres'", id="factor"
        ),
        pytest.param("guideline.yaml", "when: is_bicycle", "when: is_bike", "is_bike", id="when"),
        pytest.param("cases/outlook.yaml", "[kept_steel, life_all,", "[kept_steel,", "no case shows", id="case"),
    ],
)
def test_a_figure_that_would_mislead_is_refused(file: str, old: str, new: str, what: str, tmp_path: Path) -> None:
    """Each fault is told; without it the same guideline loads."""
    parts = [(name, before, text.replace(old, new, 1) if name == file else text) for name, before, text in PARTS]
    assert parts != list(PARTS)
    assert any(what in problem.what for problem in guideline_problems(tmp_path, *parts))


def test_the_same_guideline_without_a_fault_is_not_refused(tmp_path: Path) -> None:
    """The other side of every fault above."""
    assert () == guideline_problems(tmp_path, *PARTS)
