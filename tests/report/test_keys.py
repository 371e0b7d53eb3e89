"""Parts of a page with one key show the same, so that a page may keep what it has."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from sarcoguide.dossier import Dossier
from tests.report.faces import dossier_of as dossier
from tests.report.test_html_clinician import dossier_of, page
from tests.strategies import read, sound_records

PART = re.compile(r'<(article|details|section) [^>]*data-key="(\w+)"')


def parts(shown: Dossier) -> dict[str, str]:
    """Return the options and the sources of an answer, as HTML, by key."""
    html = page(shown, "workbench/answer.html")
    return {start[2]: html[start.start() : end_of(html, start)] for start in PART.finditer(html)}


def end_of(html: str, start: re.Match[str]) -> int:
    """Return where the element ends that starts there."""
    inside = 0
    for tag in re.compile(rf"<(/?){start[1]}\b").finditer(html, start.start()):
        inside += -1 if tag[1] else 1
        if inside == 0:
            return tag.start()
    raise AssertionError(start[0])


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"active_infection": True}, id="a sign of infection"),
        pytest.param({"lvef_percent": 45}, id="a weak heart"),
    ],
)
def test_an_option_that_a_change_touches_has_another_key(facts: dict[str, Any]) -> None:
    """And one that it leaves alone keeps its own, with the same words."""
    before, after = parts(dossier_of("F_LIM")), parts(dossier_of("F_LIM", **facts))
    shared = before.keys() & after.keys()
    assert {key: before[key] for key in shared} == {key: after[key] for key in shared}
    assert before.keys() != after.keys()
    assert len(shared) > 10


def test_a_fact_that_stands_with_every_option_changes_every_key() -> None:
    """Type and performance status are printed with each, so none is kept."""
    before, after = parts(dossier_of("F_LIM")), parts(dossier_of("F_LIM", ecog_performance_status=None))
    assert [] == [html for key, html in before.items() if key in after and 'id="o-' in html]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sound_records(), sound_records())
def test_parts_of_any_two_pages_with_one_key_are_the_same(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Whatever else the two records say."""
    pages = [dossier(read(first)), dossier(read(second))]
    assume(not any(shown.plan.out_of_scope for shown in pages))
    one, other = map(parts, pages)
    assert {key: one[key] for key in one.keys() & other.keys()} == {
        key: other[key] for key in one.keys() & other.keys()
    }
