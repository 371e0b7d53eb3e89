"""Python source for typed expressions: a true rail and a false rail for conditions, one value for the rest.

A value is its Python value, `None` when unknown, or the object `NA` when it does not apply. A condition becomes two
expressions, one true when it is certainly true, one true when it is certainly false; when neither is, it is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count

from sarcoguide.language.tree import (
    OPPOSITE,
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

TestCode = Callable[[str, str], tuple[str, str]]


@dataclass(slots=True)
class Source:
    """Lines of a function body under way, with the constants that it uses."""

    #: The local variable of each name of the patient.
    variables: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    constants: dict[str, object] = field(default_factory=dict)
    indent: int = 1
    _fresh: count[int] = field(default_factory=count)

    def add(self, line: str) -> None:
        """Append a line at the present indentation."""
        self.lines.append("    " * self.indent + line)

    def constant(self, value: object) -> str:
        """Return an expression for a constant."""
        if isinstance(value, bool | int | float | str):
            return repr(value)
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def temporary(self, code: str) -> str:
        """Assign code to a new local variable and return its name."""
        name = f"t{next(self._fresh)}"
        self.add(f"{name} = {code}")
        return name

    # --- conditions ------------------------------------------------------------------------------------------

    def rails(self, expr: Expr, own: Mapping[str, object]) -> tuple[str, str]:
        """Return code for 'certainly true' and 'certainly false' of a condition."""
        match expr:
            case And():
                parts = [self.rails(operand, own) for operand in expr.operands]
                return _joined("and", [t for t, _ in parts]), _joined("or", [f for _, f in parts])
            case Or():
                parts = [self.rails(operand, own) for operand in expr.operands]
                return _joined("or", [t for t, _ in parts]), _joined("and", [f for _, f in parts])
            case Not():
                true, false = self.rails(expr.operand, own)
                return false, true
            case Compare(op=op):
                return self._test(expr.left, expr.right, lambda a, b: (f"{a} {op} {b}", f"{a} {OPPOSITE[op]} {b}"), own)
            case Member():
                return self._test(expr.item, expr.collection, lambda a, b: (f"{a} in {b}", f"{a} not in {b}"), own)
            case Known():
                value = self.value(expr.operand, own)
                return f"({value} is not None and {value} is not NA)", f"({value} is None or {value} is NA)"
            case Literal(value=value):
                return repr(bool(value)), repr(not value)
            case _:
                value = self.value(expr, own)
                return f"({value} is True)", f"({value} is False or {value} is NA)"

    def _test(self, left: Expr, right: Expr, code: TestCode, own: Mapping[str, object]) -> tuple[str, str]:
        first, second = self.value(left, own), self.value(right, own)
        open_sides = [name for name, side in ((first, left), (second, right)) if not _is_constant(side, own)]
        true, false = code(first, second)
        known = [f"{name} is not None and {name} is not NA" for name in open_sides]
        absent = [f"{name} is NA" for name in open_sides]
        return _joined("and", [*known, true]), _joined("or", [*absent, _joined("and", [*known, false])])

    # --- values ----------------------------------------------------------------------------------------------

    def value(self, expr: Expr, own: Mapping[str, object]) -> str:
        """Return code for a value; what has to be calculated is assigned to a local variable first."""
        match expr:
            case Literal(value=value):
                return self.constant(value)
            case ValueSet(members=members):
                return self.constant(members)
            case Name(name=name):
                return self.variables[name]
            case Own(name=name):
                return self.constant(own[name]) if name in own else "None"
            case Arithmetic(op=op):
                return self._call(f"calculate({op!r}, ", (expr.left, expr.right), own)
            case Extreme(which=which):
                return self._call(f"extreme({which}, ", expr.operands, own)
            case Size():
                return self._call("size(", (expr.operand,), own)
            case Common():
                return self._call("common(", (expr.left, expr.right), own)
            case _:
                true, false = self.rails(expr, own)
                return self.temporary(f"True if {true} else False if {false} else None")

    def _call(self, start: str, operands: tuple[Expr, ...], own: Mapping[str, object]) -> str:
        return self.temporary(start + ", ".join(self.value(operand, own) for operand in operands) + ")")

    def table(self, table: Table, target: str) -> None:
        """Assign the value of a first-match table to `target`; rows that stay open keep their values as candidates."""
        self.add("candidates = []")
        self.add("while True:")
        self.indent += 1
        for row in table.rows:
            true, false = self.rails(row.when, {})
            settled = self.temporary(true)
            self.add(f"if {settled} or not ({false}):")
            self.indent += 1
            self.add(f"candidates.append({'None' if row.value is None else self.value(row.value, {})})")
            self.add(f"if {settled}:")
            self.add("    break")
            self.indent -= 1
        self.add("candidates.append(None)")
        self.add("break")
        self.indent -= 1
        self.add(f"{target} = agreed(candidates)")


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "(" + f" {word} ".join(parts) + ")"


def _is_constant(expr: Expr, own: Mapping[str, object]) -> bool:
    return isinstance(expr, Literal | ValueSet) or (isinstance(expr, Own) and expr.name in own)
