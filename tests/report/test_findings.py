"""Findings at a glance: picture, row and sentence say the same, and only clinicians read them."""

from __future__ import annotations

import re
from typing import Literal

import pytest

from sarcoguide.planning.finding_model import FindingView, ResultView
from sarcoguide.report import html, sheet_words
from sarcoguide.report.findings import FindingRow, groups_of
from sarcoguide.report.html_clinician import clinician_html
from sarcoguide.report.lexicon import Lexicon
from tests.report.faces import example, faces, spoken, squeezed
from tests.strategies import guideline


def rows(patient: str, option: str) -> list[FindingRow]:
    """Return the findings beside an option of an example patient."""
    shown = example(patient)
    view = shown.plan.option(option)
    assert view is not None
    return [row for group in groups_of(view.findings, Lexicon(shown.edition)) for row in group.rows]


def made(scale: Literal["amount", "share", "ratio"], *results: ResultView) -> FindingRow:
    """Return a row of a finding with these numbers."""
    measure = {"ratio": "death_ratio", "share": "response", "amount": "survival"}[scale]
    view = FindingView(
        "f",
        measure,
        "M",
        "u",
        scale,
        "P",
        results,
        95,
        9,
        "",
        "2020",
        True,
        None,
        (),
        (),
        (),
        "2020-01-01",
        None,
    )
    ((group,),) = [groups_of([view], Lexicon(guideline().at(guideline().about.checked)))]
    return group.rows[0]


@pytest.mark.parametrize("option", ["doxorubicin", "doxorubicin_trabectedin"])
def test_the_page_has_picture_row_and_sentence_of_each_finding(option: str) -> None:
    """With people, number and source; the numbers are the same in all three. The report opens them."""
    said = spoken(clinician_html(example("F_LIM")))
    for row in rows("F_LIM", option):
        assert squeezed(row.sentence) in said
        assert all(squeezed(found) in said and found in row.sentence for found in row.found)
        assert row.counted in row.sentence
        assert row.view.sources


def test_a_dot_stands_for_each_number_and_a_bar_for_each_interval_that_was_read() -> None:
    """No bar is made up: what has none is said in words."""
    with_bar = made("amount", ResultView("a", 33, (26, 48)), ResultView("b", 24))
    assert (2, 1) == (with_bar.picture.count("<circle"), with_bar.picture.count('class="iv"'))
    without = made("share", ResultView("a", 26), ResultView("b", 14))
    assert (2, 0) == (without.picture.count("<circle"), without.picture.count('class="iv"'))
    assert sheet_words.NO_INTERVAL in without.sentence


@pytest.mark.parametrize(("value", "left"), [(0.5, True), (2.0, False)])
def test_a_ratio_lies_left_of_the_line_of_no_difference_when_it_is_below_one(value: float, left: bool) -> None:
    """On an axis by ratios, half and double are as far from it."""
    picture = made("ratio", ResultView("a", value)).picture
    square = float(re.findall(r'class="sq" x="([\d.]+)"', picture)[0]) + 4
    line = float(re.findall(r'class="ref" d="M([\d.]+)', picture)[0])
    assert left == (square < line)
    assert abs(abs(square - line) - 63.6) < 30


def test_numbers_lie_in_order_within_the_picture() -> None:
    """Nought at the left end, and nothing outside."""
    picture = made("share", ResultView("a", 0), ResultView("b", 50, (40, 100))).picture
    first, second = (float(x) for x in re.findall(r'cx="([\d.]+)"', picture))
    ends = [float(x) for x in re.findall(r"[MH]([\d.]+)", picture)]
    assert 14 == first < second < max(ends) <= 196


def test_what_is_not_known_of_a_trial_is_said_apart_from_what_is_not_held() -> None:
    """A patient outside is told why."""
    told = {row.view.id: (row.inside, row.inside_why) for row in rows("F_LIM", "doxorubicin")}
    assert ("Not known", sheet_words.UNCODED) == told["picasso_death"]
    assert "No" == told["epaz_death"][0]
    assert "58 years" in told["epaz_death"][1]
    assert ("Yes", True) == (told["lms04_death"][0], sheet_words.FITS_RULE in told["lms04_death"][1])


@pytest.mark.parametrize("patient", ["F_LIM", "F_DIS"])
def test_no_page_for_patients_holds_a_finding(patient: str) -> None:
    """Neither a sentence nor what was found."""
    shown = example(patient)
    said = "".join(text for face, text in faces(shown).items() if face.startswith("patient"))
    found = [
        text
        for option in shown.plan.options
        for group in groups_of(option.findings, Lexicon(shown.edition))
        for row in group.rows
        for text in (row.sentence, *row.found)
    ]
    assert found
    assert [] == [text for text in found if text in said]
    assert sheet_words.FINDINGS not in said


def test_the_report_prints_them_open() -> None:
    """On paper nothing opens."""
    shown = example("F_LIM")
    page = html.render("workbench/report.html", **html.of_dossier(shown), form=None, standalone=True)
    assert '<details class="glance-d" id="glance-doxorubicin" open>' in page
