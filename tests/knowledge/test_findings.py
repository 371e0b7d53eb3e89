"""Findings: what may stand beside an option, and whether a patient could have been in the trial."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.planning.finding_model import FindingView
from sarcoguide.record import read_record
from tests.helpers import TODAY, copy_of_tiny, guideline_problems

ADVICE = """
findings:
  says: Each is of some bicycles.
  measures:
    risk: {name: Break, unit: '1', scale: ratio, means: Below 1 is fewer.}
    kept: {name: Still ridden, unit: '%', scale: share, means: Of all.}
  sources: [{id: handbook}]
"""
FINDING = """
- id: breaks
  options: [grease_bearing]
  measure: risk
  people: Bicycles of one shop
  results: [{of: greased against dry, value: 0.5, interval: [0.2, 1.1]}]
  from: 2020-01-01
  n: 12
  sources: [{id: handbook}]
"""
UNCODED = """
- {id: rides, options: [grease_bearing], measure: kept, people: Others, results: [{of: greased, value: 40}],
   from: 2020-01-01, trial: hunch, sources: [{id: handbook}]}
"""
AIM = "  intent: upkeep\n"
POPULATION = (
    "regimens/greasing.yaml",
    AIM,
    f"{AIM}  population: {{handbook: frame == steel}}\n",
)
PARTS = (("guideline.yaml", "", ADVICE), ("findings.yaml", "", FINDING + UNCODED), POPULATION)


def beside(tmp_path: Path, **facts: object) -> dict[str, FindingView]:
    """Return the findings beside the greasing of a bicycle that squeaks."""
    guideline = load_guideline(copy_of_tiny(tmp_path, *PARTS))
    given = {"is_bicycle": True, "squeaks": True, **facts}
    option = make_plan(read_record({"id": "B", "assessment_date": TODAY, "facts": given}, guideline), guideline).option(
        "grease_bearing"
    )
    assert option is not None
    return {finding.id: finding for finding in option.findings}


@pytest.mark.parametrize(
    ("frame", "inside", "missing"), [("steel", True, ()), ("carbon", False, ()), (None, None, ("frame",))]
)
def test_a_patient_could_have_been_in_a_trial_or_not_or_it_is_not_known(
    frame: str | None, inside: bool | None, missing: tuple[str, ...], tmp_path: Path
) -> None:
    """By the population that the option holds of that source; what is missing is named."""
    found = beside(tmp_path, frame=frame) if frame else beside(tmp_path)
    assert (inside, missing) == (found["breaks"].inside, found["breaks"].missing)
    assert (inside is not None) == bool(found["breaks"].because)


def test_a_trial_whose_entry_rules_are_not_held_is_neither(tmp_path: Path) -> None:
    """That is another thing than a fact that is missing."""
    found = beside(tmp_path, frame="steel")
    assert (False, None, ()) == (found["rides"].held, found["rides"].inside, found["rides"].missing)
    assert found["breaks"].held


def test_no_finding_stands_beside_an_option_that_is_not_indicated(tmp_path: Path) -> None:
    """It would read as advice."""
    assert {} == beside(tmp_path, squeaks=False)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("options: [grease_bearing]", "options: []", "beside no option"),
        ("options: [grease_bearing]", "options: [grease]", "nothing is called 'grease'"),
        ("measure: risk", "measure: luck", "nothing is called 'luck'"),
        ("n: 12", "n: 0", "nobody was counted"),
        ("[0.2, 1.1]", "[0.6, 1.1]", "around the number"),
        ("[0.2, 1.1]", "[0.2]", "around the number"),
        ("value: 0.5, interval: [0.2, 1.1]", "value: 0", "cannot be a ratio"),
        ("results: [", "results: [{of: x, value: 1}, ", "a ratio has one result"),
        ("measure: risk", "measure: kept", ""),
        ("measure: risk\n  people", "measure: kept\n  trial: nobody\n  people", "nothing is called 'nobody'"),
        ("sources: [{id: handbook}]", "sources: [{id: rumour}]", "none of its sources was read"),
        ("sources: [{id: handbook}]", "sources: [{id: handbok}]", "no source 'handbok'"),
    ],
)
def test_a_finding_that_would_mislead_is_refused(old: str, new: str, what: str, tmp_path: Path) -> None:
    """Each fault is told; an empty text is the same guideline without a fault."""
    assert old in FINDING
    parts = (PARTS[0], ("findings.yaml", "", FINDING.replace(old, new, 1)), POPULATION)
    told = [problem.what for problem in guideline_problems(tmp_path, *parts)]
    assert any(what in each for each in told) if what else told == []
