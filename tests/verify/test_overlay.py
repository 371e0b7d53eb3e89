"""That an overlay only restricts: proved over all patients, and broken with a patient where it is not so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sarcoguide.engines import CompiledEngine
from sarcoguide.engines.columnar.cohort import Cohort
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.planning.judge import Judge
from sarcoguide.record import Situation, read_record
from sarcoguide.verify.cases import run_case, run_cases
from sarcoguide.verify.outcome import Proof
from sarcoguide.verify.restricted import told_apart
from sarcoguide.verify.restricting import Restricting
from tests.helpers import TINY, copy_of_tiny, tiny
from tests.overlays import copy_of_overlay, with_overlay

DAY = date(2025, 1, 10)
EXAMPLE = Path(__file__).parents[2] / "examples" / "overlay"


def proofs(base: Guideline, guideline: Guideline) -> dict[str, Proof]:
    """Return the outcome of each property of an overlay, by its id."""
    return {proof.id: proof for proof in Restricting(base, guideline, DAY).proofs()}


def outcomes(base: Guideline, guideline: Guideline) -> list[str]:
    """Return the outcomes: supports nothing more, excludes no less, silences nothing."""
    return [proof.outcome for proof in proofs(base, guideline).values()]


def setting(tmp_path: Path, value: int, *edits: tuple[str, str, str]) -> tuple[Guideline, Guideline]:
    """Return the made-up guideline with a local limit of 80, and the same with a hospital's own number."""
    line = "- {name: limit, label: Limit, type: number, unit: kg, value: 80, local: true, sources: [{id: S1}]}\n"
    base = copy_of_tiny(tmp_path, ("settings.yaml", "", line), *edits)
    row = f"setting: limit, value: {value}"
    overlay = copy_of_overlay(tmp_path, ("changes.yaml", "option: do_not_ride, contact: bell at the back door", row))
    return load_guideline(base, anew=True), load_guideline(base, overlay=overlay, anew=True)


EXCLUSION = ("recommendations/repairs.yaml", "load_kg > 80", "load_kg > limit")
WARNING = ("recommendations/shown.yaml", "when: load_ratio > 3", "when: load_kg > limit")
SUPPORTIVE = ("recommendations/repairs.yaml", "own.grease_g >= 5", "own.grease_g >= 5 and load_kg > limit")


def test_an_overlay_that_adds_and_restricts_is_proved_to_do_no_more() -> None:
    """Nobody is offered more of the guideline, and nobody loses an exclusion or a warning."""
    assert ["proved"] * 3 == outcomes(tiny(), with_overlay())


def test_a_stricter_number_of_a_hospital_is_proved_to_restrict(tmp_path: Path) -> None:
    """Seventy instead of eighty."""
    assert ["proved"] * 3 == outcomes(*setting(tmp_path, 70, EXCLUSION))


def test_a_looser_number_of_a_hospital_is_broken_by_a_patient(tmp_path: Path) -> None:
    """Somebody between the two is offered what the guideline excludes; both evaluators say so of the record."""
    base, guideline = setting(tmp_path, 90, EXCLUSION)
    found = proofs(base, guideline)
    broken = found["overlay_supports_nothing_more"]
    assert ["witness", "witness", "proved"] == [proof.outcome for proof in found.values()]
    assert broken.record is not None
    statuses = [
        Judge(situation).judge(situation.edition.options["change_tyre"]).status
        for each in (base, guideline)
        for situation in [Situation(read_record(broken.record, each), each.at(DAY))]
    ]
    assert ["excluded", "supported"] == statuses


@pytest.mark.parametrize(("value", "outcome"), [(70, "proved"), (90, "witness")])
def test_a_number_that_silences_a_warning_is_broken_by_a_patient(tmp_path: Path, value: int, outcome: str) -> None:
    """One that warns of more is proved."""
    assert ["proved", "proved", outcome] == outcomes(*setting(tmp_path, value, WARNING))


def test_a_number_behind_a_measure_beside_regimens_is_not_called_proved(tmp_path: Path) -> None:
    """It is judged with the quantities of each regimen, which the solver does not look at."""
    found = proofs(*setting(tmp_path, 70, SUPPORTIVE))["overlay_supports_nothing_more"]
    assert ("undecided", "wipe_afterwards: its conditions are not the same") == (found.outcome, found.detail)


def test_a_case_that_only_a_restriction_changes_is_told_apart() -> None:
    """The guideline's own case of the grease; without the overlay it comes out as it says."""
    failed = [result for result in run_cases(with_overlay()) if result.failures]
    failing, restricted = told_apart(tiny(), with_overlay(), failed)
    assert ([], ["it squeaks"]) == ([each.case for each in failing], [each.case for each in restricted])


def test_a_case_of_the_overlay_that_comes_out_otherwise_fails(tmp_path: Path) -> None:
    """It belongs to the overlay, so no restriction excuses it."""
    edit = (
        "cases/cases.yaml",
        "expect: {options: {change_tyre: supported}}",
        "expect: {options: {change_tyre: excluded}}",
    )
    guideline = load_guideline(TINY, overlay=copy_of_overlay(tmp_path, edit), anew=True)
    failed = [result for result in run_cases(guideline) if result.failures]
    failing, _ = told_apart(tiny(), guideline, failed)
    assert ["a frame of aluminium"] == [each.case for each in failing]


def test_every_engine_knows_what_cannot_be_had() -> None:
    """The compiled one and the one of tables answer as the reference does."""
    guideline = with_overlay()
    facts = {"is_bicycle": True, "squeaks": True, "brakes_hold": True, "frame": "carbon", "load_kg": 5}
    read = read_record({"id": "B", "assessment_date": DAY, "facts": facts}, guideline)
    plan = make_plan(read, guideline)
    reference = {option.id: option.status for option in plan.options}
    compiled = {option.id: option.status for option in CompiledEngine(guideline.at(DAY)).plan(read, guideline).options}
    judged = Cohort(guideline, None).judged(pl.DataFrame([{"assessment_date": DAY, **facts}]))
    of_table = {name: judged[name][0] for name in reference if name in judged.columns}
    assert "unavailable" == reference["grease_bearing"]
    assert reference == compiled
    assert of_table
    assert {name: reference[name] for name in of_table} == of_table


def test_the_example_on_the_packaged_guideline_loads_and_its_own_cases_come_out() -> None:
    """Each of its changes and entries is shown; what it marks is marked."""
    guideline = load_guideline(overlay=EXAMPLE)
    overlay = guideline.overlay
    assert overlay is not None
    own = [each for each in guideline.behaviours if any(name.startswith(overlay.about.id) for name in each.entries)]
    shown = {name for behaviour in own for name in behaviour.entries}
    assert {change.id for change in overlay.changes} <= shown
    assert [] == [
        (result.sentence, result.failures)
        for behaviour in own
        for case in behaviour.cases
        if (result := run_case(guideline, behaviour, case)).failures
    ]
