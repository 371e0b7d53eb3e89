"""Side effects on every face: of each drug of an option once, and whom to call once for all."""

from __future__ import annotations

import pytest

from sarcoguide.planning.model import OptionView
from sarcoguide.report.patient_view import PatientView
from sarcoguide.report.story import OFTEN, Item, story_of
from tests.report.faces import example, faces, squeezed, told
from tests.strategies import guideline

PATIENTS = sorted(guideline().patients)
WITH_DRUGS, WITHOUT = "F_DIS", "F_M0"


def item_of(option: OptionView) -> Item:
    """Return an option as its patient is told of it."""
    shown = example(WITH_DRUGS)
    items = (item for group in story_of(shown.plan, shown.edition).options for item in group.items)
    return next(item for item in items if item.id == f"option.{option.id}")


@pytest.mark.parametrize("option", [o.id for o in example(WITH_DRUGS).plan.options if o.drugs])
def test_an_option_shows_the_side_effects_of_each_of_its_drugs_once(option: str) -> None:
    """The names are those of its drugs; none stands twice, and each rests on a source of the plan."""
    plan = example(WITH_DRUGS).plan
    view = plan.option(option)
    assert view is not None
    names = [effect.name.casefold() for effect in view.side_effects]
    assert names
    assert len(set(names)) == len(names)
    assert {name for effect in view.side_effects for name in effect.sources} <= {source.id for source in plan.sources}


def test_an_option_without_drugs_shows_none() -> None:
    """The counterpart."""
    assert not [o.id for o in example(WITH_DRUGS).plan.options if o.side_effects and not o.drugs]


def test_no_figure_stands_that_was_not_read() -> None:
    """Nor one of a drug alone beside a pair."""
    views = [view for name in PATIENTS for view in example(name).plan.options]
    figures = [(view, effect) for view in views for effect in view.side_effects if effect.frequency]
    assert figures
    assert all(effect.verified for _, effect in figures)
    pairs = [view for view in views if view.id == "doxorubicin_trabectedin"]
    assert not [effect for view in pairs for effect in view.side_effects if effect.frequency]


def test_a_patient_is_told_a_few_of_each_option_and_once_whom_to_call() -> None:
    """What is urgent stands once for all options, in bold on the page; no figure stands there."""
    shown = example(WITH_DRUGS)
    advice, call = shown.edition.about.side_effects, PatientView(shown).story.call
    assert advice is not None
    assert call is not None
    urgent = {e.patient for o in told(shown.plan.options) for e in o.side_effects if e.urgent}
    assert urgent
    assert all(words.casefold() in call.text[-1].casefold() for words in urgent)
    said = faces(shown)
    for face in ("patient, text", "patient, HTML"):
        assert 1 == said[face].count(squeezed(advice.patient_urgent))
        assert 1 == said[face].count(squeezed(call.text[-1]))
    for option in told(shown.plan.options):
        assert len(item_of(option).often) <= OFTEN
        assert bool(option.side_effects) == bool(item_of(option).often)


def test_without_a_drug_that_is_told_nobody_is_told_whom_to_call() -> None:
    """The counterpart: no medicine, no side effects."""
    shown = example(WITHOUT)
    assert not [option for option in told(shown.plan.options) if option.side_effects]
    assert PatientView(shown).story.call is None
    advice = shown.edition.about.side_effects
    assert advice is not None
    assert squeezed(advice.patient_urgent) not in faces(shown)["patient, text"]


def test_clinicians_are_told_once_what_holds_for_all() -> None:
    """On both of their faces."""
    shown = example(WITH_DRUGS)
    advice = shown.edition.about.side_effects
    assert advice is not None
    said = faces(shown)
    assert [1, 1] == [said[face].count(squeezed(advice.says)) for face in ("clinician, text", "clinician, HTML")]
