"""What is said of a type of tumour: each line with its sources, and with the days on which it holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from tests.faults import broken, expect_fault
from tests.helpers import copy_of_tiny, tiny

TYPES = "histologies.yaml"
ABOUT = "guideline.yaml"
GREASE = "drugs: [lithium_grease]"
UNTIL = "      until: 2024-01-01\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "place"),
    [
        broken("a drug that is missing", TYPES, GREASE, "drugs: [lithum_grease]", "nothing is called 'lithum_grease'"),
        broken("a fact that is missing", TYPES, "fact: gears", "fact: gear", "nothing is called 'gear'"),
        broken("an organ that is missing", TYPES, "[loose_chain]", "[loose_chian]", "nothing is called 'loose_chian'"),
        broken("a level that is missing", TYPES, "level: safe", "level: safer", "nothing is called 'safer'"),
        broken("a rule that is missing", TYPES, "rule: carbon", "rule: carbn", "nothing is called 'carbn'"),
        broken("a source that is missing", TYPES, "years., sources: [{id: h", "years., sources: [{id: H", "no source"),
        broken(
            "a line without a source", TYPES, "years., sources: [{id: handbook}]", "years., sources: []", "no source"
        ),
        broken(
            "a verified line of a source that nobody read",
            TYPES,
            "seldom, sources: [{id: rumour}]",
            "seldom, verified: true, sources: [{id: rumour}]",
            "none of its sources was read",
        ),
        broken("an end before the start", TYPES, UNTIL, "      until: 2021-01-01\n", "is not after `from`"),
        broken(
            "an end without a reason",
            TYPES,
            "      until_because: It is no longer made\n",
            "",
            "no `until_because`",
            "until:",
        ),
        broken(
            "an end of a source that is missing",
            TYPES,
            "It is no longer made\n",
            "It is no longer made\n      until_sources: [{id: handbok}]\n",
            "no source",
            "until_sources:",
        ),
        broken(
            "a protocol without a source",
            TYPES,
            "  indolent: {",
            "  protocol: {says: x, sources: []}\n  indolent: {",
            "no source",
        ),
        broken(
            "a fact of the type that is missing",
            ABOUT,
            "country: country",
            "country: country\ntype_of_tumour: biycle",
            "nothing is called 'biycle'",
            "type_of_tumour: biycle",
        ),
        broken(
            "a licence that never holds",
            TYPES,
            "until: 2024-01-01, because",
            "until: 2021-01-01, because",
            "is not after",
        ),
        broken("a code that is misspelt", TYPES, "{code: R/1,", "{cod: R/1,", "unknown key 'cod'"),
        broken(
            "a list of values that is missing", ABOUT, "organs: faults", "organs: fauls", "nothing is called 'fauls'"
        ),
    ],
)
def test_what_is_wrong_with_a_type_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, what: str, place: str
) -> None:
    """A misspelt drug, organ or source would be lost in silence."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)


def test_words_that_nothing_declares_are_refused(tmp_path: Path) -> None:
    """Without a list of words a misspelt organ would pass."""
    edit = (ABOUT, "{organs: faults, ", "{")
    expect_fault(copy_of_tiny(tmp_path, edit), TYPES, "nothing says which words 'spread' may use", "[loose_chain]")


@pytest.mark.parametrize(
    ("day", "markers", "ended"),
    [
        pytest.param(date(2021, 12, 31), [], None, id="the day before it begins"),
        pytest.param(date(2022, 1, 1), ["dry bearing"], False, id="its first day"),
        pytest.param(date(2024, 1, 1), ["dry bearing"], True, id="the day it ends: it stays, as ended"),
    ],
)
def test_an_edition_holds_what_was_said_of_a_type_on_its_day(day: date, markers: list[str], ended: bool | None) -> None:
    """What came later is not there yet; what was withdrawn is shown as withdrawn."""
    found = tiny().at(day).histologies["racer"].actionable
    assert markers == [line.marker for line in found]
    assert ended == (found[0].until is not None and day >= found[0].until if found else None)


def test_the_days_of_a_type_are_days_of_the_guideline() -> None:
    """A withdrawal changes what the guideline says."""
    assert {date(2022, 1, 1), date(2024, 1, 1)} <= set(tiny().dates())


def test_the_sets_of_types_out_of_and_beside_the_scope_hold_what_the_types_say() -> None:
    """A type that is routed out stands in one list in effect, though it is written in two places."""
    types = load_guideline().histologies.values()
    sets = load_guideline().names.vocabulary.sets
    assert {one.id for one in types if one.scope == "out"} == set(sets["out_of_scope_types"].members)
    assert {one.id for one in types if one.scope == "adjacent"} == set(sets["adjacent_scope_types"].members)
