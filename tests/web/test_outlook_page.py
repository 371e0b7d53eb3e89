"""The page on the outlook: nothing is shown unasked, and figures for the patient need the patient's wish."""

from __future__ import annotations

import re

import pytest

from sarcoguide.dossier import compose
from sarcoguide.record import read_record
from sarcoguide.report import outlook_words as text
from sarcoguide.report import words
from sarcoguide.report.outlook_page import Chart, OutlookPage
from tests.strategies import guideline
from tests.web.browsing import example, post


def page(patient: str, **facts: object) -> OutlookPage:
    """Return the page of an example patient with some facts changed."""
    data = guideline().patients[patient].data
    record = read_record({**data, "facts": {**data["facts"], **facts}}, guideline())
    return OutlookPage(compose(record, guideline()))


def numbers(html: str) -> list[str]:
    """Return the figures of a page that holds them in tables."""
    return re.findall(r'<td class="r" data-is="Found[^"]*"><b>([^<]+)</b>', html)


def test_no_figure_is_shown_until_it_is_asked_for() -> None:
    """Not now leads back to the workbench."""
    closed = post("/outlook", example("F_LIM")).text
    assert ([], True) == (numbers(closed), text.HIDDEN in closed)
    assert f'formaction="/workbench">{text.NOT_NOW}' in closed


def test_every_figure_that_was_read_is_shown_when_it_is_asked_for() -> None:
    """With its people, its years and its sources; what was not read has a word instead of a number."""
    opened = post("/outlook", {**example("F_LIM"), "outlook": "figures"}).text
    figures = [rule.entry for rule in guideline().at(guideline().about.checked).outlook.figures.values()]
    assert len([figure for figure in figures if figure.value is not None]) == len(numbers(opened))
    assert [] == [figure.people for figure in figures if figure.people not in opened]
    assert len([figure for figure in figures if figure.value is None]) == opened.count(
        f"{words.OUTLOOK_NOT_READ}</span></td>"
    )


@pytest.mark.parametrize(("wish", "opens"), [("yes", True), ("no", False), ("later", False), (None, False)])
def test_the_page_with_figures_for_the_patient_needs_the_patients_wish(wish: str | None, opens: bool) -> None:
    """Unknown is no wish, and neither is a wish to be asked later."""
    fields: dict[str, str | list[str]] = {**example("F_LIM"), "f.wants_statistics": ""}
    if wish:
        fields["f.wants_statistics"] = wish
    shown = post("/outlook", {**fields, "outlook": "patient"}).text
    assert opens == (text.PATIENT_TITLE in shown)
    assert opens == (guideline().about.outlook.patient.split(".")[0] in shown)  # type: ignore[union-attr]


def test_a_patient_is_told_only_of_people_like_the_patient() -> None:
    """The figures of others stay with the clinician."""
    told = [row.figure for chart in page("F_LIM").like_the_patient for row in chart.rows]
    assert told != []
    assert [] == [figure.id for figure in told if figure.like is not True or figure.value is None]


def test_what_those_who_were_counted_had_in_common_is_said_with_the_patients_value() -> None:
    """Spread found later is not spread at diagnosis; a value has its day."""
    rows = {row.figure.id: row for chart in page("F_LIM").charts for row in chart.rows}
    fits = [(fit.truth, fit.value) for fit in rows["netherlands_2010"].fits]
    assert [(True, "M1 (distant metastasis) (20 Oct 2026)"), (False, "later")] == fits


def test_a_record_without_spread_has_no_outlook() -> None:
    """The reason is said instead."""
    shown = post("/outlook", {**example("F_M0"), "outlook": "figures"}).text
    assert ([], True) == (numbers(shown), text.NO_FIGURES in shown)


def test_tools_for_localised_disease_are_refused_in_words() -> None:
    """With the figures or without them."""
    ids = [note.id for note in page("F_LIM").refused]
    assert ["tools_for_localised_refuse", "tools_for_metastatic_not_worked_out"] == ids


def charts() -> list[Chart]:
    """Return the charts of an example."""
    return list(page("F_LIM").charts)


def test_everything_that_is_drawn_lies_within_the_drawing() -> None:
    """The scale reaches from nought beyond the largest figure or end of an interval, with a few lines."""
    for chart in charts():
        drawn = [n for row in chart.rows for n in (row.figure.value, *row.figure.interval) if n is not None]
        assert (0, True) == (chart.ticks[0], max(drawn, default=0) <= chart.ticks[-1])
        assert 2 <= len(chart.ticks) <= 8


def test_as_many_squares_are_filled_as_the_share_says() -> None:
    """Rounded to whole squares, which the words say."""
    shares = {row.figure.value: row.squares for chart in charts() if chart.share for row in chart.rows}
    assert {15: 15, 17.1: 17, 38.7: 39} == {value: shares[value] for value in (15, 17.1, 38.7)}
