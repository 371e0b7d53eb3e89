"""What may be compared with what, and the type and unit of every calculation."""

from __future__ import annotations

from sarcoguide.language.syntax import RefusalError
from sarcoguide.language.tree import Expr, Literal
from sarcoguide.language.types import DURATION, DURATION_UNITS, Type, Unit, same_domain

MAX_EXPONENT = 10
WHY_UNITS = "a threshold read in another unit can offer a harmful option"


def require_same(expr: Expr, unit: Unit | None, other: Unit | None, what: str) -> None:
    """Refuse two different units. A literal has none yet and takes the other's.

    Raises:
        RefusalError: both units are known and differ.
    """
    if unit is not None and other is not None and unit != other:
        raise RefusalError(
            f"'{expr.text}' is in {unit}, {what} is {other}",
            WHY_UNITS,
            "convert one of them, or mark a published formula with `empirical: true`",
        )


def comparable(text: str, op: str, left: Expr, right: Expr) -> None:
    """Refuse a comparison whose sides have different types, units or lists of values.

    Raises:
        RefusalError: with the reason and the remedy.
    """
    if "boolean" in (left.type.kind, right.type.kind):
        raise RefusalError(
            f"'{text}' compares a condition",
            "with a fact that does not apply it would mislead",
            "write 'x' or 'not x'",
        )
    if left.type.kind != right.type.kind:
        raise RefusalError(
            f"'{left.text}' is {left.type}, '{right.text}' is {right.type}",
            "values of different types are never equal",
            "write 'value in set' for a set" if "set" in (left.type.kind, right.type.kind) else "",
        )
    match left.type.kind:
        case "number":
            require_same(left, left.type.unit, right.type.unit, f"'{right.text}'")
        case "enum" if op in ("==", "!="):
            if not same_domain(left.type, right.type):
                raise RefusalError(f"'{left.text}' and '{right.text}' are values of different lists")
        case "enum" | "set" | "records" | "text":
            remedy = "write one == for each value, or 'in [..]'" if left.type.kind == "enum" else "write 'in' or size()"
            raise RefusalError(f"'{text}' cannot be ordered or compared", "its values have no order", remedy)
        case _:
            pass


def arithmetic(text: str, op: str, left: Expr, right: Expr, *, empirical: bool) -> Type:
    """Return the type of `left op right`.

    Durations are in days; a duration divided by `days`, `weeks` or `months` is a number in that unit.

    Raises:
        RefusalError: the operation has no meaning, or the units do not fit.
    """
    kinds = (left.type.kind, right.type.kind)
    match op, kinds:
        case "-", ("date", "date"):
            return DURATION
        case (("+" | "-"), ("duration", "duration")):
            return DURATION
        case "*", ("number", "duration") | ("duration", "number"):
            return DURATION
        case "/", ("duration", "duration"):
            word = right.text if isinstance(right, Literal) else ""
            return Type("number", unit=Unit.of(DURATION_UNITS.get(word)))
        case _, ("number", "number"):
            return Type("number", unit=_number_unit(op, left, right, empirical=empirical))
        case _:
            raise RefusalError(
                f"'{text}' calculates with {left.type} and {right.type}",
                "the result has no meaning",
                "only numbers, durations and differences of dates can be calculated with",
            )


def _number_unit(op: str, left: Expr, right: Expr, *, empirical: bool) -> Unit | None:
    first, second = left.type.unit, right.type.unit
    match op:
        case "+" | "-":
            if not empirical:
                require_same(left, first, second, f"'{right.text}'")
            return second if first is None else first
        case "*" | "/":
            if first is None and second is None:
                return None
            sign = 1 if op == "*" else -1
            return (first or Unit()).times(second or Unit(), sign)
        case _:
            exponent = right.value if isinstance(right, Literal) else None
            if not isinstance(exponent, int | float) or abs(exponent) > MAX_EXPONENT:
                raise RefusalError(
                    f"'{right.text}' is not a constant exponent of at most {MAX_EXPONENT}",
                    "the result could not be checked, or not be worked out at all",
                    "write the number",
                )
            if first is None or first == Unit():
                return first
            if isinstance(exponent, int) and exponent > 0:
                unit = first
                for _ in range(exponent - 1):
                    unit = unit.times(first)
                return unit
            if empirical:
                return None
            raise RefusalError(
                f"'{left.text}' has the unit {first}, which has no such power",
                WHY_UNITS,
                "mark a published formula with `empirical: true`",
            )
