"""Learning more never lifts an exclusion: no guideline file can break that, so a broken rule is built by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sarcoguide.knowledge import ConditionRule, Guideline
from sarcoguide.language import Checker
from tests.proving import planned, proof
from tests.strategies import guideline

PROPERTY = "learning_never_lifts_an_exclusion"


def with_exclusion(text: str) -> Guideline:
    """Return the packaged guideline in which doxorubicin has one more exclusion, with words that files may not use."""
    when, issues = Checker(guideline().names.vocabulary).check(text, definition=True)
    assert when is not None, issues
    more = ConditionRule(when, "Not measured", True, (), True, "doxorubicin", "regimens/first_line.yaml:1")
    options = tuple(
        replace(rule, unless=(*rule.unless, more)) if rule.entry.id == "doxorubicin" else rule
        for rule in guideline().options
    )
    return replace(guideline(), options=options, _editions={})


def test_an_exclusion_that_learning_lifts_is_found_with_a_patient_who_is_excluded(tmp_path: Path) -> None:
    """The witness is excluded because nothing is known, and is not once the value of the detail is added."""
    rules = with_exclusion("not known(lvef_percent)")
    found = proof(rules, PROPERTY)
    assert "witness" == found.outcome, found.detail
    assert found.detail.startswith("doxorubicin is excluded until somebody learns: lvef_percent ")
    assert found.record is not None
    before = planned(tmp_path, found.record, rules).option("doxorubicin")
    learnt = {**found.record["facts"], "lvef_percent": float(found.detail.rsplit(" ", 1)[1])}
    after = planned(tmp_path, {**found.record, "facts": learnt}, rules).option("doxorubicin")
    assert before is not None
    assert after is not None
    assert ("excluded", True) == (before.status, "Not measured" in before.reasons)
    assert "Not measured" not in after.reasons


def test_an_exclusion_that_more_knowledge_keeps_is_proved() -> None:
    """Its counterpart reads the value itself."""
    assert "proved" == proof(with_exclusion("lvef_percent < 30"), PROPERTY).outcome


def test_a_fault_that_no_record_can_show_is_said_to_be_one() -> None:
    """Age and being over a hundred and fifty cannot both be: the exclusion could be lifted, but of nobody."""
    found = proof(
        with_exclusion("known(patient_age_years) and patient_age_years > 150 and not known(lvef_percent)"), PROPERTY
    )
    assert ("undecided", True) == (found.outcome, "no record describes such a patient" in found.detail)
