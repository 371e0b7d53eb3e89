"""A citation that nobody could trace is kept, and never dressed up as a source that was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.dossier import compose
from sarcoguide.knowledge import load_guideline
from sarcoguide.record import read_record
from sarcoguide.report.clinician import clinician_page
from sarcoguide.report.html_clinician import clinician_html
from sarcoguide.report.plain import to_text
from tests.faults import broken, expect_fault
from tests.helpers import TODAY, copy_of_tiny, tiny
from tests.report.faces import spoken

SOURCES = "sources.yaml"
HEARSAY = "{id: hearsay, short: Number 15, kind: statement, verified: false, resolved: false"


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "place"),
    [
        broken("a title", SOURCES, HEARSAY, f"{HEARSAY}, title: A title", "could not be traced, but has a title"),
        broken(
            "verified",
            SOURCES,
            "verified: false, resolved: false",
            "verified: true, resolved: false",
            "could not be traced, but counts as verified",
        ),
        broken("neither", SOURCES, ", resolved: false", "", "the source 'hearsay' has no title", "id: hearsay"),
    ],
)
def test_a_source_has_a_title_or_says_that_nobody_could_trace_it(
    tmp_path: Path, file: str, old: str, new: str, what: str, place: str
) -> None:
    """One of the two, never both."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)


def test_every_face_says_that_a_source_could_not_be_traced(tmp_path: Path) -> None:
    """With its id, so that somebody may trace it one day; a source that was found keeps its title."""
    edit = ("recommendations/repairs.yaml", "  sources: [{id: hunch}]\n", "  sources: [{id: hunch}, {id: hearsay}]\n")
    guideline = load_guideline(copy_of_tiny(tmp_path, edit))
    facts = {"is_bicycle": True, "wobbles": True}
    dossier = compose(read_record({"id": "B", "assessment_date": TODAY, "facts": facts}, guideline), guideline)
    for face in (to_text(clinician_page(dossier.plan, dossier.edition)), spoken(clinician_html(dossier))):
        assert "not traceable" in face
        assert "A hunch" in face
    assert ("not traceable", "A hunch") == (tiny().sources["hearsay"].called, tiny().sources["hunch"].called)
