"""Algorithms over timelines. They know no medicine: their parameters and factors stand in the guideline.

Each takes the parameters of a definition and a way to read facts, and returns a value, UNKNOWN or NOT_APPLICABLE,
with the arithmetic in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from sarcoguide.knowledge.model import Edition
from sarcoguide.language import State
from sarcoguide.language.trace import KNOWN
from sarcoguide.language.trace import UNKNOWN as NOT_KNOWN
from sarcoguide.record.growth import growth_rate
from sarcoguide.record.reduced import NOT_APPLICABLE, UNKNOWN, Read, Reduced, Rows, found, rows_of
from sarcoguide.record.response import (
    response,
    response_best,
    response_course,
    response_day,
    response_first,
    response_marked,
    response_since,
)

__all__ = ["ALGORITHMS", "NOT_APPLICABLE", "UNKNOWN", "Reduced", "reduce"]


def reduce(name: str, parameters: Mapping[str, Any], read: Read, edition: Edition) -> Reduced:
    """Run the reducer `name`; the loader has checked that it exists and has all its parameters."""
    gather, conclude = ALGORITHMS[name]
    return conclude(gather(parameters, read, edition))


def _counted(rows: Rows, parameters: Mapping[str, Any]) -> Rows:
    """Return the records that count: those whose fields hold none of the values to be left out."""
    for key, values in parameters["excluding"].items():
        rows = [row for row in rows if row.get(key) not in values]
    return rows


def _chosen(rows: Rows, parameters: Mapping[str, Any]) -> tuple[Rows, bool]:
    """Return the records that `where` certainly chooses, and whether that is all: a missing field may choose one."""
    chosen, certain = [], True
    for row in rows:
        held = [(row.get(key), values) for key, values in parameters.get("where", {}).items()]
        if any(value is not None and value not in values for value, values in held):
            continue
        if any(value is None for value, _ in held):
            certain = False
        else:
            chosen.append(row)
    return chosen, certain


def count(parameters: Mapping[str, Any], read: Read, _edition: Edition) -> Reduced:
    """Return the number of records that count; unknown when one of them may be meant or not."""
    trace = read(parameters["records"])
    rows = rows_of(trace)
    if rows is None:
        return Reduced(trace.state)
    chosen, certain = _chosen(_counted(rows, parameters), parameters)
    return found(len(chosen)) if certain else UNKNOWN


def latest_field(parameters: Mapping[str, Any], read: Read, _edition: Edition) -> Reduced:
    """Return a field of the record that began last. Unknown when two records cannot be put in order."""
    trace = read(parameters["records"])
    rows = rows_of(trace)
    if rows is None:
        return Reduced(trace.state)
    rows = _counted(rows, parameters)
    if not rows:
        return NOT_APPLICABLE
    order = parameters["order_by"]
    if len(rows) > 1 and any(row.get(order) is None for row in rows):
        return UNKNOWN
    # Records that began on the same last day are in no order: they must agree.
    newest = None if len(rows) == 1 else max(row[order] for row in rows)
    last = [row for row in rows if newest is None or row[order] == newest]
    values = {row.get(parameters["field"]) for row in last}
    value = values.pop() if len(values) == 1 else None
    return UNKNOWN if value is None else found(value)


def earliest(parameters: Mapping[str, Any], read: Read, _edition: Edition) -> Reduced:
    """Return the earliest of several dates. One that does not apply is left out; an unknown one makes it unknown."""
    traces = [read(name) for name in parameters["dates"]]
    if NOT_KNOWN in [trace.state for trace in traces]:
        return UNKNOWN
    days = [trace.value for trace in traces if trace.known]
    return found(min(days)) if days else NOT_APPLICABLE


class _Sum(Struct, frozen=True):
    """The sum of what is known of a field, and whether that is all of it."""

    state: State
    total: float = 0
    exact: bool = False


def _sum(parameters: Mapping[str, Any], read: Read, _edition: Edition) -> _Sum:
    trace = read(parameters["records"])
    rows = rows_of(trace)
    if rows is None:
        return _Sum(trace.state)
    name, flag = parameters["field"], parameters["lower_bound_flag"]
    total = 0
    rows, exact = _chosen(rows, parameters)
    for row in rows:
        amount = row.get(name)
        if amount is not None:
            total += amount
        exact = exact and amount is not None and not row.get(flag)
    return _Sum(KNOWN, total, exact)


def sum_field(gathered: _Sum) -> Reduced:
    """Return the sum of a field over records; unknown when one is missing, may be meant or not, or is a lower bound."""
    if gathered.state is not KNOWN:
        return Reduced(gathered.state)
    return found(gathered.total) if gathered.exact else UNKNOWN


def sum_field_at_least(gathered: _Sum) -> Reduced:
    """Return the sum of what is known of a field: a lower bound."""
    return found(gathered.total) if gathered.state is KNOWN else Reduced(gathered.state)


class _Ledger(Struct, frozen=True):
    """A lifetime dose (None: not known), the part of it that is known, and the arithmetic in words."""

    total: float | None
    at_least: float
    tell: Callable[[], str]


def dose_ledger(ledger: _Ledger) -> Reduced:
    """Return a lifetime dose in equivalents: zero when never given, else from the ledger, else as stated."""
    return UNKNOWN if ledger.total is None else found(ledger.total, ledger.tell)


def dose_ledger_at_least(ledger: _Ledger) -> Reduced:
    """Return the part of a lifetime dose that is known: a lower bound, which may exclude but never clear."""
    return found(ledger.at_least, ledger.tell)


def _ledger(parameters: Mapping[str, Any], read: Read, edition: Edition) -> _Ledger:
    factors: Mapping[str, Any] = parameters["factors"]
    lines: list[tuple[float, str]] = []
    complete = True
    listed = read(parameters["ledger"])
    for row in rows_of(listed) or ():
        dose, drug = row.get(parameters["dose_field"]), str(row.get(parameters["drug_field"]))
        if dose is None or drug not in factors:
            complete = False
        else:
            lines.append((dose * float(factors[drug]), f"{dose:g} x {float(factors[drug]):g} ({drug})"))
    given, given_complete = _from_treatments(parameters, read, edition)
    by_ledger = sum([dose for dose, _ in lines])
    by_treatments = sum([dose for dose, _ in given])
    told = lines if by_ledger >= by_treatments else given

    def tell() -> str:
        return " + ".join([text for _, text in told])

    stated = read(parameters["stated"])
    by_word = float(stated.value) if stated.known and isinstance(stated.value, int | float) else 0.0
    at_least = max(by_ledger, by_treatments, by_word)
    if read(parameters["gate"]).truth is False:
        return _Ledger(0, at_least, lambda: "never given") if at_least == 0 else _Ledger(None, at_least, tell)
    if listed.known and complete:
        # A ledger is a list of all doses in life; treatments in the timeline that go beyond it are counted too.
        total = max(by_ledger, by_treatments)
        return _Ledger(total if given_complete or by_ledger >= by_treatments else None, at_least, tell)
    if stated.known:
        return _Ledger(at_least, at_least, lambda: f"{by_word:g} as stated")
    return _Ledger(None, at_least, tell)


def _from_treatments(
    parameters: Mapping[str, Any], read: Read, edition: Edition
) -> tuple[list[tuple[float, str]], bool]:
    """Return the doses of treatments given: the dose in the record, or cycles at the published dose of the regimen."""
    lines: list[tuple[float, str]] = []
    complete = True
    for row in rows_of(read(parameters["treatments"])) or ():
        regimen = row.get("regimen")
        # The dose that a regimen holds does not depend on the day whose guideline answers.
        held = edition.quantities.get(str(regimen))
        per_cycle = None if held is None else held.get(parameters["own"])
        dose = row.get(parameters["dose_field"])
        if dose is not None:
            lines.append((dose, f"{dose:g} ({regimen})"))
        elif per_cycle is None:
            # A regimen without this drug adds nothing; one that the guideline does not hold may have added some.
            complete = complete and held is not None
        elif row.get("cycles") is None:
            complete = False
        else:
            text = f"{row['cycles']} cycles of {per_cycle:g} as published ({regimen})"
            lines.append((per_cycle * row["cycles"], text))
    return lines, complete


def _as_it_is(result: Reduced) -> Reduced:
    return result


#: Of each reducer what it gathers from a record, and what it concludes from that. Two may gather the same.
ALGORITHMS: dict[str, tuple[Callable[[Mapping[str, Any], Read, Edition], Any], Callable[[Any], Reduced]]] = {
    "count": (count, _as_it_is),
    "latest_field": (latest_field, _as_it_is),
    "earliest": (earliest, _as_it_is),
    "sum_field": (_sum, sum_field),
    "sum_field_at_least": (_sum, sum_field_at_least),
    "dose_ledger": (_ledger, dose_ledger),
    "dose_ledger_at_least": (_ledger, dose_ledger_at_least),
    "growth_rate": (growth_rate, _as_it_is),
    "response": (response_course, response),
    "response_best": (response_course, response_best),
    "response_day": (response_course, response_day),
    "response_first": (response_course, response_first),
    "response_marked": (response_course, response_marked),
    "response_since": (response_course, response_since),
}
