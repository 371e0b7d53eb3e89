"""What generated code calls, and the traces that are the same for every patient with the same value."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sarcoguide.knowledge import Edition, Reduction
from sarcoguide.language import Expr, Row, Trace, Value, evaluate
from sarcoguide.language.evaluator import calculate
from sarcoguide.language.trace import KNOWN, NOT_APPLICABLE, UNKNOWN, known, not_applicable, unknown
from sarcoguide.planning.model import ConditionView
from sarcoguide.record.reducers import ALGORITHMS

#: Stands for 'does not apply' in generated code; None stands for unknown.
NA = object()


class NothingKnown:
    """An environment in which nothing is known."""

    def value(self, name: str) -> Trace:
        """Return the trace of a fact that is not known."""
        return unknown("fact", name, name=name)

    def own(self, name: str) -> Trace:
        """Return unknown: there is no option."""
        return unknown("own", f"own.{name}", name=f"own.{name}")


@dataclass(frozen=True, slots=True)
class OneKnown(NothingKnown):
    """An environment in which one fact is known."""

    name: str
    given: Value

    def value(self, name: str) -> Trace:
        """Return the trace of the fact."""
        return known("fact", name, self.given, name=name)


class OneFact(dict[Any, Trace]):
    """The traces of an expression that reads one fact of few values, by that value; each is made when first met."""

    def __init__(self, expr: Expr, name: str) -> None:
        super().__init__()
        self.expr, self.name = expr, name

    def __missing__(self, value: Any) -> Trace:
        """Return what the reference evaluator says for this value."""
        environment = NothingKnown() if value is None else OneKnown(self.name, value)
        trace = self[value] = evaluate(self.expr, environment)
        return trace


def gatherer(body: Reduction, reads: Sequence[str], edition: Edition) -> Callable[[tuple[Trace, ...]], Any]:
    """Return a function from the traces of what a reducer reads to what it gathers from them."""
    gather, _ = ALGORITHMS[body.name]

    def run(parts: tuple[Trace, ...]) -> Any:
        return gather(body.parameters, dict(zip(reads, parts, strict=True)).__getitem__, edition)

    return run


def helpers() -> dict[str, Any]:
    """Return what generated code calls."""
    return {
        "NA": NA,
        "T": Trace,
        "C": ConditionView,
        "K": KNOWN,
        "U": UNKNOWN,
        "N": NOT_APPLICABLE,
        "calculate": calculate,
        "added": _quick(operator.add),
        "taken": _quick(operator.sub),
        "times": _quick(operator.mul),
        "divided": _quick(operator.truediv),
        "opened": opened,
        "opened_trace": opened_trace,
        "denied": _denied,
        "leaf": _leaf,
    }


def _quick(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return `calculate` for one operation on two numbers."""
    infinity = float("inf")

    def calculated(left: Any, right: Any) -> Any:
        try:
            result = operation(left, right)
        except (ZeroDivisionError, OverflowError):
            return None
        return result if -infinity < result < infinity else None

    return calculated


def _denied(trace: Trace) -> Trace:
    """Return the trace of a condition that does not apply: it is false."""
    return known(trace.kind, trace.text, False, trace.parts, trace.name)


#: What a reducer reads of a name that is not known, or does not apply.
UNREAD, INAPPLICABLE = unknown("fact", ""), not_applicable("fact", "")


def _leaf(value: Any) -> Trace:
    """Return a trace for a reducer to read."""
    if value is None:
        return UNREAD
    return INAPPLICABLE if value is NA else Trace("fact", "", KNOWN, value)


def opened(truths: Sequence[bool | None], values: Sequence[Any]) -> Any:
    """Return the value on which all rows agree that can still be reached, else None."""
    agreed = None
    for truth, value in zip(truths, values, strict=True):
        if truth is False:
            continue
        if value is None or (agreed is not None and value != agreed):
            return None
        agreed = value
        if truth:
            return agreed
    return None


class OpenRows(dict[tuple[bool | None, ...], Any]):
    """What a table with an open row is worth, by the outcomes of its rows; each is worked out when first met."""

    def __init__(self, values: Sequence[Any]) -> None:
        super().__init__()
        self.values_of_rows = values

    def __missing__(self, truths: tuple[bool | None, ...]) -> Any:
        """Return the value on which the rows that can still be reached agree, else None."""
        value = self[truths] = opened(truths, self.values_of_rows)
        return value


def opened_trace(
    text: str,
    rows: Sequence[Row],
    truths: Sequence[bool | None],
    values: Sequence[Any],
    whens: Sequence[Trace],
    value_traces: Sequence[Trace | None],
) -> tuple[Any, Trace]:
    """Return the value of a table with an open row, and its trace: the rows that were tried, and their outcomes."""
    value = opened(truths, values)
    tried: list[Trace] = []
    outcomes: list[Trace] = []
    for row, truth, when, inner in zip(rows, truths, whens, value_traces, strict=True):
        tried.append(when)
        if truth is False:
            continue
        if inner is None:
            outcomes.append(unknown("row", when.text, (when,), because=row.unknown))
        else:
            outcomes.append(Trace("row", when.text, inner.state, inner.value, (when, inner), because=row.because))
        if truth:
            break
    else:
        outcomes.append(unknown("row", "no row left"))
    if value is not None:
        first = outcomes[0]
        told = (first,) if first.parts[-1].kind != "literal" else ()
        return value, Trace("table", text, first.state, first.value, (*tried, *told), because=first.because)
    reasons = dict.fromkeys(row.because for row in outcomes if row.state is UNKNOWN and row.because)
    return None, unknown("table", text, (*tried, *outcomes), because="; ".join(reasons))
