"""The map as a page and as text: each place is drawn, named and opens; nothing that every face must say is lost."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from sarcoguide.dossier import Dossier
from sarcoguide.report import pathway_words as said
from sarcoguide.report.html_pathway import pathway_html
from sarcoguide.report.pathway import PathwayMap, of_nobody
from sarcoguide.report.pathway_svg import Drawing, svg
from sarcoguide.report.pathway_text import pathway_page
from sarcoguide.report.plain import to_text
from tests.report.faces import dossier_of, example, spoken, squeezed
from tests.strategies import guideline, read

DAY = date(2026, 11, 22)
LINK = re.compile(r'<a class="nd [^"]*" href="#([^"]+)" aria-label="([^"]+)"')


@cache
def shown(name: str) -> PathwayMap:
    """Return the map of an example patient."""
    return PathwayMap(example(name))


@cache
def page(name: str) -> str:
    """Return the page of an example patient."""
    return pathway_html(shown(name))


@cache
def nobody() -> PathwayMap:
    """Return the map without a patient."""
    return of_nobody(guideline(), DAY)


def changed(**facts: object) -> Dossier:
    """Return the dossier of F_LIM with other facts."""
    raw = guideline().patients["F_LIM"].data
    return dossier_of(read({**raw, "facts": {**raw["facts"], **facts}}))


def test_each_place_is_a_link_with_a_name_to_a_part_that_is_there() -> None:
    """The name tells the way and the counts to somebody who does not see the map."""
    links = LINK.findall(page("F_LIM"))
    assert len(links) == len(shown("F_LIM").by_id)
    assert all(f'id="{target}"' in page("F_LIM") for target, _ in links)
    assert ("in-limited", "Limited, one organ: on the way; yes") in links
    assert ("in-local_cure", "Remove or destroy what is there: open, a fact is unknown; 3 needs information") in links


def test_every_link_inside_the_page_leads_somewhere() -> None:
    """Citations as well: the sources of the map stand in the list."""
    for text in (page("F_LIM"), pathway_html(nobody())):
        ids = set(re.findall(r' id="([^"]+)"', text))
        assert set() == set(re.findall(r'href="#([^"]+)"', text)) - ids
        assert len(ids) == len(re.findall(r' id="([^"]+)"', text))


@pytest.mark.parametrize("name", ["F_LIM", "F_DIS", "F_M0"])
def test_the_map_holds_every_option_once_with_its_status_and_every_warning(name: str) -> None:
    """On the page by its id, in the text unless it is not indicated."""
    dossier = example(name)
    text = squeezed(to_text(pathway_page(shown(name))))
    for option in dossier.plan.options:
        assert 1 == page(name).count(f'id="o-{option.id}"')
        assert (f"[{option.id}]" in text) is (option.status != "not_indicated")
    told = spoken(page(name))
    assert all(warning.says in told and warning.says in text for warning in dossier.plan.warnings)
    assert "Not yet reviewed by a clinician" in told


def test_an_emergency_comes_first_and_folds_the_map() -> None:
    """On the page and in the text, with every warning in sight."""
    dossier = changed(red_flag_symptoms=["cord_compression_signs"])
    urgent = dossier.plan.urgent[0]
    made = pathway_html(PathwayMap(dossier))
    assert made.index(urgent.says) < made.index('<details class="later"') < made.index('<svg class="map"')
    assert 'class="nd q on alarm"' in made
    text = squeezed(to_text(pathway_page(PathwayMap(dossier))))
    assert urgent.says in text
    assert "[doxorubicin]" not in text
    assert all(warning.says in text for warning in dossier.plan.warnings)


def test_outside_the_scope_the_map_shows_the_pointer_and_no_option() -> None:
    """A desmoid is not treated by this guideline."""
    dossier = changed(histology="desmoid")
    made = pathway_html(PathwayMap(dossier))
    assert dossier.plan.out_of_scope[0].pointer in spoken(made)
    assert 'id="o-' not in made
    assert said.LEAD_OUTSIDE in spoken(made)


def test_without_a_patient_nothing_has_a_status_or_a_value() -> None:
    """Every branch is open, every option is there with its rule."""
    made = pathway_html(nobody())
    assert 'class="nd q any"' in made
    assert not re.search(r'class="(nd|e|place)[^"]* (on|off|open)"', made)
    assert 'class="st ' not in made
    assert all(f'id="o-{option}"' in made for option in guideline().at(DAY).options)


def test_the_same_data_give_the_same_drawing_and_no_two_places_overlap() -> None:
    """In each column one place ends before the next begins."""
    drawing = Drawing(shown("F_LIM"))
    assert svg(shown("F_LIM")) == svg(PathwayMap(example("F_LIM")))
    columns: dict[int, list[tuple[int, int]]] = {}
    for box in drawing.boxes.values():
        columns.setdefault(box.x, []).append((box.y, box.y + box.height))
    for spans in columns.values():
        assert all(end < start for (_, end), (start, _) in pairwise(spans))


def test_a_branch_that_is_open_asks_its_question() -> None:
    """Nobody said whether a drug is being given."""
    assert ["Is systemic treatment being given now?"] == shown("F_LIM").by_id["on_drugs"].questions
    assert [] == shown("F_LIM").by_id["limited"].questions
