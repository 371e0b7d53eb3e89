"""Published doses as numbers: they say what their prose says, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge.doses import days_in, disagreements, faults_of, numbers_said
from sarcoguide.knowledge.option_entries import DrugUse
from tests.helpers import guideline_problems
from tests.strategies import guideline

USES = [
    pytest.param(use, id=f"{rule.entry.id}-{use.drug}")
    for rule in guideline().options
    for use in rule.entry.drugs
    if use.given is not None
]
SHEET = """
regimen_sheet: {says: Check it., per: {kg: {fact: weight_kg, decimals: 1}}, sources: [{id: handbook}]}
"""
DRUG = "{drug: lithium_grease, dose: 10 g, verified: true}"
DOSE = """{drug: lithium_grease, dose: 2 mg/kg, route: chain, schedule: days 1 and 8 every 3 weeks, verified: true,
    given: {amounts: [2], unit: mg, per: kg, days: '1, 8', cycle_days: 21}}"""


@pytest.mark.parametrize("use", USES)
def test_a_published_dose_has_the_numbers_of_its_prose(use: DrugUse) -> None:
    """Every number of the one stands in the other, in all regimens."""
    assert use.given is not None
    prose = " ".join((use.dose, use.route, use.schedule))
    assert [] == list(disagreements(use.given, prose, use.dose))
    assert use.verified


def test_a_verified_dose_that_is_measured_by_the_body_stands_in_numbers() -> None:
    """None that could be worked out is left as prose alone."""
    uses = [use for rule in guideline().options for use in rule.entry.drugs if use.verified]
    assert [] == [use.dose for use in uses if ("/m2" in use.dose or "/kg" in use.dose) and use.given is None]


@pytest.mark.parametrize(
    ("text", "days"),
    [("", []), ("1", [1]), ("1, 8", [1, 8]), ("1-3", [1, 2, 3]), ("1-2, 15-16", [1, 2, 15, 16])],
)
def test_days_are_read(text: str, days: list[int]) -> None:
    """One by one, and as spans."""
    assert days == days_in(text)


@pytest.mark.parametrize("text", ["0", "8, 1", "1, 1", "3-1, 2", "day 1", "1 to 3"])
def test_days_that_are_none_are_not_guessed(text: str) -> None:
    """Order and form are fixed."""
    assert days_in(text) is None


def test_prose_says_weeks_as_days_and_words_as_numbers() -> None:
    """`every 3 weeks` is 21 days, `twice` is 2, and a span is all of its days."""
    assert {3, 21, 2, 1, 5} <= numbers_said("twice daily, 5 mg, every 3 weeks")
    assert {14, 21, 1} <= numbers_said("daily, 2 weeks on and 1 week off")
    assert {15, 16, 17} <= numbers_said("days 15-17")


FAULTS = [
    ("amounts: [2]", "amounts: [5]", "5 does not stand in"),
    ("amounts: [2]", "amounts: []", "one amount above zero, or two"),
    ("amounts: [2]", "amounts: [2, 8]", "two amounts need `choice`"),
    ("amounts: [2]", "amounts: [8, 2], choice: to", "from the lower to the higher"),
    ("amounts: [2]", "amounts: [2], cap: 100", "100 does not stand in"),
    ("unit: mg", "unit: g", "does not stand in"),
    ("per: kg", "per: m2", "nothing is called 'm2'"),
    (", per: kg", "", "is not measured per nothing"),
    ("days: '1, 8'", "days: '8, 1'", "names no days in order"),
    ("days: '1, 8'", "days: '1, 22'", "behind the end of the cycle"),
    ("days: '1, 8'", "days: '1, 8', total: 3", "not the amount times its days"),
    ("cycle_days: 21", "cycle_days: 28", "28 does not stand in"),
    ("dose: 2 mg/kg", "dose: 2 or 4 mg/kg", "4 of '2 or 4 mg/kg' is left out"),
    ("verified: true", "verified: false", "though it is not verified"),
]


def _problems(tmp_path: Path, old: str = "", new: str = "") -> list[str]:
    dose = DOSE.replace(old, new, 1) if old else DOSE
    parts = (("guideline.yaml", "", SHEET), ("regimens/greasing.yaml", DRUG, dose))
    return [problem.what for problem in guideline_problems(tmp_path, *parts)]


@pytest.mark.parametrize(("old", "new", "what"), FAULTS)
def test_a_dose_that_would_mislead_is_refused(old: str, new: str, what: str, tmp_path: Path) -> None:
    """Each fault is told."""
    assert old in DOSE
    assert any(what in told for told in _problems(tmp_path, old, new))


def test_the_same_dose_without_a_fault_is_not_refused(tmp_path: Path) -> None:
    """The other side of every fault above."""
    assert [] == _problems(tmp_path)


SHEET_FAULTS = [
    ("fact: weight_kg", "fact: weight", "nothing is called 'weight'"),
    ("decimals: 1", "decimals: -1", "no fewer than no decimals"),
    ("says: Check it.", "says: Check it., always: [oil_g]", "nothing is called 'oil_g'"),
    ("says: Check it.", "says: Check it., sections: [{title: A, subjects: [moon]}]", "nothing is called 'moon'"),
    ("says: Check it.", "says: Check it., sections: [{title: A, facts: [moon]}]", "nothing is called 'moon'"),
    (
        "says: Check it.",
        "says: Check it., ledgers: [{label: L, given: moon, adds: sun, limit: star}]",
        "nothing is called 'sun'",
    ),
]


@pytest.mark.parametrize(("old", "new", "what"), SHEET_FAULTS)
def test_a_sheet_that_names_what_is_not_there_is_refused(old: str, new: str, what: str, tmp_path: Path) -> None:
    """Facts, quantities and subjects."""
    parts = (("guideline.yaml", "", SHEET.replace(old, new)), ("regimens/greasing.yaml", DRUG, DOSE))
    assert any(what in problem.what for problem in guideline_problems(tmp_path, *parts))


def test_each_use_is_sound_in_itself() -> None:
    """No fault in any dose of the guideline."""
    uses = [use.given for rule in guideline().options for use in rule.entry.drugs if use.given is not None]
    assert [] == [fault for dose in uses for fault in faults_of(dose)]
