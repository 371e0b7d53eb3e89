"""A table of patients gets the statuses that each of its patients would get alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from sarcoguide.engines import CompiledEngine
from sarcoguide.engines.columnar import REASON, ColumnarEngine
from sarcoguide.engines.columnar.cohort import Cohort, counts_of
from sarcoguide.engines.columnar.tables import table_of
from sarcoguide.errors import RecordError, UsageError
from sarcoguide.record import Record, Situation
from tests.strategies import TODAY, guideline, raw_records, read

DAYS = guideline().dates()


def drawn(day: date, number: int) -> list[Record]:
    """Return records drawn at random, contradictions included."""
    found: list[Record] = []

    @settings(max_examples=number, deadline=None, database=None)
    @given(raw_records(day))
    def take(raw: dict[str, Any]) -> None:
        try:
            found.append(read(raw))
        except RecordError:
            return

    take()
    return found


def expect_alike(records: list[Record], day: date) -> None:
    """Compare a table of records with each record alone, by the guideline of a day."""
    edition = guideline().at(day)
    engine = CompiledEngine(edition)
    rows = ColumnarEngine(edition).statuses(table_of(records).lazy(), ("id",)).collect()
    wrong = {}
    for number, (record, row) in enumerate(zip(records, rows.iter_rows(named=True), strict=True)):
        statuses = engine.statuses(record)
        differing = {name: (row[name], status) for name, status in statuses.items() if row[name] != status}
        if differing:
            wrong[number] = differing
    assert {} == wrong


def test_every_patient_of_a_table_gets_the_statuses_of_the_compiled_engine() -> None:
    """Unknown, stale, stated and inapplicable values included; records of lesions and treatments too."""
    expect_alike(drawn(TODAY, 700), TODAY)


@pytest.mark.parametrize("day", DAYS[::12], ids=str)
def test_the_guideline_of_an_earlier_day_judges_a_table_alike(day: date) -> None:
    """Withdrawn options, options not yet there, licences of the day."""
    expect_alike(drawn(day, 40), day)


def test_whoever_contradicts_himself_is_set_apart_and_nobody_else() -> None:
    """With the reason, in the place where he stood."""
    records = drawn(TODAY, 200)
    rows = ColumnarEngine(guideline().at(TODAY)).statuses(table_of(records).lazy(), ("id",)).collect()
    wanted = [refused(record) for record in records]
    assert wanted == [reason is not None for reason in rows[REASON]]
    assert min(wanted.count(True), wanted.count(False)) > 20


def refused(record: Record) -> bool:
    """Whether the reference evaluator refuses a record."""
    try:
        Situation(record, guideline().at(TODAY)).refuse_contradictions()
    except RecordError:
        return True
    return False


def one(**facts: Any) -> dict[str, Any]:
    """Return what is found of a table of one patient."""
    table = pl.DataFrame({"id": ["a"], "assessment_date": [TODAY], **{name: [value] for name, value in facts.items()}})
    return Cohort(guideline()).judged(table).row(0, named=True)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        pytest.param(
            {"patient_age_years": 430.0},
            "patient_age_years: 430.0 cannot be used (a whole number from 0 to 120)",
            id="range",
        ),
        pytest.param({"patient_age_years": 43.5}, "patient_age_years: 43.5 cannot be used", id="not whole"),
        pytest.param({"sex": "F"}, "sex: F cannot be used (it is not one of the allowed values)", id="word"),
        pytest.param({"symptoms": "pain;sadness"}, "symptoms: a word that is not in the list", id="a word of a set"),
        pytest.param({"symptoms": "pain;pain"}, "symptoms: a word that is not in the list, or one twice", id="twice"),
        pytest.param({"diagnosis_date": "22.11.2026"}, "diagnosis_date: 22.11.2026 cannot be used", id="a day"),
        pytest.param({"active_infection": "yes"}, "active_infection: yes cannot be used", id="yes for true"),
        pytest.param({"prior_systemic_lines": "[{"}, "prior_systemic_lines: not JSON", id="records"),
        pytest.param(
            {"diagnosis_date": "2031-01-01"}, "diagnosis_date: a day after the day of assessment", id="future"
        ),
        pytest.param(
            {"lvef_percent": 60, "lvef_percent.date": date(2031, 1, 1)},
            "lvef_percent: a day after",
            id="measured later",
        ),
        pytest.param(
            {"lesion_measurements": '[{"lesion": "L1", "organ": "lung", "date": "2031-01-01", "diameter_mm": 14}]'},
            "lesion_measurements: a day after the day of assessment",
            id="a record of the future",
        ),
    ],
)
def test_a_value_that_cannot_be_used_sets_the_patient_apart(facts: dict[str, Any], says: str) -> None:
    """Nothing is dropped and nothing guessed: the reason stands in the row, and no status."""
    found = one(**facts)
    assert says in found[REASON]
    assert {None} == {value for name, value in found.items() if name not in ("id", REASON)}


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"patient_age_years": 43.0}, id="a number"),
        pytest.param({"patient_age_years": "43"}, id="a number as text"),
        pytest.param({"patient_age_years": float("nan")}, id="not a number is unknown"),
        pytest.param({"sex": "female"}, id="a word"),
        pytest.param({"symptoms": ["pain", "cough"]}, id="a list"),
        pytest.param({"symptoms": "pain; cough"}, id="a list as text"),
        pytest.param({"symptoms": "none"}, id="nothing of a list"),
        pytest.param({"diagnosis_date": "2026-01-22"}, id="a day"),
        pytest.param({"active_infection": "TRUE"}, id="true as text"),
    ],
)
def test_a_value_that_can_be_used_does_not(facts: dict[str, Any]) -> None:
    """Whatever way it is written."""
    assert one(**facts)[REASON] is None


def test_a_column_that_nobody_knows_is_refused_unless_it_is_kept() -> None:
    """It would be lost in silence; the message says what may be meant."""
    table = pl.DataFrame({"id": ["a"], "assessment_date": [TODAY], "patient_age_year": [40]})
    with pytest.raises(UsageError, match=r"patient_age_year \(.*patient_age_years"):
        Cohort(guideline()).judged(table)
    assert 40 == Cohort(guideline(), keep=("patient_age_year",)).judged(table)["patient_age_year"][0]


def test_a_kept_column_stays_as_it_is_even_if_it_is_read() -> None:
    """Words are numbers inside only; a name of the result is refused."""
    table = pl.DataFrame({"assessment_date": [TODAY], "sex": ["female"], REASON: ["x"]})
    assert "female" == Cohort(guideline(), keep=("sex",)).judged(table.drop(REASON))["sex"][0]
    with pytest.raises(UsageError, match=REASON):
        Cohort(guideline(), keep=(REASON,)).judged(table)


def test_each_patient_is_judged_on_his_own_day_or_all_on_one() -> None:
    """An option that was not there yet has no status; with one day for all it has."""
    (name, since) = next(
        (rule.entry.id, rule.entry.since) for rule in guideline().options if rule.entry.since > DAYS[3]
    )
    table = pl.DataFrame({"id": ["early", "late"], "assessment_date": [DAYS[0], TODAY]})
    assert since > DAYS[0]
    own, same = Cohort(guideline()).judged(table), Cohort(guideline(), as_of=TODAY).judged(table)
    assert (None, True) == (own[name][0], own[name][1] is not None)
    assert same[name][0] is not None


def test_a_patient_without_a_day_is_set_apart_and_a_table_without_days_is_refused() -> None:
    """The day decides which guideline answers."""
    table = pl.DataFrame({"id": ["a", "b"], "assessment_date": [None, TODAY]})
    assert [True, False] == [reason is not None for reason in Cohort(guideline()).judged(table)[REASON]]
    with pytest.raises(UsageError, match="--assessed"):
        Cohort(guideline()).judged(table.drop("assessment_date"))
    assert Cohort(guideline(), assessed=TODAY).judged(table.drop("assessment_date"))[REASON].null_count() == 2


def test_counts_add_up_to_the_patients_who_are_not_set_apart() -> None:
    """For every option of the day."""
    table = pl.DataFrame({"id": ["a", "b", "c"], "assessment_date": [TODAY] * 3, "patient_age_years": [40, 70, 700]})
    counted = counts_of(Cohort(guideline()).judged(table))
    assert {2} == set(counted.group_by("option").agg(pl.col("patients").sum())["patients"])
