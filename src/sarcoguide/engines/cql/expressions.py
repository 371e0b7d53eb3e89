"""Typed expressions as CQL. The reference evaluator stays the definition.

CQL's and, or, not and its comparisons with null are Kleene's logic already. What it does otherwise is guarded: there
`null in {...}` and `'x' in null` are false and the size of nothing is 0, where they are unknown here; and a comparison
with what does not apply is false here, where CQL knows no such thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import count
from typing import Any

from sarcoguide.engines.cql.text import (
    IDENTIFIER,
    Cell,
    both,
    chosen,
    constant,
    either,
    missing,
    negation,
    nothing,
    quoted,
    words,
    wrapped,
)
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
    ValueSet,
    children,
    walk,
)

OPERATORS: Mapping[str, str] = {"==": "=", "**": "^"}


@dataclass
class Library:
    """The definitions of one library under way, in order, by name."""

    defines: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def define(self, name: str, body: str, note: str = "") -> str:
        """Define a name, and return how it is read; the same name may come again with the same meaning."""
        assert self.defines.setdefault(name, body) == body, name
        if note:
            self.notes[name] = note
        return quoted(name)

    def keep(self, name: str, body: str) -> str:
        """Define a name, or where it means something else already another one, and return how it is read."""
        names = (name if again == 1 else f"{name} ({again})" for again in count(1))
        return self.define(next(each for each in names if self.defines.get(each, body) == body), body)


@dataclass
class Writer:
    """Writes expressions over the names of one view of the patient."""

    library: Library
    names: Mapping[str, Cell]
    #: How named sets are read, by their names.
    sets: Mapping[str, str]

    def condition(self, expr: Expr, own: Mapping[str, Any]) -> str:
        """Return a condition as a definition of its own, called as it is written in the guideline."""
        text = self.truth(expr, own)
        if isinstance(expr, Literal) or IDENTIFIER.fullmatch(text):
            return text
        return self._kept(expr, text, own)

    def _kept(self, expr: Expr, text: str, own: Mapping[str, Any]) -> str:
        """Keep an expression as a definition that is called as it is written, with the quantities that it reads."""
        called = f"{expr.item.text} in {expr.collection.text}" if isinstance(expr, Member) else expr.text
        read = sorted({part.name for part in walk(expr) if isinstance(part, Own)})
        beside = ", ".join(f"own.{name} = {_told(own.get(name))}" for name in read)
        return self.library.keep(f"{called} with {beside}" if beside else called, text)

    def truth(self, expr: Expr, own: Mapping[str, Any]) -> str:
        """Return the truth of a condition, null where it is unknown; `own` are the quantities of the option at hand."""
        match expr:
            case And():
                return both(self.truth(operand, own) for operand in expr.operands)
            case Or():
                return either(self.truth(operand, own) for operand in expr.operands)
            case Not():
                return negation(self.truth(expr.operand, own))
            case Compare(op=op):
                return self._compared(self.cell(expr.left, own), op, self.cell(expr.right, own))
            case Member():
                return self._member(expr, own)
            case Known():
                return f"{wrapped(self.cell(expr.operand, own).value)} is not null"
            case Name(name=name) if (cell := self.cell(expr, own)).absent is not None:
                # A bare condition that does not apply is false.
                return self.library.define(f"{name} holds", both((negation(cell.absent), cell.value)))
            case _:
                return self.cell(expr, own).value

    def _compared(self, left: Cell, op: str, right: Cell) -> str:
        test = f"{wrapped(left.value)} {OPERATORS.get(op, op)} {wrapped(right.value)}"
        return _present(test, left, right)

    def _member(self, expr: Member, own: Mapping[str, Any]) -> str:
        item, held = self.cell(expr.item, own), self.cell(expr.collection, own)
        unknown = either(self._unknown(part, own) for part in (expr.item, expr.collection))
        test = f"{wrapped(item.value)} in {wrapped(held.value)}"
        if unknown == "false":
            return _present(test, item, held)
        return self._kept(expr, _present(chosen(unknown, "null", test), item, held), own)

    def cell(self, expr: Expr, own: Mapping[str, Any]) -> Cell:
        """Return the value of an expression; `own` are the quantities of the option at hand."""
        match expr:
            case Literal(value=value):
                return Cell(constant(value))
            case ValueSet(members=members):
                return Cell(self.sets.get(expr.text) or words(members))
            case Name(name=name):
                return self.names.get(name) or Cell(nothing(expr.type))
            case Own(name=name):
                return Cell(constant(own[name]) if own.get(name) is not None else nothing(expr.type))
            case Size() | Arithmetic() | Extreme() | Common():
                parts = [self.cell(part, own) for part in children(expr)]
                absent = [part.absent for part in parts if part.absent is not None]
                return Cell(self._worked_out(expr, parts, own), either(absent) if absent else None)
            case _:
                return Cell(self.truth(expr, own))

    def _worked_out(self, expr: Expr, parts: list[Cell], own: Mapping[str, Any]) -> str:
        values = [wrapped(part.value) for part in parts]
        match expr:
            case Size(operand=operand):
                # The size of nothing is 0 in CQL.
                unknown = self._unknown(operand, own)
                counted = f"ToDecimal(Count({parts[0].value}))"
                return counted if unknown == "false" else self._kept(expr, chosen(unknown, "null", counted), own)
            case Common():
                return f"{values[0]} intersect {values[1]}"
            case Arithmetic(op="-") if expr.left.type.kind == "date":
                return f"ToDecimal(difference in days between {values[1]} and {values[0]})"
            case Arithmetic(op=op):
                return f"{values[0]} {OPERATORS.get(op, op)} {values[1]}"
            case Extreme(which=which):
                # Min and Max of CQL leave out what is not known.
                sign = "<=" if which == "min" else ">="
                return reduce(lambda one, other: _extreme(one, sign, other), values)
            case _:
                raise AssertionError(expr)

    def _unknown(self, expr: Expr, own: Mapping[str, Any]) -> str:
        """Return where the value of an expression is not there, in as few words as it takes."""
        match expr:
            case Literal() | ValueSet():
                return "false"
            case Own(name=name) if own.get(name) is not None:
                return "false"
            case Common():
                return either((self._unknown(expr.left, own), self._unknown(expr.right, own)))
            case _:
                return missing(self.cell(expr, own).value)


def _told(value: Any) -> str:
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def _extreme(one: str, sign: str, other: str) -> str:
    return f"(case when {one} {sign} {other} then {one} when not ({one} {sign} {other}) then {other} else null end)"


def _present(test: str, *cells: Cell) -> str:
    """Return a comparison: false where a side does not apply."""
    return both((*(negation(cell.absent) for cell in cells if cell.absent is not None), test))
