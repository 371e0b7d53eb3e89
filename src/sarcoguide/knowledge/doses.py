"""Published doses as numbers: what is given, by what it is measured, and on which days, beside the prose.

Nothing here is worked out for a patient, and no number stands that the prose of the same drug does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import field

from sarcoguide.knowledge.entries import Entry, Number

_RANGE = re.compile(r"(\d+)(?:-(\d+))?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WEEKS = re.compile(r"(\d+) weeks?")
_ON_AND_OFF = re.compile(r"(\d+) weeks? on and (\d+) weeks? off")
_PER = re.compile(r"/([A-Za-z]\w*)")
_SPAN = re.compile(r"(\d+)-(\d+)")
DAYS_OF_WEEK = 7
#: Words that say a number.
_SAID = {"once": 1, "daily": 1, "twice": 2}


class Over(Entry, frozen=True):
    """How long one dose runs."""

    value: Number
    unit: Literal["min", "h", "d"]


class Dose(Entry, frozen=True):
    """A dose as published, in numbers.

    Each of `amounts` is what is given on each of `days` (all at once, or `over` a time; `times_a_day` if more often).
    Of two, `choice` says how they belong together: one `or` the other, from one `to` the other, or the same written
    `as` another form (`forms` names both). `per` is what it is measured by: a key of `per` in `regimen_sheet`;
    without it the dose is flat. `cap` is the highest single dose that the source allows, in `unit`.
    """

    amounts: list[Number]
    unit: str
    per: str | None = None
    choice: Literal["or", "to", "as"] | None = None
    forms: list[str] = field(default_factory=list)
    cap: Number | None = None
    days: str = ""
    over: Over | None = None
    times_a_day: int | None = None
    times_a_week: int | None = None
    total: Number | None = None
    cycle_days: int | None = None
    cycles: int | None = None

    @property
    def on_days(self) -> tuple[int, ...]:
        """The days of a cycle on which it is given."""
        return tuple(days_in(self.days) or ())


def days_in(text: str) -> list[int] | None:
    """Return the days that `1, 8` or `1-7, 15-21` names, in order; None where it cannot be read."""
    found: list[int] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _RANGE.fullmatch(part)
        if match is None:
            return None
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        if last < first:
            return None
        found += range(first, last + 1)
    rising = all(day > 0 for day in found) and found == sorted(set(found))
    return found if rising else None


def numbers_said(prose: str) -> set[Decimal]:
    """Return every number that prose says: in figures, as `twice`, weeks as days as well, the days of a span."""
    found = {Decimal(text) for text in _NUMBER.findall(prose)}
    found |= {Decimal(int(weeks) * DAYS_OF_WEEK) for weeks in _WEEKS.findall(prose)}
    for on, off in _ON_AND_OFF.findall(prose):
        found |= {Decimal(1), Decimal((int(on) + int(off)) * DAYS_OF_WEEK)}
    for first, last in _SPAN.findall(prose):
        found |= {Decimal(day) for day in range(int(first), int(last) + 1)}
    return found | {Decimal(number) for word, number in _SAID.items() if re.search(rf"\b{word}\b", prose)}


def numbers_of(dose: Dose) -> Iterator[tuple[str, Decimal]]:
    """Yield each number of a dose with the field that holds it."""
    for amount in dose.amounts:
        yield "amounts", Decimal(amount)
    for key in ("cap", "total", "times_a_day", "times_a_week", "cycle_days", "cycles"):
        value: Number | None = getattr(dose, key)
        if value is not None:
            yield key, Decimal(value)
    if dose.over is not None:
        yield "over", Decimal(dose.over.value)
    if dose.days:
        span = [int(text) for text in _NUMBER.findall(dose.days)]
        yield from (("days", Decimal(day)) for day in span)


def faults_of(dose: Dose) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a dose in itself: the field, what, and what to do."""
    many = len(dose.amounts)
    if many not in (1, 2) or any(amount <= 0 for amount in dose.amounts):
        yield "amounts", "a dose has one amount above zero, or two", "write what the source gives"
        return
    if (many == 2) != (dose.choice is not None):  # noqa: PLR2004
        yield "choice", "two amounts need `choice`, and one has none", "write `or`, `to` or `as`, or take it out"
    if dose.choice == "to" and dose.amounts[0] >= dose.amounts[-1]:
        yield "amounts", "a range goes from the lower to the higher amount", "turn the two round"
    if len(dose.forms) != (many if dose.choice == "as" else 0):
        yield "forms", "`forms` names both amounts of one dose that is written in two ways", "name both, or none"
    days = days_in(dose.days)
    if days is None:
        yield "days", f"'{dose.days}' names no days in order", "write them as `1, 8` or `1-7, 15-21`"
    elif days and dose.cycle_days is not None and days[-1] > dose.cycle_days:
        yield "days", "a day lies behind the end of the cycle", "correct the days or `cycle_days`"
    if dose.total is not None and (many != 1 or dose.total != dose.amounts[0] * len(days or ())):
        yield "total", "`total` is not the amount times its days", "correct the numbers, or take `total` out"
    counts = (dose.cap, dose.times_a_day, dose.times_a_week, dose.cycle_days, dose.cycles)
    if any(count is not None and count <= 0 for count in counts) or (dose.over is not None and dose.over.value <= 0):
        yield "", "a number that counts something is not above zero", "correct it"


def disagreements(dose: Dose, prose: str, dose_prose: str) -> Iterator[tuple[str, str]]:
    """Yield each number that a dose has and its prose has not, or the other way round: the field, and what.

    Args:
        dose: the numbers.
        prose: dose, route and schedule as the entry has them.
        dose_prose: the dose alone: each of its numbers must stand among those of the dose.
    """
    said = numbers_said(prose)
    for key, number in numbers_of(dose):
        if number not in said:
            yield key, f"{number} does not stand in '{prose}'"
    # `g` stands in `mg`, and is a thousand times as much.
    if re.search(rf"(?<![A-Za-z]){re.escape(dose.unit)}(?![A-Za-z])", dose_prose) is None:
        yield "unit", f"the unit '{dose.unit}' does not stand in '{dose_prose}'"
    measured = set(_PER.findall(dose_prose))
    if measured != ({dose.per} if dose.per is not None else set()):
        yield "per", f"'{dose_prose}' is not measured per {dose.per or 'nothing'}"
    held = {number for _, number in numbers_of(dose)} | {Decimal(day) for day in dose.on_days}
    bare = dose_prose.replace(f"/{dose.per}", "")
    for number in sorted({Decimal(text) for text in _NUMBER.findall(bare)} - held):
        yield "amounts", f"{number} of '{dose_prose}' is left out"
