"""The packaged guideline is proved, and faults planted in copies of it are found with a patient who shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline
from sarcoguide.report.docs import PROOF, proof_page
from sarcoguide.verify.prove import CHECKS
from tests.proving import edited, examined, planned, proof, proof_with
from tests.strategies import guideline

#: File, text, text of the fault, and the property that it breaks.
FAULTS = {
    "a threshold of the heart is lowered": (
        "guards.yaml",
        "- when: lvef_percent >= 40 and lvef_percent < 50\n      because: Heart",
        "- when: lvef_percent >= 40 and lvef_percent < 45\n      because: Heart",
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
        "lifetime_dose_bars_anthracyclines",
    ),
    "the lifetime limit forgets the next cycle": (
        "guards.yaml",
        "+ own.anthracycline_mg_m2 > 550",
        "> 550",
        "lifetime_dose_bars_anthracyclines",
    ),
    "the limit after radiotherapy is raised": (
        "guards.yaml",
        "own.anthracycline_mg_m2 > 400",
        "own.anthracycline_mg_m2 > 450",
        "lower_lifetime_dose_after_radiotherapy_to_the_heart",
    ),
    "dexrazoxane is forgotten": (
        "guards.yaml",
        "not (dexrazoxane_planned and ",
        "not (",
        "no_anthracycline_past_450_without_protection",
    ),
    "watching forgets symptoms": (
        "recommendations/observation.yaml",
        "- when: symptom_status == symptomatic\n",
        "- when: symptom_status == symptomatic and growth_rate == rapid\n",
        "no_watching_of_fast_growth",
    ),
    "adults begin at sixteen": (
        "definitions/scope.yaml",
        "patient_age_years >= 18",
        "patient_age_years >= 16",
        "no_drug_in_a_child",
    ),
    "a known pregnancy stays in scope": (
        "definitions/scope.yaml",
        " and not (known(pregnant) and pregnant)",
        "",
        "no_drug_in_pregnancy",
    ),
    "desmoid stays in scope": (
        "sets/general.yaml",
        "[kaposi, desmoid, smarca4_thoracic, gist, tgct, carcino",
        "[kaposi, smarca4_thoracic, gist, tgct, carcino",
        "no_drug_for_desmoid",
    ),
    "GIST stays in scope": (
        "sets/general.yaml",
        "[kaposi, desmoid, smarca4_thoracic, gist, tgct, carcino",
        "[kaposi, desmoid, smarca4_thoracic, tgct, carcino",
        "no_drug_for_gist",
    ),
    "tenosynovial giant cell tumour stays in scope": (
        "sets/general.yaml",
        "[kaposi, desmoid, smarca4_thoracic, gist, tgct, carcino",
        "[kaposi, desmoid, smarca4_thoracic, gist, carcino",
        "no_drug_for_tgct",
    ),
    "Kaposi sarcoma stays in scope": (
        "sets/general.yaml",
        "[kaposi, desmoid, smarca4_thoracic, gist, tgct, carcino",
        "[desmoid, smarca4_thoracic, gist, tgct, carcino",
        "no_drug_for_kaposi",
    ),
    "a bone sarcoma stays in scope": (
        "sets/general.yaml",
        "lam, osteosarcoma_bone,\n    chondrosarcoma_bone, melanoma, stump]\n  meaning: recorded",
        "lam,\n    chondrosarcoma_bone, melanoma, stump]\n  meaning: recorded",
        "no_drug_for_bone_sarcoma",
    ),
}


def test_every_property_of_the_packaged_guideline_is_proved() -> None:
    """Over all patients, unknowns and stale values included, by every kind of check; the kept page says so."""
    found = list(examined().proofs())
    assert {proof.id: proof.detail for proof in found if proof.outcome != "proved"} == {}
    assert {rule.entry.check for rule in guideline().properties} == set(CHECKS)
    kept = (Path(__file__).parents[2] / PROOF).read_text(encoding="utf-8")
    assert kept == proof_page(guideline(), found, examined().findings()), f"{PROOF} is out of date: run `make docs`"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_with_a_patient_whom_the_plan_shows_to_be_wrong(fault: str, tmp_path: Path) -> None:
    """The record of the witness is planned with the faulty guideline, and the option has the forbidden status."""
    file, right, wrong, broken = FAULTS[fault]
    found, rules = proof_with(tmp_path, broken, (file, right, wrong))
    assert found.outcome == "witness", found.detail
    option = planned(tmp_path, found.record, rules).option(found.detail.split(" ")[0])
    assert option is not None
    assert option.status == "supported"


def test_a_regimen_of_which_a_property_can_say_nothing_is_named(tmp_path: Path) -> None:
    """Without its dose the next cycle cannot be counted, so the regimen is not passed over in silence."""
    dose = ("regimens/first_line.yaml", "own: {anthracycline_mg_m2: 60, ", "own: {")
    of = ("doxorubicin", "doxorubicin_trabectedin")
    found, _ = proof_with(tmp_path, "lifetime_dose_bars_anthracyclines", dose, options=of)
    assert ("undecided", True) == (found.outcome, found.detail.startswith("doxorubicin_trabectedin: no patient"))


def test_a_patient_without_any_answer_is_found(tmp_path: Path) -> None:
    """A gate that lets limited spread through alone leaves disseminated disease with an empty page."""
    gates = ("guards.yaml", "  when: in_scope", "  when: spread == limited and in_scope")
    of = ("doxorubicin", "supportive_care_alone", "observation_close_monitoring", "surgery_metastasectomy")
    found, rules = proof_with(tmp_path, "everyone_with_spread_gets_an_answer", gates, options=of)
    statuses = {option.status for option in planned(tmp_path, found.record, rules).options}
    assert ("witness", set()) == (found.outcome, statuses & {"supported", "needs_information"})


def test_an_option_that_nobody_can_get_is_named(tmp_path: Path) -> None:
    """A condition that contradicts itself makes an option dead; the packaged guideline has none."""
    right, wrong = "when: histology == angiosarcoma\n", "when: histology == angiosarcoma and histology == asps\n"
    fault = ("regimens/by_type.yaml", right, wrong)
    dead, _ = proof_with(tmp_path, "no_option_is_dead", fault, options=("paclitaxel_weekly", "doxorubicin"))
    assert (dead.outcome, "paclitaxel_weekly" in dead.detail) == ("undecided", True)


def test_an_option_that_is_always_discouraged_in_words_is_named_and_not_called_dead(tmp_path: Path) -> None:
    """`when: 'true'` says so; a condition that happens to hold for everybody still makes the option dead."""
    always, happens = "    - when: 'true'\n", "    - when: patient_age_years >= 18\n"
    assert {"maid", "docetaxel_vinorelbine"} <= {rule.entry.id for rule in guideline().options if rule.named_only}
    dead, _ = proof_with(tmp_path, "no_option_is_dead", ("regimens/first_line_more.yaml", always, happens))
    assert (dead.outcome, "maid" in dead.detail) == ("undecided", True)


def test_a_property_whose_condition_nobody_meets_is_not_called_proved(tmp_path: Path) -> None:
    """What says nothing proves nothing."""
    edit = ("properties/general.yaml", "when: m_category == M0", "when: m_category == M0 and m_category == M1")
    assert proof_with(tmp_path, "no_drug_without_metastasis", edit)[0].outcome == "undecided"


def test_a_property_that_chooses_no_option_is_not_called_proved(tmp_path: Path) -> None:
    """An exit has no status, so nothing is left to look at."""
    edit = ("properties/general.yaml", "options: {drugs: [ifosfamide]}", "options: {kinds: [exit]}")
    assert proof_with(tmp_path, "kidney_floor_of_ifosfamide", edit)[0].outcome == "undecided"


@pytest.mark.parametrize(
    ("right", "wrong", "what", "remedy"),
    [
        (
            "eribulin,\n    temozolomide]}\n  status: supported\n  when: ecog_performance_status == 3",
            "eribulin,\n    temozolomid]}\n  status: supported\n  when: ecog_performance_status == 3",
            "nothing is called 'temozolomid'",
            "did you mean",
        ),
        ("{classes: [anthracycline]}", "{classes: [anthracyclin]}", "nothing is called 'anthracyclin'", "did you mean"),
        ("worked_out: [spread]", "worked_out: [spraed]", "nothing is called 'spraed'", "did you mean spread?"),
        ("definition: spread", "definition: in_scope", "nothing is called 'in_scope'", ""),
        ("definition: spread", "when: pregnant", "a property of the kind 'partition' needs `definition`", "add"),
        ("check: monotone", "check: monotone\n  when: pregnant", "the kind 'monotone' reads no `when`", "remove"),
        (
            "when: spread == limited and ct_chest not in staging_tests_done",
            "when: spread == limited",
            "what is impossible needs two conditions or more",
            "join",
        ),
        (
            "when: in_scope and m_category == M1 and spread == disseminated",
            "when: known(pregnant) and pregnant",
            "known() may stand in definitions only",
            "",
        ),
    ],
)
def test_a_property_that_could_not_be_proved_as_written_is_refused(
    right: str, wrong: str, what: str, remedy: str, tmp_path: Path
) -> None:
    """Misspelled, or with a key that its kind does not read, it would go unproved without a word."""
    folder = edited(tmp_path, ("properties/general.yaml", right, wrong))
    with pytest.raises(GuidelineError) as caught:
        load_guideline(folder)
    told = [problem for problem in caught.value.problems if what in problem.what and remedy in problem.remedy]
    assert {"properties/general.yaml"} == {problem.where for problem in told}, str(caught.value)


def test_a_property_may_speak_of_what_no_condition_names() -> None:
    """A word that only a property names is told apart from other words."""
    assert "proved" == proof(guideline(), "lower_lifetime_dose_after_radiotherapy_to_the_heart").outcome
