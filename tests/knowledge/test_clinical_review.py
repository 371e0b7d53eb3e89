"""The rows of the clinical review: each state comes with what shows it, and names only what exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from tests.faults import added, broken, expect_fault
from tests.helpers import copy_of_tiny, guideline_problems, tiny

REVIEW = "clinical_review.yaml"
APPLIED = "- {id: R1, kind: correction, severity: wording, says: X, state: applied, where: "
FAULTS = [
    added(
        "an applied row that names nothing",
        REVIEW,
        "- {id: R1, kind: correction, severity: wording, says: X, state: applied}\n",
        "'R1' is 'applied' and has no `where`",
    ),
    added(
        "a row in part that does not say what is left",
        REVIEW,
        "- {id: A_X, kind: addition, says: X, state: part, where: [change_tyre]}\n",
        "'A_X' is 'part' and has no `why`",
    ),
    added(
        "a row in part that names nothing",
        REVIEW,
        "- {id: A_X, kind: addition, says: X, state: part, why: Half}\n",
        "'A_X' is 'part' and has no `where`",
    ),
    added(
        "a row that was not applied for no reason",
        REVIEW,
        "- {id: N1, kind: loading_note, says: X, state: not_applied}\n",
        "'N1' is 'not_applied' and has no `why`",
    ),
    added(
        "a correction without its severity",
        REVIEW,
        "- {id: R1, kind: correction, says: X, state: open}\n",
        "the correction 'R1' has no severity",
    ),
    added("an entry that is missing", REVIEW, f"{APPLIED}[change_tire]}}\n", "nothing is called 'change_tire'"),
    added(
        "an id that stands twice",
        REVIEW,
        "- {id: N2, kind: loading_note, says: X, state: open}\n",
        "the id 'N2' is used twice",
    ),
    broken("a state that does not exist", REVIEW, "state: open", "state: done", "'done' is not allowed here"),
    broken("a severity that does not exist", REVIEW, "wording", "grave", "'grave' is not allowed here"),
]


@pytest.mark.parametrize(("file", "old", "new", "what", "place"), FAULTS)
def test_a_wrong_row_is_told(file: str, old: str, new: str, what: str, place: str, tmp_path: Path) -> None:
    """What is wrong is said, with its place and the way to put it right."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)


@pytest.mark.parametrize(
    "name", ["change_tyre", "tyre_pressure_bar", "S1", "light_frames", "frames", "steel", "planned_option"]
)
def test_a_row_may_name_every_kind_of_entry(name: str, tmp_path: Path) -> None:
    """Options, facts, sources, sets and lists, and keys of guideline.yaml; a value of a list is no entry."""
    told = guideline_problems(tmp_path, (REVIEW, "", f"{APPLIED}[{name}]}}\n"))
    expected = ["nothing is called 'steel'"] if name == "steel" else []
    assert expected == [problem.what for problem in told]


def test_a_row_that_is_open_needs_neither_place_nor_reason() -> None:
    """The others say where they stand or why not."""
    assert [("R10", (), "")] == [
        (row.id, tuple(row.where), row.why) for row in tiny().clinical_review if row.state == "open"
    ]


def test_the_packaged_review_holds_corrections_of_every_severity_and_notes_on_loading() -> None:
    """A reader finds there what was asked of the guideline, and what matters most among it."""
    rows = load_guideline().clinical_review
    assert {"correction", "loading_note"} <= {row.kind for row in rows}
    assert {"patient-safety", "changes an option", "wording"} <= {row.severity for row in rows}
