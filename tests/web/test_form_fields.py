"""What a form says of each kind of fact, and what is read from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sarcoguide.engines.by_day import Engines
from sarcoguide.errors import Problem
from sarcoguide.record.view import ASSESSMENT_DATE
from sarcoguide.web.fields import Form, FormField, fields_of
from sarcoguide.web.form import form_of
from sarcoguide.web.posted import record_of
from tests.strategies import TODAY, guideline

EDITION = Engines(guideline()).of(TODAY).edition
ORGANS = EDITION.facts["metastatic_organs"].entry.label
LVEF = {"value": 62, "date": "2026-09-07"}


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
        ({"f.diagnosis_date": ["1 Mar 2024"]}, {"diagnosis_date": "2024-03-01"}),
        ({"f.diagnosis_date": ["1st March, 2024"]}, {"diagnosis_date": "2024-03-01"}),
        ({"f.lvef_percent": ["62"], "d.lvef_percent": ["7 sept 2026"]}, {"lvef_percent": LVEF}),
        ({"f.lesion_count_by_organ": ["[]"]}, {"lesion_count_by_organ": []}),
        ({"s.lesion_count_by_organ": ["none"], "f.lesion_count_by_organ.0.organ": [""]}, {"lesion_count_by_organ": []}),
        ({"s.lesion_count_by_organ": ["unknown"], "f.lesion_count_by_organ.0.organ": [""]}, {}),
        (
            {
                "s.lesion_count_by_organ": ["some"],
                "f.lesion_count_by_organ.2.organ": ["liver"],
                "f.lesion_count_by_organ.2.count": ["2"],
                "f.lesion_count_by_organ.0.organ": ["lung"],
                "f.lesion_count_by_organ.0.count": ["3"],
                "f.lesion_count_by_organ.0.is_lower_bound": ["true"],
                "f.lesion_count_by_organ.1.organ": ["bone"],
                "f.lesion_count_by_organ.3.organ": [""],
                "f.lesion_count_by_organ.3.count": [" "],
                "remove": ["lesion_count_by_organ.1"],
            },
            {
                "lesion_count_by_organ": [
                    {"organ": "lung", "count": 3, "is_lower_bound": True},
                    {"organ": "liver", "count": 2},
                ]
            },
        ),
        (
            {"f.molecular_findings.0.gene": ["ALK"], "f.molecular_findings.0.date": ["2 Jan 2026"]},
            {"molecular_findings": [{"gene": "ALK", "date": "2026-01-02"}]},
        ),
        ({"f.molecular_findings.0.no_such_field": ["x"]}, {"molecular_findings": [{"no_such_field": "x"}]}),
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
            ("facts.lvef_percent", "Left ventricular ejection fraction is entered 2 times: ['60', '62']"),
        ),
        (
            {"s.metastatic_organs": ["some"]},
            ("facts.metastatic_organs", f"some is chosen for {ORGANS}, and none is entered"),
        ),
        (
            {"s.metastatic_organs": ["none"], "f.metastatic_organs": ["lung"]},
            ("facts.metastatic_organs", f"none is chosen for {ORGANS}, and 1 entry is there"),
        ),
        (
            {"s.lesion_count_by_organ": ["some"], "f.lesion_count_by_organ.0.organ": [""]},
            ("facts.lesion_count_by_organ", "some is chosen for Deposits per organ, and none is entered"),
        ),
        (
            {"s.lesion_count_by_organ": ["unknown"], "f.lesion_count_by_organ.0.organ": ["lung"]},
            ("facts.lesion_count_by_organ", "unknown is chosen for Deposits per organ, and 1 entry is there"),
        ),
        (
            {"f.lesion_count_by_organ.0.count": ["two"]},
            ("facts.lesion_count_by_organ.0.count", "'two' is not a number"),
        ),
        (
            {"f.lesion_count_by_organ": ["[]"], "f.lesion_count_by_organ.0.organ": ["lung"]},
            ("facts.lesion_count_by_organ", "Deposits per organ is entered as text and in rows"),
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
    assert ("<b>", "'<b>' (as entered)") == field.choices[-1]


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


@pytest.mark.parametrize("text", ["02/01/2026", "2.1.2026", "31 Feb 2026", "1 Foo 2026", "Jan 2026", "2026-W47-7"])
def test_a_day_that_could_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    """It stays as it was entered, and the reader of records refuses it."""
    assert {"diagnosis_date": text} == facts_of({"f.diagnosis_date": [text]})


def rows_of(raw: dict[str, Any], name: str, *problems: Problem, **more: Any) -> list[dict[str, str]]:
    """Return what stands in the rows of a fact."""
    field = field_of(form_of({"facts": raw}, EDITION, problems, **more), name)
    return [{cell.name.rpartition(".")[2]: cell.value for cell in row.cells} for row in field.rows]


def test_a_record_of_a_list_stands_in_a_row_of_labelled_cells() -> None:
    """With the values, labels and units of the dictionary; what is not given is empty, which is unknown."""
    raw = {"lesion_count_by_organ": [{"organ": "lung", "count": 3}]}
    assert [{"organ": "lung", "count": "3", "is_lower_bound": ""}] == rows_of(raw, "lesion_count_by_organ")
    columns = {column.name: column for column in field_of(form_of({}, EDITION), "lesion_measurements").columns}
    assert ("diameter", "mm", True) == (
        columns["diameter_mm"].label,
        columns["diameter_mm"].unit,
        columns["date"].needed,
    )
    assert ("ct", "ct") == columns["modality"].choices[0]
    organs = {c.name: c for c in field_of(form_of({}, EDITION), "lesion_count_by_organ").columns}["organ"]
    assert EDITION.labels["metastatic_organs"]["lung"] == dict(organs.choices)["lung"]


@pytest.mark.parametrize(
    "value",
    [
        "lung",
        ["lung"],
        [{"organ": "lung", "cuont": 3}],
        [{"organ": "lung", "count": "3"}],
        [{"organ": "lung", "count": True}],
        [{"organ": "lung", "count": {"value": 3}}],
        [{"organ": "unknown", "count": 3}],
        [{"organ": " lung", "count": 3}],
        [{"organ": "lung", "is_lower_bound": "yes"}],
        [{}],
    ],
)
def test_records_that_would_not_come_back_from_rows_stand_as_text(value: Any) -> None:
    """A form puts nothing right by itself; the text and the rows are never both there."""
    field = field_of(form_of({"facts": {"lesion_count_by_organ": value}}, EDITION), "lesion_count_by_organ")
    assert (True, ()) == (field.as_text, field.rows)


def test_a_wrong_value_in_a_row_is_shown_so_that_it_can_be_corrected() -> None:
    """Outside the list, outside the range: rows can show it."""
    form = form_of({"facts": {"lesion_count_by_organ": [{"organ": "lnug", "count": -1}]}}, EDITION)
    organ, count, _ = field_of(form, "lesion_count_by_organ").rows[0].cells
    assert ("lnug", "-1") == (organ.value, count.value)
    assert ("lnug", "'lnug' (as entered)") == organ.choices[-1]


@pytest.mark.parametrize("path", ["facts.{}[1].count", "facts.{}.value[1].count", "facts.{}.5.count"])
def test_a_problem_of_a_row_stands_beside_its_cell(path: str) -> None:
    """By its place in the record, and by the number under which the row was posted."""
    name = "lesion_count_by_organ"
    raw = {"facts": {name: [{"organ": "lung", "count": 1}, {"organ": "liver", "count": 0}]}}
    problem = Problem("a", field=path.format(name))
    field = field_of(form_of(raw, EDITION, [problem], numbers={name: (3, 5)}), name)
    beside = {cell.name: cell.errors for row in field.rows for cell in row.cells if cell.errors}
    assert {f"{name}.5.count": (problem,)} == beside
    assert (("Deposits per organ, 2, count", problem),) == field.wrong


def test_a_problem_of_a_row_as_a_whole_stands_below_the_row() -> None:
    """What names no cell of it."""
    raw = {"facts": {"lesion_count_by_organ": [{"organ": "lung", "count": 1}]}}
    problem = Problem("a", field="facts.lesion_count_by_organ[0]")
    form = form_of(raw, EDITION, [problem])
    assert ((problem,), ()) == (field_of(form, "lesion_count_by_organ").rows[0].errors, form.problems)
