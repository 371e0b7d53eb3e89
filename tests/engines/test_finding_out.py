"""What an entry is to find out: it is over when all of it is known, by every engine alike."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.dossier import compose
from sarcoguide.engines import CompiledEngine
from sarcoguide.knowledge import load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.planning.model import OptionView
from sarcoguide.record import Situation, read_record
from sarcoguide.report import words
from sarcoguide.report.clinician import clinician_page
from sarcoguide.report.html_clinician import clinician_html
from sarcoguide.report.plain import to_text
from tests.engines.fixed_patient import FixedPatient
from tests.helpers import TODAY, copy_of_tiny, record, tiny
from tests.report.faces import spoken

NAME = "look_it_over"
NEW, USED = {"second_hand": False}, {"second_hand": True}
SEEN, UNSEEN = {"inspected": True}, {"inspected": None}


@lru_cache(maxsize=1)
def solver() -> FixedPatient:
    return FixedPatient(tiny().at(TODAY))


def looked(**facts: Any) -> OptionView:
    found = make_plan(record({"is_bicycle": True, **facts}), tiny()).option(NAME)
    assert found is not None
    return found


#: It finds out `inspected` and, of a bicycle that is second hand, `owners_before`.
TABLE = [
    pytest.param({**NEW, **UNSEEN}, "supported", ("inspected",), id="one is open, the other does not apply"),
    pytest.param({**NEW, **SEEN}, "not_indicated", (), id="one is known, the other does not apply"),
    pytest.param({**NEW, "inspected": False}, "not_indicated", (), id="a known 'no' is known"),
    pytest.param({**USED, **UNSEEN}, "supported", ("inspected", "owners_before"), id="both are open"),
    pytest.param({**USED, **SEEN}, "supported", ("owners_before",), id="the second is open"),
    pytest.param({**USED, **SEEN, "owners_before": 2}, "not_indicated", (), id="both are known"),
    pytest.param({**USED, **UNSEEN, "owners_before": 2}, "supported", ("inspected",), id="the first is open"),
    pytest.param(SEEN, "needs_information", ("owners_before",), id="nobody knows whether the second applies"),
    pytest.param(UNSEEN, "supported", ("inspected", "owners_before"), id="the first is open in any case"),
    pytest.param({"is_bicycle": False, **UNSEEN}, "not_indicated", ("inspected", "owners_before"), id="not for it"),
]


@pytest.mark.parametrize(("facts", "status", "finds_out"), TABLE)
def test_an_entry_is_over_when_all_that_it_finds_out_is_known(
    facts: dict[str, Any], status: str, finds_out: tuple[str, ...]
) -> None:
    """What does not apply need not be found out; whether it applies is asked first."""
    found = looked(**facts)
    assert (status, finds_out) == (found.status, found.finds_out)


@pytest.mark.parametrize(("facts", "status", "finds_out"), TABLE)
def test_the_engines_agree_on_what_is_left_to_find_out(
    facts: dict[str, Any], status: str, finds_out: tuple[str, ...]
) -> None:
    """The ladder of statuses stands in three places; each knows when the entry is over."""
    edition, read = tiny().at(TODAY), record({"is_bicycle": True, **facts})
    compiled = CompiledEngine(edition).plan(read, tiny()).option(NAME)
    assert (status, finds_out) == ((compiled.status, compiled.finds_out) if compiled else None)
    assert status == CompiledEngine(edition).statuses(read)[NAME]
    assert make_plan(read, tiny()) == CompiledEngine(edition).plan(read, tiny())
    assert status == solver().found(Situation(read, edition)).options[NAME][0]


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        pytest.param({**USED, **SEEN, "owners_before": 2}, ("Known already: Inspected, Owners before",), id="known"),
        pytest.param({**NEW, **SEEN}, ("Known already: Inspected", "Does not apply: Owners before"), id="one of two"),
        pytest.param({**NEW, **UNSEEN}, ("In scope: yes",), id="open"),
        pytest.param({"is_bicycle": False, **UNSEEN}, ("In scope: no (needed: yes)",), id="not for it, and open"),
    ],
)
def test_the_reason_says_that_it_is_known_already(facts: dict[str, Any], reasons: tuple[str, ...]) -> None:
    """Not only that a condition is not met."""
    assert reasons == looked(**facts).reasons


def test_whether_a_fact_applies_is_asked_before_it_is_found_out() -> None:
    """The question is for what decides it, never for what the entry itself finds out."""
    assert ("second_hand",) == looked(**SEEN).missing


@pytest.mark.parametrize(
    ("day", "status"),
    [
        pytest.param("2025-01-09", "not_indicated", id="fresh"),
        pytest.param("2024-06-01", "supported", id="too old"),
    ],
)
def test_a_value_that_is_too_old_is_to_be_found_out_again(tmp_path: Path, day: str, status: str) -> None:
    """What is too old is not known."""
    edit = ("recommendations/repairs.yaml", "finds_out: [inspected, owners_before]", "finds_out: [tyre_pressure_bar]")
    guideline = load_guideline(copy_of_tiny(tmp_path, edit))
    facts = {"is_bicycle": True, "tyre_pressure_bar": {"value": 4, "date": day}}
    read = read_record({"id": "B", "assessment_date": TODAY, "facts": facts}, guideline)
    found = make_plan(read, guideline).option(NAME)
    assert found is not None
    assert status == found.status


def test_both_faces_for_clinicians_say_what_is_left_to_find_out() -> None:
    """By their labels, in the option itself."""
    dossier = compose(record({"is_bicycle": True, **USED, **SEEN}), tiny())
    text = to_text(clinician_page(dossier.plan, dossier.edition))
    for face in (text, spoken(clinician_html(dossier))):
        assert "Owners before" in face.partition(words.FINDS_OUT)[2][:40]
