"""The page for patients can be read by most people: short sentences, short words, section by section."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

import pytest

from sarcoguide.report import words
from sarcoguide.report.story import Group, Item, Story, story_of
from tests.report.faces import example
from tests.report.readability import grade, sentences, syllables, words_in
from tests.strategies import guideline

PATIENTS = sorted(guideline().patients)
#: School years; the wording aims at 7, and names of types and drugs count as well.
HARDEST = 8
#: Words in a sentence.
LONGEST = 20
DAY = date(2026, 11, 22)


def told(items: Iterable[Item | None]) -> list[str]:
    """Return what parts of the page tell, without the names of options."""
    found = [item for item in items if item]
    return [text for item in found for text in (*item.text, *item.often, *item.needed, *item.notes, *item.beside)]


def of(groups: Iterable[Group]) -> list[Item]:
    """Return the parts of groups."""
    return [item for group in groups for item in group.items]


def sections(story: Story) -> dict[str, list[str]]:
    """Return the sentences of each section with those that lead into it."""
    return {
        "help": [words.P_RED_FLAGS, *told([story.red_flags])],
        "found": told([story.lead, *story.found]),
        "notices": told(story.notices),
        "options": [words.P_NO_BEST, *told(of(story.options))],
        "whom to call": told([story.call]),
        "not now": [words.P_THESE_NOT, *told([story.not_now_item])],
        "finding out": [words.P_FINDING_WHY, *told([story.finding_out])],
        "good to know": told(story.know),
        "questions": [words.P_QUESTIONS_HOW, words.P_QUESTIONS_PRINT, *told(of(story.questions))],
        "words": [term.meaning for term in story.terms],
    }


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_section_of_an_example_patient_is_harder_than_grade_8(patient: str) -> None:
    """By the Flesch-Kincaid formula, over all sentences of the section."""
    shown = example(patient)
    graded = {name: grade(texts) for name, texts in sections(story_of(shown.plan, shown.edition)).items()}
    assert {} == {name: round(value, 1) for name, value in graded.items() if value > HARDEST}


def test_no_sentence_of_the_page_itself_is_longer_than_20_words() -> None:
    """The words that stand in no guideline."""
    own = [str(getattr(words, name)) for name in vars(words) if name.startswith("P_")]
    assert [] == [one for text in own for one in sentences(text) if len(words_in(one)) > LONGEST]
    assert grade(own) < HARDEST


def test_no_sentence_of_the_guideline_for_patients_is_longer_than_20_words() -> None:
    """Options, emergencies, information, questions and the meanings of words."""
    edition = guideline().at(DAY)
    entries = [rule.entry for rule in chain(edition.options.values(), edition.shown.values())]
    texts = [text for entry in entries for text in (entry.patient, entry.patient_name, *entry.patient_asks)]
    texts += [*edition.about.patient_page.questions, *(term.meaning for term in edition.glossary.values())]
    texts += [text for entry in entries for text in (entry.until_patient, entry.patient_pointer)]
    texts += [licence.patient for entry in entries for licence in entry.only_in]
    texts += [entry.rests_on.patient for entry in entries if entry.rests_on is not None]
    texts += [rule.entry.patient for rule in edition.facts.values()]
    texts += reasons()
    assert [] == [one for text in texts for one in sentences(text) if len(words_in(one)) > LONGEST]


def reasons() -> list[str]:
    """Return every reason in words for patients."""
    rules = guideline().at(DAY).options.values()
    conditions = [condition for rule in rules for condition in (*rule.unless, *rule.discouraged)]
    return list(dict.fromkeys(condition.patient for condition in conditions))


def test_every_reason_against_an_option_has_words_for_patients() -> None:
    """Those of the packaged guideline; together they are no harder than the page."""
    assert "" not in reasons()
    assert grade(reasons()) < HARDEST


def test_the_way_out_has_words_for_patients() -> None:
    """Every exit with a pointer for clinicians."""
    exits = [rule.entry for rule in guideline().at(DAY).shown.values() if rule.entry.kind == "exit"]
    assert [] == [entry.id for entry in exits if entry.pointer and not entry.patient_pointer]
    assert grade(entry.patient_pointer for entry in exits) < HARDEST


@pytest.mark.parametrize(
    ("word", "expected"), [("cancer", 2), ("lung", 1), ("take", 1), ("needle", 2), ("chemotherapy", 5), ("needed", 2)]
)
def test_syllables_are_counted_by_their_vowels(word: str, expected: int) -> None:
    """A silent e is not heard."""
    assert expected == syllables(word)


def test_a_hard_text_is_found_out() -> None:
    """The measure itself: a clinician's sentence is beyond the limit, a patient's below it."""
    hard = "Suspected metastatic cord compression necessitates immediate multidisciplinary evaluation and imaging."
    assert grade([hard]) > HARDEST
    assert grade(["You can ask for a second look. It is your choice."]) < HARDEST
