"""Several records in one text: a table, JSON Lines, YAML documents, or one record; a bad one stops no other."""

from __future__ import annotations

from typing import Any

import pytest

from sarcoguide.errors import RecordError
from sarcoguide.record import read_record
from sarcoguide.record.several import documents_of
from tests.strategies import guideline

TABLE = """id,assessment_date,ecog_performance_status,ecog_performance_status.date,metastatic_organs,local_symptoms
A,2026-11-22,1,2026-11-20,lung;liver,
B,2026-11-22,,,none,
"""


def read(text: str | bytes) -> list[Any]:
    """Return what a text holds: the data of each record, or what is wrong with it."""
    data = text.encode() if isinstance(text, str) else text
    documents = documents_of(data, "here", guideline())
    return [document.problems[0].what if document.problems else document.data for document in documents]


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_row_of_a_table_is_a_record(delimiter: str) -> None:
    """With the day of a value, several words in a cell, and nothing for an empty one."""
    first, second = read(TABLE.replace(",", delimiter))
    facts = {"ecog_performance_status": {"value": 1, "date": "2026-11-20"}, "metastatic_organs": ["lung", "liver"]}
    assert {"id": "A", "assessment_date": "2026-11-22", "facts": facts} == first
    assert {"metastatic_organs": []} == second["facts"]


def test_an_empty_cell_is_unknown_and_none_is_known_to_be_none() -> None:
    """The two are never the same."""
    records = [read_record(document, guideline()) for document in documents_of(TABLE.encode(), "here", guideline())]
    assert ["metastatic_organs" in record.given for record in records] == [True, True]
    assert ["ecog_performance_status" in record.given for record in records] == [True, False]


@pytest.mark.parametrize(("name", "cell"), [("ecog_performance_status", "good"), ("no_such_fact", "1")])
def test_what_a_cell_cannot_be_is_refused_and_not_guessed(name: str, cell: str) -> None:
    """A word for a number, and a column that no fact is called by."""
    (document,) = documents_of(f"id,{name}\nA,{cell}\n".encode(), "here", guideline())
    with pytest.raises(RecordError, match=name):
        read_record(document, guideline())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,sex\nA,female,1\n", "the row has 3 cells under 2 headings"),
        ("id,id\nA,B\n", "two columns are called id"),
        ("id,sex\n", "the table has headings and no row"),
        (b"id,sex\nM\xfcller,female\n", "the file is not UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(text: str | bytes, says: str) -> None:
    """Which value holds is never guessed."""
    assert [says] == read(text)


def test_a_bad_line_stops_no_other() -> None:
    """JSON Lines."""
    found = read('{"id": "A", "facts": {}}\n{bad\n{"id": "B", "facts": {}}\n')
    assert ["A", "B"] == [one["id"] for one in (found[0], found[2])]
    assert "this is not JSON" in found[1]


def test_yaml_records_may_stand_one_after_another_and_one_alone_is_one() -> None:
    """With three dashes between them."""
    assert ["A", "B"] == [one["id"] for one in read("---\nid: A\nfacts: {}\n---\nid: B\nfacts: {}\n")]
    assert ["A"] == [one["id"] for one in read("id: A\nfacts: {}\n")]
