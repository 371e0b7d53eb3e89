"""What a form says of each kind of fact, and what is read from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sarcoguide.errors import Problem
from sarcoguide.record.view import ASSESSMENT_DATE
from sarcoguide.web.engines import Engines
from sarcoguide.web.fields import Form, FormField, fields_of
from sarcoguide.web.form import form_of
from sarcoguide.web.posted import record_of
from tests.strategies import TODAY, guideline

EDITION = Engines(guideline()).of(TODAY).edition


def field_of(form: Form, name: str) -> FormField:
    """Return a field that the form has."""
    field = form.field(name)
    assert field is not None
    return field


def facts_of(posted: dict[str, list[str]]) -> Any:
    """Return the facts of a form that has no problem."""
    entered = record_of(posted, EDITION)
    assert [] == entered.problems
    return entered.raw["facts"]


def problems_of(posted: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Return where and what is wrong with a form."""
    return [(problem.field, problem.what) for problem in record_of(posted, EDITION).problems]


def test_every_fact_and_every_stated_definition_has_one_field() -> None:
    """Nothing that a record may hold can be entered only in a file."""
    stated = {name for name, rule in EDITION.definitions.items() if rule.entry.may_be_stated}
    names = [field.name for field in form_of({}, EDITION)]
    assert sorted({*EDITION.facts, *stated} - {ASSESSMENT_DATE}) == sorted(names)


def test_sections_come_in_the_order_of_the_guideline() -> None:
    """The subjects are those that the guideline lists, then what it works out."""
    listed = [*EDITION.about.subjects, "worked_out"]
    assert listed == [section.subject for section in form_of({}, EDITION).sections]


def test_every_field_of_a_new_form_is_unknown() -> None:
    """Unknown is where everything starts."""
    assert set() == {field.name for field in form_of({}, EDITION) if field.given or field.state != "unknown"}


@pytest.mark.parametrize(
    ("posted", "facts"),
    [
        ({"f.sex": [""]}, {}),
        ({"f.sex": ["unknown"]}, {}),
        ({"f.sex": ["female"]}, {"sex": "female"}),
        ({"f.primary_known": ["unknown"]}, {}),
        ({"f.primary_known": ["true"]}, {"primary_known": True}),
        ({"f.primary_known": ["no"]}, {"primary_known": False}),
        ({"f.trial_interest": ["no"]}, {"trial_interest": "no"}),
        ({"f.lvef_percent": [" "]}, {}),
        ({"f.lvef_percent": ["62"]}, {"lvef_percent": 62}),
        ({"f.lvef_percent": ["62.5"], "u.lvef_percent": ["%"]}, {"lvef_percent": Decimal("62.5")}),
        (
            {"f.bilirubin_umol_l": ["1.2"], "u.bilirubin_umol_l": ["mg/dL"], "d.bilirubin_umol_l": ["2026-11-18"]},
            {"bilirubin_umol_l": {"value": Decimal("1.2"), "date": "2026-11-18", "unit": "mg/dL"}},
        ),
        ({"s.metastatic_organs": ["unknown"]}, {}),
        ({"s.metastatic_organs": ["none"]}, {"metastatic_organs": []}),
        ({"s.metastatic_organs": ["some"], "f.metastatic_organs": ["lung"]}, {"metastatic_organs": ["lung"]}),
        ({"f.metastatic_organs": ["lung", "liver"]}, {"metastatic_organs": ["lung", "liver"]}),
        ({"s.comorbidities": ["some"], "f.comorbidities": ["gout, x", ""]}, {"comorbidities": ["gout", "x"]}),
        ({"f.diagnosis_date": ["2024-03-01"]}, {"diagnosis_date": "2024-03-01"}),
        ({"f.lesion_count_by_organ": ["[]"]}, {"lesion_count_by_organ": []}),
        (
            {"f.lesion_count_by_organ": ["- {organ: lung, count: 3}"]},
            {"lesion_count_by_organ": [{"organ": "lung", "count": 3}]},
        ),
        ({"d.lvef_percent": ["2026-11-18"], "f.lvef_percent": [""]}, {}),
        ({"f.lvef_percent": ["", "62", "62"]}, {"lvef_percent": 62}),
    ],
)
def test_each_kind_of_field_is_read_as_what_it_says(posted: dict[str, list[str]], facts: Any) -> None:
    """Unknown is left out; everything else is kept with its unit and date."""
    assert facts == facts_of(posted)


@pytest.mark.parametrize(
    ("posted", "problem"),
    [
        ({"f.lvef_percent": ["62,5"]}, ("facts.lvef_percent", "'62,5' is not a number")),
        ({"f.lvef_percent": ["٦٢"]}, ("facts.lvef_percent", "'٦٢' is not a number")),
        (
            {"f.lvef_percent": ["60", "62"]},
            ("facts.lvef_percent", "'lvef_percent' is entered 2 times: ['60', '62']"),
        ),
        (
            {"s.metastatic_organs": ["some"]},
            ("facts.metastatic_organs", "of 'metastatic_organs' some were said and none is named"),
        ),
        (
            {"s.metastatic_organs": ["none"], "f.metastatic_organs": ["lung"]},
            ("facts.metastatic_organs", "'metastatic_organs' is said to be none, and 1 of its values are ticked"),
        ),
        (
            {"f.lesion_count_by_organ": ["- {organ: lung, organ: liver}"]},
            ("facts.lesion_count_by_organ[0].organ", "the key 'organ' stands twice"),
        ),
        ({"rest": ["{"]}, ("rest", "what the form carries beside its fields cannot be read")),
    ],
)
def test_what_cannot_be_read_is_a_problem_of_its_field(posted: dict[str, list[str]], problem: tuple[str, str]) -> None:
    """Nothing is guessed: each says what is wrong, where."""
    assert [problem] == problems_of(posted)


def test_a_list_of_which_some_were_said_keeps_saying_so() -> None:
    """The page shows what was chosen beside what is wrong with it."""
    entered = record_of({"s.metastatic_organs": ["some"]}, EDITION)
    form = form_of(entered.raw, EDITION, entered.problems, states=entered.states)
    assert "some" == field_of(form, "metastatic_organs").set_state


def test_problems_stand_beside_the_fields_they_name() -> None:
    """A contradiction stands beside each of its facts; what names no field stands on top."""
    problems = [
        Problem("a", field="facts.lvef_percent.value"),
        Problem("b", field="m_category, metastatic_organs"),
        Problem("c", field="timeline.treatments[0].start"),
        Problem("d", field="timeline.values[0].value"),
        Problem("e", field="facts.no_such_fact"),
        Problem("f"),
    ]
    form = form_of({"timeline": {"values": [{"fact": "sex"}]}}, EDITION, problems)
    beside = {field.name: [problem.what for problem in field.errors] for field in form.with_errors}
    assert {
        "lvef_percent": ["a"],
        "m_category": ["b"],
        "metastatic_organs": ["b"],
        "prior_systemic_lines": ["c"],
        "sex": ["d"],
    } == beside
    assert ["e", "f"] == [problem.what for problem in form.problems]
    assert 6 == form.errors


def test_a_value_outside_its_list_is_shown_so_that_it_can_be_corrected() -> None:
    """It stays chosen, and is marked, instead of turning into unknown."""
    field = field_of(form_of({"facts": {"sex": "<b>"}}, EDITION), "sex")
    assert "<b>" == field.value
    assert ("<b>", "'<b>' (not one of the values)") == field.choices[-1]


def test_an_entry_that_no_field_shows_can_be_left_out() -> None:
    """It stays until somebody says so: otherwise a misspelt name would be lost on the second try."""
    form = form_of({"facts": {"no_such_fact": 1}}, EDITION)
    assert ("no_such_fact",) == form.leftovers
    assert {"no_such_fact": 1} == facts_of({"rest": [form.rest]})
    assert {} == facts_of({"rest": [form.rest], "leave_out": ["no_such_fact"]})


def test_units_begin_with_the_fact_s_own() -> None:
    """A plain number is in the fact's own unit; the others are those that it accepts."""
    fields = fields_of(EDITION)
    assert ("umol/L", "mg/dL") == fields["bilirubin_umol_l"].units
    assert {"number"} == {field.kind for field in fields.values() if field.units}
