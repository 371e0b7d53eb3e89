"""Questions apply, and thresholds have cases on both sides: each sentence has a copy that breaks it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sarcoguide.knowledge.library import PACKAGED
from sarcoguide.language import State
from sarcoguide.planning.judge import asking
from sarcoguide.record import Situation, read_record
from sarcoguide.verify.outcome import Proof
from tests.proving import DAY, proof_with


@pytest.mark.parametrize("fact", ["monitoring_interval_weeks", "pregnant"])
def test_a_definition_that_asks_for_what_is_known_or_does_not_apply_is_found(fact: str, tmp_path: Path) -> None:
    """Growth asks for the clinician's word; anything else may be answered already or not apply to the patient."""
    found, rules = proof_with(
        tmp_path, "questions_apply", ("definitions/growth.yaml", "ask: [growth_rate_stated]", f"ask: [{fact}]")
    )
    assert "witness" == found.outcome, found.detail
    assert found.record is not None
    fresh = Situation(read_record(found.record, rules), rules.at(DAY)).fresh
    # What a definition asks for comes into the plan of whoever answers the questions before it.
    asked, state = asking(fresh).undecided(fresh.value("growth_rate")), fresh.value(fact).state
    assert (True, True) == (fact in asked, state is not State.UNKNOWN)


def test_a_guideline_in_which_nothing_asks_for_another_fact_says_nothing_of_it(tmp_path: Path) -> None:
    """What cannot go wrong is not called proved."""
    found, _ = proof_with(
        tmp_path,
        "questions_apply",
        ("definitions/growth.yaml", "  ask: [growth_rate_stated]\n", ""),
        ("definitions/spread.yaml", "  ask: [indeterminate_organs]\n", ""),
        ("definitions/diagnosis.yaml", "  ask: [nf1_suspected]\n", ""),
        ("definitions/diagnosis.yaml", "  ask: [biopsy_type]\n", ""),
        ("definitions/response.yaml", "  ask: [response_stated]\n", ""),
    )
    assert "undecided" == found.outcome


#: A slip in a drug, in a limit that meets the dose of a regimen, in a population and in a definition, and what is said.
SLIPS = {
    ("drugs/chemotherapy.yaml", "- when: wbc_10e9_l < 2.0", "- when: wbc_10e9_l < 0.2"): "wbc_10e9_l < 0.2 (drugs/",
    ("guards.yaml", "own.anthracycline_mg_m2 > 550", "own.anthracycline_mg_m2 > 1400"): (
        "cumulative_anthracycline_mg_m2 + own.anthracycline_mg_m2 > 1400 with own.anthracycline_mg_m2 60 (guards"
    ),
    (
        "regimens/by_marker.yaml",
        "patient_age_years >= 16 and patient_age_years <= 75",
        "patient_age_years >= 16 and patient_age_years <= 115",
    ): "patient_age_years <= 115 (regimens/by_marker",
    (
        "definitions/staging.yaml",
        "primary_size_cm <= 15",
        "primary_size_cm <= 55",
    ): "primary_size_cm <= 55 (t_category)",
}


#: Cases without which a side is open: of a drug that failed, and of an infarction six weeks ago or more.
NAMED = "afamitresgene_autoleucel, pegylated_liposomal_doxorubicin, "
HEART = ("cases/doxorubicin_heart.yaml", "cases/bleeding_now.yaml", "cases/waits_for_the_unknown.yaml")


@pytest.fixture(scope="module")
def slipped(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """Return what is said of all slips at once: every case is looked at, which takes long."""
    gone = [
        (file, date, "last_myocardial_infarction_date: 2026-11-20")
        for file in HEART
        for date in sorted(
            set(re.findall(r"last_myocardial_infarction_date: [-\d]+", (PACKAGED / file).read_text("utf-8")))
        )
    ]
    failed = ("cases/drug_pazopanib.yaml", NAMED, "afamitresgene_autoleucel, ")
    folder = tmp_path_factory.mktemp("slipped")
    return proof_with(folder, "thresholds_have_cases_on_both_sides", *SLIPS, failed, *gone)[0]


def test_a_threshold_without_a_case_on_one_side_is_named(slipped: Proof) -> None:
    """Each of four slips of the pen leaves a side on which no example lies, and all four are told at once."""
    told = {said for said in SLIPS.values() if said in slipped.detail}
    assert ("undecided", set(SLIPS.values())) == (slipped.outcome, told), slipped.detail


def test_a_threshold_that_meets_the_drugs_of_a_regimen_names_them(slipped: Proof) -> None:
    """A drug that no case calls failed leaves a side open, and the regimen is told by its drugs."""
    assert "drugs_progressed_on) >= 1 with own.drugs pegylated_liposomal_doxorubicin (guards" in slipped.detail


def test_a_side_that_does_not_apply_is_no_side(slipped: Proof) -> None:
    """Whoever never had an infarction is not on the far side of six weeks since one."""
    assert "weeks_since_myocardial_infarction <= 6 (guards" in slipped.detail
