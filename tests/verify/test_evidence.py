"""The mark "outside the evidence", review dates and sources: each sentence has a copy that breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sarcoguide.knowledge import load_guideline
from tests.proving import edited, planned, proof, proof_with
from tests.strategies import guideline


def test_a_population_of_another_source_must_not_take_the_mark_away(tmp_path: Path) -> None:
    """A source in the background that took everybody hides that the trial did not take this patient."""
    trial = "    pautier2022: histology in leiomyosarcomas and"
    found, rules = proof_with(
        tmp_path,
        "outside_the_evidence_is_marked",
        ("regimens/first_line.yaml", trial, f"    rv_lms04: patient_age_years >= 18\n{trial}"),
    )
    assert found.outcome == "witness", found.detail
    option = planned(tmp_path, found.record, rules).option("doxorubicin_trabectedin")
    assert option is not None
    inside = {view.source: view.inside for view in option.population}
    assert ("supported", False, False) == (option.status, option.outside_evidence, inside["pautier2022"])


def test_without_populations_the_sentence_on_the_mark_says_nothing(tmp_path: Path) -> None:
    """Nobody can be outside of what nobody stated."""
    folder = edited(tmp_path)
    for file in [*folder.glob("regimens/*.yaml"), *folder.glob("recommendations/*.yaml")]:
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept, inside = [], False
        for line in lines:
            inside = line == "  population:\n" or (inside and line.startswith("    "))
            kept += [] if inside else [line]
        file.write_text("".join(kept), encoding="utf-8")
    rules = load_guideline(folder)
    few = tuple(rule for rule in rules.options if rule.entry.id in ("doxorubicin", "pazopanib"))
    assert "undecided" == proof(replace(rules, options=few), "outside_the_evidence_is_marked").outcome


def test_an_option_past_its_review_date_is_found_with_a_patient_who_gets_it(tmp_path: Path) -> None:
    """The plan of the witness offers the option and marks it as stale."""
    line = "  name: Doxorubicin single agent\n"
    found, rules = proof_with(
        tmp_path,
        "nothing_offered_is_past_its_review",
        ("regimens/first_line.yaml", line, f"{line}  review_by: 2026-06-01\n"),
    )
    assert ("witness", "doxorubicin is supported past its review date on 2026-11-22") == (found.outcome, found.detail)
    option = planned(tmp_path, found.record, rules).option("doxorubicin")
    assert option is not None
    assert ("supported", True) == (option.status, option.stale)


def test_on_the_last_day_of_review_nothing_is_past_it_and_on_the_next_something_is() -> None:
    """The packaged guideline ages with its options for drugs, which are looked at once a year."""
    last = min(rule.review_by for rule in guideline().options if rule.entry.kind == "drug" and rule.entry.until is None)
    property_id = "nothing_offered_is_past_its_review"
    outcomes = [proof(guideline(), property_id, day).outcome for day in (last, date.fromordinal(last.toordinal() + 1))]
    assert ["proved", "witness"] == outcomes


def test_an_offer_that_rests_on_conventions_alone_is_found_with_a_patient_who_gets_it(tmp_path: Path) -> None:
    """A convention counts as read, so loading lets it pass; an offer needs more."""
    sources = "sources: [{id: C31}, {id: C36}, {id: SRC_NCCN_PT_2014}]"
    found, rules = proof_with(
        tmp_path,
        "offers_rest_on_a_source_that_was_read",
        ("recommendations/local_treatment.yaml", sources, "sources: [{id: convention}]"),
    )
    assert "witness" == found.outcome, found.detail
    option = planned(tmp_path, found.record, rules).option("embolization")
    assert option is not None
    assert "supported" == option.status


def test_a_measure_beside_regimens_that_rests_on_conventions_alone_is_named(tmp_path: Path) -> None:
    """It has no patient of its own, so none can be shown."""
    found, _ = proof_with(
        tmp_path,
        "offers_rest_on_a_source_that_was_read",
        ("recommendations/supportive_drugs.yaml", "sources: [{id: C27}]", "sources: [{id: convention}]"),
    )
    assert ("undecided", True) == (found.outcome, found.detail.startswith("gcsf_prophylaxis, which is judged beside"))
