"""Facts of a record chosen so that a condition holds, or so that a quantity stands on a limit or just beside it.

Values drawn at random seldom meet each other: an aim walks the syntax tree backwards, from what is wanted to the facts
that give it. It is no solver. What it cannot reach it leaves, and a later aim may undo an earlier one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from sarcoguide.knowledge import DefinitionRule, FactRule, Guideline, Reduction
from sarcoguide.knowledge.entries import RecordField
from sarcoguide.language import Expr, Table
from sarcoguide.language.tree import (
    OPPOSITE,
    And,
    Arithmetic,
    Common,
    Compare,
    Known,
    Literal,
    Member,
    Name,
    Not,
    Or,
    Own,
    Size,
    ValueSet,
    names_in,
)
from sarcoguide.record.view import ASSESSMENT_DATE
from tests.thresholds import Threshold, constant

T = TypeVar("T")
Rule = FactRule | DefinitionRule
#: On which sides of its limit a comparison holds: -1 just under, 0 exactly on it, 1 just over.
HOLDS = {"<": (-1,), "<=": (0, -1), ">": (1,), ">=": (0, 1), "==": (0,), "!=": (-1, 1)}
#: How far a number that is not whole stands from its limit when it is just under or just over it.
STEP = Fraction(1, 100)


class OutOfReachError(Exception):
    """What is wanted cannot be had by choosing facts backwards."""


@dataclass(slots=True)
class Aim:
    """One record under way. `drawn` draws a value of a fact, `facts` are the values chosen so far."""

    draw: st.DrawFn
    rules: Guideline
    day: date
    drawn: Callable[[str], Any]
    facts: dict[str, Any]
    #: Names whose applicability is being seen to.
    _open: set[str] = field(default_factory=set)

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of some choices."""
        if not choices:
            raise OutOfReachError
        return choices[0] if len(choices) == 1 else choices[self.draw(_places(len(choices)))]

    def rule(self, name: str) -> Rule | None:
        """Return the fact or definition of a name; None for a setting."""
        found = self.rules.facts.get(name)
        return found or next((rule for rule in self.rules.definitions if rule.entry.name == name), None)

    def held(self, name: str, otherwise: Any = None) -> Any:
        """Return the value chosen so far, without its date."""
        value = self.facts.get(name, otherwise)
        if isinstance(value, dict):
            if "unit" in value:
                raise OutOfReachError
            return value["value"]
        return value

    def put(self, name: str, value: Any) -> None:
        """Give a fact or a stated definition a value, and see that it applies."""
        rule = self.rule(name)
        assert rule is not None
        if rule.applies is not None and name not in self._open:
            self._open.add(name)
            self.holds(rule.applies, {}, truth=True)
            self._open.remove(name)
        self.facts[name] = value

    # --- conditions ------------------------------------------------------------------------------------------

    def holds(self, expr: Expr, own: Mapping[str, Any], *, truth: bool) -> None:
        """Choose facts for which a condition is true, or false."""
        match expr:
            case Not():
                self.holds(expr.operand, own, truth=not truth)
            case And() | Or() if isinstance(expr, And) == truth:
                for operand in expr.operands:
                    self.holds(operand, own, truth=truth)
            case And() | Or():
                self.holds(self.pick(expr.operands), own, truth=truth)
            case Compare(op=op, left=Name() as item, right=Literal(value=str() as word)):
                self.word(item, {word}, among=(op == "==") == truth)
            case Compare(op=op):
                self.beside(expr, self.pick(HOLDS[op if truth else OPPOSITE[op]]), own)
            case Member(item=Name() as item, collection=ValueSet(members=members)):
                self.word(item, members, among=truth)
            case Member(item=Literal(value=word), collection=Name(name=name)):
                self.member(name, str(word), inside=truth)
            case Known(operand=Name(name=name)):
                self.known(name, truth=truth)
            case Name(name=name):
                self.flag(name, truth=truth)
            case _:
                pass

    def known(self, name: str, *, truth: bool) -> None:
        """Give a name some value, or leave it out; of a walk that no record may state, what it reads."""
        rule = self.rule(name)
        if isinstance(rule, DefinitionRule) and not rule.entry.may_be_stated:
            for read in sorted(rule.body.reads) if isinstance(rule.body, Reduction) else ():
                self.known(read, truth=truth)
        elif not truth:
            self.facts.pop(name, None)
        elif name not in self.facts:
            self.put(name, self.drawn(name))

    def word(self, item: Name, words: set[str] | frozenset[str], *, among: bool) -> None:
        """Choose facts for which a name has one of some values, or none of them."""
        wanted = sorted(words if among else (item.type.domain or frozenset()) - words)
        self.have(item.name, self.pick(wanted))

    def flag(self, name: str, *, truth: bool) -> None:
        """Choose facts for which a condition that has a name is true, or false."""
        rule = self.rule(name)
        if isinstance(rule, DefinitionRule) and not isinstance(rule.body, Table | Reduction) and self.deeper(rule):
            self.holds(rule.body, {}, truth=truth)
        else:
            self.have(name, truth)

    def have(self, name: str, value: Any) -> None:
        """Give a name a value: by stating it, or by a row of its table that yields it."""
        rule = self.rule(name)
        if isinstance(rule, DefinitionRule) and isinstance(rule.body, Table) and self.deeper(rule):
            rows = rule.body.rows
            fitting = [i for i, row in enumerate(rows) if isinstance(row.value, Literal) and row.value.value == value]
            chosen = self.pick(fitting)
            self.facts.pop(name, None)
            if rule.applies is not None:
                self.holds(rule.applies, {}, truth=True)
            for row in rows[:chosen]:
                self.holds(row.when, {}, truth=False)
            self.holds(rows[chosen].when, {}, truth=True)
        elif rule is not None and (isinstance(rule, FactRule) or rule.entry.may_be_stated):
            self.put(name, value)

    def deeper(self, rule: DefinitionRule) -> bool:
        """Draw whether a definition is worked out rather than stated."""
        return not rule.entry.may_be_stated or self.draw(st.booleans())

    def member(self, name: str, word: str, *, inside: bool) -> None:
        """Put a word into a set, or take it out."""
        members = [other for other in self.held(name, ()) if other != word]
        self.put(name, [*members, word] if inside else members)

    # --- quantities ------------------------------------------------------------------------------------------

    def on(self, threshold: Threshold, side: int) -> None:
        """Choose facts that put the patient under (-1), on (0) or over (1) a threshold."""
        self.beside(threshold.compare, side, threshold.own)

    def beside(self, compare: Compare, side: int, own: Mapping[str, Any]) -> None:
        """Choose facts that put the left side of a comparison under, on or over the right side."""
        left, right = compare.left, compare.right
        if any(self.rule(name) is not None and name != ASSESSMENT_DATE for name in names_in(left)):
            self.reach(left, self.amount(right, own), side, own)
        else:
            self.reach(right, self.amount(left, own), -side, own)

    def reach(self, expr: Expr, value: Fraction, side: int, own: Mapping[str, Any]) -> None:
        """Choose facts for which an expression has a value, or stands just under or over it."""
        match expr:
            case Name(name=name):
                self.quantity(name, value, side)
            case Arithmetic(op=op):
                first = any(self.rule(name) is not None and name != ASSESSMENT_DATE for name in names_in(expr.left))
                second = any(self.rule(name) is not None and name != ASSESSMENT_DATE for name in names_in(expr.right))
                if first and (not second or self.draw(st.booleans())):
                    self.reach(expr.left, _left(op, value, self.amount(expr.right, own)), side, own)
                else:
                    other = self.amount(expr.left, own)
                    self.reach(expr.right, _right(op, value, other), -side if op in "-/" else side, own)
            case Size(operand=operand):
                self.size(operand, max(0, int(value) + side), own)
            case _:
                raise OutOfReachError

    def quantity(self, name: str, value: Fraction, side: int) -> None:
        """Put a fact or definition on a value or beside it: stated, or through what it is worked out from."""
        rule = self.rule(name)
        if rule is None:
            raise OutOfReachError
        if isinstance(rule, DefinitionRule) and self.deeper(rule):
            self.facts.pop(name, None)
            if rule.applies is not None:
                self.holds(rule.applies, {}, truth=True)
            if isinstance(rule.body, Reduction):
                self.reduced(rule.body, value, side)
            elif isinstance(rule.body, Table):
                row = self.pick([row for row in rule.body.rows if row.value is not None])
                self.holds(row.when, {}, truth=True)
                if row.value is not None and not isinstance(row.value, Literal):
                    self.reach(row.value, value, side, {})
            else:
                self.reach(rule.body, value, side, {})
        else:
            self.put(name, self.snapped(rule, value, side))

    def reduced(self, body: Reduction, value: Fraction, side: int) -> None:
        """Hand a value on to what a walk over records reads: a number or date as it is, or one record with it."""
        read = {name: rule for name in sorted(body.reads) if (rule := self.rule(name)) is not None}
        direct = [name for name, rule in read.items() if rule.type.kind in ("number", "date")]
        name = self.pick([*direct, *direct, *(name for name, rule in read.items() if rule.type.kind == "records")])
        rule = read[name]
        if rule.type.kind in ("number", "date"):
            self.put(name, self.snapped(rule, value, side))
            return
        rows = self.drawn(name)
        if body.name == "growth_rate" and rows and self.draw(st.booleans()):
            self.put(name, self.grown(body.parameters, rows[0], value + side * STEP))
            return
        if body.name == "count":
            self.put(name, self.counted(name, body.parameters, int(value) + side))
            return
        forms = (rule.entry.fields if isinstance(rule, FactRule) else None) or {}
        meant = body.parameters.get("field")
        fields = [key for key, form in sorted(forms.items()) if meant in (key, None) and _fits(form, value + side)]
        handed_on = bool(rows and fields) and (meant is not None or self.draw(st.booleans()))
        chosen = {key: self.pick(sorted(values)) for key, values in body.parameters.get("where", {}).items()}
        self.put(name, [rows[0] | chosen | {self.pick(fields): _plain(value + side)}] if handed_on else rows)

    def counted(self, name: str, parameters: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
        """Return as many records as shall be counted, no two alike."""
        where, excluding = parameters.get("where", {}), parameters.get("excluding", {})
        rows: list[dict[str, Any]] = []
        for _ in range(2 * number):
            for row in self.drawn(name):
                made = row | {key: self.pick(sorted(values)) for key, values in where.items()}
                if made not in rows and not any(made.get(key) in values for key, values in excluding.items()):
                    rows.append(made)
        return rows[: max(0, number)]

    def grown(self, parameters: Mapping[str, Any], row: dict[str, Any], rate: Fraction) -> list[dict[str, Any]]:
        """Return two measurements of one lesion, off treatment and far enough apart, that grow at a rate per day."""
        apart = self.rules.settings[parameters["min_days"]].value
        days = int(apart) if isinstance(apart, int | float) else 1
        diameter, held = 100, {key: value for key, value in row.items() if key != parameters["exclude_flag"]}
        return [
            held | {parameters["date"]: self.day - timedelta(days=days), parameters["diameter"]: diameter},
            held | {parameters["date"]: self.day, parameters["diameter"]: diameter * math.exp(float(rate) * days / 3)},
        ]

    def snapped(self, rule: Rule, value: Fraction, side: int) -> Any:
        """Return a value of a fact's type at, just under or just over a number, inside its range."""
        whole = rule.type.integer or rule.type.kind == "date"
        if whole:
            amount = Fraction((round(value), math.floor(value) + 1, math.ceil(value) - 1)[side])
        else:
            amount = value + side * STEP
        if rule.type.kind == "date":
            if not date.min.toordinal() <= amount <= date.max.toordinal():
                raise OutOfReachError
            return date.fromordinal(int(amount))
        low, high = (Fraction(bound) for bound in rule.entry.range or (amount, amount))
        if not low <= amount <= high:
            raise OutOfReachError
        return _plain(amount)

    def size(self, operand: Expr, number: int, own: Mapping[str, Any]) -> None:
        """Choose facts for which a set or list has a number of members."""
        match operand:
            case Common(left=Name(name=name), right=ValueSet(members=members)):
                self.share(name, members, number)
            case Common(left=Own(name=quantity), right=Name(name=name)) if quantity in own:
                rule = self.rule(name)
                if isinstance(rule, FactRule) and rule.applies is not None:
                    self.holds(rule.applies, {}, truth=True)
                self.share(name, own[quantity], number)
            case Name(name=name, type=kind) if kind.kind == "set":
                words = sorted(kind.domain or ("one", "two", "three"))
                self.put(name, words[:number])
            case Name(name=name):
                self.put(name, self.drawn(name))
            case _:
                raise OutOfReachError

    def share(self, name: str, members: Collection[str], number: int) -> None:
        """Put so many of several words into a set, beside what else it holds."""
        rest = [word for word in self.held(name, ()) if word not in members]
        self.put(name, [*sorted(members)[:number], *rest])

    def amount(self, expr: Expr, own: Mapping[str, Any]) -> Fraction:
        """Return the value of an expression as a number (a date as its day), giving facts that it needs."""
        fixed = constant(expr)
        if fixed is not None:
            return fixed
        match expr:
            case Literal(value=date() as day):
                return Fraction(day.toordinal())
            case Own(name=name) if name in own:
                return _exact(own[name])
            case Name(name=name) if name == ASSESSMENT_DATE:
                return Fraction(self.day.toordinal())
            case Name(name=name):
                return self.value_of(name)
            case Arithmetic(op=op):
                return _calculated(op, self.amount(expr.left, own), self.amount(expr.right, own))
            case _:
                raise OutOfReachError

    def value_of(self, name: str) -> Fraction:
        """Return the number that a fact or definition has in the record, drawing one where it has none."""
        rule = self.rule(name)
        if rule is None:
            raise OutOfReachError
        if isinstance(rule, DefinitionRule) and name not in self.facts:
            if not isinstance(rule.body, Table | Reduction) and self.deeper(rule):
                return self.amount(rule.body, {})
            if not rule.entry.may_be_stated:
                raise OutOfReachError
        if name not in self.facts:
            self.put(name, self.drawn(name))
        return _exact(self.held(name))


@lru_cache(maxsize=1024)
def _places(number: int) -> st.SearchStrategy[int]:
    """Return a strategy of places in a list. Integers of a wide range would come out at its ends too often."""
    return st.sampled_from(range(number))


def _exact(value: Any) -> Fraction:
    match value:
        case date():
            return Fraction(value.toordinal())
        case float():
            return Fraction(repr(value))
        case int() | Decimal():
            return Fraction(value)
        case _:
            raise OutOfReachError


def _fits(form: RecordField, amount: Fraction) -> bool:
    """Whether a number is allowed in a field of a record."""
    if form.type not in ("integer", "number") or (form.type == "integer" and amount.denominator != 1):
        return False
    return form.range is None or Fraction(form.range[0]) <= amount <= Fraction(form.range[1])


def _plain(amount: Fraction) -> int | float:
    """Return a number as a record holds it."""
    return int(amount) if amount.denominator == 1 else float(amount)


def _calculated(op: str, left: Fraction, right: Fraction) -> Fraction:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/" if right != 0:
            return left / right
        case "**" if left > 0:
            return Fraction(float(left) ** float(right))
        case _:
            raise OutOfReachError


def _left(op: str, value: Fraction, right: Fraction) -> Fraction:
    """Return the left side of an arithmetic expression from its value and its right side."""
    if op == "**":
        return _calculated("**", value, _calculated("/", Fraction(1), right))
    return _calculated({"+": "-", "-": "+", "*": "/", "/": "*"}[op], value, right)


def _right(op: str, value: Fraction, left: Fraction) -> Fraction:
    """Return the right side of an arithmetic expression from its value and its left side."""
    match op:
        case "+":
            return value - left
        case "-":
            return left - value
        case "*":
            return _calculated("/", value, left)
        case "/":
            return _calculated("/", left, value)
        case _:
            raise OutOfReachError
