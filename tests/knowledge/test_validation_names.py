"""Names, expressions, circles and cases of a guideline. Each row breaks one thing of the made-up guideline."""

from __future__ import annotations

from pathlib import Path

import pytest

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


REFERENCES = [
    broken(
        "a checklist that is missing",
        BICYCLE,
        "wobble?, type: boolean, checklist: complaints",
        "wobble?, type: boolean, checklist: complaint",
        "nothing is called 'complaint'",
    ),
    broken(
        "a question for a fact that is missing",
        STATE,
        "  unknown_word: unclear",
        "  unknown_word: unclear\n  ask: [inspectd]",
        "nothing is called 'inspectd'",
        "ask: [inspectd]",
    ),
    broken(
        "a question for a definition",
        STATE,
        "  unknown_word: unclear",
        "  unknown_word: unclear\n  ask: [tyre_low]",
        "nothing is called 'tyre_low'",
        "ask: [tyre_low]",
    ),
    broken("a list of values that is missing", BICYCLE, "domain: frames", "domain: frams", "has no list of values"),
    broken(
        "a field with no list of values", LINES, "values_of: frame}", "values_of: fram}", "nothing is called 'fram'"
    ),
    broken(
        "a set of nothing",
        "sets.yaml",
        "light_frames, of: frame,",
        "light_frames, of: fram,",
        "neither a fact nor a list",
    ),
    broken(
        "a set with a wrong value",
        "sets.yaml",
        "[aluminium, carbon]",
        "[aluminium, cardboard]",
        "'cardboard' is not a value of frame",
    ),
    broken(
        "a fact to be found out that is missing",
        REPAIRS,
        "finds_out: [inspected, owners_before]",
        "finds_out: [inspectd, owners_before]",
        "there is no fact 'inspectd'",
    ),
    broken(
        "a definition to be found out",
        REPAIRS,
        "finds_out: [inspected, owners_before]",
        "finds_out: [ride_state]",
        "there is no fact 'ride_state'",
    ),
    broken(
        "a referral that finds something out",
        REPAIRS,
        "  kind: referral\n",
        "  kind: referral\n  finds_out: [inspected]\n",
        "an entry of kind 'referral' finds nothing out",
        "  finds_out: [inspected]",
    ),
    broken("a statement that is missing", GREASING, "statements: [S2]", "statements: [S3]", "nothing is called 'S3'"),
    broken("a printed fact that is missing", GREASING, "statements: [S2]", "shows: [frme]", "nothing is called 'frme'"),
    broken(
        "a note about an option that is missing",
        SHOWN,
        "about: [change_tyre]",
        "about: [change_tire]",
        "nothing is called 'change_tire'",
    ),
    broken("a headline that is missing", ABOUT, "fact: ride_state", "fact: rid_state", "nothing is called 'rid_state'"),
    broken(
        "a layer with a fact that is missing",
        ABOUT,
        "facts: [brakes_hold]",
        "facts: [brake_holds]",
        "nothing is called 'brake_holds'",
    ),
    broken("a scope that is missing", ABOUT, "scope: in_scope", "scope: in_scop", "nothing is called 'in_scop'"),
    broken(
        "a gate that is missing", GREASING, "gates: [a_bicycle]", "gates: [a_bicyle]", "there is no guard 'a_bicyle'"
    ),
    broken(
        "a gate that lets everyone through",
        GREASING,
        "gates: [a_bicycle]",
        "gates: [no_force_on_carbon]",
        "has no `when`",
    ),
    broken(
        "a guard that is missing",
        REPAIRS,
        "guards: [no_force_on_carbon]",
        "guards: [no_force]",
        "there is no guard 'no_force'",
    ),
    broken(
        "a drug that is missing", GREASING, "{drug: lithium_grease,", "{drug: lithium,", "there is no drug 'lithium'"
    ),
    broken(
        "a quantity that is not declared",
        GREASING,
        "grease_g: 10,",
        "grease_kg: 10,",
        "options have no quantity 'grease_kg'",
    ),
    broken(
        "a quantity of the wrong type",
        GREASING,
        "grease_g: 10,",
        "grease_g: true,",
        "options have no quantity 'grease_g' of this type",
    ),
]

EXPRESSIONS = [
    broken(
        "a wrong name in a condition", REPAIRS, "  when: wobbles\n", "  when: wobles\n", "nothing is called 'wobles'"
    ),
    broken(
        "a wrong name in an exclusion",
        REPAIRS,
        "when: not brakes_hold,",
        "when: not brake_hold,",
        "nothing is called 'brake_hold'",
        "- {when: not brake_hold",
    ),
    broken(
        "a wrong value in a guard",
        "guards.yaml",
        "frame == carbon",
        "frame == paper",
        "'paper' is not a value of frames",
    ),
    broken(
        "a wrong unit in a drug",
        "drugs/greases.yaml",
        "own.grease_g > 100",
        "weight_kg > 100",
        "is in g, 'weight_kg' is kg",
    ),
    broken("a wrong name in a population", REPAIRS, "frame in light_frames}", "frame in lite_frames}", "lite_frames"),
    broken(
        "a wrong name in applies_when",
        BICYCLE,
        "When was it resold?, type: date, applies_when: second_hand, subject",
        "When was it resold?, type: date, applies_when: secnd_hand, subject",
        "nothing is called 'secnd_hand'",
        "resold_on",
    ),
    broken(
        "a wrong name in a contradiction", "consistency.yaml", "gears > 20", "gear > 20", "nothing is called 'gear'"
    ),
    broken("a wrong value of a row", STATE, "value: worn,", "value: torn,", "'torn' is not a value of ride_state"),
    broken(
        "a row with value and unknown",
        STATE,
        "unknown: Nobody has inspected it",
        "unknown: x, value: safe",
        "yields no value, or both",
    ),
    broken(
        "a row without a value",
        STATE,
        "value: worn, because: The tyre is low",
        "because: The tyre is low",
        "yields no value, or both",
    ),
    broken(
        "otherwise in between",
        STATE,
        "{when: tyre_low, value: worn,",
        "{otherwise: worn,",
        "`otherwise` must be the last row",
    ),
    broken(
        "a row without a condition",
        STATE,
        "{when: tyre_low, value: worn,",
        "{value: worn,",
        "neither `when` nor `otherwise`",
    ),
    added(
        "a definition with two bodies",
        STATE,
        definition("x", "expression: is_bicycle, first_match: [{otherwise: true}]"),
        "has 2 bodies",
    ),
    added("a definition without a body", STATE, definition("x", "note: x"), "has 0 bodies"),
    added(
        "a definition that reads an option",
        STATE,
        definition("x", "expression: own.grease_g > 1"),
        "belongs to an option",
    ),
    added(
        "known() in a contradiction",
        "consistency.yaml",
        "- {id: k, when: known(gears), says: x, severity: error}",
        "known() may stand in definitions only",
    ),
]

CIRCLES = [
    added(
        "a definition that reads itself", STATE, definition("x", "expression: not x"), "lead back to themselves: x -> x"
    ),
    added(
        "two definitions in a circle",
        STATE,
        definition("x", "expression: not y") + definition("y", "expression: not x"),
        "x -> y -> x",
    ),
    added(
        "a circle through a condition of applicability",
        STATE,
        definition("x", "expression: is_bicycle, applies_when: not x"),
        "x -> x",
    ),
    broken(
        "a circle through a fact",
        BICYCLE,
        "type: boolean, subject: kind, burden: look}",
        "type: boolean, applies_when: in_scope, subject: kind, burden: look}",
        "lead back to themselves: in_scope -> is_bicycle -> in_scope",
        "definitions/state.yaml:- name: in_scope",
    ),
    broken(
        "a circle through a checklist",
        BICYCLE,
        "open: true, subject: fault",
        "open: true, applies_when: squeaks, subject: fault",
        "lead back to themselves: complaints -> squeaks -> complaints",
    ),
    added(
        "a circle that an exclusion calculates with",
        STATE,
        definition("x", "unit: kg, expression: y + weight_kg", "number")
        + definition("y", "unit: kg, expression: x + weight_kg", "number"),
        "x -> y -> x",
    ),
]

ARITHMETIC = [
    broken(
        "an exclusion that calculates with a fact that may not apply",
        REPAIRS,
        UNLESS,
        "{when: owners_before + 1 > 3, because: x}",
        "calculates with 'owners_before', which may not apply",
    ),
    broken(
        "the same through a definition",
        REPAIRS,
        UNLESS,
        "{when: owners_in_all * 2 > 3, because: x}",
        "calculates with 'owners_in_all', which may not apply",
    ),
    broken(
        "the same through a reducer that may find no record",
        REPAIRS,
        UNLESS,
        "{when: (assessment_date - first_seen) / days > 3, because: x}",
        "calculates with 'first_seen', which may not apply",
    ),
    broken(
        "the same in max",
        REPAIRS,
        UNLESS,
        "{when: 'max(owners_before, 1) > 3', because: x}",
        "calculates with 'owners_before'",
    ),
    broken(
        "the same in a guard",
        "guards.yaml",
        "{when: frame == carbon,",
        "{when: owners_before * 2 > 3,",
        "calculates with 'owners_before'",
    ),
]

COVERAGE = [
    broken(
        "an option that no case shows",
        CASES,
        "  entries: [ask_a_mechanic]\n",
        "",
        "no case shows 'ask_a_mechanic'",
        f"{REPAIRS}:- id: ask_a_mechanic",
    ),
    broken(
        "a case of an option that is missing",
        CASES,
        "[ask_a_mechanic]",
        "[ask_a_mechanic, ask_me]",
        "nothing is called 'ask_me'",
    ),
    broken(
        "a case of a statement that is missing", CASES, "statements: [S2]", "statements: [S9]", "nothing is called 'S9'"
    ),
    broken(
        "a case of a patient who is missing",
        CASES,
        "{case: it wobbles, patient: B_GOOD",
        "{case: it wobbles, patient: B_BAD",
        "there is no patient 'B_BAD'",
    ),
    broken(
        "two pairs of one sentence",
        CASES,
        "behaviour: A heavy load is warned of",
        "behaviour: A motorbike is out of scope",
        "names another pair already",
        "behaviour: A motorbike is out of scope",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "place"),
    [*REFERENCES, *EXPRESSIONS, *CIRCLES, *ARITHMETIC, *COVERAGE],
)
def test_what_breaks_a_guideline_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, what: str, place: str
) -> None:
    """File and line, what is wrong, and that the rest of the guideline is still checked."""
    expect_fault(copy_of_tiny(tmp_path, (file, old, new)), file, what, place)
