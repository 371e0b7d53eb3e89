"""The referral to a board: what it asks, what it tells, and that it fits one sheet whatever the record holds."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from sarcoguide.dossier import Dossier
from sarcoguide.report import board_words as text
from sarcoguide.report.board import Alert, Known, Sheet, runs_of, sheet_of
from sarcoguide.report.board_page import board_html
from sarcoguide.report.board_room import LINES, on_one_sheet, room_of
from tests.report.faces import dossier_of, example, spoken
from tests.strategies import guideline, read


def changed(patient: str, **facts: Any) -> Dossier:
    """Return the dossier of an example patient with some facts changed."""
    data = guideline().patients[patient].data
    return dossier_of(read({**data, "facts": {**data["facts"], **facts}}))


def sheet(patient: str, **facts: Any) -> Sheet:
    """Return the whole referral of an example patient with some facts changed."""
    return sheet_of(changed(patient, **facts))


@pytest.mark.parametrize("patient", sorted(guideline().patients))
def test_the_sheet_of_an_example_patient_has_room_for_all_that_it_keeps(patient: str) -> None:
    """By the estimate; the browser and the PDF are printed elsewhere."""
    assert room_of(on_one_sheet(sheet_of(example(patient)))) <= LINES


def test_what_has_no_room_is_counted_and_where_it_stands_is_said() -> None:
    """All that waits for information of one aim goes together, so that none looks preferred."""
    whole = sheet("P_FEW")
    kept = on_one_sheet(whole)
    before = [row for aim in whole.options for row in aim.options]
    after = [row for aim in kept.options for row in aim.options]
    gone = len(before) - len(after)
    assert gone > 0
    assert f"{gone} that need information" in kept.left_out[0]
    assert "report" in kept.left_out[0]
    for one, two in zip(whole.options, kept.options, strict=True):
        open_before, open_after = ([r for r in aim.options if r.status == "needs_information"] for aim in (one, two))
        assert open_after in ([], open_before)
        assert bool(two.left_out) == (len(two.options) < len(one.options))


@pytest.mark.parametrize("patient", ["F_FRAIL", "F_NOPRIM", "P_FEW"])
def test_a_sheet_that_leaves_something_out_is_full(patient: str) -> None:
    """What fits after all comes back."""
    kept = on_one_sheet(sheet(patient))
    assert kept.left_out
    assert LINES - 5 < room_of(kept) <= LINES


def test_a_sheet_with_room_leaves_nothing_out() -> None:
    """Nothing is said of what was left out either."""
    whole = sheet("F_M0")
    assert ((), whole.options) == (on_one_sheet(whole).left_out, on_one_sheet(whole).options)


def test_no_warning_and_no_emergency_is_left_out_for_want_of_room() -> None:
    """They may take a second sheet."""
    whole = replace(sheet("P_FEW"), warnings=tuple(Alert(f"Warning {number}. " * 30) for number in range(40)))
    kept = on_one_sheet(whole)
    assert (whole.warnings, whole.urgent) == (kept.warnings, kept.urgent)
    assert [] == [row for aim in kept.options for row in aim.options]


def test_the_board_is_asked_what_only_a_board_can_tell() -> None:
    """The other questions stand among what is missing, and options name both by number."""
    shown = sheet("F_LIM")
    assert ["metastases_resectable", "all_lesions_safely_treatable"] == [item.fact for item in shown.questions]
    asked_elsewhere = [item.fact for group in shown.missing for item in group.facts]
    assert "on_systemic_treatment" in asked_elsewhere
    assert [] == [item.fact for item in shown.questions if item.fact in asked_elsewhere]
    rows = {row.id: row for aim in shown.options for row in aim.options}
    assert "1" == rows["surgery_metastasectomy"].needs


def test_what_the_board_has_said_is_not_asked_again() -> None:
    """A known answer is a fact on the sheet."""
    known = {"value": True, "date": "2026-11-12", "origin": "board"}
    asked = [item.fact for item in sheet("F_LIM", metastases_resectable=known).questions]
    assert "metastases_resectable" not in asked


def test_an_excluded_option_has_its_reason() -> None:
    """The first in short, the others counted."""
    rows = {row.id: row for aim in sheet("F_FRAIL").options for row in aim.options}
    assert rows["surgery_metastasectomy"].because.startswith("Performance status 3 or worse")
    assert "" == rows["radiation_palliative"].because


def test_an_emergency_comes_first_and_folds_the_options() -> None:
    """Its reasons and every warning stand on the sheet."""
    shown = changed("F_LIM", red_flag_symptoms={"value": ["fever_on_treatment"], "date": "2026-11-22"})
    html = spoken(board_html(shown, standalone=True))
    assert shown.plan.urgent
    assert text.FOLDED in html
    first = html.index(shown.plan.urgent[0].says)
    assert first < html.index(text.QUESTIONS) < html.index(text.FOLDED)
    assert [] == [warning.says for warning in shown.plan.warnings if warning.says not in html]


def test_without_an_emergency_the_options_stand_on_the_sheet() -> None:
    """With the state of review and the day of the guideline."""
    html = spoken(board_html(example("F_LIM"), standalone=True))
    assert text.FOLDED not in html
    for line in (
        "Doxorubicin alone",
        "Not yet reviewed by a clinician",
        "as of 22 Nov 2026",
        "Record F_LIM",
        "Decision",
    ):
        assert line in html


def test_what_is_not_known_is_named_and_what_does_not_apply_is_not() -> None:
    """An empty field is never normal."""
    fitness = {section.title: section for section in sheet("F_LIM", lvef_percent=None).sections}["Organ function"]
    assert "Left ventricular ejection fraction" in fitness.unknown
    assert "Left ventricular ejection fraction" not in [fact.label for fact in fitness.known]


def test_facts_of_one_day_tell_it_once() -> None:
    """Those of another day have their own."""
    facts = [Known("A", "1", "1 Jan"), Known("B", "2", "1 Jan"), Known("C", "3", "2 Jan"), Known("D", "4")]
    assert ["each 1 Jan", "2 Jan", ""] == [run.remarks for run in runs_of(facts)]


def test_the_referral_is_data() -> None:
    """JSON holds what the page tells, and comes back as it was."""
    shown = sheet("F_SYNC")
    assert shown == msgspec.json.decode(msgspec.json.encode(shown), type=Sheet)
