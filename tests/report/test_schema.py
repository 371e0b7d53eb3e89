"""The published schemas: real plans and records obey them, wrong ones do not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from sarcoguide.report.output import to_json
from tests.strategies import guideline

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
PATIENTS = sorted(guideline().patients)


def validator(name: str) -> jsonschema.Draft202012Validator:
    """Return the validator of a published schema."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


RECORD, PLAN = validator("record"), validator("plan")


def as_json(value: Any) -> Any:
    """Return a value as a program would read it."""
    return json.loads(to_json(value))


def errors(checker: jsonschema.Draft202012Validator, value: Any) -> list[str]:
    """Return what a schema finds wrong."""
    return [error.message for error in checker.iter_errors(value)]


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_plan_of_every_example_obeys_the_schema(patient: str) -> None:
    """What `--format json` prints."""
    rules = guideline()
    plan = make_plan(read_record(rules.patients[patient], rules), rules)
    assert errors(PLAN, as_json(plan)) == []


@pytest.mark.parametrize("patient", PATIENTS)
def test_the_record_of_every_example_obeys_the_schema(patient: str) -> None:
    """What a program has to send."""
    assert errors(RECORD, as_json(guideline().patients[patient].data)) == []


def test_a_plan_without_warnings_breaks_the_schema() -> None:
    """A face that reads plans may rely on them."""
    rules = guideline()
    plan = as_json(make_plan(read_record(rules.patients["F_LIM"], rules), rules))
    del plan["warnings"]
    assert errors(PLAN, plan) != []


@pytest.mark.parametrize(
    "facts",
    [
        {"patient_age_years": 58},
        {"patient_age_years": {"value": 58, "date": "2026-11-16", "origin": "notes"}},
        {"patient_age_years": None},
        {"bilirubin_umol_l": {"value": 1.2, "unit": "mg/dL"}},
        {"sex": "female"},
        {"metastatic_organs": []},
        {"spread": "limited"},
    ],
)
def test_a_fact_may_be_plain_or_dated_or_absent(facts: dict[str, Any]) -> None:
    """Stated derived facts are facts too."""
    assert errors(RECORD, {"facts": facts}) == []


@pytest.mark.parametrize(
    "record",
    [
        {"fcats": {}},
        {"facts": {"no_such_fact": 1}},
        {"facts": {"patient_age_years": "58"}},
        {"facts": {"patient_age_years": 580}},
        {"facts": {"patient_age_years": {"date": "2026-11-16"}}},
        {"facts": {"bilirubin_umol_l": {"value": 1.2, "unit": "stone"}}},
        {"facts": {"sex": "unknown"}},
        {"facts": {"metastatic_organs": "lung"}},
        {"facts": {"metastatic_organs": ["lung", "lung"]}},
        {"facts": {"assessment_date": "2026-11-22"}},
        {"assessment_date": "22.11.2026"},
        {"timeline": {"lesion": []}},
        {"timeline": {"values": [{"fact": "patient_age_years", "value": 58}]}},
    ],
)
def test_what_the_reader_refuses_for_its_form_the_schema_refuses(record: dict[str, Any]) -> None:
    """A slip is found before it is sent."""
    assert errors(RECORD, record) != []
