"""Each regimen of the packaged guideline says all that a reader looks for, or why it does not."""

from __future__ import annotations

import pytest

from sarcoguide.knowledge import OptionRule
from tests.strategies import TODAY, guideline

REGIMENS = {rule.entry.id: rule for rule in guideline().options if rule.entry.drugs}
#: The guard of the drugs whose regimens can bring fever with low white cells.
CYTOTOXIC = "cytotoxic"


def held(rule: OptionRule) -> bool:
    """Return whether a regimen holds today and may be supported for somebody."""
    return not rule.withdrawn_on(TODAY) and not rule.named_only


def is_cytotoxic(rule: OptionRule) -> bool:
    """Return whether the conditions of cytotoxic drugs guard a regimen."""
    return any(condition.origin == CYTOTOXIC for condition in (*rule.unless, *rule.discouraged))


def missing(rule: OptionRule) -> list[str]:
    """Return what a regimen does not say."""
    entry = rule.entry
    said: dict[str, object] = {
        "label": entry.label,
        "patient": entry.patient,
        "patient_name": entry.patient_name,
        "because": entry.because,
        "when": entry.when,
        "verb": entry.verb,
        "evidence": entry.evidence,
        "dose, route and schedule of each drug": all(use.dose and use.route and use.schedule for use in entry.drugs),
        "regulatory": entry.regulatory,
        "growth_factor_in_regimen": "growth_factor_in_regimen" in entry.own,
        "exclusions": rule.unless,
        "discouragements": rule.discouraged,
        "sources": entry.sources,
    }
    if held(rule):
        said |= {
            "population": rule.population,
            "monitoring": rule.monitoring,
            "side effects": rule.side_effects,
            "questions for patients": entry.patient_asks,
        }
        if is_cytotoxic(rule):
            rate = "febrile_neutropenia_percent" in entry.own
            said["the rate of febrile neutropenia, or that it was not read"] = rate or "neutropenia" in entry.note
        if not all(use.verified for use in entry.drugs if not use.supportive):
            said["in its note, that a dose was not read"] = "dose" in entry.note.lower()
    return [name for name, there in said.items() if not there]


@pytest.mark.parametrize("name", REGIMENS)
def test_a_regimen_says_all_that_a_reader_looks_for(name: str) -> None:
    """Whom it is for, what is given, what speaks against it, what is watched, who was studied, what agencies say."""
    assert [] == missing(REGIMENS[name])


def test_each_regimen_can_be_named_as_the_one_under_discussion() -> None:
    """A regimen that no record can name could never be marked as planned."""
    named = guideline().facts["planned_regimen"].type.domain or ()
    assert [] == sorted(set(REGIMENS) - set(named))
