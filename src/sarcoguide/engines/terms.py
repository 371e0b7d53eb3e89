"""Typed expressions as solver terms: a value, whether it is known, whether it does not apply.

Where arithmetic is not linear the result is left free; that is sound for proofs of 'never' and 'always', because every
true value is among those allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import z3

from sarcoguide.engines.connectives import FALSE, TRUE, all_of, any_of, none_of
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

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Term:
    """A value in one copy of the patient. Sets hold one condition for each member; records only their number."""

    value: Any
    known: z3.BoolRef
    inapplicable: z3.BoolRef

    @property
    def unknown(self) -> z3.BoolRef:
        """Whether the value is missing although it could be there."""
        return none_of(self.known, self.inapplicable)


def known_term(value: Any) -> Term:
    """Return a term that is always known."""
    return Term(value, TRUE, FALSE)


@dataclass(frozen=True, slots=True)
class Encoded:
    """The number that stands for an arithmetic expression: free, or calculated exactly from its parts.

    A free one may also be missing, as after a division by zero: `finite` says when it is there.
    """

    expr: Expr
    own: Mapping[str, Any]
    value: Any
    finite: z3.BoolRef | None = None


@dataclass(frozen=True, slots=True)
class Notes:
    """What an encoder did with arithmetic, so that a model can be given the value of the reference evaluator."""

    free: list[Encoded] = field(default_factory=list)
    exact: list[Encoded] = field(default_factory=list)
    #: The number and its `finite` that stand for an operation on two terms, with the terms, by operation and identity.
    #: The same terms give the same number, in every view and in every engine that shares these.
    results: dict[tuple[str, int, int], tuple[Any, z3.BoolRef, Any, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Encoder:
    """Encodes expressions over one copy of the patient. Words and dates are whole numbers."""

    names: Mapping[str, Term]
    words: dict[str, int]
    prefix: str
    notes: Notes = field(default_factory=Notes)
    #: When a value is a word, by both.
    _words: dict[tuple[int, str], tuple[Any, z3.BoolRef]] = field(default_factory=dict)

    def word(self, text: str) -> z3.ArithRef:
        """Return the number that stands for a word."""
        return z3.IntVal(self.words.setdefault(text, len(self.words)))

    def rails(self, expr: Expr, own: Mapping[str, Any]) -> tuple[z3.BoolRef, z3.BoolRef]:
        """Return when a condition is certainly true and when it is certainly false."""
        match expr:
            case And():
                rails = [self.rails(operand, own) for operand in expr.operands]
                return all_of(t for t, _ in rails), any_of(f for _, f in rails)
            case Or():
                rails = [self.rails(operand, own) for operand in expr.operands]
                return any_of(t for t, _ in rails), all_of(f for _, f in rails)
            case Not():
                true, false = self.rails(expr.operand, own)
                return false, true
            case Compare(op=op):
                left, right = self.term(expr.left, own), self.term(expr.right, own)
                return _tested(left, right, _compare(op, left.value, right.value))
            case Member():
                return self._member(expr, own)
            case Known():
                term = self.term(expr.operand, own)
                return term.known, none_of(term.known)
            case _:
                term = self.term(expr, own)
                false = any_of((term.inapplicable, all_of((term.known, none_of(term.value)))))
                return all_of((term.known, term.value)), false

    def _is(self, value: Any, word: str) -> z3.BoolRef:
        """Return when a value is a word."""
        key = (value.get_id(), word)
        if key not in self._words:
            self._words[key] = (value, value == self.word(word))
        return self._words[key][1]

    def _member(self, expr: Member, own: Mapping[str, Any]) -> tuple[z3.BoolRef, z3.BoolRef]:
        item, members = self.term(expr.item, own), self.term(expr.collection, own)
        inside = any_of(all_of((self._is(item.value, word), holds)) for word, holds in sorted(members.value.items()))
        return _tested(item, members, inside)

    def term(self, expr: Expr, own: Mapping[str, Any]) -> Term:
        """Return the term of an expression; `own` are the quantities of the option at hand."""
        match expr:
            case Literal(value=value):
                return known_term(self.constant(value))
            case ValueSet(members=members):
                return known_term(dict.fromkeys(sorted(members), TRUE))
            case Name(name=name):
                return self.names[name]
            case Own(name=name):
                if name not in own:
                    # Never looked at: what the option does not hold is not known.
                    return Term(self._anything(expr), FALSE, FALSE)
                return known_term(self.constant(own[name]))
            case Size():
                operand = self.term(expr.operand, own)
                return Term(_count(operand.value), operand.known, operand.inapplicable)
            case Common():
                left, right = self.term(expr.left, own), self.term(expr.right, own)
                both = {
                    m: all_of((left.value[m], right.value[m])) for m in sorted(left.value.keys() & right.value.keys())
                }
                return _combined(both, (left, right))
            case Arithmetic():
                return self._arithmetic(expr, own)
            case Extreme():
                operands = [self.term(operand, own) for operand in expr.operands]
                value = operands[0].value
                for other in operands[1:]:
                    smaller = value <= other.value if expr.which == "min" else value >= other.value
                    value = z3.If(smaller, value, other.value)
                return _combined(value, operands)
            case _:
                true, false = self.rails(expr, own)
                return Term(true, any_of((true, false)), FALSE)

    def constant(self, value: Any) -> Any:
        """Return a constant of the guideline as a solver value."""
        match value:
            case bool():
                return z3.BoolVal(value)
            case int() | float():
                return z3.RealVal(repr(value))
            case str():
                return self.word(value)
            case date():
                return z3.RealVal((value - EPOCH).days)
            case _:
                return dict.fromkeys(sorted(value), TRUE)

    def _arithmetic(self, expr: Arithmetic, own: Mapping[str, Any]) -> Term:
        left, right = self.term(expr.left, own), self.term(expr.right, own)
        value = _linear(expr.op, left.value, right.value)
        if value is not None:
            self.notes.exact.append(Encoded(expr, own, value))
            return _combined(value, (left, right))
        # Not linear: any value is allowed, and it may be unknown (a division by zero is).
        number, finite = self._result(expr, left.value, right.value)
        some = _combined(number, (left, right))
        self.notes.free.append(Encoded(expr, own, some.value, finite))
        return Term(some.value, all_of((some.known, finite)), some.inapplicable)

    def _result(self, expr: Arithmetic, left: Any, right: Any) -> tuple[Any, z3.BoolRef]:
        key = (expr.op, left.get_id(), right.get_id())
        if key not in self.notes.results:
            finite = z3.FreshConst(z3.BoolSort(), f"{self.prefix}finite")
            self.notes.results[key] = (self._anything(expr), finite, left, right)
        return self.notes.results[key][:2]

    def _anything(self, expr: Expr) -> Any:
        match expr.type.kind:
            case "boolean":
                return z3.FreshConst(z3.BoolSort(), f"{self.prefix}free")
            case "set":
                return {}
            case _:
                return z3.FreshConst(z3.RealSort(), f"{self.prefix}free")

    def table(self, table: Table) -> Term:
        """Return the term of a first-match table: the value on which all rows that can still be reached agree."""
        nothing = _nothing(table)
        outcomes: list[tuple[z3.BoolRef, Term]] = []
        reached: z3.BoolRef = TRUE
        for row in table.rows:
            true, false = self.rails(row.when, {})
            yields = Term(nothing, FALSE, FALSE) if row.value is None else self.term(row.value, {})
            outcomes.append((all_of((reached, none_of(false))), yields))
            reached = all_of((reached, none_of(true)))
        outcomes.append((reached, Term(nothing, FALSE, FALSE)))
        value, inapplicable = outcomes[-1][1].value, FALSE
        for candidate, term in reversed(outcomes[:-1]):
            value = z3.If(candidate, term.value, value)
            inapplicable = z3.If(candidate, term.inapplicable, inapplicable)
        agreed = [
            z3.Implies(candidate, z3.If(inapplicable, term.inapplicable, all_of((term.known, term.value == value))))
            for candidate, term in outcomes
        ]
        return Term(value, all_of((none_of(inapplicable), *agreed)), all_of((inapplicable, *agreed)))


def _linear(op: str, left: Any, right: Any) -> Any:
    """Return the result of arithmetic that stays linear, or None."""
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*" if z3.is_rational_value(left) or z3.is_rational_value(right):
            return left * right
        case "/" if z3.is_rational_value(right) and right.as_fraction() != 0:
            return left / right
        case _:
            return None


def _nothing(table: Table) -> Any:
    """Return a value of the table's type, to stand where there is none."""
    match table.type.kind:
        case "boolean":
            return FALSE
        case "enum":
            return z3.IntVal(0)
        case _:
            return z3.RealVal(0)


def _tested(left: Term, right: Term, holds: z3.BoolRef) -> tuple[z3.BoolRef, z3.BoolRef]:
    known = all_of((left.known, right.known))
    inapplicable = any_of((left.inapplicable, right.inapplicable))
    return all_of((known, holds)), any_of((inapplicable, all_of((known, none_of(holds)))))


def _combined(value: Any, parts: Any) -> Term:
    """Not applicable passes through, then unknown."""
    return Term(value, all_of(part.known for part in parts), any_of(part.inapplicable for part in parts))


def _compare(op: str, left: Any, right: Any) -> Any:
    match op:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right


def _count(members: Any) -> Any:
    if not isinstance(members, dict):
        return members
    return z3.Sum([z3.If(holds, z3.RealVal(1), z3.RealVal(0)) for holds in members.values()] or [z3.RealVal(0)])
