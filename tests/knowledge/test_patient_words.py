"""What patients read in a guideline: the glossary, and the places on their page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.faults import added, broken, expect_fault
from tests.helpers import copy_of_tiny, guideline_problems, tiny

GLOSSARY = "glossary.yaml"
ABOUT = "guideline.yaml"
SPOKES = "forms: [spokes], meaning"
GROUPS = (
    "{title: Repair, intents: [repair]}, {title: Upkeep, intents: [upkeep]}, {title: Others, intents: [not_stated]}"
)


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "place"),
    [
        broken("a form of two terms", GLOSSARY, SPOKES, "forms: [Carbon], meaning", "'carbon' is explained twice", "X"),
        broken("an empty form", GLOSSARY, SPOKES, "forms: [' '], meaning", "a word is empty", "id: spoke"),
        broken("a source that is missing", GLOSSARY, "[{id: handbook}]", "[{id: hanbook}]", "there is no source"),
        broken("a statement that is missing", GLOSSARY, SPOKES, "statements: [S7], meaning", "nothing is called 'S7'"),
        broken("an id of two terms", GLOSSARY, "id: carbon_word", "id: spoke", "the id 'spoke' is used twice"),
        broken("an unknown key", GLOSSARY, SPOKES, "form: [spokes], meaning", "unknown key 'form'", "id: spoke"),
        broken("an end before the start", GLOSSARY, "until: 2025-01-01", "until: 2019-01-01", "is not after `from`"),
        broken(
            "a caution",
            "guards.yaml",
            "Two people lift it}",
            "Two people lift it, patient: Ask for help.}",
            "a caution has words for patients",
            "Two people lift it",
        ),
        broken(
            "a way out",
            "recommendations/shown.yaml",
            "pointer: Ask a garage.",
            "patient_pointer: Ask somebody.",
            "`patient_pointer` stands without `pointer`",
            "no_bicycle",
        ),
        broken(
            "an end",
            "recommendations/repairs.yaml",
            "until_because: Wheels are exchanged today",
            "until_patient: Gone",
            "`until_patient` stands without `until_because`",
        ),
        added("a lead that is missing", ABOUT, "patient_page: {lead: [about_tires]}\n", "nothing is called"),
        added("a sign that is no emergency", ABOUT, "patient_page: {red_flags: [about_tyres]}\n", "nothing is called"),
        added("a fact that is missing", ABOUT, "patient_page: {facts: [gear]}\n", "nothing is called 'gear'"),
        added(
            "an intent in no group",
            ABOUT,
            "patient_page: {groups: [{title: Repair, intents: [repair]}]}\n",
            "the intent 'upkeep' stands in 0 groups",
        ),
    ],
)
def test_what_patients_could_not_read_is_refused(
    tmp_path: Path, file: str, old: str, new: str, what: str, place: str
) -> None:
    """With the file, the line, and what to do."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, "carbon_word" if place == "X" else place)


def test_a_sound_page_for_patients_is_taken(tmp_path: Path) -> None:
    """The counterpart of the faults above."""
    page = f"patient_page: {{lead: [about_tyres], red_flags: [do_not_ride], facts: [gears], groups: [{GROUPS}]}}\n"
    assert () == guideline_problems(tmp_path, (ABOUT, "", page))


def test_reasons_and_ways_out_may_have_words_for_patients(tmp_path: Path) -> None:
    """Where clinicians are told the same."""
    crack = "because: Carbon cracks under force"
    faults = guideline_problems(
        tmp_path,
        ("guards.yaml", crack, f"{crack}, patient: Carbon may break."),
        ("recommendations/shown.yaml", "pointer: Ask a garage.", "pointer: Ask a garage., patient_pointer: A shop"),
    )
    assert () == faults


def test_an_edition_holds_the_words_of_its_day() -> None:
    """`from` is the first day, `until` the first day no longer."""
    assert {"spoke", "carbon_word"} == set(tiny().at(date(2024, 12, 31)).glossary)
    assert {"spoke"} == set(tiny().at(date(2025, 1, 1)).glossary)
