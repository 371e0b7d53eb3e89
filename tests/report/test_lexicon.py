"""Words: changes, values and sources as the faces print them."""

from __future__ import annotations

from datetime import date

import pytest

from sarcoguide.planning.model import SourceView
from sarcoguide.report.lexicon import Lexicon, one_cited
from tests.helpers import tiny

LEXICON = Lexicon(tiny().at(date(2025, 1, 10)))


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ("brakes_hold", "Brakes hold: yes"),
        ("not brakes_hold", "Brakes hold: no"),
        ("load_kg <= 80", "Load at most 80 kg"),
        ("frame != steel", "Frame other than steel"),
        ("frame in [carbon, steel]", "Frame is one of carbon fibre, steel"),
        ("faults includes flat_tyre", "Faults with flat tyre"),
        ("faults excludes flat_tyre", "Faults without flat tyre"),
        ("bought_on < 2024-01-02", "Bought on below 2 Jan 2024"),
        ("load_kg > weight_kg", "Load above Weight"),
        ("load_kg + weight_kg > 100", "Load + Weight above 100"),
        ("load_kg <= wear_min_days", "Load at most 30 kg"),
        ("load_kg > fast_wear_per_day", "Load above what the setting 'Wear that counts as fast' says"),
        ("something else", "something else"),
    ],
)
def test_a_change_is_told_in_words(change: str, shown: str) -> None:
    """Labels, values and units of the dictionary; what cannot be read stays as it is."""
    assert LEXICON.change(change) == shown


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("tyre_pressure_bar", 2, "2 bar"),
        ("brakes_hold", True, "yes"),
        ("faults", [], "none"),
        ("faults", ["bent_wheel", "flat_tyre"], "bent wheel, flat tyre"),
        ("bought_on", "2024-01-02", "2 Jan 2024"),
        ("owned_months", 3.5, "3.5 months"),
        ("gears", 7, "7"),
    ],
)
def test_a_value_is_told_in_words(name: str, value: object, shown: str) -> None:
    """Units of time are written out."""
    assert LEXICON.value(name, value) == shown


def test_a_source_is_cited_with_its_date_and_what_must_be_known_of_it() -> None:
    """A source for the option needs no mark; one against it, or one that was not read, has one."""
    plain = SourceView("trial", "A trial", "randomised_trial", "2014-03", verified=True, position="for")
    marked = SourceView("notes", "Notes", "review", "not stated", verified=False, position="against")
    assert one_cited(plain) == "trial Mar 2014"
    assert one_cited(marked) == "notes (against, not verified)"
