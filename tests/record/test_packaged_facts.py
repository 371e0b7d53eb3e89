"""Facts of the packaged dictionary whose units decide: a slip of a unit must not turn an exclusion into an offer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sarcoguide.errors import RecordError
from sarcoguide.knowledge import load_guideline
from sarcoguide.record import Situation, read_record

TODAY = date(2026, 11, 22)


def given(name: str, raw: Any) -> Any:
    return read_record({"assessment_date": TODAY, "facts": {name: raw}}, load_guideline()).given[name].value


@pytest.mark.parametrize("amount", [1.2, Decimal("1.2"), Decimal("1.20")], ids=["float", "decimal", "two decimals"])
def test_bilirubin_of_1_2_mg_dl_is_exactly_20_52(amount: Any) -> None:
    """1.2 x 17.1 is 20.52 in decimal arithmetic, so the value lies on its threshold in every engine."""
    assert 20.52 == given("bilirubin_umol_l", {"value": amount, "unit": "mg/dL"})


def test_an_ejection_fraction_may_be_a_fraction() -> None:
    """0.6 with unit 1 is 60 percent."""
    assert 60 == given("lvef_percent", {"value": Decimal("0.6"), "unit": "1"})


def test_an_ejection_fraction_without_its_unit_is_out_of_range() -> None:
    """0.6 as a percentage is refused, and the remedy says how to enter a fraction."""
    with pytest.raises(RecordError, match=r"other units: write \{value: \.\.\., unit: 1\}"):
        given("lvef_percent", 0.6)


def test_a_fact_by_another_name_is_told_its_own() -> None:
    """`lvef_pct` of other files is `lvef_percent` here."""
    with pytest.raises(RecordError, match="here it is called 'lvef_percent'"):
        given("lvef_pct", 60)


def test_no_comorbidity_answers_the_history() -> None:
    """`comorbidities: []` answers every history fact that names it as its checklist."""
    rules = load_guideline()
    named = [name for name, rule in rules.facts.items() if rule.entry.checklist == "comorbidities"]
    record = read_record({"assessment_date": TODAY, "facts": {"comorbidities": []}}, rules)
    seen = Situation(record, rules.at(TODAY)).fresh
    assert named
    assert dict.fromkeys(named, False) == {name: seen.value(name).value for name in named}


@pytest.mark.parametrize(
    ("other", "own"),
    [
        ("cardiac_primary", "primary_site"),
        ("stridor", "red_flag_symptoms"),
        ("brain_mri_done", "staging_tests_done"),
        ("pneumothorax", "prior_pneumothorax"),
        ("lvef_date", "lvef_percent"),
    ],
)
def test_a_name_folded_into_another_fact_is_told_where(other: str, own: str) -> None:
    """Names of other files that mean part of a fact lead to that fact."""
    with pytest.raises(RecordError, match=f"here it is called '{own}'"):
        given(other, True)


def test_liver_enzymes_may_come_in_microkatal() -> None:
    """1 ukat/L is 60 U/L, for ALT as for AST."""
    assert 60 == given("alt_u_l", {"value": 1, "unit": "ukat/L"})


def test_a_nodule_may_be_given_in_centimetres() -> None:
    """0.6 cm is 6 mm in decimal arithmetic."""
    assert 6 == given("indeterminate_nodule_mm", {"value": Decimal("0.6"), "unit": "cm"})
