"""Typed expressions as Polars expressions over columns of facts. The reference evaluator stays the definition."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import polars as pl

from sarcoguide.engines.columnar.cells import (
    UNKNOWN,
    Cell,
    Truth,
    as_expression,
    both,
    by_distinct,
    conjunction,
    disjunction,
    either,
    negation,
    opposite,
    possible,
    where,
)
from sarcoguide.engines.columnar.cells import certain as certainly
from sarcoguide.engines.columnar.codes import EPOCH, Codes
from sarcoguide.language.evaluator import COMPARISONS, calculate
from sarcoguide.language.tree import (
    And,
    Arithmetic,
    Common,
    Compare,
    Expr,
    Extreme,
    Known,
    Literal,
    Member,
    Name,
    Not,
    Or,
    Own,
    Size,
    Table,
    ValueSet,
)

#: Makes a column of an expression: takes a name for it, the expression and a place in the order; hands on a constant.
Column = Callable[[str, Any, int], Any]
OPERATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}


@dataclass(slots=True)
class Writer:
    """Writes expressions over the names of one view of the patients."""

    codes: Codes
    names: dict[str, Cell]

    def truth(self, expr: Expr, own: Mapping[str, Any]) -> Truth:
        """Return the truth of a condition; `own` are the quantities of the option at hand."""
        match expr:
            case And():
                return conjunction(self.truth(operand, own) for operand in expr.operands)
            case Or():
                return disjunction(self.truth(operand, own) for operand in expr.operands)
            case Not():
                return negation(self.truth(expr.operand, own))
            case Compare():
                left, right = self.cell(expr.left, own), self.cell(expr.right, own)
                return _tested(COMPARISONS[expr.op], left, right)
            case Member():
                return self._member(expr, own)
            case Known():
                cell = self.cell(expr.operand, own)
                return cell.value.is_not_null() if isinstance(cell.value, pl.Expr) else cell.value is not None
            case _:
                cell = self.cell(expr, own)
                truth: Truth = (
                    cell.value if cell.absent is False else where(cell.absent, then=False, otherwise=cell.value)
                )
                return truth

    def _member(self, expr: Member, own: Mapping[str, Any]) -> Truth:
        match expr:
            case Member(collection=ValueSet(members=words)):
                coded = sorted(self.codes.word(word) for word in words)
                return _tested(lambda value, _: _is_in(value, coded), self.cell(expr.item, own), Cell(True))
            case Member(item=Literal(value=str(word)), collection=collection):
                bit = 1 << self.codes.bits(collection.type)[word]
                return _tested(_holds, self.cell(collection, own), Cell(bit))
            case Member(collection=collection):
                bits = self.codes.bits(collection.type)
                pairs = [(self.codes.word(word), 1 << bit) for word, bit in bits.items()]

                def inside(value: Any, held: Any) -> Any:
                    return either(
                        both(((as_expression(value) == word), _holds(as_expression(held), mask)))
                        for word, mask in pairs
                    )

                return _tested(inside, self.cell(expr.item, own), self.cell(collection, own))

    def cell(self, expr: Expr, own: Mapping[str, Any]) -> Cell:
        """Return the value of an expression; `own` are the quantities of the option at hand."""
        match expr:
            case Literal(value=value):
                return Cell(self.constant(value, expr))
            case ValueSet(members=members):
                return Cell(self.codes.mask(members, expr.type))
            case Name(name=name):
                return self.names[name]
            case Own(name=name):
                return Cell(self.constant(own[name], expr)) if name in own else UNKNOWN
            case Size(operand=operand):
                count = _records if operand.type.kind == "records" else _count
                return _combined(count, self.cell(operand, own))
            case Common():
                return _combined(_shared, self.cell(expr.left, own), self.cell(expr.right, own))
            case Arithmetic(op=op):
                return _combined(_calculation(op), self.cell(expr.left, own), self.cell(expr.right, own))
            case Extreme(which=which):
                return _combined(_extreme(which), *(self.cell(operand, own) for operand in expr.operands))
            case _:
                return Cell(self.truth(expr, own))

    def constant(self, value: Any, expr: Expr) -> Any:
        """Return a constant of the guideline as it is held in a table: days since 1970, words and sets as numbers."""
        match value:
            case bool():
                return value
            case int() | float():
                return float(value)
            case str():
                return self.codes.word(value)
            case date():
                return (value - EPOCH).days
            case _:
                return self.codes.mask(frozenset(value), expr.type)

    def table(self, table: Table, column: Column) -> Cell:
        """Return the value of a first-match table: that on which all rows agree which can still be reached.

        Args:
            table: the table.
            column: makes a column of what several parts read, so that their expressions stay short.
        """
        rows: list[tuple[Truth, Cell]] = []
        for number, row in enumerate(table.rows):
            when = column(f"row {number}", self.truth(row.when, {}), 0)
            if when is False:
                continue
            rows.append((when, UNKNOWN if row.value is None else self.cell(row.value, {})))
            if when is True:
                break
        value: Any = None
        absent: bool | pl.Expr = False
        for when, cell in reversed(rows):
            value, absent = where(possible(when), cell.value, value), where(possible(when), cell.absent, absent)
        value, absent = column("first", value, 1), column("first absent", absent, 1)
        # A row that is true ends the search; one that is not known must agree with what comes after it.
        agreed: bool | pl.Expr = False
        for when, cell in reversed(rows):
            passed = opposite(possible(when))
            agreed = both((either((passed, _same(cell, value, absent))), either((certainly(when), agreed))))
        return Cell(where(agreed, value, None), both((agreed, absent)))


def _same(cell: Cell, value: Any, absent: bool | pl.Expr) -> bool | pl.Expr:
    """Return where a row has the value of the first row that can be reached; an unknown value agrees with nothing."""
    inapplicable = both((cell.absent, absent))
    if cell.value is None or value is None:
        return inapplicable
    if cell.constant and not isinstance(value, pl.Expr):
        return either((inapplicable, cell.value == value))
    alike = (as_expression(cell.value) == as_expression(value)).fill_null(value=False)
    return either((inapplicable, both((opposite(absent), opposite(cell.absent), alike))))


def _tested(test: Callable[[Any, Any], Any], left: Cell, right: Cell) -> Truth:
    """Compare two values: false when either does not apply, unknown when either is unknown."""
    absent = either((left.absent, right.absent))
    if left.value is None or right.value is None:
        return where(absent, then=False, otherwise=None) if absent is not False else None
    truth: Truth = test(left.value, right.value)
    return truth if absent is False else conjunction((truth, opposite(absent)))


def _combined(function: Callable[..., Any], *cells: Cell) -> Cell:
    """Compute from values: not applicable passes through, then unknown."""
    absent = either(cell.absent for cell in cells)
    if any(cell.value is None for cell in cells):
        return Cell(None, absent)
    return Cell(function(*(cell.value for cell in cells)), absent)


def _holds(members: Any, bit: int) -> Any:
    if isinstance(members, pl.Expr):
        return (members & pl.lit(bit, dtype=pl.UInt64)) != 0
    return bool(members & bit)


def _shared(left: Any, right: Any) -> Any:
    if isinstance(left, pl.Expr) or isinstance(right, pl.Expr):
        return _set(left) & _set(right)
    return left & right


def _set(members: Any) -> pl.Expr:
    return members if isinstance(members, pl.Expr) else pl.lit(members, dtype=pl.UInt64)


def _is_in(value: Any, coded: list[int]) -> Any:
    if isinstance(value, pl.Expr):
        return value.is_in(coded) if coded else value.is_null() & pl.lit(None, dtype=pl.Boolean)
    return value in coded


def _count(members: Any) -> Any:
    if isinstance(members, pl.Expr):
        return members.bitwise_count_ones().cast(pl.Float64)
    return float(members.bit_count())


def _records(listed: pl.Expr) -> pl.Expr:
    return by_distinct(listed, lambda text: float(len(json.loads(text))), pl.Float64)


def _calculation(op: str) -> Callable[[Any, Any], Any]:
    def calculated(left: Any, right: Any) -> Any:
        if not isinstance(left, pl.Expr) and not isinstance(right, pl.Expr):
            return calculate(op, left, right)
        result = OPERATIONS[op](as_expression(left), as_expression(right)).cast(pl.Float64)
        return pl.when(result.is_finite()).then(result)

    return calculated


def _extreme(which: str) -> Callable[..., Any]:
    def found(*values: Any) -> Any:
        if not any(isinstance(value, pl.Expr) for value in values):
            return min(values) if which == "min" else max(values)

        def of_two(left: Any, right: Any) -> Any:
            first, second = as_expression(left), as_expression(right)
            chosen = first <= second if which == "min" else first >= second
            # A comparison with an unknown is unknown, and then neither is taken.
            return pl.when(chosen).then(first).when(~chosen).then(second)

        return reduce(of_two, values)

    return found
