"""From Python's syntax tree to the typed tree: resolve every name, check every type and unit."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sarcoguide.language import tree, units
from sarcoguide.language.syntax import ExpressionIssue, RefusalError, parse, refuse, suggestion
from sarcoguide.language.types import BOOLEAN, COUNT, DATE, DURATION, DURATIONS, NUMBER, Type, same_domain

__all__ = ["Checker", "ExpressionIssue", "Symbol", "Vocabulary"]

COMPARE_OPS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
ARITHMETIC_OPS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name that an expression may read: its type, and whether it can be not applicable."""

    name: str
    type: Type
    may_not_apply: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All names an expression may use: facts, definitions and settings; named sets; own quantities."""

    symbols: Mapping[str, Symbol]
    sets: Mapping[str, tree.ValueSet] = field(default_factory=dict)
    own: Mapping[str, Symbol] = field(default_factory=dict)


class Checker:
    """Checks expressions against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def check(
        self,
        text: str,
        expected: Type = BOOLEAN,
        *,
        definition: bool = False,
        asks_known: bool = False,
        empirical: bool = False,
    ) -> tuple[tree.Expr | None, tuple[ExpressionIssue, ...]]:
        """Return the typed tree of `text`, or None with everything that is wrong with it.

        Args:
            text: the expression as written.
            expected: the type it must have; a number's unit is checked unless `empirical`.
            definition: whether it speaks of the patient alone: `known(x)` is allowed, `own.x` is not.
            asks_known: whether `known(x)` is allowed elsewhere.
            empirical: whether a published formula sets the unit instead of its arithmetic.
        """
        elaboration = _Elaboration(
            self.vocabulary, definition=definition, asks_known=definition or asks_known, empirical=empirical
        )
        try:
            expr = elaboration.whole(text, expected)
        except RefusalError as refusal:
            return None, (*elaboration.issues, refusal.issue)
        return (None if elaboration.issues else expr), tuple(dict.fromkeys(elaboration.issues))


class _Elaboration:
    """One pass over one expression. Parts of and/or are tried on their own, so that all errors are found."""

    def __init__(self, vocabulary: Vocabulary, *, definition: bool, asks_known: bool, empirical: bool) -> None:
        self.vocabulary = vocabulary
        self.definition = definition
        self.asks_known = asks_known
        self.empirical = empirical
        self.issues: list[ExpressionIssue] = []

    def whole(self, text: str, expected: Type) -> tree.Expr:
        expr = self.expr(parse(text), expected)
        if expr.type.kind != expected.kind:
            raise RefusalError(
                f"'{expr.text}' is {expr.type}, where {expected} is needed",
                "a value of the wrong type would never match",
                "compare it with something" if expected.kind == "boolean" else "",
            )
        if expected.kind == "number" and not self.empirical:
            units.require_same(expr, expr.type.unit, expected.unit, "the declared unit")
        if expected.kind in ("enum", "set") and not same_domain(expr.type, expected):
            raise RefusalError(f"'{expr.text}' is {expr.type}, where {expected} is needed")
        return expr

    def expr(self, node: ast.expr, hint: Type | None = None) -> tree.Expr:
        """Return the typed tree of one node; `hint` says where a bare value belongs."""
        text = ast.unparse(node)
        match node:
            case ast.BoolOp(op=op, values=values):
                return self.logic(text, tree.And if isinstance(op, ast.And) else tree.Or, values)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return tree.Not(text, BOOLEAN, self.condition(operand))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)) if not isinstance(
                number, bool
            ):
                return self.constant(text, -number, hint)
            case ast.Compare():
                return self.comparison(node, text)
            case ast.BinOp(op=ast.BitAnd()):
                return self.common(node, text)
            case ast.BinOp(op=op) if type(op) in ARITHMETIC_OPS:
                left, right = self.expr(node.left), self.expr(node.right)
                kind = units.arithmetic(text, ARITHMETIC_OPS[type(op)], left, right, empirical=self.empirical)
                return tree.Arithmetic(text, kind, ARITHMETIC_OPS[type(op)], left, right)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self.call(text, name, args, node)
            case ast.Attribute(value=ast.Name(id="own"), attr=name):
                return self.own(text, name)
            case ast.Name(id=name):
                return self.name(text, name, hint)
            case ast.Constant(value=value):
                return self.constant(text, value, hint)
            case ast.List(elts=elements) | ast.Set(elts=elements):
                return self.listed(text, elements, hint)
            case _:
                raise refuse(node)

    def condition(self, node: ast.expr) -> tree.Expr:
        """Return a part that must be true, false or unknown."""
        expr = self.expr(node)
        if expr.type.kind != "boolean":
            raise RefusalError(
                f"'{expr.text}' is {expr.type}, where a condition is needed",
                "only a condition can be true or false",
                f"compare it, for example '{expr.text} == ...' or '... in {expr.text}'",
            )
        return expr

    def logic(self, text: str, form: type[tree.And] | type[tree.Or], nodes: list[ast.expr]) -> tree.Expr:
        operands: list[tree.Expr] = []
        for node in nodes:
            try:
                operands.append(self.condition(node))
            except RefusalError as refusal:
                self.issues.append(refusal.issue)
        return form(text, BOOLEAN, tuple(operands))

    def comparison(self, node: ast.Compare, text: str) -> tree.Expr:
        """Return a comparison; a chain `a <= x <= b` becomes a conjunction."""
        sides = [node.left, *node.comparators]
        tests = [self.test(op, sides[i], sides[i + 1]) for i, op in enumerate(node.ops)]
        return tests[0] if len(tests) == 1 else tree.And(text, BOOLEAN, tuple(tests))

    def test(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> tree.Expr:
        text = ast.unparse(ast.Compare(left, [op], [right]))
        if isinstance(op, ast.In | ast.NotIn):
            member = self.member(text, left, right)
            return tree.Not(text, BOOLEAN, member) if isinstance(op, ast.NotIn) else member
        symbol = COMPARE_OPS.get(type(op))
        if symbol is None:
            raise RefusalError("'is' is not part of the language", "identity has no meaning for facts", "write ==")
        first, second = self.pair(left, right)
        units.comparable(text, symbol, first, second)
        return tree.Compare(text, BOOLEAN, symbol, first, second)

    def pair(self, left: ast.expr, right: ast.expr) -> tuple[tree.Expr, tree.Expr]:
        """Return both sides; a bare value takes its meaning from the other side."""
        if self.is_bare(left) and not self.is_bare(right):
            second = self.expr(right)
            return self.expr(left, second.type), second
        first = self.expr(left)
        return first, self.expr(right, first.type)

    def is_bare(self, node: ast.expr) -> bool:
        """Whether a node is a value written by itself rather than a name of the vocabulary."""
        if isinstance(node, ast.Constant):
            return True
        return isinstance(node, ast.Name) and node.id not in self.vocabulary.symbols and node.id not in DURATIONS

    def member(self, text: str, item: ast.expr, collection: ast.expr) -> tree.Expr:
        if isinstance(collection, ast.List | ast.Set):
            single = self.expr(item)
            members = self.expr(collection, single.type)
        else:
            members = self.expr(collection)
            single = self.expr(item, members.type)
        if members.type.kind != "set":
            raise RefusalError(
                f"'{members.text}' is {members.type}, where a set is needed", remedy="write == to compare"
            )
        if single.type.kind != "enum":
            raise RefusalError(f"'{single.text}' is {single.type}, where one value is needed")
        if not same_domain(single.type, members.type):
            raise RefusalError(
                f"'{single.text}' is {single.type}, but '{members.text}' holds {members.type}",
                "the test could never be true",
            )
        return tree.Member(text, BOOLEAN, single, members)

    def common(self, node: ast.BinOp, text: str) -> tree.Expr:
        left, right = self.expr(node.left), self.expr(node.right)
        for side in (left, right):
            if side.type.kind != "set":
                raise RefusalError(f"'{side.text}' is {side.type}; & needs a set on each side", remedy="write 'and'")
        if not same_domain(left.type, right.type):
            raise RefusalError(f"'{left.text}' and '{right.text}' hold values of different lists")
        return tree.Common(text, left.type, left, right)

    def call(self, text: str, name: str, args: list[ast.expr], node: ast.expr) -> tree.Expr:
        if name == "size" and len(args) == 1:
            operand = self.expr(args[0])
            if operand.type.kind not in ("set", "records"):
                raise RefusalError(f"size() needs a set or records; '{operand.text}' is {operand.type}")
            return tree.Size(text, COUNT, operand)
        if name == "known" and len(args) == 1:
            operand = self.expr(args[0])
            if not self.asks_known:
                raise RefusalError(
                    "known() may stand in definitions only",
                    "in a condition, learning a fact could take an exclusion away",
                    "add a definition and read that",
                )
            if not isinstance(operand, tree.Name):
                raise RefusalError("known() takes the name of a fact")
            return tree.Known(text, BOOLEAN, operand)
        if name in ("min", "max") and len(args) > 1:
            operands = tuple(self.expr(arg) for arg in args)
            # A number literal takes any unit, so the first operand that has one is what the others must match.
            first = next((operand for operand in operands if operand.type.unit is not None), operands[0])
            for operand in operands:
                units.comparable(text, "<", first, operand)
            kind = first.type
            return tree.Extreme(text, kind, name, operands)
        raise refuse(node)

    def own(self, text: str, name: str) -> tree.Expr:
        if self.definition:
            raise RefusalError(
                f"own.{name} belongs to an option; a definition belongs to the patient",
                "it would always be unknown",
                "read it in a condition of the option",
            )
        symbol = self.vocabulary.own.get(name)
        if symbol is None:
            remedy = suggestion(name, self.vocabulary.own) or "declare it under `own` in guideline.yaml"
            raise RefusalError(f"options have no quantity '{name}'", "it could never be known", remedy)
        return tree.Own(text, symbol.type, name)

    def name(self, text: str, name: str, hint: Type | None) -> tree.Expr:
        if name in self.vocabulary.symbols:
            return tree.Name(text, self.vocabulary.symbols[name].type, name)
        if name in DURATIONS:
            return tree.Literal(text, DURATION, DURATIONS[name])
        if name in ("true", "false"):
            return tree.Literal(text, BOOLEAN, name == "true")
        if name in self.vocabulary.sets:
            return self.vocabulary.sets[name]
        if hint is not None and hint.kind in ("enum", "set"):
            return self.value(text, name, hint)
        candidates = [*self.vocabulary.symbols, *self.vocabulary.sets]
        raise RefusalError(
            f"nothing is called '{name}'",
            "a name that is not in the dictionary would always be unknown",
            suggestion(name, candidates)
            or "add it to facts/ or definitions/, or write it beside the fact it belongs to",
        )

    def value(self, text: str, word: str, hint: Type) -> tree.Expr:
        """Return one value of the enum or set that `hint` describes."""
        if hint.domain is not None and word not in hint.domain:
            remedy = suggestion(word, hint.domain) or f"allowed: {', '.join(sorted(hint.domain)[:12])}"
            raise RefusalError(
                f"'{word}' is not a value of {hint.domain_name}", "the comparison could never be true", remedy
            )
        kind = Type("enum", domain=hint.domain, domain_name=hint.domain_name)
        return tree.Literal(text, kind, word)

    def constant(self, text: str, value: object, hint: Type | None) -> tree.Expr:
        match value:
            case bool():
                raise RefusalError(f"'{text}' is Python's word", remedy=f"write {str(value).lower()}")
            case int() | float():
                if hint is not None and hint.kind in ("enum", "set"):
                    raise RefusalError(
                        f"'{text}' is a number, where {hint} is needed", remedy="quote it if it is a value"
                    )
                if abs(value) == float("inf"):
                    raise RefusalError(
                        "the number is too large", "every comparison with it would come out alike", "correct it"
                    )
                return tree.Literal(text, NUMBER, value)
            case str() if hint is not None and hint.kind == "date":
                try:
                    if len(value) != len("YYYY-MM-DD") or "W" in value:
                        raise ValueError(value)
                    return tree.Literal(text, DATE, date.fromisoformat(value))
                except ValueError:
                    raise RefusalError(f"{text} is not a date", remedy="write it as '2026-03-09'") from None
            case str() if hint is not None and hint.kind in ("enum", "set"):
                return self.value(text, value, hint)
            case _:
                raise RefusalError(f"the constant {text} has no meaning here", remedy="name a fact to compare it with")

    def listed(self, text: str, elements: list[ast.expr], hint: Type | None) -> tree.Expr:
        """Return a list of values written in place."""
        if hint is None or hint.kind not in ("enum", "set"):
            raise RefusalError(f"the list {text} stands beside no fact", remedy="write 'fact in [a, b]'")
        members: list[str] = []
        for element in elements:
            literal = self.expr(element, hint)
            if not isinstance(literal, tree.Literal) or not isinstance(literal.value, str):
                raise RefusalError(f"'{literal.text}' is not a value; lists hold values only")
            members.append(literal.value)
        kind = Type("set", domain=hint.domain, domain_name=hint.domain_name)
        return tree.ValueSet(text, kind, frozenset(members))
