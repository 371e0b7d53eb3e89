"""The examples hold every published case of the data folder beside the project, with its facts and nothing invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sarcoguide.knowledge.yaml_reader import read_yaml

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "cases" / "cases.yaml"


def cases() -> list[dict[str, Any]]:
    """Return the published cases; the run of these tests says so when the folder is absent."""
    if not DATA.is_file():
        return []
    found: list[dict[str, Any]] = read_yaml(DATA.read_bytes(), DATA.name).data["cases"]
    return found


def test_the_data_folder_is_there() -> None:
    """These tests are only run where it is; an absent folder must not pass as success."""
    assert DATA.is_file()


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_each_published_case_is_an_example_with_the_same_facts(case: dict[str, Any]) -> None:
    """Age, sex, type and number of the reports are those of the example; what is null there is absent here."""
    file = ROOT / "examples" / "published" / f"{case['id'].lower()}.yaml"
    record = read_yaml(file.read_bytes(), file.name).data
    facts = record["facts"]
    wanted = {
        "patient_age_years": case.get("age"),
        "sex": {"M": "male", "F": "female"}.get(case.get("sex") or ""),
        "histology": case["histology"],
        "primary_size_cm": case.get("size_cm"),
    }
    assert {name: facts.get(name) for name in wanted} == wanted
    assert case["id"] == record["id"]
    reference = " ".join(str(record["about"].get(key, "")) for key in ("reference", "read_at"))
    assert case["url"] in reference or case["doi"] in reference
