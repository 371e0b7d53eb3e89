"""Several records at once: nobody is left out, the urgent stand first, and what is unknown is counted as unknown."""

from __future__ import annotations

import csv
from functools import lru_cache
from io import StringIO
from typing import Any

from sarcoguide.dossier.several import compose_each
from sarcoguide.engines.by_day import Engines
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from sarcoguide.report import batch_words, words
from sarcoguide.report.batch import Batch, Row
from sarcoguide.report.batch_page import batch_csv, batch_page
from sarcoguide.report.html_batch import batch_html
from sarcoguide.report.plain import to_text
from tests.strategies import guideline

ENGINES = Engines(guideline())


def changed(name: str, patient: str, **facts: Any) -> Document:
    """Return an example patient under another name, with other facts."""
    data = guideline().patients[patient].data
    return Document(name, {**data, "id": name, "facts": {**data["facts"], **facts}})


@lru_cache(maxsize=1)
def batch() -> Batch:
    """Return records of each kind: some for the board, one urgent, one outside the scope, one that cannot be read."""
    documents = [
        guideline().patients["F_LIM"],
        changed("BAD", "F_DIS", ecog_performance_status=9),
        changed("CHILD", "F_DIS", patient_age_years=17),
        changed("NOW", "F_DIS", red_flag_symptoms=["cord_compression_signs"]),
        changed("OLD", "F_DIS", ecog_performance_status={"value": 1, "date": "2020-01-01"}),
        guideline().patients["F_FRAIL"],
    ]
    return Batch.of(guideline(), compose_each(documents, guideline(), ENGINES))


def row(name: str) -> Row:
    """Return the row of a record."""
    return next(one for one in batch().rows if one.id == name)


def test_the_urgent_stand_first_and_what_is_outside_the_scope_last() -> None:
    """Between them what cannot be judged, then the others as they came."""
    shown = [one.id for _, _, rows in batch().groups for one in rows]
    assert ["NOW", "BAD", "F_LIM", "OLD", "F_FRAIL", "CHILD"] == shown


def test_a_record_that_cannot_be_read_stands_with_its_reason_and_stops_no_other() -> None:
    """It counts for no fact."""
    assert "outside the allowed range" in row("BAD").problems[0]
    assert 5 == len(batch().judged)
    assert {5} == {sum(column.counts.values()) for column in batch().columns}


def test_a_row_says_what_the_plan_says() -> None:
    """Options by label, questions in their order, and every warning."""
    plan = make_plan(read_record(guideline().patients["F_FRAIL"], guideline()), guideline())
    one = row("F_FRAIL")
    assert tuple(option.label for option in plan.options if option.status == "supported") == one.options
    assert tuple(question.fact for question in plan.missing) == tuple(question.fact for question in one.asks)
    assert len(plan.warnings) - 1 == len(one.warnings)


def test_outside_the_scope_no_option_is_named() -> None:
    """Where to turn stands there instead."""
    assert ((), True) == (row("CHILD").options, bool(row("CHILD").outside[0][1]))


def test_a_value_that_is_too_old_is_not_counted_as_known_and_a_fresh_one_is() -> None:
    """Nor as unknown."""
    assert ("stale", "known") == tuple(row(name).states["ecog_performance_status"] for name in ("OLD", "F_LIM"))


def test_every_face_names_everybody_the_emergency_and_each_warning() -> None:
    """Text, page and table; the state of review as well."""
    page = batch_html(batch(), standalone=True)
    text = " ".join(to_text(batch_page(batch())).split())
    table = batch_csv(batch())
    warning = row("F_FRAIL").warnings[0]
    for said in (*(one.id for one in batch().rows), row("NOW").urgent[0][0], warning, words.NOT_REVIEWED):
        assert [True] * 3 == [said in face for face in (page, text, table)]
    assert page.index(row("NOW").urgent[0][1]) < page.index("F_LIM")


def test_a_cell_that_a_spreadsheet_would_run_is_text() -> None:
    """And one that is only text stays as it is."""
    documents = [changed("=1+1", "F_M0"), changed("PLAIN", "F_M0")]
    found = Batch.of(guideline(), compose_each(documents, guideline(), ENGINES))
    assert ["'=1+1", "PLAIN"] == [cells[0] for cells in csv.reader(StringIO(batch_csv(found)))][1:]


def test_an_id_that_stands_twice_is_told_and_one_that_stands_once_is_not() -> None:
    """They may be one patient."""
    documents = [changed("A", "F_M0"), changed("A", "F_M0"), changed("B", "F_M0")]
    found = Batch.of(guideline(), compose_each(documents, guideline(), ENGINES))
    told = batch_words.DOUBLE.format(count=2)
    assert [told, told, ""] == [found.double(one) for one in found.rows]
