"""Facts that stand with every option: what decides most is never a page away."""

from __future__ import annotations

from pathlib import Path

from sarcoguide.knowledge import load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from tests.helpers import TODAY, copy_of_tiny, guideline_problems, plan_of, said
from tests.strategies import guideline

ALWAYS = ("guideline.yaml", "layers:\n", "always_shown: [frame, gears]\nlayers:\n")
FACTS = {"is_bicycle": True, "frame": "steel"}


def test_every_option_prints_the_facts_that_always_stand_with_one(tmp_path: Path) -> None:
    """After its own, each once, unknown ones as unknown; without such facts it prints its own alone."""
    own = ("recommendations/repairs.yaml", "  guards: [no_force_on_carbon]\n", "  shows: [load_kg, frame]\n")
    rules = load_guideline(copy_of_tiny(tmp_path, ALWAYS, own))
    plan = make_plan(read_record({"id": "B", "assessment_date": TODAY, "facts": FACTS}, rules), rules)
    printed = {option.id: [(fact.fact, fact.state) for fact in option.shows] for option in plan.options}
    every = [("frame", "known"), ("gears", "unknown")]
    assert {"straighten_wheel": [("load_kg", "unknown"), *every]} == {k: v for k, v in printed.items() if v != every}
    assert {()} == {option.shows for option in plan_of(FACTS).options}


def test_a_fact_that_does_not_exist_cannot_stand_with_every_option(tmp_path: Path) -> None:
    """It would be lost in silence."""
    wrong = ("guideline.yaml", "layers:\n", "always_shown: [frame, geers]\nlayers:\n")
    assert ["nothing is called 'geers'"] == said(guideline_problems(tmp_path, wrong))


def test_the_packaged_options_print_type_and_performance_status() -> None:
    """C42 and C43: with drugs and with local treatments alike."""
    rules = guideline()
    plan = make_plan(read_record(rules.patients["F_LIM"], rules), rules)
    wanted = {"histology", "ecog_performance_status"}
    assert all(wanted <= {fact.fact for fact in option.shows} for option in plan.options)
