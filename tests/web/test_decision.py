"""A recorded decision: made beside the plan, saved as a file, read again, and kept by nobody but its maker."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

import pytest

from sarcoguide.dossier import Dossier, compose
from sarcoguide.dossier.decision import (
    Choice,
    Decision,
    DecisionError,
    beside,
    decide,
    parse_decision,
    read_decision,
    written,
)
from sarcoguide.record import read_record
from sarcoguide.report import decision_words as said
from tests.strategies import guideline
from tests.web.browsing import OWN, Fields, ask, example, form_on, post

TODAY = date.today()
OPEN, WHY = "surgery_metastasectomy", "The board holds that all of it can be removed."
FIELDS: dict[str, str | list[str]] = {"chosen": [OPEN], "decided_by": "sarcoma_board", "decided_on": TODAY.isoformat()}


@lru_cache(maxsize=4)
def dossier(patient: str = "F_LIM") -> Dossier:
    """Return the dossier of an example."""
    return compose(read_record(guideline().patients[patient], guideline()), guideline())


def supported() -> str:
    """Return an option that is supported in the example."""
    return next(option.id for option in dossier().plan.options if option.status == "supported")


def decided(*options: str, why: str = "", by: str = "sarcoma_board", on: date = TODAY) -> Decision:
    """Return a decision on the plan of the example."""
    return decide(dossier(), Choice(options, by, on, why), guideline(), TODAY)


@lru_cache(maxsize=1)
def empty() -> dict[str, list[str]]:
    """Return the form of the example before anything is decided."""
    return example("F_LIM")


def sent(fields: Fields) -> dict[str, str | list[str]]:
    """Return the form of the example with some fields besides."""
    return {**empty(), **fields}


def test_what_is_supported_can_be_chosen_without_a_reason() -> None:
    """Who decided is a role, and the status of the day is written down."""
    (chosen,) = decided(supported()).chosen
    assert (supported(), "supported") == (chosen.option, chosen.status)


@pytest.mark.parametrize("options", [(OPEN,), ()])
def test_what_differs_from_what_is_supported_needs_a_reason(options: tuple[str, ...]) -> None:
    """An option that waits for an answer, or none at all."""
    assert WHY == decided(*options, why=WHY).why
    with pytest.raises(DecisionError, match="the reason is missing"):
        decided(*options)


FAULTS = {
    "by: sarcoma_board": ("by: somebody", "'somebody' is no role"),
    f"decided_on: {TODAY}": (f"decided_on: {TODAY + timedelta(days=1)}", "is in the future"),
    "decision: 1": ("decision: 2", "2 is no form of a decision"),
    "status: needs_information": ("status: perhaps", "'perhaps' is no status"),
    f"option: {OPEN}": ("option: no_such_option", "there is no option 'no_such_option'"),
    "id: metastatic_soft_tissue_sarcoma": ("id: other", "it was made with another guideline"),
    "record:": ("recrod:", "unknown key 'recrod'"),
    "why: The": ("why: ''\nx: The", "unknown key 'x'"),
}


@pytest.mark.parametrize("part", FAULTS)
def test_a_file_in_which_something_is_wrong_is_refused(part: str) -> None:
    """With the line and what to write."""
    other, what = FAULTS[part]
    text = written(decided(OPEN, why=WHY))
    assert part in text
    with pytest.raises(DecisionError, match=re.escape(what)):
        read_decision(parse_decision(text.replace(part, other)), guideline(), TODAY)


def test_a_file_reads_back_as_the_decision_that_was_written() -> None:
    """With version, digest and day of the guideline, and whatever stands in the reason."""
    made = decided(OPEN, why="Colon: 'quotes' # no comment\nsecond line – ü")
    assert made == read_decision(parse_decision(written(made)), guideline(), TODAY)
    assert guideline().content_hash.startswith(made.guideline.content)


def test_beside_a_later_plan_the_status_then_and_now_are_told() -> None:
    """And for another record that it is one; nothing of it changes the plan."""
    raw = guideline().patients["F_LIM"].data
    later = compose(
        read_record({**raw, "facts": {**raw["facts"], "metastases_resectable": True}}, guideline()), guideline()
    )
    made = decided(OPEN, why=WHY)
    (same,), (other,) = beside(made, dossier()).chosen, beside(made, later).chosen
    assert (("needs_information", False), ("supported", True)) == ((same.now, same.changed), (other.now, other.changed))
    assert (False, True) == (beside(made, dossier()).other_record, beside(made, dossier("F_DIS")).other_record)


def test_a_decision_is_saved_as_a_file_that_loads_again_beside_the_plan() -> None:
    """On the page and on the workbench, from where it goes along in the form; the name of the file names nobody."""
    saved = post("/decision/file", sent({**FIELDS, "decided_why": WHY}))
    assert f'attachment; filename="sarcoguide-decision-{TODAY}.yaml"' == saved.headers["content-disposition"]
    data = {name: values for name, values in empty().items() if any(values)} | {"load": ["yes"]}
    files = {"decision_file": ("Name of a person.yaml", saved.content, "application/yaml")}
    loaded = ask("POST", "/decision", headers=OWN, data=data, files=files)
    assert (200, True, False) == (loaded.status_code, WHY in loaded.text, "Name of a person" in loaded.text)
    bench = post("/workbench", form_on(loaded.text))
    assert [] == [part for part in (said.RECORDED, WHY, f'href="#o-{OPEN}"') if part not in bench.text]
    assert said.RECORDED in post("/plan", form_on(bench.text)).text
    assert saved.content == post("/decision/file", form_on(bench.text)).content


def test_without_a_reason_or_a_role_nothing_is_saved() -> None:
    """The page says what is missing, and what was chosen stays chosen."""
    page = post("/decision/file", sent({**FIELDS, "decided_by": ""}))
    assert (422, True) == (page.status_code, said.PROBLEMS in page.text)
    assert "content-disposition" not in page.headers
    assert f'name="chosen" value="{OPEN}" checked' in page.text
    assert ["reason is missing" in page.text, "obody is named who decided" in page.text] == [True, True]


def test_a_decision_that_cannot_be_read_is_told_and_the_plan_stays() -> None:
    """Markup in it is harmless."""
    page = post("/workbench", sent({"decision": "<script>alert(1)</script>: {"}))
    assert (200, False) == (page.status_code, "<script>alert" in page.text)
    assert 'id="decided"' in page.text
