"""The page of measurements: charts, tables and sentences of a form's own rows, which come back to be changed."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from sarcoguide.report.measurement_chart import LABEL, Words, chart
from tests.report.faces import spoken
from tests.web.browsing import form_on, get, post

ROWS = (("A", "2026-07-01", "no", 17), ("B", "2026-07-01", "no", 14), ("A", "2026-11-02", "yes", 12))
ANSWERS = {"yes": "true", "no": "false"}


def form(*, new: str, b: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the form of F_DIS under treatment with two lesions on two scans; the second scan says so of new ones."""
    rows = [*({"lesion": n, "date": d, "diameter_mm": str(mm), "on_treatment": ANSWERS[u]} for n, d, u, mm in ROWS)]
    rows.append({"lesion": "B", "date": "2026-11-02", "on_treatment": "true", **(b or {"diameter_mm": "9"})})
    held: dict[str, Any] = form_on(get("/workbench?example=F_DIS").text)
    held |= {"f.on_systemic_treatment": ["true"], "s.lesion_measurements": ["some"]}
    for number, row in enumerate(rows):
        whole = {"organ": "lung", "modality": "ct", "new_lesion": new if number > 1 else "", **row}
        held |= {f"f.lesion_measurements.{number}.{key}": [value] for key, value in whole.items() if value}
    return held


def test_the_page_tells_the_response_as_chart_table_and_sentence() -> None:
    """From 31 to 21 mm: 32 % less than the baseline."""
    page = post("/measurements", form(new="false"))
    assert 200 == page.status_code
    said = spoken(page.text)
    assert "the sum of 2 targets is 21 mm" in said
    assert "PR (partial response)" in said
    assert "-32 %" in said
    assert 2 == page.text.count("<svg viewBox")
    assert "Not yet reviewed by a clinician" in said


def test_an_unsaid_new_lesion_and_a_merged_one_leave_the_response_open() -> None:
    """Both are told where they stand, and neither is read as none."""
    said = spoken(post("/measurements", form(new="")).text)
    assert "not known; PR (partial response) if no new lesion was seen" in said
    merged = spoken(post("/measurements", form(new="false", b={"state": "merged"})).text)
    assert "response from measurements not evaluable" in merged
    assert "not measured: B" in merged


def test_the_rows_come_back_with_the_rest_of_the_record() -> None:
    """What the page sends to the workbench is the same form."""
    sent = form(new="false")
    back = form_on(post("/measurements", sent).text)
    assert {key for key in sent if key.startswith("f.lesion_measurements")} <= back.keys()
    assert spoken(post("/workbench", sent).text) == spoken(post("/workbench", back).text)


def test_a_record_without_measurements_has_rows_to_enter_them_and_no_chart() -> None:
    """Nothing is drawn of nothing."""
    page = post("/measurements", form_on(get("/workbench?example=F_LIM").text)).text
    assert "No measurement is recorded yet" in page
    assert "<svg viewBox" not in page
    assert 'name="f.lesion_measurements.0.lesion"' in page


def test_a_record_that_cannot_be_used_is_put_right_in_the_workbench() -> None:
    """The slip stands beside its field."""
    answer = post("/measurements", form(new="false") | {"f.patient_age_years": ["young"]})
    assert 422 == answer.status_code
    assert 'id="record"' in answer.text


def test_text_from_a_record_stays_text() -> None:
    """A lesion may have any name."""
    sent = form(new="false") | {
        "f.lesion_measurements.0.lesion": ["<script>A"],
        "f.lesion_measurements.2.lesion": ["<script>A"],
    }
    assert "<script>A" not in post("/measurements", sent).text


def test_labels_of_a_chart_do_not_lie_over_one_another() -> None:
    """Ten lesions of one size, and two levels."""
    days = [date(2026, 1, 1), date(2026, 6, 1)]
    series = {name: (True, dict.fromkeys(days, 20.0)) for name in "abcdefghij"}
    drawn = chart(series, days, words=Words("", "", "{label}"), levels=[(20, "x", "lower"), (0, "y", "upper")])
    places = sorted([line.label_y for line in drawn.lines] + [level.label_y for level in drawn.levels])
    assert all(after - before >= LABEL for before, after in pairwise(places))
    assert drawn.floor >= places[-1]
    assert re.match(r"[\d.]+,[\d.]+ ", drawn.lines[0].points)
