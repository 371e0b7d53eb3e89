"""Kleene's strong logic, row by row, and what not applicable means in it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from sarcoguide.language import evaluate
from tests.helpers import NOT_APPLICABLE, UNKNOWN, Names, tree_of, value_of

T, F, N = True, False, UNKNOWN
WORDS: dict[object, str] = {T: "true", F: "false", N: "null", NOT_APPLICABLE: "not applicable"}

AND = [(T, T, T), (T, F, F), (T, N, N), (F, T, F), (F, F, F), (F, N, F), (N, T, N), (N, F, F), (N, N, N)]
OR = [(T, T, T), (T, F, T), (T, N, T), (F, T, T), (F, F, F), (F, N, N), (N, T, T), (N, F, N), (N, N, N)]
NOT = [(T, F), (F, T), (N, N), (NOT_APPLICABLE, T)]
# A bare condition that does not apply is false.
AND_NOT_APPLICABLE = [(NOT_APPLICABLE, T, F), (NOT_APPLICABLE, F, F), (NOT_APPLICABLE, N, F), (T, NOT_APPLICABLE, F)]
OR_NOT_APPLICABLE = [(NOT_APPLICABLE, T, T), (NOT_APPLICABLE, F, F), (NOT_APPLICABLE, N, N), (N, NOT_APPLICABLE, N)]


def rows(table: list[tuple[Any, ...]], word: str) -> list[Any]:
    return [
        pytest.param(
            *row, id=f" {word} ".join(WORDS[cell] for cell in row[:-1]) if len(row) > 2 else f"{word} {WORDS[row[0]]}"
        )
        for row in table
    ]


@pytest.mark.parametrize(("left", "right", "expected"), rows([*AND, *AND_NOT_APPLICABLE], "and"))
def test_a_conjunction_follows_its_truth_table(left: Any, right: Any, expected: Any) -> None:
    """False wins over unknown; not applicable counts as false."""
    assert expected == value_of("p and q", p=left, q=right)


@pytest.mark.parametrize(("left", "right", "expected"), rows([*OR, *OR_NOT_APPLICABLE], "or"))
def test_a_disjunction_follows_its_truth_table(left: Any, right: Any, expected: Any) -> None:
    """True wins over unknown; not applicable counts as false."""
    assert expected == value_of("p or q", p=left, q=right)


@pytest.mark.parametrize(("operand", "expected"), rows(NOT, "not"))
def test_a_negation_follows_its_truth_table(operand: Any, expected: Any) -> None:
    """Not of unknown is unknown; not of what does not apply is true."""
    assert expected == value_of("not p", p=operand)


@pytest.mark.parametrize(
    ("p", "q", "r"), [pytest.param(*row, id=" ".join(WORDS[c] for c in row)) for row in product((T, F, N), repeat=3)]
)
def test_three_operands_are_two_nested_pairs(p: Any, q: Any, r: Any) -> None:
    """`p and q and r` is `(p and q) and r` in all 27 rows; the same with `or`."""
    assert value_of("(p and q) and r", p=p, q=q, r=r) == value_of("p and q and r", p=p, q=q, r=r)
    assert value_of("(p or q) or r", p=p, q=q, r=r) == value_of("p or q or r", p=p, q=q, r=r)


@pytest.mark.parametrize(
    ("p", "q"), [pytest.param(*row, id=" ".join(WORDS[c] for c in row)) for row in product((T, F, N), repeat=2)]
)
def test_de_morgan_holds_with_unknowns(p: Any, q: Any) -> None:
    """Not of a conjunction is the disjunction of the negations, and the other way round."""
    assert value_of("not p or not q", p=p, q=q) == value_of("not (p and q)", p=p, q=q)
    assert value_of("not p and not q", p=p, q=q) == value_of("not (p or q)", p=p, q=q)


def test_no_cases_are_split() -> None:
    """`p or not p` with p unknown is unknown: no engine looks beyond the table."""
    assert UNKNOWN is value_of("p or not p", p=N)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p and q and r", False),
        ("p and (q and r)", False),
        ("p or q or r", True),
        ("p or (q or r)", True),
        ("(p or q) and r", UNKNOWN),
        ("p or q and r", True),
        ("p and q or r", UNKNOWN),
        ("not (p and q) or r", True),
    ],
)
def test_nesting_is_read_as_written(text: str, expected: Any) -> None:
    """With p true, q false and r unknown; `and` binds closer than `or`."""
    assert expected == value_of(text, p=True, q=False, r=UNKNOWN)


def test_all_parts_stand_in_the_trace() -> None:
    """Nothing is cut short: the parts are the explanation."""
    trace = evaluate(tree_of("p and q and r"), Names({"p": False}))
    assert ["p", "q", "r"] == [part.name for part in trace.parts]
    assert trace.truth is False
