"""Ids, sources, dates and words of a guideline. Each row breaks one thing of the made-up guideline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline
from tests.faults import added, broken, definition, expect_fault
from tests.helpers import copy_of_tiny

ABOUT = "guideline.yaml"
BICYCLE = "facts/bicycle.yaml"
LINES = "facts/timelines.yaml"
STATE = "definitions/state.yaml"
WALKS = "definitions/walks.yaml"
REPAIRS = "recommendations/repairs.yaml"
SHOWN = "recommendations/shown.yaml"
GREASING = "regimens/greasing.yaml"
CASES = "cases/cases.yaml"
UNLESS = "{when: not brakes_hold, because: It would be ridden without brakes}"


IDENTITIES = [
    added(
        "two sources of one id",
        "sources.yaml",
        "- {id: hunch, short: X, title: X, kind: news, verified: true}",
        "'hunch' is used twice",
    ),
    added(
        "a source without a label",
        "sources.yaml",
        "- {id: gossip, title: X, kind: news, verified: true}",
        "'gossip' has no label of at most 40 characters",
    ),
    added(
        "a source with a label of a line",
        "sources.yaml",
        f"- {{id: gossip, short: {'x' * 41}, title: X, kind: news, verified: true}}",
        "'gossip' has no label of at most 40 characters",
    ),
    added(
        "two sources of one label",
        "sources.yaml",
        "- {id: gossip, short: hunch, title: X, kind: news, verified: true}",
        "'gossip' and 'hunch' are both called 'hunch'",
    ),
    added(
        "two statements of one id",
        "statements.yaml",
        "- {id: S1, document: patient, topic: x, kind: x}",
        "'S1' is used twice",
    ),
    added("two guards of one id", "guards.yaml", "- {id: a_bicycle, when: is_bicycle}", "'a_bicycle' is used twice"),
    added(
        "two drugs of one id",
        "drugs/greases.yaml",
        "- {id: wiping_cloth, name: X, sources: []}",
        "'wiping_cloth' is used twice",
    ),
    added(
        "two contradictions of one id",
        "consistency.yaml",
        "- {id: many_gears, when: p, says: x, severity: error}",
        "is used twice",
    ),
    added(
        "two options of one id",
        REPAIRS,
        "- {id: change_tyre, says: x, when: is_bicycle, verb: may, from: 2020-01-01, sources: [{id: S1}]}",
        "the id 'change_tyre' is used twice",
    ),
    broken(
        "two facts of one name",
        BICYCLE,
        "name: second_hand,",
        "name: inspected,",
        "'inspected' is used twice",
        "name: inspected, label: Second",
    ),
    added(
        "a definition named and typed like a fact",
        STATE,
        definition("inspected", "expression: is_bicycle"),
        "'inspected' is used twice",
    ),
    added(
        "a fact and a definition of one name",
        STATE,
        definition("frame", "expression: is_bicycle"),
        "'frame' is used twice",
    ),
    added(
        "a setting named like a fact",
        "settings.yaml",
        "- {name: gears, type: number, label: x, sources: [], value: 1}",
        "'gears' is used twice",
    ),
    added(
        "a set named like a fact",
        "sets.yaml",
        "- {name: frame, of: frame, members: [steel], meaning: x, source: x}",
        "'frame' is used twice",
    ),
    added(
        "two versions of different types",
        STATE,
        definition("ride_state", "until: 2020-06-01, expression: is_bicycle"),
        "the name 'ride_state' is used twice",
    ),
    broken(
        "a fact named like a word of the language",
        BICYCLE,
        "name: inspected,",
        "name: size,",
        "'size' is a word of the language",
    ),
    added(
        "a value named like a fact",
        "sets.yaml",
        "- {name: steel, of: frame, members: [steel], meaning: x, source: x}",
        "also the name of",
        "facts/bicycle.yaml:- {name: frame, label",
    ),
]

SOURCES = [
    broken(
        "a source of an option that is missing",
        REPAIRS,
        "sources: [{id: hunch}]",
        "sources: [{id: hunk}]",
        "no source 'hunk'",
    ),
    broken(
        "a source of an exclusion that is missing",
        REPAIRS,
        UNLESS,
        UNLESS[:-1] + ", sources: [{id: hunk}]}",
        "no source 'hunk'",
    ),
    broken(
        "a source of an end that is missing",
        REPAIRS,
        "until_sources: [{id: handbook}]",
        "until_sources: [{id: hunk}]",
        "no source 'hunk'",
    ),
    broken(
        "a source of a licence that is missing",
        REPAIRS,
        "alone, sources: [{id: handbook}]",
        "alone, sources: [{id: hunk}]",
        "no source 'hunk'",
    ),
    broken(
        "a source of a population that is missing",
        REPAIRS,
        "{handbook: frame in light_frames}",
        "{hunk: frame in light_frames}",
        "no source 'hunk'",
    ),
    broken(
        "a source of a guard that is missing",
        "guards.yaml",
        "in_scope, sources: [{id: handbook}]",
        "in_scope, sources: [{id: hunk}]",
        "no source 'hunk'",
    ),
    broken(
        "a source of a drug that is missing",
        "drugs/greases.yaml",
        "cloth, sources: [{id: handbook}]",
        "cloth, sources: [{id: hunk}]",
        "no source 'hunk'",
    ),
    broken(
        "a source of a definition that is missing",
        STATE,
        "sources: [{id: S1}]\n  from: 2020-01-01\n- name: tyre_low",
        "sources: [{id: hunk}]\n  from: 2020-01-01\n- name: tyre_low",
        "no source 'hunk'",
    ),
    broken(
        "a definition without a source",
        STATE,
        "sources: [{id: S1}]\n  from: 2020-01-01\n- name: tyre_low",
        "sources: []\n  from: 2020-01-01\n- name: tyre_low",
        "'ride_state' names no source",
    ),
    broken(
        "a source of a setting that is missing",
        "settings.yaml",
        "value: 30, sources: [{id: handbook}]",
        "value: 30, sources: [{id: hunk}]",
        "no source 'hunk'",
    ),
    broken(
        "a setting without a source",
        "settings.yaml",
        "value: 30, sources: [{id: handbook}]",
        "value: 30, sources: []",
        "'wear_min_days' names no source",
    ),
    broken(
        "an offer on judgement alone",
        REPAIRS,
        "  statements: [S1]\n  from: 2020-01-01\n  sources: [{id: S1}]",
        "  from: 2020-01-01\n  sources: [{id: hunch}]",
        "rests on clinical judgement",
        "sources: [{id: hunch}]",
    ),
    broken(
        "an offer on an unverified source alone",
        GREASING,
        "sources: [{id: S2}, {id: handbook}]",
        "sources: [{id: rumour}]",
        "rests on clinical judgement",
    ),
    broken(
        "an offer on a source that speaks against it",
        GREASING,
        "sources: [{id: S2}, {id: handbook}]",
        "sources: [{id: S2, position: against}]",
        "rests on clinical judgement",
    ),
]

DATES = [
    broken(
        "an option that ends before it begins",
        REPAIRS,
        "until: 2025-07-01",
        "until: 2021-02-28",
        "`until` is not after `from`",
    ),
    broken(
        "an option that ends on the day it begins",
        REPAIRS,
        "until: 2025-07-01",
        "until: 2021-03-01",
        "`until` is not after `from`",
    ),
    broken(
        "an end without a reason",
        REPAIRS,
        "  until_because: Wheels are exchanged today\n",
        "",
        "`until` has no `until_because`",
        "until: 2025-07-01",
    ),
    broken(
        "an exclusion that ends before it begins",
        REPAIRS,
        "until: 2026-01-01,",
        "until: 2021-01-01,",
        "`until` is not after `from`",
        "load_kg > 80",
    ),
    broken(
        "a licence that ends before it begins",
        REPAIRS,
        "NL, from: 2020-01-01,",
        "NL, from: 2020-01-01, until: 2019-01-01,",
        "`until` is not after `from`",
    ),
    broken(
        "two versions that overlap",
        STATE,
        "until: 2024-06-01",
        "until: 2024-06-02",
        "two versions of 'tyre_low' hold on 2024-06-01",
        "  from: 2024-06-01",
    ),
    broken(
        "a version without an end before another",
        STATE,
        "  until: 2024-06-01\n",
        "",
        "two versions of 'tyre_low'",
        "  from: 2024-06-01",
    ),
    broken(
        "an option before the first day",
        REPAIRS,
        "from: 2021-03-01",
        "from: 2019-12-31",
        "before the guideline's first day",
    ),
    broken(
        "a definition before the first day",
        WALKS,
        "- name: service_count",
        definition("x", "expression: is_bicycle").replace("2020-01-01", "2019-12-31") + "- name: service_count",
        "before the guideline's first day",
    ),
    broken(
        "a review before the check",
        REPAIRS,
        "  kind: referral\n",
        "  kind: referral\n  checked: 2025-01-01\n  review_by: 2024-01-01\n",
        "`review_by` is not after",
        "review_by: 2024",
    ),
]

WORDS = [
    broken(
        "an undeclared burden",
        LINES,
        "  subject: wear\n  burden: workshop",
        "  subject: wear\n  burden: workshp",
        "'workshp' is not a declared burden",
        "burden: workshp",
    ),
    broken("an undeclared intent", GREASING, "intent: upkeep", "intent: upkep", "'upkep' is not a declared intent"),
    broken("an undeclared verb", GREASING, "verb: may", "verb: must", "'must' is not a declared verb"),
    broken(
        "an undeclared evidence", GREASING, "evidence: tested", "evidence: testd", "'testd' is not a declared evidence"
    ),
    broken(
        "an option without a verb", GREASING, "  verb: may\n", "", "'' is not a declared verb", "id: grease_bearing"
    ),
    broken(
        "an exit without a condition", SHOWN, "when: not in_scope, ", "", "'no_bicycle' has no `when`", "id: no_bicycle"
    ),
    broken("a range the wrong way round", BICYCLE, "range: [0, 12]", "range: [12, 0]", "a range is [lowest, highest]"),
    broken("a range of one number", BICYCLE, "range: [0, 12]", "range: [12]", "a range is [lowest, highest]"),
    broken("a range of a definition", STATE, "range: [0, 20]", "range: [20, 0]", "a range is [lowest, highest]"),
    broken("a range of a field", LINES, "range: [1, 50]", "range: [1]", "a range is [lowest, highest]"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "place"),
    [*IDENTITIES, *SOURCES, *DATES, *WORDS],
)
def test_what_breaks_a_guideline_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, what: str, place: str
) -> None:
    """File and line, what is wrong, and that the rest of the guideline is still checked."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)


def test_the_guideline_itself_is_valid(tmp_path: Path) -> None:
    """A copy without an edit loads."""
    assert load_guideline(copy_of_tiny(tmp_path)).options


def test_an_exclusion_may_compare_a_fact_that_may_not_apply(tmp_path: Path) -> None:
    """Only arithmetic is refused: a comparison with what does not apply is false."""
    edit = (REPAIRS, UNLESS, "{when: owners_before > 3, because: x}")
    assert load_guideline(copy_of_tiny(tmp_path, edit)).options


def test_two_versions_may_meet(tmp_path: Path) -> None:
    """The earlier ends on the day the later begins; a day without a version is no fault."""
    assert load_guideline(copy_of_tiny(tmp_path, (STATE, "until: 2024-06-01", "until: 2024-05-01"))).definitions


def test_an_option_that_had_ended_by_the_first_day_may_start_before_it(tmp_path: Path) -> None:
    """It stands for older records; one that still held on the first day may not."""
    ended = ("from: 2021-03-01\n  until: 2025-07-01", "from: 2019-06-01\n  until: 2020-01-01")
    guideline = load_guideline(copy_of_tiny(tmp_path, (REPAIRS, *ended)))
    (option,) = [rule for rule in guideline.options if rule.entry.id == "straighten_wheel"]
    assert option.withdrawn_on(guideline.about.first_day)
    held = (REPAIRS, "from: 2019-06-01\n  until: 2020-01-01", "from: 2019-06-01\n  until: 2020-01-02")
    with pytest.raises(GuidelineError, match="before the guideline's first day"):
        load_guideline(copy_of_tiny(tmp_path, held))


def test_a_message_names_file_line_field_reason_and_remedy(tmp_path: Path) -> None:
    """The whole of one message, as a person reads it."""
    with pytest.raises(GuidelineError) as caught:
        load_guideline(copy_of_tiny(tmp_path, (GREASING, "evidence: tested", "evidence: testd")))
    expected = (
        "regimens/greasing.yaml:10: [0].evidence: 'testd' is not a declared evidence\n"
        "  why: faces would have no words for it\n"
        "  remedy: did you mean tested?"
    )
    assert re.sub(r":\d+:", ":10:", expected) == re.sub(r":\d+:", ":10:", str(caught.value))


def test_a_guard_shared_by_two_options_is_told_once(tmp_path: Path) -> None:
    """Its fault is one, however many options inherit it."""
    folder = copy_of_tiny(tmp_path, ("guards.yaml", "when: in_scope", "when: in_scop"))
    with pytest.raises(GuidelineError) as caught:
        load_guideline(folder)
    assert len(caught.value.problems) == 1
