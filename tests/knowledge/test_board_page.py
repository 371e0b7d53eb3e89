"""The referral to a board as a guideline declares it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import added, expect_fault
from tests.helpers import copy_of_tiny, guideline_problems

ABOUT = "guideline.yaml"
SOUND = (
    "board_page: {title: To the workshop, referral: ask_a_mechanic, burden: workshop, "
    "sections: [{title: Frame, facts: [gears]}], answer: [Decision]}\n"
)


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "place"),
    [
        added("an option that is missing", ABOUT, SOUND.replace("ask_a_mechanic", "ask_nobody"), "nothing is called"),
        added(
            "a burden that is missing", ABOUT, SOUND.replace("burden: workshop", "burden: shop"), "nothing is called"
        ),
        added("a fact that is missing", ABOUT, SOUND.replace("[gears]", "[gear]"), "nothing is called 'gear'"),
        added(
            "a fact that stands twice", ABOUT, SOUND.replace("[gears]", "[gears], if_known: [gears]"), "stands there"
        ),
    ],
)
def test_a_referral_names_only_what_exists_and_each_fact_once(
    tmp_path: Path, file: str, old: str, new: str, what: str, place: str
) -> None:
    """Options, burdens and facts."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)


def test_a_sound_referral_is_taken(tmp_path: Path) -> None:
    """The counterpart of the faults above."""
    assert () == guideline_problems(tmp_path, (ABOUT, "", SOUND))
