"""No line is stronger than its source: its verb, the clinician's words, the patient's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge.about import Strength
from sarcoguide.knowledge.validate_strength import said
from tests.faults import expect_fault
from tests.helpers import copy_of_tiny, guideline_problems
from tests.strategies import guideline

ABOUT = "guideline.yaml"
GREASING = "regimens/greasing.yaml"
STEPS = ("", "strength: [{verbs: [should], words: [must, should], save: [should it rain]}, {verbs: [may]}]\n")
SOURCES = "sources: [{id: S2}, {id: handbook}]"
STATED = ("statements.yaml", "topic: grease, kind:", "topic: grease, strength: may, kind:")
MUST = "'must' says more than 'may'"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("says: Grease the bearing.", "says: You must grease it.", MUST),
        ("says: Grease the bearing.", "patient: You must grease it.\n  says: Grease it.", MUST),
        ("verb: may", "because: it must\n  verb: may", MUST),
    ],
)
def test_words_that_say_more_than_the_verb_are_refused(tmp_path: Path, old: str, new: str, what: str) -> None:
    """For clinicians, for patients, and in the reason."""
    folder = copy_of_tiny(tmp_path, (ABOUT, *STEPS), (GREASING, old, new))
    expect_fault(folder, GREASING, what, next(line for line in new.splitlines() if "must" in line))


def test_the_same_words_are_taken_with_a_strong_verb(tmp_path: Path) -> None:
    """The counterpart; a phrase that is saved is taken with a weak verb too, and so is any word without steps."""
    strong = (GREASING, "verb: may", "because: it must\n  verb: should")
    saved = (GREASING, "verb: may", "because: Should it rain, grease it\n  verb: may")
    assert () == guideline_problems(tmp_path / "a", (ABOUT, *STEPS), strong)
    assert () == guideline_problems(tmp_path / "b", (ABOUT, *STEPS), saved)
    assert () == guideline_problems(tmp_path / "c", (GREASING, "verb: may", "because: it must\n  verb: may"))


def test_a_verb_stronger_than_the_statement_is_refused(tmp_path: Path) -> None:
    """Where an option rests on statements alone."""
    alone = (GREASING, SOURCES, "sources: [{id: S2}]")
    folder = copy_of_tiny(tmp_path, (ABOUT, *STEPS), STATED, alone, (GREASING, "verb: may", "verb: should"))
    expect_fault(folder, GREASING, "is stronger than the statements", "verb: should")


def test_the_strength_of_another_source_is_its_own(tmp_path: Path) -> None:
    """A handbook may say more than the statement; a verb as weak as the statement is taken in any case."""
    strong = (GREASING, "verb: may", "verb: should")
    assert () == guideline_problems(tmp_path / "a", (ABOUT, *STEPS), STATED, strong)
    assert () == guideline_problems(tmp_path / "b", (ABOUT, *STEPS), STATED, (GREASING, SOURCES, "sources: [{id: S2}]"))


def test_a_verb_in_no_step_is_refused(tmp_path: Path) -> None:
    """Nobody could tell how strong it is."""
    folder = copy_of_tiny(tmp_path, (ABOUT, "", "strength: [{verbs: [should]}]\n"))
    expect_fault(folder, ABOUT, "the verb 'may' stands in no step", "strength:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Consider a scan.", []),
        ("A scan should be considered.", []),
        ("A scan should be made.", ["should"]),
        ("It is recommended.", ["recommended"]),
        ("Mustard", []),
    ],
)
def test_words_of_the_strongest_step_of_the_packaged_guideline(text: str, expected: list[str]) -> None:
    """Whole words, and not within a phrase that a weaker step may use."""
    strongest: Strength = guideline().about.strength[0]
    assert expected == said(text, strongest)
