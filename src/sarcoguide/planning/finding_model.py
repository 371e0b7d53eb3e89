"""Findings as a plan shows them beside an option."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field


class ResultView(Struct, frozen=True, gc=False):
    """One number of a finding; the interval is empty where none was read."""

    of: str
    value: float
    interval: tuple[float, ...] = ()


class FindingView(Struct, frozen=True, gc=False):
    """What a trial or series found, in numbers that were read; `sources` are ids of the plan's `sources`.

    `inside` says whether the patient could have been in the trial, as far as its entry rules are held (`held`): null
    when not known, with the reasons (`because`) or the facts that are missing.
    """

    id: str
    measure: str
    name: str
    unit: str
    scale: Literal["amount", "share", "ratio"]
    people: str
    results: tuple[ResultView, ...]
    level: float
    n: int | None
    period: str
    dated: str
    held: bool
    inside: bool | None
    because: tuple[str, ...]
    missing: tuple[str, ...]
    sources: tuple[str, ...]
    since: str = field(name="from")
    reviewed: str | None
    note: str = ""
