"""The typed syntax tree that every engine takes.

`check` builds it from text; after that every name is known to be a fact, a definition or a setting, every
comparison has matching types and units, and every value belongs to its domain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sarcoguide.language.types import BOOLEAN, Type

Scalar = bool | int | float | str | date


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: boolean, number, value of an enum, date, or duration in days."""

    text: str
    type: Type
    value: Scalar


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A constant set of values: a named set or a list written in place."""

    text: str
    type: Type
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a definition or a setting of the patient at hand."""

    text: str
    type: Type
    name: str


@dataclass(frozen=True, slots=True)
class Own:
    """A quantity of the option at hand, written `own.name`."""

    text: str
    type: Type
    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene negation."""

    text: str
    type: Type
    operand: Expr


@dataclass(frozen=True, slots=True)
class And:
    """Kleene conjunction. Without operands it is true."""

    text: str
    type: Type
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Kleene disjunction of two or more operands."""

    text: str
    type: Type
    operands: tuple[Expr, ...]


#: The relation that holds where another does not.
OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@dataclass(frozen=True, slots=True)
class Compare:
    """`left op right` with op one of == != < <= > >=; both sides have one type and one unit."""

    text: str
    type: Type
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Member:
    """`item in collection`: the item is a single value, the collection a set."""

    text: str
    type: Type
    item: Expr
    collection: Expr


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`left op right` with op one of + - * / **."""

    text: str
    type: Type
    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Extreme:
    """`min(...)` or `max(...)` of two or more numbers or dates."""

    text: str
    type: Type
    which: str
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """`size(x)`: the number of members of a set, or of records in a list."""

    text: str
    type: Type
    operand: Expr


@dataclass(frozen=True, slots=True)
class Common:
    """`a & b`: the members that two sets share."""

    text: str
    type: Type
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Known:
    """`known(x)`: whether x has a value. Allowed in definitions only: it is not monotone."""

    text: str
    type: Type
    operand: Name


Expr = (
    Literal | ValueSet | Name | Own | Not | And | Or | Compare | Member | Arithmetic | Extreme | Size | Common | Known
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a first-match table: `value` (or None with `unknown`, the reason) holds when `when` is true."""

    when: Expr
    value: Expr | None
    unknown: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows tried in order. The last row of a closed table has the literal `true` as its condition."""

    type: Type
    rows: tuple[Row, ...]


def all_of(parts: tuple[Expr, ...]) -> Expr:
    """Return the condition that every part is true; without parts it always is."""
    if len(parts) == 1:
        return parts[0]
    text = " and ".join(f"({part.text})" if isinstance(part, Or) else part.text for part in parts) or "always"
    return And(text, BOOLEAN, parts)


def children(expr: Expr) -> tuple[Expr, ...]:
    """Return the direct parts of `expr`, in the order written."""
    match expr:
        case And() | Or() | Extreme():
            return expr.operands
        case Not() | Size() | Known():
            return (expr.operand,)
        case Compare() | Arithmetic() | Common():
            return (expr.left, expr.right)
        case Member():
            return (expr.item, expr.collection)
        case _:
            return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """Yield `expr` and all its parts, outermost first."""
    yield expr
    for part in children(expr):
        yield from walk(part)


def expressions(item: Expr | Table) -> Iterator[Expr]:
    """Yield the expressions of a table in order, or the expression itself."""
    if isinstance(item, Table):
        for row in item.rows:
            yield row.when
            if row.value is not None:
                yield row.value
    else:
        yield item


def names_in(item: Expr | Table) -> frozenset[str]:
    """Return the names of facts, definitions and settings that `item` reads."""
    return frozenset(part.name for expr in expressions(item) for part in walk(expr) if isinstance(part, Name))
