"""A dossier holds every fact once, every warning once, and is the same whichever engine answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sarcoguide.dossier import Dossier, FactLine, compose
from sarcoguide.dossier.model import SAFETY_POINTS
from sarcoguide.engines import CompiledEngine
from sarcoguide.record import read_record
from tests.helpers import TODAY, record, tiny
from tests.strategies import guideline

PATIENTS = sorted(guideline().patients)


def dossier(facts: dict[str, Any]) -> Dossier:
    """Return the dossier of a record of the made-up guideline."""
    return compose(record(facts), tiny())


def line(facts: dict[str, Any], name: str) -> FactLine:
    """Return one fact of a dossier."""
    return next(line for group in dossier(facts).facts for line in group.facts if line.fact == name)


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_fact_of_the_dictionary_stands_in_one_group(patient: str) -> None:
    """But for the assessment date, which heads the record."""
    rules = guideline()
    found = compose(read_record(rules.patients[patient], rules), rules)
    names = [line.fact for group in found.facts for line in group.facts]
    assert sorted(rules.facts.keys() - {"assessment_date"}) == sorted(names)


@pytest.mark.parametrize("patient", PATIENTS)
def test_every_warning_is_a_point_of_safety_or_another_warning(patient: str) -> None:
    """At most three stand on top; none is lost."""
    rules = guideline()
    found = compose(read_record(rules.patients[patient], rules), rules)
    assert len(found.safety) <= SAFETY_POINTS
    assert sorted(w.says for w in found.plan.warnings) == sorted(w.says for w in (*found.safety, *found.other_warnings))


def test_that_the_content_is_not_reviewed_is_no_point_of_safety() -> None:
    """It has a place of its own on every page."""
    assert "not_reviewed" not in {warning.id for warning in dossier({}).safety}
    assert "not_reviewed" in {warning.id for warning in dossier({}).other_warnings}


def test_a_value_that_is_too_old_is_a_point_of_safety() -> None:
    """A fresh one is not."""
    old = {"tyre_pressure_bar": {"value": 2, "date": date(2024, 1, 1)}}
    assert ["stale_value"] == [warning.id for warning in dossier(old).safety]
    assert [] == list(dossier({"tyre_pressure_bar": {"value": 2, "date": TODAY}}).safety)


def test_a_fact_has_its_words_and_date_and_what_was_entered() -> None:
    """Entered in another unit, on a day."""
    facts = {"weight_kg": {"value": 30, "unit": "lb", "date": date(2025, 1, 2)}}
    found = line(facts, "weight_kg")
    assert ("known", "13.6078 kg", "2025-01-02", "30 lb") == (found.state, found.words, found.date, found.entered)


def test_what_is_not_known_and_what_does_not_apply_are_told_apart() -> None:
    """Two states, two words."""
    known, absent = line({}, "owners_before"), line({"second_hand": False}, "owners_before")
    assert (("unknown", "not known"), ("not_applicable", "does not apply")) == (
        (known.state, known.words),
        (absent.state, absent.words),
    )


def test_what_a_checklist_answers_is_marked_as_derived() -> None:
    """The list was given, the answer follows from it."""
    listed, given = line({"complaints": []}, "squeaks"), line({"squeaks": True}, "squeaks")
    assert (True, False) == (listed.derived, given.derived)


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_compiled_engine_gives_the_same_dossier(patient: str) -> None:
    """Plan, facts and points of safety."""
    rules = guideline()
    read = read_record(rules.patients[patient], rules)
    engine = CompiledEngine(rules.at(read.assessment_date))
    assert compose(read, rules) == compose(read, rules, engine=engine)
