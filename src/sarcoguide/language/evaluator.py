"""The reference evaluator: the definition of what every expression means.

All parts are evaluated, never cut short, because the parts are the explanation. Unknown follows Kleene's
strong logic, as in SQL; not applicable makes comparisons false and passes through arithmetic.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from sarcoguide.language.trace import NOT_APPLICABLE, UNKNOWN, Trace, Value, known, not_applicable, unknown
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

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Environment(Protocol):
    """Where names get their values: one patient, seen in one way, and one option."""

    def value(self, name: str) -> Trace:
        """Return the trace of a fact, definition or setting."""
        ...

    def own(self, name: str) -> Trace:
        """Return the trace of a quantity of the option at hand."""
        ...


def evaluate(expr: Expr, env: Environment) -> Trace:
    """Return the value of `expr` in `env`, with its reasons."""
    return MEANING[type(expr)](expr, env)


def _not(expr: Not, env: Environment) -> Trace:
    part = evaluate(expr.operand, env)
    truth = part.truth
    return _logic("not", expr, None if truth is None else not truth, (part,))


def _and(expr: And, env: Environment) -> Trace:
    parts = tuple([evaluate(part, env) for part in expr.operands])
    truths = [part.truth for part in parts]
    return _logic("and", expr, False if False in truths else None if None in truths else True, parts)


def _or(expr: Or, env: Environment) -> Trace:
    parts = tuple([evaluate(part, env) for part in expr.operands])
    truths = [part.truth for part in parts]
    return _logic("or", expr, True if True in truths else None if None in truths else False, parts)


def _compare(expr: Compare, env: Environment) -> Trace:
    return _test("compare", expr, expr.op, COMPARISONS[expr.op], evaluate(expr.left, env), evaluate(expr.right, env))


def _member(expr: Member, env: Environment) -> Trace:
    item, collection = evaluate(expr.item, env), evaluate(expr.collection, env)
    return _test("in", expr, "in", lambda item, members: item in members, item, collection)


def _known(expr: Known, env: Environment) -> Trace:
    part = evaluate(expr.operand, env)
    return known("known", expr.text, part.known, (part,))


def _arithmetic(expr: Arithmetic, env: Environment) -> Trace:
    op = expr.op
    parts = evaluate(expr.left, env), evaluate(expr.right, env)
    return _combine("arithmetic", expr, lambda left, right: calculate(op, left, right), parts)


def _extreme(expr: Extreme, env: Environment) -> Trace:
    parts = tuple([evaluate(part, env) for part in expr.operands])
    return _combine("arithmetic", expr, lambda *values: (min if expr.which == "min" else max)(values), parts)


#: What each form of expression means.
MEANING: Mapping[type, Callable[[Any, Environment], Trace]] = {
    Literal: lambda expr, _: known("literal", expr.text, expr.value),
    ValueSet: lambda expr, _: known("literal", expr.text, expr.members),
    Name: lambda expr, env: env.value(expr.name),
    Own: lambda expr, env: env.own(expr.name),
    Not: _not,
    And: _and,
    Or: _or,
    Compare: _compare,
    Member: _member,
    Known: _known,
    Arithmetic: _arithmetic,
    Extreme: _extreme,
    Size: lambda expr, env: _combine("size", expr, len, (evaluate(expr.operand, env),)),
    Common: lambda expr, env: _combine(
        "common", expr, operator.and_, (evaluate(expr.left, env), evaluate(expr.right, env))
    ),
}


def evaluate_table(table: Table, env: Environment, text: str) -> Trace:
    """Return the value of a first-match table.

    A true row ends the search. An unknown row keeps its value as a candidate. When all candidates that can
    still be reached agree, that is the value; otherwise the value is unknown, with the reasons of the rows.
    """
    tried: list[Trace] = []
    candidates: list[Trace] = []
    for row in table.rows:
        when = evaluate(row.when, env)
        tried.append(when)
        if when.truth is False:
            continue
        if row.value is None:
            outcome = unknown("row", when.text, (when,), because=row.unknown)
        else:
            value = evaluate(row.value, env)
            outcome = Trace("row", when.text, value.state, value.value, (when, value), because=row.because)
        candidates.append(outcome)
        if when.truth is True:
            break
    else:
        candidates.append(unknown("row", "no row left"))
    first = candidates[0]
    agreed = all(other.state is first.state and other.value == first.value for other in candidates)
    if agreed and first.state is not UNKNOWN:
        # How a row works out its value is told; a constant says it all by itself.
        told = (first,) if first.parts[-1].kind != "literal" else ()
        return Trace("table", text, first.state, first.value, (*tried, *told), because=first.because)
    reasons = "; ".join(dict.fromkeys(c.because for c in candidates if c.state is UNKNOWN and c.because))
    return unknown("table", text, tuple(tried) + tuple(candidates), because=reasons)


def _logic(kind: str, expr: Expr, truth: bool | None, parts: tuple[Trace, ...]) -> Trace:
    return unknown(kind, expr.text, parts) if truth is None else known(kind, expr.text, truth, parts)


def _test(kind: str, expr: Expr, op: str, test: Callable[[Any, Any], bool], left: Trace, right: Trace) -> Trace:
    """Compare two values: false when either does not apply, unknown when either is unknown."""
    parts = (left, right)
    if left.state is NOT_APPLICABLE or right.state is NOT_APPLICABLE:
        return known(kind, expr.text, False, parts, op)
    if left.state is UNKNOWN or right.state is UNKNOWN:
        return unknown(kind, expr.text, parts, op)
    return known(kind, expr.text, test(left.value, right.value), parts, op)


def _combine(kind: str, expr: Expr, function: Callable[..., Value], parts: tuple[Trace, ...]) -> Trace:
    """Compute from values: not applicable passes through, then unknown."""
    states = {part.state for part in parts}
    if NOT_APPLICABLE in states:
        return not_applicable(kind, expr.text, parts)
    if UNKNOWN in states:
        return unknown(kind, expr.text, parts)
    value = function(*(part.value for part in parts))
    return unknown(kind, expr.text, parts) if value is None else known(kind, expr.text, value, parts)


def calculate(op: str, left: Any, right: Any) -> Value:
    """Return left op right; None (unknown) where arithmetic has no finite result. Dates differ in days."""
    try:
        match op:
            case "+":
                result = left + right
            case "-":
                result = (left - right).days if isinstance(left, date) else left - right
            case "*":
                result = left * right
            case "/":
                result = left / right
            case _:
                result = float(left) ** right  # as a float, so that nested powers overflow instead of growing
    except (ZeroDivisionError, OverflowError):
        return None
    return result if isinstance(result, int | float) and abs(result) < float("inf") else None
