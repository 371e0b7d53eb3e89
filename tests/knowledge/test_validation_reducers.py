"""Reducers of a guideline: parameters, fields and values that exist. Each row breaks one of the made-up guideline."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import broken, expect_fault
from tests.helpers import copy_of_tiny

WALKS = "definitions/walks.yaml"
FAULTS = [
    broken("a reducer that is missing", WALKS, "{name: earliest,", "{name: earlyest,", "nothing is called 'earlyest'"),
    broken(
        "a reducer without a parameter",
        WALKS,
        "field: start, order_by: start, excluding: {purpose: [race]}}",
        "field: start, order_by: start}",
        "'excluding' is missing from",
    ),
    broken(
        "a reducer with one parameter more",
        WALKS,
        "{name: earliest,",
        "{name: earliest, more: 1,",
        "'more' is not a parameter of",
    ),
    broken(
        "a reducer that reads nothing",
        WALKS,
        "dates: [bought_on, first_ride_on",
        "dates: [bougt_on, first_ride_on",
        "nothing is called 'bougt_on'",
    ),
    broken(
        "a reducer that reads a mapping",
        WALKS,
        "dates: [bought_on, first_ride_on",
        "dates: [{bought_on: 1}, first_ride_on",
        "nothing is called",
    ),
    broken(
        "a reducer of a field that is missing",
        WALKS,
        "field: end, order_by",
        "field: ending, order_by",
        "nothing is called 'ending'",
    ),
    broken(
        "growth of neither the fastest nor the slowest",
        WALKS,
        "same: [tool]}",
        "same: [tool], which: quickest}",
        "nothing is called 'quickest'",
    ),
    broken(
        "an error of measurement that is no setting",
        WALKS,
        "same: [tool]}",
        "same: [tool], error: wear_erorr_mm}",
        "nothing is called 'wear_erorr_mm'",
    ),
    broken("a reducer that compares a missing field", WALKS, "same: [tool]", "same: [tol]", "nothing is called 'tol'"),
    broken(
        "a reducer with a number for its factors",
        WALKS,
        "factors: {lithium: 1, graphite: 0.5}}",
        "factors: 5}",
        "5 stands where a mapping is needed",
    ),
    broken(
        "a reducer that chooses by a field that is missing",
        WALKS,
        "excluding: {frame: [carbon]}, where: {purpose: [care]}}",
        "excluding: {frame: [carbon]}, where: {purpse: [care]}}",
        "nothing is called 'purpse'",
    ),
    broken(
        "a reducer that chooses by a value that no record can have",
        WALKS,
        "excluding: {frame: [carbon]}, where: {purpose: [care]}}",
        "excluding: {frame: [carbon]}, where: {purpose: [cair]}}",
        "nothing is called 'cair'",
    ),
    broken(
        "a reducer that leaves out a value that no record can have",
        WALKS,
        "excluding: {frame: [carbon]}, where: {purpose: [care]}}",
        "excluding: {frame: [karbon]}, where: {purpose: [care]}}",
        "nothing is called 'karbon'",
    ),
    broken(
        "a reducer that chooses by a word in place of a list",
        WALKS,
        "excluding: {frame: [carbon]}, where: {purpose: [care]}}",
        "excluding: {frame: [carbon]}, where: {purpose: care}}",
        "'care' stands where a list of values is needed",
    ),
    broken(
        "a reducer like one that is missing",
        WALKS,
        "response_best, like: wear_response",
        "response_best, like: wear",
        "nothing is called 'wear'",
    ),
    broken("a word of a record that cannot stand there", WALKS, "{there: present", "{their: present", "called 'their'"),
    broken("a word of a record that means nothing known", WALKS, "tiny: small", "tiny: little", "called 'little'"),
    broken("a way of measuring that is missing", WALKS, "{gauge: 1", "{gage: 1", "nothing is called 'gage'"),
    broken("a word in place of a number", WALKS, "grows_least: 1", "grows_least: one", "where a number is needed"),
    broken("a result that is no value", WALKS, "stays: [more]", "stays: [moor]", "nothing is called 'moor'"),
    broken("a line of a table without a result", WALKS, "{is: open}]", "{new: false}]", "does not say what follows"),
    broken("a line of a table with an unknown result", WALKS, "{is: open}]", "{is: opened}]", "called 'opened'"),
    broken("a line of a table with an unknown state", WALKS, "targets: same", "targets: sane", "called 'sane'"),
    broken("a line of a table about nothing", WALKS, "{new: true,", "{knew: true,", "nothing is called 'knew'"),
    broken(
        "a filter for a reducer that has none",
        WALKS,
        "{name: earliest,",
        "{name: earliest, where: {purpose: [care]},",
        "'where' is not a parameter of",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "what", "place"), FAULTS)
def test_a_reducer_that_could_not_run_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, what: str, place: str
) -> None:
    """A misspelt field or value would choose nothing, in silence."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)
