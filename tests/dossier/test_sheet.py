"""The sheet of a regimen: doses as arithmetic, what counts for a lifetime, and what is never worked out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sarcoguide.dossier import Dossier, compose
from sarcoguide.dossier.sheet import LedgerLine, Sheet, Worked, sheet_of
from sarcoguide.errors import UsageError
from sarcoguide.knowledge.doses import Dose
from sarcoguide.record import read_record
from sarcoguide.record.changes import changed
from sarcoguide.report.plain import to_text
from sarcoguide.report.sheet import SheetView, number
from sarcoguide.report.sheet_page import sheet_page
from tests.strategies import guideline

BODY: dict[str, Any] = {"height_cm": 170, "body_weight_kg": 72}
#: The body surface of that patient by Mosteller, to two decimals.
AREA = "1.84"


def dossier(patient: str = "F_LIM", **facts: Any) -> Dossier:
    """Return the dossier of an example patient with some facts changed; None takes one away."""
    raw = changed(guideline().patients[patient].data, facts, guideline())
    return compose(read_record(raw, guideline()), guideline())


def sheet(regimen: str, patient: str = "F_LIM", **facts: Any) -> Sheet:
    """Return a sheet of such a patient."""
    of = dossier(patient, **facts)
    return sheet_of(of.edition, regimen, of)


def worked(of: Sheet) -> dict[str, tuple[str, ...]]:
    """Return the arithmetic of each drug."""
    return {row.name: row.worked for row in SheetView(of).doses}


def test_a_dose_is_shown_as_arithmetic_from_height_and_weight() -> None:
    """The area is rounded to two decimals and said so; the product is exact."""
    found = sheet("doxorubicin", **BODY)
    assert (f"75 mg/m2 × {AREA} m2 = 138 mg",) == worked(found)["Doxorubicin"]
    ((_, value, made_from, unknown),) = SheetView(found).sizes
    assert (f"1.84391 m2, multiplied as {AREA}", False) == (value, unknown)
    assert "Body weight: 72 kg" in made_from
    assert "Height" in made_from


def test_a_product_is_not_rounded() -> None:
    """1.1 x 1.84 has three decimals, and keeps them."""
    assert f"1.1 mg/m2 × {AREA} m2 = 2.024 mg" in worked(sheet("doxorubicin_trabectedin", **BODY))["Trabectedin"]


@pytest.mark.parametrize("gone", ["height_cm", "body_weight_kg"])
def test_without_height_or_weight_nothing_is_worked_out_and_that_is_said(gone: str) -> None:
    """Unknown is not an average person."""
    found = sheet("doxorubicin", **{**BODY, gone: None})
    (line,) = worked(found)["Doxorubicin"]
    assert "75 mg/m2 × ? = unknown: Body surface area (Mosteller) is not known" == line
    assert "138" not in to_text(sheet_page(found))


@pytest.mark.parametrize(("day", "line"), [("2026-10-25", f"{AREA} m2 = 138 mg"), ("2026-10-24", "too old")])
def test_a_weight_that_is_too_old_is_not_multiplied(day: str, line: str) -> None:
    """It holds for 28 days: on the last it counts, a day later it does not."""
    weight = {"value": 72, "date": day}
    raw = changed(guideline().patients["F_LIM"].data, {"height_cm": 170}, guideline())
    raw["facts"]["body_weight_kg"] = weight
    of = compose(read_record(raw, guideline()), guideline())
    (told,) = worked(sheet_of(of.edition, "doxorubicin", of))["Doxorubicin"]
    assert line in told


def test_a_dose_over_several_days_is_told_for_each_day_and_for_the_cycle() -> None:
    """25 mg/m2 on each of three days."""
    told = worked(sheet("doxorubicin_ifosfamide", **BODY, patient_age_years=50))["Doxorubicin"]
    assert (f"25 mg/m2 × {AREA} m2 = 46 mg", "46 mg × 3 days = 138 mg a cycle") == told


def test_either_of_two_published_amounts_stands_with_its_own_arithmetic() -> None:
    """Neither is chosen."""
    told = worked(sheet("gemcitabine_docetaxel", **BODY))["Docetaxel"]
    assert (f"75 mg/m2 × {AREA} m2 = 138 mg", f"or 100 mg/m2 × {AREA} m2 = 184 mg") == told


@pytest.mark.parametrize(
    ("cap", "dose", "capped"), [("137.99", "137.99", True), ("138", "138", False), (None, "138", False)]
)
def test_a_published_cap_is_shown_in_the_arithmetic(cap: str | None, dose: str, capped: bool) -> None:
    """Just below what is worked out it counts; what is exactly at it stays."""
    one = Worked(Decimal(75), "", Decimal(AREA), Decimal(75) * Decimal(AREA), Decimal(cap) if cap else None)
    assert (capped, dose) == (one.capped, number(one.dose or Decimal(0)))
    line = sheet("doxorubicin", **BODY).doses[0]
    told = SheetView(sheet("doxorubicin", **BODY)).arithmetic(line, Dose([75], "mg", per="m2"), one)
    assert capped == ("published cap of one dose is 137.99 mg" in told)


@pytest.mark.parametrize(
    ("regimen", "patient", "why"),
    [
        ("doxorubicin_ifosfamide", "F_FRAIL", "excluded"),
        ("tazemetostat", "F_LIM", "unavailable"),
        ("larotrectinib", "F_LIM", "not_indicated"),
    ],
)
def test_what_is_not_open_to_a_patient_has_no_computed_dose(regimen: str, patient: str, why: str) -> None:
    """The published dose stays; the status is told before it."""
    found = sheet(regimen, patient, **BODY)
    view = SheetView(found)
    assert why == found.withheld
    assert [()] * len(view.doses) == [row.worked for row in view.doses]
    text = to_text(sheet_page(found))
    assert text.index(view.withheld) > text.index(why.replace("_", " "))
    assert "×" not in text


def test_outside_the_scope_no_dose_is_worked_out() -> None:
    """The way out stands first."""
    found = sheet("doxorubicin", histology="gist", **BODY)
    assert ("out_of_scope", ()) == (found.withheld, found.doses[0].worked)


def test_without_a_patient_the_sheet_has_what_was_published_and_works_nothing_out() -> None:
    """As the reference and the command without a record show it."""
    found = sheet_of(guideline().at(guideline().about.checked), "doxorubicin")
    text = to_text(sheet_page(found))
    assert "75 mg/m2 IV day 1 every 3 weeks" in text
    assert "Nothing is worked out without a patient." in text
    assert "×" not in text


@pytest.mark.parametrize("patient", ["F_LIM", "F_FRAIL", None])
def test_every_sheet_says_to_check_it_against_the_local_protocol(patient: str | None) -> None:
    """Whatever the patient, and without one."""
    edition = guideline().at(guideline().about.checked)
    found = sheet_of(edition, "doxorubicin") if patient is None else sheet("doxorubicin", patient)
    assert "against your local protocol" in " ".join(to_text(sheet_page(found)).split())


def test_a_dose_that_was_not_verified_is_neither_shown_nor_worked_out() -> None:
    """The drug is named."""
    found = sheet("doxorubicin_dacarbazine", **BODY)
    assert {"dose not verified, so not shown"} == {row.published for row in SheetView(found).doses}
    assert {()} == {row.worked for row in SheetView(found).doses}


def ledger(**facts: Any) -> LedgerLine:
    """Return the lifetime dose on the sheet of doxorubicin in a patient who had some."""
    (line,) = sheet("doxorubicin", "F_DIS", **facts).ledgers
    return line


GIVEN = {"prior_chemotherapy": True, "prior_anthracycline": True, "cumulative_anthracycline_stated_mg_m2": 300}


@pytest.mark.parametrize(("given", "left"), [(475, 0), (476, -1), (0, 475)])
def test_what_is_left_of_a_lifetime_dose_counts_what_was_given_and_this_cycle(given: int, left: int) -> None:
    """At 475 the cycle just fits into 550; one more is passed, and so said."""
    line = ledger(**{**GIVEN, "cumulative_anthracycline_stated_mg_m2": given})
    assert (Decimal(550), Decimal(left)) == (line.limit, line.remains)


def test_the_limit_of_a_lifetime_dose_is_lower_after_radiotherapy_near_the_heart() -> None:
    """As the guard of the drug has it."""
    assert Decimal(400) == ledger(**GIVEN, prior_radiotherapy_regions=["mediastinum"]).limit
    assert Decimal(550) == ledger(**GIVEN, prior_radiotherapy_regions=["limb"]).limit


def test_an_unknown_lifetime_dose_leaves_what_is_left_unknown() -> None:
    """With at most a bound, and with what is missing."""
    line = ledger(prior_chemotherapy=True, prior_anthracycline=None, prior_systemic_lines=None)
    assert (None, None) == (line.given, line.remains)
    assert line.missing


def test_no_regimen_of_that_name_is_said() -> None:
    """A recommendation without drugs has no sheet either."""
    edition = guideline().at(guideline().about.checked)
    for name in ("doxorubicn", "surgery_metastasectomy"):
        with pytest.raises(UsageError, match="no regimen"):
            sheet_of(edition, name)


def test_each_limit_of_organ_function_stands_with_the_value_of_the_patient() -> None:
    """Under its heading, those that do not hold as well."""
    section = next(one for one in SheetView(sheet("doxorubicin", **BODY)).limits if "heart" in one.title)
    values = {label: value for row in section.rows for label, value, _ in row.values}
    assert "62 %" in values["Left ventricular ejection fraction"]
