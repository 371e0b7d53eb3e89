"""In how many ways a condition is broken: removed, turned round, and changed in one of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sarcoguide.knowledge import ConditionRule
from sarcoguide.language.tree import OPPOSITE, And, Compare, Expr, Member, Not, Or, ValueSet
from sarcoguide.language.types import BOOLEAN

#: The relation that says the other thing of the limit itself, and the same of everything else.
AT_THE_LIMIT = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}

#: By whether a condition's unknown holds back: the change that takes it otherwise.
UNKNOWN = {True: "unknown: check", False: "unknown: blocks"}


def changes(rule: ConditionRule) -> Iterator[tuple[str, ConditionRule | None]]:
    """Yield each way in which a condition is broken, with what then stands in its place (None: nothing)."""
    yield "removed", None
    yield UNKNOWN[rule.blocks], replace(rule, blocks=not rule.blocks)
    yield "turned round", replace(rule, when=turned(rule.when))
    for change, when in changed_in_a_part(rule.when):
        yield change, replace(rule, when=when)


def turned(expr: Expr) -> Expr:
    """Return a condition with its first comparison turned round, or its opposite where it compares nothing."""
    match expr:
        case Compare(op=op):
            return replace(expr, op=OPPOSITE[op])
        case And(operands=(first, *rest)) | Or(operands=(first, *rest)):
            return replace(expr, operands=(turned(first), *rest))
        case _:
            return Not(f"not ({expr.text})", BOOLEAN, expr)


def changed_in_a_part(expr: Expr) -> Iterator[tuple[str, Expr]]:
    """Yield a condition with one part changed, however deep the part lies.

    What `and` or `or` joins is left out, a limit says the other thing of its very number, and a value is left out of a
    list that is written in place.
    """
    match expr:
        case And() | Or():
            for index, part in enumerate(expr.operands):
                before, after = expr.operands[:index], expr.operands[index + 1 :]
                others = (*before, *after)
                yield f"without '{part.text}'", others[0] if len(others) == 1 else replace(expr, operands=others)
                for change, inner in changed_in_a_part(part):
                    yield change, replace(expr, operands=(*before, inner, *after))
        case Not():
            for change, inner in changed_in_a_part(expr.operand):
                yield change, replace(expr, operand=inner)
        case Compare(op=op) if op in AT_THE_LIMIT:
            yield f"'{expr.text}' with {AT_THE_LIMIT[op]}", replace(expr, op=AT_THE_LIMIT[op])
        case Member(collection=ValueSet() as values) if values.text.startswith("[") and len(values.members) > 1:
            for value in sorted(values.members):
                fewer = replace(values, members=values.members - {value})
                yield f"'{expr.text}' without {value}", replace(expr, collection=fewer)
