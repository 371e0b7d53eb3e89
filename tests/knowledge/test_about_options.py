"""A line of information may be about all options with a drug, of a class or of a kind: new ones are not forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.planning import make_plan
from sarcoguide.record import read_record
from tests.faults import added, expect_fault
from tests.helpers import TODAY, copy_of_tiny

SHOWN = "recommendations/shown.yaml"
CASES = """
- behaviour: It is held still
  entries: [hold_it_still]
  why: Said of a bicycle alone.
  applies: {case: a bicycle, patient: B_GOOD, expect: {}}
  does_not: {case: no bicycle, patient: B_GOOD, expect: {}}
"""


def line(chosen: str) -> str:
    """Return an entry that is about some options."""
    return (
        "- {id: hold_it_still, kind: information, label: X, says: Hold it still., when: in_scope, from: 2020-01-01, "
        f"about_options: {chosen}, sources: [{{id: handbook}}]}}\n"
    )


@pytest.mark.parametrize("chosen", ["{drugs: [wiping_cloth]}", "{classes: [grease]}", "{kinds: [drug]}"])
def test_a_line_about_drugs_is_about_every_option_that_has_them(tmp_path: Path, chosen: str) -> None:
    """And stands beside it, not among what is good to know in general."""
    guideline = load_guideline(copy_of_tiny(tmp_path, (SHOWN, "", line(chosen)), ("cases/cases.yaml", "", CASES)))
    assert ["grease_bearing"] == guideline.at(TODAY).shown["hold_it_still"].entry.about
    plan = make_plan(read_record(guideline.patients["B_GOOD"].data, guideline), guideline)
    assert ["grease_bearing"] == [o.id for o in plan.options if "hold_it_still" in {note.id for note in o.notes}]
    assert "hold_it_still" not in {note.id for note in plan.information}


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "place"),
    [
        added("a drug that is missing", SHOWN, line("{drugs: [cloth]}"), "nothing is called 'cloth'"),
        added("a class that is missing", SHOWN, line("{classes: [oil]}"), "nothing is called 'oil'"),
        added("no option", SHOWN, line("{}"), "it is about no option"),
    ],
)
def test_a_line_about_nothing_is_refused(tmp_path: Path, file: str, old: str, new: str, what: str, place: str) -> None:
    """The counterpart: it would stand beside none."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)
