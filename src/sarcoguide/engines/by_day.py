"""The compiled engine of each edition, generated once. Between two dates of the guideline every day shares the code."""

from __future__ import annotations

from collections import OrderedDict
from copy import copy
from dataclasses import replace
from datetime import date
from threading import Lock

from sarcoguide.engines.compiled import CompiledEngine
from sarcoguide.knowledge import Guideline

#: Engines that are kept: more than a session looks at, each a few megabytes.
KEPT = 8
#: Days on which an engine was asked for that are kept: an edition of a day is little more than its date.
KEPT_DAYS = 32


class Engines:
    """Gives the engine of a day, generated when it is first asked for."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self._dates = guideline.dates()
        self._by_period: OrderedDict[date, CompiledEngine] = OrderedDict()
        self._by_day: OrderedDict[date, CompiledEngine] = OrderedDict()
        self._lock = Lock()

    def of(self, day: date) -> CompiledEngine:
        """Return the engine of the guideline as it stood on a day, traces included.

        Raises:
            UsageError: the guideline had not begun on that day.
        """
        with self._lock:
            if day not in self._by_day:
                keep(self._by_day, day, self._made(day), KEPT_DAYS)
            self._by_day.move_to_end(day)
            return self._by_day[day]

    def _made(self, day: date) -> CompiledEngine:
        start = max((other for other in self._dates if other <= day), default=day)
        if start not in self._by_period:
            made = CompiledEngine(self.guideline.at(start))
            _ = made.explain  # generated when it is first named
            keep(self._by_period, start, made, KEPT)
        self._by_period.move_to_end(start)
        engine = copy(self._by_period[start])
        # The rules of a period are the same objects on each of its days, so the code that was made for them holds.
        engine.edition = replace(engine.edition, as_of=day)
        return engine


def keep(cache: OrderedDict[date, CompiledEngine], day: date, engine: CompiledEngine, most: int) -> None:
    """Keep an engine, and of all that are kept only those that were used last."""
    cache[day] = engine
    while len(cache) > most:
        cache.popitem(last=False)
