"""Values of many patients at once: a Polars expression, or a constant where all patients are alike.

A truth is True, False, None (unknown) or an expression that is null where it is unknown; Polars' own connectives follow
Kleene's logic. Constants are folded, so that what a table has no column for costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

Truth = bool | None | pl.Expr


@dataclass(frozen=True, slots=True)
class Cell:
    """A value: a constant or an expression, None or null where it is unknown or does not apply.

    `absent` says where it does not apply, and is never unknown.
    """

    value: Any
    absent: bool | pl.Expr = False

    @property
    def constant(self) -> bool:
        """Whether every patient has the same value."""
        return not isinstance(self.value, pl.Expr)


UNKNOWN = Cell(None)


def expression(truth: Truth) -> pl.Expr:
    """Return a truth as an expression."""
    return truth if isinstance(truth, pl.Expr) else pl.lit(truth, dtype=pl.Boolean)


def negation(truth: Truth) -> Truth:
    """Return Kleene's not."""
    if isinstance(truth, pl.Expr):
        return ~truth
    return None if truth is None else not truth


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Return Kleene's and."""
    return _joined(truths, decides=False)


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Return Kleene's or."""
    return _joined(truths, decides=True)


def _joined(truths: Iterable[Truth], *, decides: bool) -> Truth:
    found: pl.Expr | None = None
    unknown = False
    for truth in truths:
        if isinstance(truth, pl.Expr):
            found = truth if found is None else (found | truth if decides else found & truth)
        elif truth is None:
            unknown = True
        elif truth is decides:
            return decides
    if found is None:
        return None if unknown else not decides
    if unknown:
        nothing = expression(None)
        return found | nothing if decides else found & nothing
    return found


def certain(truth: Truth) -> bool | pl.Expr:
    """Return where a truth is true, false where it is not known."""
    return truth.fill_null(value=False) if isinstance(truth, pl.Expr) else truth is True


def possible(truth: Truth) -> bool | pl.Expr:
    """Return where a truth is true or not known."""
    return truth.fill_null(value=True) if isinstance(truth, pl.Expr) else truth is not False


def unknown(truth: Truth) -> bool | pl.Expr:
    """Return where a truth is not known."""
    return truth.is_null() if isinstance(truth, pl.Expr) else truth is None


def either(conditions: Iterable[bool | pl.Expr]) -> bool | pl.Expr:
    """Return where one of several conditions holds that are never unknown."""
    found = disjunction(conditions)
    assert found is not None
    return found


def both(conditions: Iterable[bool | pl.Expr]) -> bool | pl.Expr:
    """Return where all of several conditions hold that are never unknown."""
    found = conjunction(conditions)
    assert found is not None
    return found


def opposite(condition: bool | pl.Expr) -> bool | pl.Expr:
    """Return where a condition does not hold that is never unknown."""
    return ~condition if isinstance(condition, pl.Expr) else not condition


def where(condition: bool | pl.Expr, then: Any, otherwise: Any) -> Any:
    """Return one value where a condition holds that is never unknown, and another elsewhere."""
    if isinstance(condition, pl.Expr):
        return pl.when(condition).then(as_expression(then)).otherwise(as_expression(otherwise))
    return then if condition else otherwise


def as_expression(value: Any) -> pl.Expr:
    """Return a value as an expression."""
    return value if isinstance(value, pl.Expr) else pl.lit(value)


def by_distinct(column: pl.Expr, function: Callable[[Any], Any], dtype: type[pl.DataType]) -> pl.Expr:
    """Return what a Python function finds for each value of a column; it is asked once for values that are the same."""

    def batch(values: pl.Series) -> pl.Series:
        if values.dtype.is_nested():
            each = [None if value is None else function(value) for value in values.to_list()]
            return pl.Series(values.name, each, dtype=dtype)
        distinct = values.drop_nulls().unique()
        found = pl.Series(values.name, [function(value) for value in distinct.to_list()], dtype=dtype)
        if distinct.is_empty():
            return pl.Series(values.name, [None], dtype=dtype).new_from_index(0, len(values))
        return values.replace_strict(distinct, found, default=None, return_dtype=dtype)

    return column.map_batches(batch, return_dtype=dtype, is_elementwise=True)
