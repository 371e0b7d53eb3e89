"""What is known of a type of tumour: on its day, marked where it was not read, and alike on every face."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from sarcoguide.cli import main
from sarcoguide.planning import make_plan
from sarcoguide.planning.model import TypeView
from sarcoguide.record import read_record
from sarcoguide.report import words
from sarcoguide.report.tumour_type import Row, rows, views_of
from tests.report.faces import example, faces, squeezed
from tests.strategies import guideline, read

EVE, WITHDRAWN = date(2026, 3, 8), date(2026, 3, 9)
FOUR = ("epithelioid_sarcoma", "epithelioid_sarcoma_proximal", "rhabdoid", "myoepithelial")
CHECKED = guideline().about.checked


def types_on(day: date) -> dict[str, TypeView]:
    """Return the types of a day."""
    return views_of(guideline().at(day))


def of_drug(view: TypeView, drug: str) -> list[Row]:
    """Return the rows of a type that name a drug."""
    return [row for row in rows(view) if drug in row.text.casefold()]


@pytest.mark.parametrize("name", FOUR)
@pytest.mark.parametrize(
    ("day", "label"),
    [
        pytest.param(EVE, words.TYPE_PARTS["actionable"], id="the day before: it is actionable"),
        pytest.param(WITHDRAWN, words.TYPE_ENDED, id="the day itself: it has ended"),
    ],
)
def test_a_withdrawn_drug_is_actionable_the_day_before_and_not_on_the_day(name: str, day: date, label: str) -> None:
    """R105: the withdrawal belongs to every type that names the drug."""
    found = of_drug(types_on(day)[name], "tazemetostat")
    assert [label] == [row.label for row in found]
    ended = label == words.TYPE_ENDED
    assert ended == ("ipsen_withdrawal_2026" in {source.id for source in found[0].sources})
    assert ended == any(remark.startswith("until 9 Mar 2026") for remark in found[0].remarks)


def test_a_drug_is_not_told_before_its_first_day() -> None:
    """Its licence began on 9 December 2022."""
    before, on = (of_drug(types_on(date(2022, 12, day))["asps"], "atezolizumab") for day in (8, 9))
    assert ([], 1) == (before, len(on))


def test_the_plan_of_an_example_tells_a_withdrawn_drug_as_ended() -> None:
    """The same record, by the guideline of the eve and of the day."""
    record = read_record(guideline().patients["P_EPITHELIOID"], guideline())
    held = []
    for day in (EVE, WITHDRAWN):
        view = make_plan(record, guideline(), day).about_type
        assert view is not None
        held.append([line.holds for line in view.lines if "tazemetostat" in line.drugs])
    assert [[True], [False]] == held


@pytest.mark.parametrize("name", sorted(guideline().histologies))
def test_a_line_that_was_not_read_is_marked(name: str) -> None:
    """By the row or by one of its citations; so is the behaviour, which cites nothing."""
    view = types_on(CHECKED)[name]
    told = [row for row in rows(view) if row.label not in (words.TYPE_CODES, words.TYPE_BEHAVIOUR, words.NOTE)]
    assert len(view.lines) == len(told)
    for line, row in zip(view.lines, told, strict=True):
        marked = words.NOT_VERIFIED in row.remarks or any(not source.verified for source in row.sources)
        assert line.verified != marked, row


@pytest.mark.parametrize("name", sorted(guideline().histologies))
def test_a_line_that_was_not_read_carries_no_figure(name: str) -> None:
    """Names of genes and of fusions are no figures."""
    figures = re.compile(r"\d+(?:\.\d+)? ?(?:percent|%|of \d|months|years)")
    unread = [line for line in types_on(CHECKED)[name].lines if not line.verified]
    assert [] == [line for line in unread if figures.search(f"{line.what} {line.says} {line.note}")]


def test_every_type_in_scope_tells_how_it_is_graded_and_spreads() -> None:
    """Those that the review added hold nothing yet; nothing was looked up for them."""
    bare = [
        view.id
        for view in types_on(CHECKED).values()
        if view.scope != "out" and {"spread", "grade_default"} - {line.part for line in view.lines}
    ]
    added = ["sft_dedifferentiated", "imt_epithelioid", "pecoma_tfe3", "sarcoma_cutaneous_pleomorphic", "mmnst"]
    assert sorted([*added, "tgct_malignant"]) == sorted(bare)


@pytest.mark.parametrize("patient", ["P_EPITHELIOID", "P_LMS", "F_SYNC"])
def test_every_face_for_clinicians_tells_the_type_and_no_page_for_patients_does(patient: str) -> None:
    """Rows are made in one place."""
    shown = example(patient)
    view = shown.plan.about_type
    assert view is not None
    said = faces(shown)
    for row in rows(view):
        assert squeezed(row.text) in said["clinician, text"], row
        assert squeezed(row.text) in said["clinician, HTML"], row
    assert words.TYPE not in said["patient, HTML"] + said["patient, text"]


def test_no_type_is_told_when_it_is_not_known_or_outside_the_scope() -> None:
    """Unknown is no type; outside the scope only the way out is printed."""
    told = {}
    for histology in (None, "gist", "synovial"):
        facts = {"patient_age_years": 50, "m_category": "M1", "histology": histology}
        view = make_plan(read({"assessment_date": "2026-11-22", "facts": facts}), guideline()).about_type
        told[histology] = view.id if view is not None else None
    assert {None: None, "gist": None, "synovial": "synovial"} == told


def test_a_type_can_be_looked_up_and_a_misspelt_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """`sarcoguide types` lists all, or shows one on a day."""
    assert main(["types"]) == 0
    assert "synovial" in capsys.readouterr().out
    assert main(["types", "rhabdoid", "--as-of", "2026-03-09"]) == 0
    assert words.TYPE_ENDED in capsys.readouterr().out
    assert main(["types", "synovial", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "synovial"
    assert main(["types", "synovia"]) != 0
