"""What would turn a condition, and which facts would settle it; a pair for each form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sarcoguide.language import Trace, evaluate
from sarcoguide.language.changes import Asking, single_changes
from sarcoguide.language.trace import known, unknown
from tests.helpers import NOT_APPLICABLE, Names, tree_of

RED = frozenset({"red"})


def nothing(_name: str) -> tuple[Trace, ...]:
    """Say of every name that it rests on nothing."""
    return ()


def changes(text: str, want: bool, **values: Any) -> list[str]:
    return [str(change) for change in single_changes(evaluate(tree_of(text), Names(values)), want, nothing)]


def open_facts(text: str, **values: Any) -> list[str]:
    return sorted(Asking(lambda _: None, nothing).undecided(evaluate(tree_of(text), Names(values))))


@pytest.mark.parametrize(
    ("text", "values", "want", "expected"),
    [
        pytest.param("p", {"p": False}, True, ["p"], id="a bare fact becomes true"),
        pytest.param("p", {"p": True}, False, ["not p"], id="a bare fact becomes false"),
        pytest.param("p", {"p": True}, True, [], id="nothing to change"),
        pytest.param("not p", {"p": True}, True, ["not p"], id="not becomes true"),
        pytest.param("not p", {"p": False}, False, ["p"], id="not becomes false"),
        pytest.param("far > 5", {"far": 3}, True, ["far > 5"], id="a comparison becomes true"),
        pytest.param("far > 5", {"far": 7}, False, ["far <= 5"], id="a comparison becomes false"),
        pytest.param("far >= 5", {"far": 7}, False, ["far < 5"], id="at least becomes less"),
        pytest.param("far < 5", {"far": 3}, False, ["far >= 5"], id="less becomes at least"),
        pytest.param("far <= 5", {"far": 3}, False, ["far > 5"], id="at most becomes more"),
        pytest.param("5 < far", {"far": 3}, True, ["far > 5"], id="a comparison written the other way round"),
        pytest.param("far < near", {"far": 3, "near": 1}, True, ["far < near"], id="two facts"),
        pytest.param("paint == red", {"paint": "blue"}, True, ["paint == red"], id="another value"),
        pytest.param("paint == red", {"paint": "red"}, False, ["paint != red"], id="any other value"),
        pytest.param("paint != red", {"paint": "red"}, True, ["paint != red"], id="unequal becomes true"),
        pytest.param("start > '2024-01-01'", {"start": date(2020, 1, 1)}, True, ["start > 2024-01-01"], id="a date"),
        pytest.param("paint in [red, blue]", {"paint": "green"}, True, ["paint in [blue, red]"], id="into a list"),
        pytest.param("paint in warm", {"paint": "red"}, False, ["paint not in [red]"], id="out of a named set"),
        pytest.param("red in tags", {"tags": frozenset()}, True, ["tags includes red"], id="into a fact"),
        pytest.param("red in tags", {"tags": RED}, False, ["tags excludes red"], id="out of a fact"),
        pytest.param("red not in tags", {"tags": RED}, True, ["tags excludes red"], id="not in becomes true"),
        pytest.param("p and q", {"p": True, "q": False}, True, ["q"], id="the one part that fails"),
        pytest.param("p and q", {"p": False, "q": False}, True, [], id="two parts fail, no single change is enough"),
        pytest.param("p and q", {"p": True, "q": True}, False, ["not p", "not q"], id="either part is enough"),
        pytest.param("p or q", {"p": False, "q": False}, True, ["p", "q"], id="either part of or is enough"),
        pytest.param("p or q", {"p": True, "q": False}, False, ["not p"], id="the one part that holds"),
        pytest.param("p or q", {"p": True, "q": True}, False, [], id="two parts hold"),
        pytest.param("p and q", {"p": True}, True, ["q"], id="an unknown part"),
        pytest.param("(p or q) and r", {"p": False, "q": False, "r": True}, True, ["p", "q"], id="nested"),
        pytest.param("not (p and q)", {"p": True, "q": True}, True, ["not p", "not q"], id="not around and"),
        pytest.param("1 < far <= 5", {"far": 7}, True, ["far <= 5"], id="a chain"),
        pytest.param("own.dose > 5", {"own.dose": 3}, True, ["own.dose > 5"], id="a quantity of the option"),
        pytest.param("p and p", {"p": True}, False, ["not p"], id="the same change is told once"),
        pytest.param("far + near > 5", {"far": 1, "near": 1}, True, ["far + near > 5"], id="a sum is one subject"),
    ],
)
def test_single_changes_are_each_enough(text: str, values: dict[str, Any], want: bool, expected: list[str]) -> None:
    """Each change by itself turns the condition; none is told where one is not enough."""
    assert expected == changes(text, want, **values)


def test_changes_look_into_a_definition_that_is_one_condition() -> None:
    """A definition made of a comparison is changed through what it compares."""
    inner = evaluate(tree_of("far > 5"), Names({"far": 3}))
    definition = known("definition", "long", False, name="long")
    assert ["far > 5"] == [str(change) for change in single_changes(definition, True, {"long": (inner,)}.__getitem__)]


def test_a_definition_that_is_a_table_is_named_itself() -> None:
    """What would turn a table is told by its headline, so the definition is the subject."""
    definition, table = known("definition", "long", False, name="long"), known("table", "long", False)
    assert ["long"] == [str(change) for change in single_changes(definition, True, {"long": (table,)}.__getitem__)]


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        pytest.param("p", {}, ["p"], id="a bare fact"),
        pytest.param("p", {"p": False}, [], id="a decided fact"),
        pytest.param("p and q", {"p": True}, ["q"], id="the unknown part"),
        pytest.param("p and q", {"p": False}, [], id="a false part decides"),
        pytest.param("p or q", {"p": True}, [], id="a true part decides"),
        pytest.param("p and q", {}, ["p"], id="the first of two unknown parts"),
        pytest.param("q and p", {}, ["q"], id="the first as written"),
        pytest.param("p and (q or r)", {"p": True}, ["q", "r"], id="every part of a disjunction further in"),
        pytest.param("p or q", {}, ["p", "q"], id="both parts"),
        pytest.param("not p", {}, ["p"], id="not"),
        pytest.param("far > near", {"far": 1}, ["near"], id="one side of a comparison"),
        pytest.param("far > near", {"far": NOT_APPLICABLE}, [], id="a side that does not apply decides"),
        pytest.param("far + near > 1", {}, ["far", "near"], id="a sum"),
        pytest.param("min(far, near) > 1", {"near": 2}, ["far"], id="a minimum"),
        pytest.param("red in tags", {}, ["tags"], id="membership"),
        pytest.param("paint in warm", {}, ["paint"], id="membership in a named set"),
        pytest.param("size(tags & marks) > 0", {"tags": RED}, ["marks"], id="common members"),
        pytest.param("(p or q) and (p or r)", {"p": False, "q": True}, ["r"], id="decided parts ask nothing"),
        pytest.param("own.dose > far", {}, ["far"], id="nobody can be asked for a quantity of the option"),
    ],
)
def test_only_what_is_open_is_asked(text: str, values: dict[str, Any], expected: list[str]) -> None:
    """Facts whose absence leaves the condition unknown, and no others."""
    assert expected == open_facts(text, **values)


def test_a_definition_may_ask_for_something_else() -> None:
    """`ask` of a definition stands in place of what it reads."""
    trace, far = unknown("definition", "speed", name="speed"), unknown("fact", "far", name="far")
    behind = {"speed": (far,), "far": ()}.__getitem__
    assert frozenset({"speed_stated"}) == Asking({"speed": ("speed_stated",)}.get, behind).undecided(trace)
    assert frozenset({"far"}) == Asking(lambda _: None, behind).undecided(trace)


def test_whether_a_fact_applies_is_asked_first() -> None:
    """A fact whose condition is unknown is not asked for yet."""
    owners, applies = unknown("fact", "owners", name="owners"), unknown("fact", "second_hand", name="second_hand")
    behind = {"owners": (applies,), "second_hand": ()}.__getitem__
    assert frozenset({"second_hand"}) == Asking(lambda _: None, behind).undecided(owners)
