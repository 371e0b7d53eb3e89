"""Questions in people's own words get the entries that answer them, or are said not to be covered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sarcoguide.asking.score import scores
from tests.asking.questioning import DAY, asking, outcomes, questions

ONE_DAY = timedelta(days=1)


def test_there_are_enough_questions_and_half_are_held_back() -> None:
    """At least 130, at least 35 of them not covered; of those written before tuning half were not looked at."""
    found = questions()
    assert len(found) >= 130
    assert sum(one.kind == "not covered" for one in found) >= 35
    assert sum(one.held for one in found) >= 95
    assert len({one.ask for one in found}) == len(found)


def test_what_a_question_is_to_find_exists() -> None:
    """A name that nothing has would make a question unanswerable."""
    known = {entry.id for entry in asking().entries.values()}
    assert set() == {name for one in questions() for name in (*one.answers, *one.urgent)} - known


def test_nine_of_ten_questions_are_answered_and_nine_of_ten_others_are_refused() -> None:
    """The right entry among the first three; of the emergencies, all. The half held back may be a little lower."""
    whole, held = scores(outcomes()), scores(one for one in outcomes() if one[0].held)
    print("all:", *whole, "held back:", *held, sep="\n  ")
    assert [] == [score for score in whole if score.share < 0.9]
    assert [] == [score for score in held if score.share < 0.85]
    assert {1.0} == {score.share for score in whole if score.kind == "urgent"}


@pytest.mark.parametrize(
    ("question", "urgent"),
    [
        ("Which drug is used for liposarcoma?", ()),
        ("My legs went numb, which drug is used for liposarcoma?", ("emergency_cord_compression",)),
    ],
)
def test_a_sign_of_an_emergency_in_a_question_is_told_first(question: str, urgent: tuple[str, ...]) -> None:
    """Whatever else is asked."""
    assert urgent == asking().ask(question, DAY).urgent


def test_a_patient_with_a_sign_of_an_emergency_is_told_nothing_else_and_a_clinician_is() -> None:
    """For patients an emergency stands alone, as on their page."""
    question = "fever on doxorubicin"
    patient, clinician = (asking().ask(question, DAY, reader) for reader in ("patient", "clinician"))
    assert ((), True) == (patient.found, bool(patient.urgent))
    assert clinician.found
    assert clinician.urgent


def test_a_patient_who_asks_how_long_is_told_that_figures_exist_and_a_clinician_sees_them() -> None:
    """Figures are for those who ask their team for them; in another question nothing is said of them."""
    question = "What is the five year survival?"
    patient, clinician = (asking().ask(question, DAY, reader) for reader in ("patient", "clinician"))
    assert patient.withheld
    assert "figures" not in {found.kind for found in patient.found}
    assert "figures" in {found.kind for found in clinician.found}
    assert not asking().ask("What is a sarcoma?", DAY, "patient").withheld


def test_an_entry_answers_from_its_first_day_on() -> None:
    """The day before, the newer trial is no answer."""
    question = "Combination in leiomyosarcoma: length of life, the exception"
    day = asking().entries["recommendations/combination_survival_lms"].since
    assert day is not None
    before, after = (asking().ask(question, when) for when in (day - ONE_DAY, day))
    assert "combination_survival_lms" not in {found.id for found in before.found}
    assert "combination_survival_lms" in {found.id for found in after.found}


def test_british_and_american_spelling_and_a_slip_of_the_pen_find_the_same() -> None:
    """What is meant is plain in each."""
    spellings = ("tumour of fat: liposarcoma haemorrhage", "tumor of fat: liposarcoma hemorrhage")
    british, american = ([found.id for found in asking().ask(text, DAY).found] for text in spellings)
    assert british == american
    right, slip = (asking().ask(text, DAY).found[0].id for text in ("trabectedin", "trabectedine"))
    assert right == slip
