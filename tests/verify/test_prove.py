"""The packaged guideline is proved, and faults planted in copies of it are found with a patient who shows them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from sarcoguide import plan
from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline
from sarcoguide.knowledge.library import PACKAGED
from sarcoguide.report.output import to_json
from sarcoguide.verify.outcome import Proof
from sarcoguide.verify.prove import prove
from tests.strategies import guideline

DAY = date(2026, 11, 22)

FAULTS = {
    "a threshold of the heart is lowered": (
        "guards.yaml",
        "- when: lvef_percent < 50\n      because: Heart",
        "- when: lvef_percent < 45\n      because: Heart",
        "low_heart_function_bars_anthracyclines",
    ),
    "a limit of the kidney is lowered": (
        "drugs/chemotherapy.yaml",
        "- when: creatinine_clearance_ml_min < 60\n      because: Creatinine",
        "- when: creatinine_clearance_ml_min < 50\n      because: Creatinine",
        "kidney_floor_of_ifosfamide",
    ),
    "the lifetime limit is raised": (
        "guards.yaml",
        "own.anthracycline_mg_m2 > 550",
        "own.anthracycline_mg_m2 > 600",
        "lifetime_dose_bars_doxorubicin",
    ),
    "the gate forgets the scope": (
        "guards.yaml",
        "when: in_scope and m_category == M1",
        "when: m_category == M1",
        "no_drug_outside_the_scope",
    ),
    "watching forgets symptoms": (
        "recommendations/observation.yaml",
        "- when: symptom_status == symptomatic\n",
        "- when: symptom_status == symptomatic and growth_rate == rapid\n",
        "no_watching_of_fast_growth",
    ),
}


def proofs(folder: Path | None = None) -> dict[str, Proof]:
    """Return the outcomes of a guideline by property."""
    rules = guideline() if folder is None else load_guideline(folder)
    return {proof.id: proof for proof in prove(rules, DAY)}


def edited(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """Return the folder of a copy of the packaged guideline in which one text is replaced."""
    folder = tmp_path / "guideline"
    shutil.copytree(PACKAGED, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_every_property_of_the_packaged_guideline_is_proved() -> None:
    """Over all patients, unknowns and stale values included."""
    assert {name: proof.detail for name, proof in proofs().items() if proof.outcome != "proved"} == {}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_with_a_patient_whom_the_plan_shows_to_be_wrong(fault: str, tmp_path: Path) -> None:
    """The record of the witness is planned with the faulty guideline, and the option has the forbidden status."""
    file, right, wrong, broken = FAULTS[fault]
    folder = edited(tmp_path, file, right, wrong)
    found = proofs(folder)[broken]
    assert found.outcome == "witness", found.detail
    record = tmp_path / "witness.json"
    record.write_text(to_json(found.record), encoding="utf-8")
    option = plan(record, guideline=load_guideline(folder), as_of=DAY).option(found.detail.split(" ")[0])
    assert option is not None
    assert option.status == "supported"


def test_an_option_that_nobody_can_get_is_named(tmp_path: Path) -> None:
    """A condition that contradicts itself makes an option dead; the packaged guideline has none."""
    right, wrong = "when: histology == angiosarcoma\n", "when: histology == angiosarcoma and histology == asps\n"
    folder = edited(tmp_path, "regimens/by_type.yaml", right, wrong)
    dead = proofs(folder)["no_option_is_dead"]
    assert (dead.outcome, "paclitaxel_weekly" in dead.detail) == ("undecided", True)


def test_a_property_whose_condition_nobody_meets_is_not_called_proved(tmp_path: Path) -> None:
    """What says nothing proves nothing."""
    right, wrong = "when: m_category == M0", "when: m_category == M0 and m_category == M1"
    folder = edited(tmp_path, "properties.yaml", right, wrong)
    assert proofs(folder)["no_drug_without_metastasis"].outcome == "undecided"


def test_a_property_that_chooses_no_option_is_not_called_proved(tmp_path: Path) -> None:
    """An exit has no status, so nothing is left to look at."""
    folder = edited(tmp_path, "properties.yaml", "options: {drugs: [ifosfamide]}", "options: {kind: exit}")
    assert proofs(folder)["kidney_floor_of_ifosfamide"].outcome == "undecided"


def test_a_property_about_a_drug_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """Misspelled beside others that exist, it would go unproved without a word."""
    folder = edited(tmp_path, "properties.yaml", "[doxorubicin, ifosfamide, ", "[doxorubicin, ifosfamid, ")
    with pytest.raises(GuidelineError) as caught:
        load_guideline(folder)
    told = {(problem.where, problem.what, problem.remedy) for problem in caught.value.problems}
    assert {("properties.yaml", "nothing is called 'ifosfamid'", "did you mean ifosfamide?")} == told
