"""Where each place of the map leads, and which way a patient goes."""

from __future__ import annotations

from datetime import date
from typing import Any

from sarcoguide.planning import make_plan
from sarcoguide.planning.pathway import edges_of, places_of, ranks_of, way_between
from sarcoguide.record import Situation
from tests.strategies import guideline, read

DAY = date(2026, 11, 22)


def ways(example: str, **changes: Any) -> dict[str, str]:
    """Return the way of an example patient through each place; a change to None takes a fact away."""
    raw = dict(guideline().patients[example].data)
    facts = {**raw["facts"], **changes}
    record = read({**raw, "facts": {name: value for name, value in facts.items() if value is not None}})
    plan = make_plan(record, guideline(), DAY)
    return {found.rule.entry.id: found.way for found in places_of(plan, Situation(record, guideline().at(DAY)))}


def leads(source: str, target: str) -> bool:
    """Return whether the map has an edge."""
    return (source, target) in edges_of(guideline().at(DAY))


def test_limited_spread_leads_to_removal() -> None:
    """Worked out from the options' own conditions."""
    assert leads("limited", "local_cure")


def test_disseminated_spread_does_not_lead_to_removal() -> None:
    """No option there can be indicated."""
    assert not leads("disseminated", "local_cure")


def test_disseminated_spread_leads_to_drugs() -> None:
    """And no spread does not."""
    assert leads("disseminated", "first_drugs")
    assert not leads("no_spread", "first_drugs")


def test_a_place_aside_leads_nowhere_and_each_edge_leads_to_a_later_stage() -> None:
    """An emergency is no step on the way."""
    edition = guideline().at(DAY)
    ranks = ranks_of(edition.pathway)
    rank = {place.entry.id: ranks[stage.entry.id] for stage in edition.pathway for place in stage.places}
    assert all(rank[source] < rank[target] for source, target in edges_of(edition))
    assert not any(source in ("urgent", "outside") for source, _ in edges_of(edition))


def test_a_known_spread_opens_one_way_and_shuts_the_others() -> None:
    """One organ, staging complete."""
    found = ways("F_LIM")
    assert ("on", "off", "off") == (found["limited"], found["disseminated"], found["no_spread"])


def test_an_unknown_spread_leaves_every_way_of_it_open() -> None:
    """Unknown is never none."""
    found = ways("F_LIM", metastatic_organs=None, lesion_count_by_organ=None, m_category=None, spread=None)
    assert "open" == found["limited"] == found["disseminated"]


def test_a_group_with_a_supported_option_is_on_the_way() -> None:
    """Doxorubicin is supported, and removal waits for the board."""
    found = ways("F_LIM")
    assert ("on", "open") == (found["first_drugs"], found["local_cure"])


def test_a_group_joins_the_way_with_the_answer_that_its_option_waited_for() -> None:
    """Everything can be removed."""
    assert "on" == ways("F_LIM", metastases_resectable=True)["local_cure"]


def test_outside_the_scope_only_the_exit_is_on_the_way() -> None:
    """Whatever single facts say of spread."""
    found = ways("F_LIM", histology="desmoid")
    assert {"outside"} == {place for place, way in found.items() if way == "on"}


def test_an_emergency_is_on_the_way_when_a_sign_is_recorded() -> None:
    """And only then."""
    assert "on" == ways("F_LIM", red_flag_symptoms=["cord_compression_signs"])["urgent"]
    assert "on" != ways("F_LIM")["urgent"]


def test_an_edge_is_on_the_way_when_both_ends_are() -> None:
    """Open with one open end, and shut with one shut end."""
    assert "on" == way_between("on", "on")
    assert "open" == way_between("on", "open") == way_between("open", "open")
    assert "off" == way_between("on", "off") == way_between("off", "open")
