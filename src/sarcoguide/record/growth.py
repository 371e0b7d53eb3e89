"""How fast measured parts grow: each part with its own arithmetic, and the fastest or the slowest of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from sarcoguide.knowledge.model import Edition
from sarcoguide.language import Value
from sarcoguide.record.reduced import UNKNOWN, Read, Reduced, found, rows_of


class Rate(Struct, frozen=True):
    """The rate of one part, per day, from two measurements; `told` is the arithmetic, `assumed` what was taken as no.

    `within_error` says that the change did not exceed the error of measurement, so that the rate is nought.
    """

    lesion: str
    first: date
    second: date
    before: float
    after: float
    rate: float
    told: str
    assumed: str = ""
    within_error: bool = False

    @property
    def days(self) -> int:
        """The days between the two measurements."""
        return (self.second - self.first).days

    @property
    def because(self) -> str:
        """The arithmetic with what was assumed: an assumption is never silent."""
        return f"{self.told}; {self.assumed}" if self.assumed else self.told


def growth_rate(parameters: Mapping[str, Any], read: Read, _edition: Edition) -> Reduced:
    """Return the specific growth rate of one lesion, per day: 3 ln(D2/D1) / days (Schwartz 1961, Mehrara 2007).

    It is the fastest lesion, or with `which: slowest` the slowest. Only pairs of measurements off treatment, made in
    the same way and at least `min_days` apart count; of each lesion the latest such pair. Where the setting `error`
    has a value, in the unit of the diameter, a change that does not exceed it is none.
    """
    trace = read(parameters["records"])
    if rows_of(trace) is None:
        return Reduced(trace.state)
    each = rates(parameters, read)
    if not each:
        return UNKNOWN
    slowest = parameters.get("which") == "slowest"
    one = (min if slowest else max)(each, key=lambda rate: (rate.rate, rate.because))
    return found(one.rate, lambda: one.because)


def rates(parameters: Mapping[str, Any], read: Read) -> tuple[Rate, ...]:
    """Return the rate of each part that has two measurements which may be compared, in the order of their names."""
    minimum = _number(read(parameters["min_days"]).value)
    error = _number(read(parameters["error"]).value) if "error" in parameters else 0
    by_lesion: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows_of(read(parameters["records"])) or ():
        placed = all(row.get(parameters[key]) is not None for key in ("lesion", "date"))
        left_out = any(row.get(key) in words for key, words in parameters.get("excluding", {}).items())
        if placed and not left_out and not row.get(parameters["exclude_flag"]):
            by_lesion.setdefault(str(row[parameters["lesion"]]), []).append(row)
    made = []
    for lesion, measured in sorted(by_lesion.items()):
        pair = _last_pair(measured, parameters, minimum, error)
        if pair is not None:
            made.append(_rate(lesion, *pair, parameters, error))
    return tuple(made)


def _number(value: Value) -> float:
    return value if isinstance(value, int | float) else 0


def _last_pair(
    measured: list[Mapping[str, Any]], parameters: Mapping[str, Any], minimum: float, error: float
) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    when, size, same = parameters["date"], parameters["diameter"], parameters["same"]
    usable = sorted((row for row in measured if (row.get(size) or 0) > 0), key=lambda row: (row[when], row[size]))
    alike: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in usable:
        alike.setdefault(tuple(row.get(key) for key in same), []).append(row)
    pairs = []
    for rows in alike.values():
        # The last one, and of those far enough before it the latest; one that differs by more than the error of
        # measurement comes first, so that a lesion that creeps is not taken to stand still.
        earlier = [row for row in rows if (rows[-1][when] - row[when]).days >= max(minimum, 1)]
        beyond = [row for row in earlier if error > 0 and abs(rows[-1][size] - row[size]) > error]
        pairs += [((beyond or earlier)[-1], rows[-1])] if earlier else []
    # Of several on the same days the fastest, so that the order of the record does not matter.
    return max(pairs, key=lambda p: (p[1][when], p[0][when], p[1][size] / p[0][size])) if pairs else None


def _rate(
    lesion: str, first: Mapping[str, Any], second: Mapping[str, Any], parameters: Mapping[str, Any], error: float
) -> Rate:
    when, size = parameters["date"], parameters["diameter"]
    days = (second[when] - first[when]).days
    change = abs(second[size] - first[size])
    within = 0 < change <= error
    if within:
        rate = 0.0
        sizes = f"from {first[size]:g} to {second[size]:g}"
        told = f"lesion {lesion}: {sizes} in {days} days, within the error of {error:g}"
    else:
        rate = 3 * math.log(second[size] / first[size]) / days
        told = f"lesion {lesion}: 3 x ln({second[size]:g}/{first[size]:g}) / {days} days = {rate:.5f} per day"
    flag = parameters["exclude_flag"]
    assumed = any(row.get(flag) is None for row in (first, second))
    said = f"{flag.replace('_', ' ')}: not stated, taken as no" if assumed else ""
    return Rate(lesion, first[when], second[when], first[size], second[size], rate, told, said, within)
