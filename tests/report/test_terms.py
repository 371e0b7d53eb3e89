"""The words of the glossary in a text: whole words only, the longer of two, each linked once."""

from __future__ import annotations

from datetime import date

import pytest

from sarcoguide.knowledge.entries import Term
from sarcoguide.report.patient_view import PatientView
from sarcoguide.report.terms import forms_of, occurring, places
from tests.report.faces import example

DAY = date(2020, 1, 1)
TERMS = (
    Term(id="scan", term="scan", meaning="A picture.", since=DAY, forms=["scans"]),
    Term(id="node", term="node", meaning="A gland.", since=DAY, forms=["lymph node"]),
    Term(id="lymph", term="lymph", meaning="A fluid.", since=DAY),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a scan", ["scan"]),
        ("Scans are made", ["scan"]),
        ("scanner", []),
        ("a scan-like thing", []),
        ("the rescan", []),
        ("(scan)", ["scan"]),
        ("a lymph node and lymph", ["node", "lymph"]),
    ],
)
def test_a_word_is_found_whole_and_never_inside_another(text: str, expected: list[str]) -> None:
    """Of two that overlap the longer one stands; small and capital letters are alike."""
    assert expected == [name for _, name in places(text, forms_of(TERMS))]


def test_terms_that_occur_are_listed_by_the_alphabet() -> None:
    """What does not occur is left out."""
    assert ["node", "scan"] == [term.id for term in occurring(TERMS, ["Scans of", "one node"])]
    assert () == occurring((), ["Scans"])


def test_each_word_is_linked_once_and_the_rest_is_escaped() -> None:
    """A sentence full of links is hard to read."""
    view = PatientView(example("F_LIM"))
    linked = str(view.linked("Sarcoma <b> & sarcoma, osteosarcoma"))
    assert '<a class="term" href="#word-sarcoma">Sarcoma</a> &lt;b&gt; &amp; sarcoma, osteosarcoma' == linked
