"""A record that becomes a form and is sent back is the same record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sarcoguide.engines.by_day import Engines
from sarcoguide.errors import RecordError
from sarcoguide.record import read_record
from sarcoguide.web.form import form_of
from sarcoguide.web.posted import record_of
from tests.strategies import TODAY, guideline, raw_records, sound_records
from tests.web.sending import sent

ENGINES = Engines(guideline())
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def round_trip(raw: dict[str, Any], day: date = TODAY) -> dict[str, Any]:
    """Return a record after it was a form."""
    edition = ENGINES.of(day).edition
    entered = record_of(sent(form_of(raw, edition)), edition)
    assert [] == entered.problems
    return entered.raw


def plan_of(raw: dict[str, Any], day: date = TODAY) -> object:
    """Return the plan of a record."""
    return ENGINES.of(day).plan(read_record(raw, guideline()), guideline())


@SLOW
@given(sound_records())
def test_any_record_has_the_same_plan_after_it_was_a_form(raw: dict[str, Any]) -> None:
    """Values, units, dates, lists and rows come back as they were entered."""
    assert plan_of(raw) == plan_of(round_trip(raw))


@SLOW
@given(raw_records())
def test_any_record_that_is_refused_is_refused_after_it_was_a_form(raw: dict[str, Any]) -> None:
    """A form puts nothing right by itself."""

    def problems(record: dict[str, Any]) -> set[str]:
        try:
            plan_of(record)
        except RecordError as error:
            return {problem.what for problem in error.problems}
        return set()

    assert problems(raw) == problems(round_trip(raw))


@pytest.mark.parametrize("name", sorted(guideline().patients))
def test_each_example_patient_is_the_same_after_being_a_form(name: str) -> None:
    """Origins, the note about the patient and everything else that no field shows are carried along."""
    raw = guideline().patients[name].data
    again = round_trip(raw, raw["assessment_date"])
    assert read_record(raw, guideline()).given == read_record(again, guideline()).given
    assert raw["about"] == again["about"]
    assert plan_of(raw) == plan_of(again)


TIMELINE = {
    "id": "T",
    "assessment_date": date(2026, 11, 22),
    "facts": {"lvef_percent": {"value": 50, "date": date(2026, 9, 1), "origin": "echo"}, "sex": "female"},
    "timeline": {
        "values": [
            {"fact": "lvef_percent", "value": 60, "date": date(2026, 8, 20)},
            {"fact": "lvef_percent", "value": 55, "date": date(2026, 11, 10), "origin": "MRI"},
            {"fact": "bilirubin_umol_l", "value": 1, "unit": "mg/dL", "date": date(2026, 11, 1)},
        ],
        "treatments": [{"regimen": "doxorubicin", "start": date(2026, 1, 2), "cycles": 2}],
    },
    "assumed": {"tumor_grade": "G2"},
}


def test_the_value_in_force_of_a_timeline_stands_in_its_field() -> None:
    """The latest of several dated values is shown and may be corrected; the earlier ones are carried along."""
    edition = ENGINES.of(TODAY).edition
    form = form_of(TIMELINE, edition)
    field, bilirubin = form.field("lvef_percent"), form.field("bilirubin_umol_l")
    assert field is not None
    assert bilirubin is not None
    assert ("55", "2026-11-10", "MRI") == (field.value, field.date, field.origin)
    assert ("1", "mg/dL") == (bilirubin.value, bilirubin.given_unit)
    lines = form.field("prior_systemic_lines")
    assert lines is not None
    given = {cell.label: cell.value for row in lines.rows for cell in row.cells if cell.value}
    assert {"regimen": "doxorubicin", "start": "2026-01-02", "cycles": "2"} == given


def test_a_timeline_and_what_is_assumed_are_not_lost() -> None:
    """The plan is the same, warnings about assumptions included."""
    again = round_trip(TIMELINE)
    assert plan_of(TIMELINE) == plan_of(again)
    assert {"tumor_grade": "G2"} == again["assumed"]
    assert 2 == len(again["timeline"]["values"])


def test_a_fact_that_is_said_to_be_unknown_has_no_earlier_value_either() -> None:
    """An earlier value would count again although the form shows that nothing is known."""
    edition = ENGINES.of(TODAY).edition
    posted = sent(form_of(TIMELINE, edition)) | {"f.lvef_percent": [""]}
    assert "lvef_percent" not in read_record(record_of(posted, edition).raw, guideline()).given


def test_an_origin_goes_with_the_value_it_belongs_to() -> None:
    """A number that was typed over does not come from the echocardiogram any more."""
    edition = ENGINES.of(TODAY).edition
    posted = sent(form_of(guideline().patients["F_LIM"].data, edition))
    assert "echocardiogram" == record_of(posted, edition).raw["facts"]["lvef_percent"]["origin"]
    changed = record_of(posted | {"f.lvef_percent": ["48"]}, edition).raw["facts"]["lvef_percent"]
    assert {"value": 48, "date": "2026-10-01"} == changed


ODD = {
    "about": {"note": 'a "quoted" \\ note\u2028with 🙂 and \x85'},
    "facts": {
        "prior_systemic_lines": [{"regimen": "true", "best_response": "PD"}, {"regimen": 'x: {"1.5"} \u2028 🙂 # no'}],
        "comorbidities": ["heart_failure_now", "gout"],
        "molecular_findings": [{"gene": "ALK", "partner": "\u00c9-1 (x)"}, {"gene": "2"}],
        "lesion_count_by_organ": [{"organ": "lung", "count": "3"}, "bone", {}],
        "ihc_findings": [{"antigen": "two\nlines"}],
        "no_such_fact": {"value": 1},
        "lvef_percent": {"valeu": 3},
    },
}


def test_what_is_written_oddly_comes_back_as_it_was() -> None:
    """Quotes, signs that YAML folds, words that look like constants, entries under names that nobody reads."""
    again = round_trip(ODD)
    assert ODD["facts"] == again["facts"]
    assert ODD["about"] == again["about"]
