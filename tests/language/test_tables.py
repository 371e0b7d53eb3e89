"""First-match tables: which row holds, and what an unknown row leaves open."""

from __future__ import annotations

from typing import Any

import pytest

from sarcoguide.language import Row, State, Table, evaluate_table
from sarcoguide.language.tree import Expr, Literal
from sarcoguide.language.types import BOOLEAN
from tests.helpers import COLOURS, KM, NOT_APPLICABLE, UNKNOWN, Names, outcome, tree_of

ELSE = tree_of("true")


def colour(word: str) -> Expr:
    return Literal(word, COLOURS, word)


def row(when: str, value: str = "", unknown: str = "", because: str = "") -> Row:
    return Row(tree_of(when), colour(value) if value else None, unknown, because)


def table(*rows: Row) -> Table:
    return Table(COLOURS, rows)


RED_GREEN_ELSE_BLUE = table(row("p", "red"), row("q", "green"), Row(ELSE, colour("blue")))
RED_RED_ELSE_RED = table(row("p", "red"), row("q", "red"), Row(ELSE, colour("red")))
RED_ELSE_RED = table(row("p", "red"), row("q", "green"), Row(ELSE, colour("red")))
UNKNOWN_IN_BETWEEN = table(row("p", "red"), row("q", unknown="nobody looked"), Row(ELSE, colour("blue")))
OPEN = table(row("p", "red"), row("q", "green"))
OPEN_RED = table(row("p", "red"), row("q", "red"))


@pytest.mark.parametrize(
    ("rows", "p", "q", "expected"),
    [
        pytest.param(RED_GREEN_ELSE_BLUE, True, True, "red", id="the first true row ends the search"),
        pytest.param(RED_GREEN_ELSE_BLUE, True, UNKNOWN, "red", id="what follows a true row is not looked at"),
        pytest.param(RED_GREEN_ELSE_BLUE, False, True, "green", id="a false row is passed over"),
        pytest.param(RED_GREEN_ELSE_BLUE, False, False, "blue", id="otherwise"),
        pytest.param(
            RED_GREEN_ELSE_BLUE, UNKNOWN, True, UNKNOWN, id="an unknown row stays a candidate beside a true one"
        ),
        pytest.param(RED_GREEN_ELSE_BLUE, UNKNOWN, False, UNKNOWN, id="an unknown row disagrees with otherwise"),
        pytest.param(RED_GREEN_ELSE_BLUE, UNKNOWN, UNKNOWN, UNKNOWN, id="all candidates disagree"),
        pytest.param(RED_RED_ELSE_RED, UNKNOWN, UNKNOWN, "red", id="all candidates agree"),
        pytest.param(RED_ELSE_RED, UNKNOWN, False, "red", id="an unknown row agrees with otherwise"),
        pytest.param(RED_ELSE_RED, UNKNOWN, UNKNOWN, UNKNOWN, id="one of three candidates disagrees"),
        pytest.param(RED_ELSE_RED, NOT_APPLICABLE, False, "red", id="a row that does not apply is false"),
        pytest.param(UNKNOWN_IN_BETWEEN, True, True, "red", id="an unknown value after a true row"),
        pytest.param(UNKNOWN_IN_BETWEEN, False, True, UNKNOWN, id="a row that yields unknown"),
        pytest.param(UNKNOWN_IN_BETWEEN, False, UNKNOWN, UNKNOWN, id="a row that may yield unknown"),
        pytest.param(UNKNOWN_IN_BETWEEN, False, False, "blue", id="past a row that yields unknown"),
        pytest.param(OPEN, False, False, UNKNOWN, id="no row left"),
        pytest.param(OPEN, False, True, "green", id="the last row of an open table"),
        pytest.param(OPEN_RED, UNKNOWN, False, UNKNOWN, id="a candidate beside no row left"),
        pytest.param(OPEN_RED, UNKNOWN, True, "red", id="a candidate that agrees with a true row"),
        pytest.param(table(), False, False, UNKNOWN, id="a table without rows"),
    ],
)
def test_the_first_row_that_holds_gives_the_value(rows: Table, p: Any, q: Any, expected: Any) -> None:
    """True, false and unknown rows in every order that matters."""
    assert expected == outcome(evaluate_table(rows, Names({"p": p, "q": q}), "paint"))


def test_the_reason_of_the_row_is_the_reason_of_the_value() -> None:
    """A value carries `because` of its row."""
    found = evaluate_table(table(row("p", "red", because="it was dipped")), Names({"p": True}), "paint")
    assert "it was dipped" == found.because


def test_the_reason_of_an_unknown_row_is_told() -> None:
    """A row may yield unknown, because of something."""
    found = evaluate_table(UNKNOWN_IN_BETWEEN, Names({"p": False, "q": True}), "paint")
    assert (State.UNKNOWN, "nobody looked") == (found.state, found.because)


def test_each_reason_of_unknown_is_told_once() -> None:
    """Two rows with one reason do not repeat it; two reasons are both told."""
    rows = table(row("p", unknown="dark"), row("q", unknown="dark"), row("r", unknown="far away"))
    assert "dark; far away" == evaluate_table(rows, Names(), "paint").because


def test_a_table_without_rows_is_unknown() -> None:
    """It names what ran out."""
    assert UNKNOWN is outcome(evaluate_table(table(), Names(), "paint"))


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        pytest.param(True, NOT_APPLICABLE, id="the row is true"),
        pytest.param(UNKNOWN, UNKNOWN, id="the row is a candidate beside a number"),
        pytest.param(False, 1, id="the row is false"),
    ],
)
def test_the_value_of_a_row_may_not_apply(p: Any, expected: Any) -> None:
    """The value of a row is an expression; one that does not apply passes through, and disagrees with a number."""
    rows = Table(KM, (Row(tree_of("p"), tree_of("far + 1", KM)), Row(ELSE, tree_of("1", KM))))
    assert expected == outcome(evaluate_table(rows, Names({"p": p, "far": NOT_APPLICABLE}), "way"))


def test_candidates_that_do_not_apply_agree() -> None:
    """Two rows whose values do not apply make a table that does not apply."""
    rows = Table(KM, (Row(tree_of("p"), tree_of("far", KM)), Row(ELSE, tree_of("near", KM))))
    names = Names({"far": NOT_APPLICABLE, "near": NOT_APPLICABLE})
    assert NOT_APPLICABLE is outcome(evaluate_table(rows, names, "way"))


def test_what_does_not_apply_and_what_is_not_known_disagree() -> None:
    """Both are without a value, and are not the same."""
    rows = Table(KM, (Row(tree_of("p"), tree_of("far", KM)), Row(ELSE, tree_of("near", KM))))
    assert UNKNOWN is outcome(evaluate_table(rows, Names({"far": NOT_APPLICABLE}), "way"))
    assert UNKNOWN is outcome(evaluate_table(rows, Names({"near": NOT_APPLICABLE}), "way"))


def test_a_row_whose_value_is_unknown_makes_the_table_unknown() -> None:
    """A true row with an unknown value does not fall through to the next."""
    rows = Table(KM, (Row(tree_of("p"), tree_of("far", KM)), Row(ELSE, tree_of("1", KM))))
    assert UNKNOWN is outcome(evaluate_table(rows, Names({"p": True}), "way"))


def test_true_and_false_rows_agree_by_value() -> None:
    """Candidates of a boolean table: false and false agree, false and true do not."""
    both_false = Table(BOOLEAN, (Row(tree_of("p"), tree_of("false")), Row(ELSE, tree_of("q"))))
    assert False is outcome(evaluate_table(both_false, Names({"q": False}), "so"))
    assert UNKNOWN is outcome(evaluate_table(both_false, Names({"q": True}), "so"))


@pytest.mark.parametrize(
    ("p", "kinds"),
    [
        pytest.param(True, ["fact", "row"], id="a value that is worked out"),
        pytest.param(False, ["fact", "literal"], id="a constant"),
    ],
)
def test_how_the_row_that_holds_works_out_its_value_is_told(p: Any, kinds: list[str]) -> None:
    """After the conditions that were tried stands the row itself, unless its value is a constant."""
    rows = Table(KM, (Row(tree_of("p"), tree_of("far + 1", KM)), Row(ELSE, tree_of("1", KM))))
    found = evaluate_table(rows, Names({"p": p, "far": 2}), "way")
    assert kinds == [part.kind for part in found.parts]
