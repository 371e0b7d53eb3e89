"""Lists of records and values in the words of the guideline."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sarcoguide.record.labels import label_of, meaning_of, words_of
from tests.strategies import guideline

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "records", "words"),
    [
        ("lesion_count_by_organ", [{"organ": "lung", "count": 3}], "lung: 3"),
        ("lesion_count_by_organ", [{"organ": "lung", "count": 9, "is_lower_bound": True}], "lung: 9, or more"),
        ("lesion_count_by_organ", [{"organ": "lung", "count": 3}, {"organ": "bone", "count": 1}], "lung: 3; bone: 1"),
        ("lesion_count_by_organ", [], "none"),
        (
            "lesion_measurements",
            [{"lesion": "A", "date": date(2026, 11, 3), "diameter_mm": 12, "is_target": False}],
            "A: 3 Nov 2026, diameter 12 mm, target lesion: no",
        ),
        ("ihc_findings", [{"antigen": "S100", "result": "negative"}], "S100: result negative"),
    ],
)
def test_a_list_of_records_is_said_in_words(name: str, records: list[dict[str, Any]], words: str) -> None:
    """No name of a field or value stands where a word is meant; what every record has needs no name."""
    assert words == words_of(name, tuple(records), guideline().at(DAY))


def test_a_field_that_the_dictionary_lacks_is_not_lost() -> None:
    """A plan of another version may hold it."""
    said = words_of("lesion_count_by_organ", ({"organ": "lung", "side_note": "x"},), guideline().at(DAY))
    assert "lung: side note x" == said


@pytest.mark.parametrize(
    "name", ["lvef_percent", "spread", "synchronous_window_days", "own.drug_count", "no_such_name"]
)
def test_a_label_is_the_same_for_a_guideline_and_for_its_edition(name: str) -> None:
    """One place gives it, whoever asks."""
    assert label_of(name, guideline()) == label_of(name, guideline().at(DAY))


def test_the_meaning_of_a_value_is_told_in_full() -> None:
    """A warning about a word must name the type by its whole name."""
    assert "Undifferentiated pleomorphic sarcoma" == meaning_of("histology", "ups", guideline())


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("histology", "mlps", "Myxoid liposarcoma (incl. round cell / high grade)"),
        ("histology", "ups", "Undifferentiated pleomorphic sarcoma"),
        ("primary_site", "abdomen_visceral", "abdomen visceral"),
    ],
)
def test_a_type_is_called_by_its_name_however_long_and_another_value_by_a_short_meaning(
    name: str, value: str, words: str
) -> None:
    """An abbreviation of a file says nothing to a reader; a long explanation would crowd a line."""
    assert words == words_of(name, value, guideline().at(DAY))
