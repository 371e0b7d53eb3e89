"""Python source for typed expressions. Each distinct expression is worked out once, however often it stands.

A value is its Python value, `None` when unknown, or the object `NA` when it does not apply; a condition is `True`,
`False` or `None`. Beside each value stands, on demand, the trace that the reference evaluator would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from sarcoguide.engines.pieces import Code, guarded, logic, state_of, tuple_of
from sarcoguide.engines.runtime import OneFact, OpenRows, opened_trace
from sarcoguide.language import Value
from sarcoguide.language.trace import UNKNOWN, Trace, known, unknown
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
    Row,
    Size,
    Table,
    ValueSet,
    children,
    names_in,
    walk,
)

NOT_HELD = object()
#: How often an expression counts as read whose value must be there before what reads it.
BEFOREHAND = 2


@dataclass(slots=True)
class Source:
    """Lines of a function body under way, with the constants that it uses.

    `traced` says whether traces are made beside the values; `names` holds the code of each name of the patient.
    """

    traced: bool
    names: dict[str, Code] = field(default_factory=dict)
    #: Facts that always apply and take few values: what reads one of them alone has one trace for each value.
    finite: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    constants: dict[str, object] = field(default_factory=dict)
    indent: int = 1
    #: How often each expression is read, one that must be worked out beforehand twice; and those read once, in place.
    reads: Counter[object] = field(default_factory=Counter)
    in_place: frozenset[object] = frozenset()
    _made: dict[object, Code] = field(default_factory=dict)
    #: The names of constants by identity; `constants` keeps them, so that no other can take their place.
    _named: dict[int, str] = field(default_factory=dict)
    _fresh: count[int] = field(default_factory=count)

    def untraced(self) -> Source:
        """Return a source that writes on in the same function, and makes no traces."""
        return replace(self, traced=False, finite=set(), _made={})

    def add(self, line: str) -> None:
        """Append a line at the present indentation."""
        self.lines.append("    " * self.indent + line)

    def constant(self, value: object) -> str:
        """Return an expression for a constant."""
        if value is None or isinstance(value, bool | int | float | str):
            return repr(value)
        name = self._named.get(id(value))
        if name is None:
            name = self._named[id(value)] = f"k{len(self.constants)}"
            self.constants[name] = value
        return name

    def made(self, expr: Expr, own: Mapping[str, Any]) -> Code:
        """Return the code of an expression; what has to be worked out is assigned to a local variable first."""
        key = _key(expr, own)
        self.reads[key] += BEFOREHAND
        return self._once(key, expr, own)

    def truth(self, expr: Expr, own: Mapping[str, Any]) -> str:
        """Return code for a condition as True, False or None: what does not apply is false."""
        return self._condition_read(expr, own, BEFOREHAND).value

    def condition(self, expr: Expr, own: Mapping[str, Any]) -> Code:
        """Return the code of a condition that is read in one place, there from left to right.

        What is read nowhere else is worked out there, if what stands before it does not decide.
        """
        return self._condition_read(expr, own, 1)

    def _condition_read(self, expr: Expr, own: Mapping[str, Any], times: int) -> Code:
        key = _key(expr, own)
        self.reads[key] += times
        code = self._once(key, expr, own)
        if not code.absent:
            return code
        denied = ("truth", code.value)
        self.reads[denied] += times
        if denied not in self._made:
            self._made[denied] = self._assigned(f"False if {code.value} is NA else {code.value}", denied)
        return self._made[denied]

    def _once(self, key: object, expr: Expr, own: Mapping[str, Any]) -> Code:
        if key not in self._made:
            self._made[key] = self._make(expr, own, key)
        return self._made[key]

    def _assigned(self, code: str, key: object) -> Code:
        """Return code whose value is assigned to a local variable: now, or where it is read, if in one place alone."""
        if key not in self.in_place:
            return Code(self.assign(code), "", open=True)
        name = f"e{next(self._fresh)}"
        return Code(name, "", open=True, first=f"({name} := {code})")

    # --- making ----------------------------------------------------------------------------------------------

    def _make(self, expr: Expr, own: Mapping[str, Any], key: object) -> Code:
        match expr:
            case Literal(value=value):
                return self._settled(value, known("literal", expr.text, value))
            case ValueSet(members=members):
                return self._settled(members, known("literal", expr.text, members))
            case Own(name=name) if name in own:
                text = f"own.{name}"
                return self._settled(own[name], known("own", text, own[name], name=text))
            case Own(name=name):
                text = f"own.{name}"
                return self._never(unknown("own", text, name=text))
            case Name(name=name) if name in self.names:
                return self.names[name]
            case Name(name=name):
                later = unknown("definition", name, name=name, because="not defined on this day")
                return self._never(later)
        alone = self._alone(expr) if self.traced else None
        if alone is not None:
            return alone
        if isinstance(expr, Not | And | Or):
            truths = [self.condition(part, own) for part in children(expr)]
            # A trace shows every part; a value alone needs no more of them than decide.
            parts = [self.made(part, own) for part in children(expr)] if self.traced else []
            return self._condition(expr, logic(expr, truths), parts, key)
        parts = [self.made(part, own) for part in children(expr)]
        match expr:
            case Known():
                return self._known(expr, parts[0], key)
            case Compare(op=op):
                return self._tested(expr, f"{parts[0].value} {op} {parts[1].value}", parts, key, op)
            case Member():
                return self._tested(expr, f"{parts[0].value} in {parts[1].value}", parts, key, "in")
            case _:
                return self._worked_out(expr, parts)

    def _alone(self, expr: Expr) -> Code | None:
        """Return the code of a condition that reads one fact of few values: its trace is looked up, not made."""
        names = names_in(expr)
        if expr.type.kind != "boolean" or len(names) != 1 or not names <= self.finite:
            return None
        if any(isinstance(part, Own) for part in walk(expr)):
            return None
        (name,) = names
        value = f"e{next(self._fresh)}"
        self.add(f"x{value} = {self.constant(OneFact(expr, name))}[{self.names[name].value}]")
        self.add(f"{value} = x{value}.value")
        return Code(value, f"x{value}", open=True)

    def _settled(self, value: object, trace: Trace) -> Code:
        return Code(self.constant(value), self.constant(trace) if self.traced else "", blank=trace)

    def _never(self, trace: Trace) -> Code:
        """Return the code of what is unknown for everybody."""
        return Code("None", self.constant(trace) if self.traced else "", open=True, blank=trace)

    def assign(self, code: str) -> str:
        """Assign code to a new local variable, and return its name."""
        name = f"e{next(self._fresh)}"
        self.add(f"{name} = {code}")
        return name

    def _known(self, expr: Known, operand: Code, key: object) -> Code:
        known = f"{operand.value} is not None and {operand.value} is not NA"
        if not self.traced:
            return self._assigned(known, key)
        value = self.assign(known)
        self.add(f"x{value} = T('known', {expr.text!r}, K, {value}, ({operand.trace},))")
        return Code(value, f"x{value}")

    def _condition(self, expr: Expr, code: str, parts: Sequence[Code], key: object, name: str = "") -> Code:
        if not self.traced:
            return self._assigned(code, key)
        value = self.assign(code)
        trace = f"T({KINDS[type(expr)]!r}, {expr.text!r}, {{}}, {value}, {tuple_of(p.trace for p in parts)}, {name!r})"
        blanks = tuple(part.blank for part in parts if part.blank is not None)
        if len(blanks) == len(parts) and [part.open for part in parts].count(True) == 1:
            blank = Trace(KINDS[type(expr)], expr.text, UNKNOWN, None, blanks, name)
            self.add(f"x{value} = {self.constant(blank)} if {value} is None else {trace.format('K')}")
            return Code(value, f"x{value}", open=True, blank=blank)
        state = f"U if {value} is None else K"
        self.add(f"x{value} = {trace.format(state)}")
        return Code(value, f"x{value}", open=True)

    def _tested(self, expr: Expr, test: str, parts: list[Code], key: object, name: str) -> Code:
        """A comparison is false when a side does not apply, and unknown when one is unknown."""
        return self._condition(expr, guarded(test, parts, absent="False"), parts, key, name)

    def _worked_out(self, expr: Expr, parts: list[Code]) -> Code:
        """A calculation: not applicable passes through, then unknown."""
        values = [part.value for part in parts]
        match expr:
            case Arithmetic(op=op):
                numbers = expr.left.type.kind == expr.right.type.kind == "number"
                start = f"{QUICK[op]}(" if numbers and op in QUICK else f"calculate({op!r}, "
                code = f"{start}{', '.join(values)})"
            case Extreme(which=which):
                code = f"{which}({', '.join(values)})"
            case Size():
                code = f"len({values[0]})"
            case Common():
                code = " & ".join(values)
            case _:
                raise AssertionError(expr)
        absent = any(part.absent for part in parts)
        value = self.assign(guarded(code, parts, absent="NA"))
        if self.traced:
            state, plain = state_of(value, absent=absent)
            inside = tuple_of(part.trace for part in parts)
            self.add(f"x{value} = T({KINDS[type(expr)]!r}, {expr.text!r}, {state}, {plain}, {inside})")
        return Code(value, f"x{value}", open=True, absent=absent)

    # --- tables ----------------------------------------------------------------------------------------------

    def table(self, table: Table, text: str) -> Code:
        """Return the code of a first-match table; rows that stay open keep their values as candidates."""
        whens = [self.made(row.when, {}) for row in table.rows]
        truths = [self.truth(row.when, {}) for row in table.rows]
        values = [
            Code("None", "None", open=True) if row.value is None else self.made(row.value, {}) for row in table.rows
        ]
        target = f"e{next(self._fresh)}"
        trace = f"x{target}" if self.traced else ""
        targets = f"{target}, {trace}" if self.traced else target
        opened = f"{targets} = {self._opened(table.rows, text, whens, truths, values)}"
        blank = self._blank_table(table, text, whens, values)
        word = "if"
        if blank is not None:
            # Where nothing is known there is nothing to work out.
            nothing = " and ".join(f"{truth} is None" for truth, when in zip(truths, whens, strict=True) if when.open)
            self.add(f"if {nothing}: {targets} = None, {self.constant(blank)}")
            word = "elif"
        for index, (row, truth, value) in enumerate(zip(table.rows, truths, values, strict=True)):
            settled = truth == "True"
            self.add(("else:" if word == "elif" else "if True:") if settled else f"{word} {truth}:")
            self.indent += 1
            if self.traced and value.open:
                self.add(f"if {value.value} is None: {opened}")
                self.add(f"else: {targets} = {self._matched(row, value, text, whens[: index + 1])}")
            else:
                self.add(f"{targets} = {self._matched(row, value, text, whens[: index + 1])}")
            self.indent -= 1
            if settled:
                break
            self.add(f"elif {truth} is None: {opened}")
            word = "elif"
        else:
            self.add(f"else: {opened}")
        return Code(target, trace, open=True, absent=any(value.absent for value in values), blank=blank)

    def _blank_table(self, table: Table, text: str, whens: list[Code], values: list[Code]) -> Trace | None:
        """Return the trace of a table when none of its conditions is known, where there is only one."""
        traces = [when.blank for when in whens if when.blank is not None]
        if not self.traced or not whens[0].open or len(traces) < len(whens):
            return None
        outcomes: list[Value] = []
        for row in table.rows:
            if not isinstance(row.value, Literal | None):
                return None
            outcomes.append(None if row.value is None else row.value.value)
        truths = [None if when.open else True for when in whens]
        value, trace = opened_trace(text, table.rows, truths, outcomes, traces, [value.blank for value in values])
        return trace if value is None else None

    def _matched(self, row: Row, value: Code, text: str, tried: list[Code]) -> str:
        """Return what a table is worth when no row before this one is open and this one is true."""
        if not self.traced:
            return value.value
        state, plain = state_of(value.value, absent=value.absent, known=True)
        parts = [when.trace for when in tried]
        if not isinstance(row.value, Literal):
            inside = f"({parts[-1]}, {value.trace})"
            parts.append(f"T('row', {row.when.text!r}, {state}, {plain}, {inside}, '', {row.because!r})")
        return f"{value.value}, T('table', {text!r}, {state}, {plain}, {tuple_of(parts)}, '', {row.because!r})"

    def _opened(
        self, rows: tuple[Row, ...], text: str, whens: list[Code], truths: list[str], values: list[Code]
    ) -> str:
        """Return code for a table that no row settles by itself: one is open, unknown, or none is left."""
        cells = f"{tuple_of(truths)}, {tuple_of(value.value for value in values)}"
        if not self.traced:
            if all(value.blank is not None for value in values):
                outcomes = tuple(value.blank.value for value in values if value.blank is not None)
                return f"{self.constant(OpenRows(outcomes))}[{tuple_of(truths)}]"
            return f"opened({cells})"
        traces = f"{tuple_of(when.trace for when in whens)}, {tuple_of(value.trace for value in values)}"
        return f"opened_trace({text!r}, {self.constant(rows)}, {cells}, {traces})"


#: Calculations with two numbers that have a function of their own.
QUICK = {"+": "added", "-": "taken", "*": "times", "/": "divided"}
KINDS: dict[type[Expr], str] = {
    Not: "not",
    And: "and",
    Or: "or",
    Compare: "compare",
    Member: "in",
    Arithmetic: "arithmetic",
    Extreme: "arithmetic",
    Size: "size",
    Common: "common",
}


def _key(expr: Expr, own: Mapping[str, Any]) -> object:
    """Return what tells an expression from others: its form, and the quantities of the option that it reads."""
    quantities = {part.name for part in walk(expr) if isinstance(part, Own)}
    return expr, frozenset((name, own.get(name, NOT_HELD)) for name in quantities)
