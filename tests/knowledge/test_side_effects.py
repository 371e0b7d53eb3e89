"""Side effects of drugs: an option has those of each of its drugs once, and a drug without any is told as a gap."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.knowledge.option_entries import SideEffect
from tests.faults import broken, expect_fault
from tests.helpers import TODAY, copy_of_tiny, guideline_problems, tiny

GREASES = "drugs/greases.yaml"
GREASING = "regimens/greasing.yaml"
FIRE = "- {name: Fire, patient: smoke or flames, urgent: true, act: Smother it, sources: [{id: hunch}]}"
ABOUT = (
    "side_effects: {says: Keep a bucket of sand., patient_urgent: Call the fire brigade for these., "
    "patient_others: Wash your hands.,\n  sources: [{id: hunch}]}\n"
)
LINT = "{name: Lint, patient: lint, sources: [{id: hunch}]}, {name: fire, patient: flames, sources: [{id: hunch}]}"
CLOTH = f",\n   side_effects: [{LINT}]"


def effects(folder: Path | None = None) -> tuple[SideEffect, ...]:
    """Return the side effects of greasing."""
    guideline = tiny() if folder is None else load_guideline(folder)
    return guideline.at(TODAY).options["grease_bearing"].side_effects


def test_an_option_has_the_side_effects_of_each_of_its_drugs_once() -> None:
    """Urgent ones first; what two drugs share stands once, urgent because it is so for one of them."""
    assert ["Fire", "Black fingers", "Lint"] == [effect.name for effect in effects()]
    assert [True, False, False] == [effect.urgent for effect in effects()]


def test_an_option_without_drugs_has_none() -> None:
    """The counterpart."""
    assert () == tiny().at(TODAY).options["change_tyre"].side_effects


def test_a_figure_of_the_drug_alone_is_kept_beside_what_only_accompanies_it() -> None:
    """The cloth is no second drug."""
    assert ["9 of 10"] == [effect.frequency for effect in effects() if effect.frequency]


def test_no_figure_of_a_drug_alone_stands_with_a_pair(tmp_path: Path) -> None:
    """It was counted in people who had one of the two."""
    folder = copy_of_tiny(tmp_path, (GREASING, "wiping_cloth, supportive: true", "wiping_cloth"))
    assert [""] * 3 == [effect.frequency for effect in effects(folder)]


def test_what_was_read_for_one_drug_counts_as_read(tmp_path: Path) -> None:
    """By the source in which it was read; what was not read for the other is not cited."""
    folder = copy_of_tiny(tmp_path, (GREASES, "name: Lint, patient", "name: Black fingers, patient"))
    found = {effect.name: effect for effect in effects(folder)}["Black fingers"]
    assert (True, ["handbook"]) == (found.verified, [use.id for use in found.sources])


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "place"),
    [
        broken("a drug without any", GREASES, CLOTH, "", "'wiping_cloth' has no side effects", "id: wiping_cloth"),
        broken("nobody to call", "guideline.yaml", ABOUT, "", "nothing says whom to call", "id: bicycle_repair"),
        broken(
            "urgent, and nothing to do", GREASES, "act: Smother it, ", "", "'Fire' is urgent and has no `act`", "Fire"
        ),
        broken(
            "a figure that was not read",
            GREASES,
            "frequency: 9 of 10, verified: true",
            "frequency: 9 of 10",
            "'Black fingers' has a figure that was not read",
            "Black fingers",
        ),
        broken(
            "read in a judgement",
            GREASES,
            "verified: true, sources: [{id: handbook}]",
            "verified: true, sources: [{id: hunch}]",
            "'Black fingers' counts as read and cites nothing that was",
            "Black fingers",
        ),
        broken(
            "no source", GREASES, "act: Smother it, sources: [{id: hunch}]", "act: X, sources: []", "it cites no source"
        ),
        broken("a name twice", GREASES, "name: Fire", "name: black fingers", "'black fingers' stands twice"),
        broken(
            "a source that is missing", GREASES, "it, sources: [{id: hunch}]", "it, sources: [{id: hnch}]", "no source"
        ),
    ],
)
def test_what_would_mislead_about_side_effects_is_refused(
    tmp_path: Path, file: str, old: str, new: str, what: str, place: str
) -> None:
    """With the file, the line, and what to do."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)


def test_a_drug_of_withdrawn_options_alone_may_have_none(tmp_path: Path) -> None:
    """Nobody gets it any more; until that day it is a gap."""
    ended = "until: 2024-01-01\n  until_because: Gone\n  until_sources: [{id: handbook}]"
    begins = "  from: 2020-01-01\n"
    edits = ((GREASES, CLOTH, ""), (GREASING, begins, f"{begins}  {ended}\n"))
    assert not [p for p in guideline_problems(tmp_path, *edits) if "side effects" in p.what]


def test_a_drug_of_an_option_that_ends_later_must_have_some(tmp_path: Path) -> None:
    """The counterpart: it is still given."""
    ended = f"until: {date(2025, 6, 1)}\n  until_because: Gone\n  until_sources: [{{id: handbook}}]"
    begins = "  from: 2020-01-01\n"
    edits = ((GREASES, CLOTH, ""), (GREASING, begins, f"{begins}  {ended}\n"))
    assert [p for p in guideline_problems(tmp_path, *edits) if "side effects" in p.what]
