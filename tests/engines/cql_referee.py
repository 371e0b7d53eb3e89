"""The CQL referee for tests: installed where it has to be, and asked beside the reference evaluator."""

from __future__ import annotations

import fcntl
import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.engines.cql import Libraries, parameters_of
from sarcoguide.engines.cql.parameters import plain
from sarcoguide.engines.cql.referee import HERE, Referee, absent
from sarcoguide.engines.cql.views import ABSENT, EVERYTHING, FRESH
from sarcoguide.language.trace import NOT_APPLICABLE
from sarcoguide.record import Situation
from tests.engines.agreement import Answer

#: Seconds in which npm has to be done.
PATIENCE = 240


def need_referee() -> None:
    """Skip a test where the referee cannot be asked; where CI is set and node is there, install packages or fail."""
    reason = absent()
    if reason is None:
        return
    if not os.environ.get("CI") or shutil.which("node") is None:
        pytest.skip(reason)
    # Several workers come here at once; one installs.
    with Path(tempfile.gettempdir(), "sarcoguide-referee.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if absent() is None:
            return
        try:
            told = subprocess.run(
                ["npm", "ci", "--no-audit", "--no-fund"],
                cwd=HERE,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            pytest.fail(f"the packages of the referee cannot be installed: {error}")
        if told.returncode or absent() is not None:
            pytest.fail(f"the packages of the referee cannot be installed: {told.stderr[-500:]}")


class Asked:
    """What the referee says of a record, asked once for its statuses and its definitions."""

    def __init__(self, referee: Referee, libraries: Libraries) -> None:
        self.referee, self.libraries = referee, libraries
        self._last: tuple[Situation, dict[str, Any]] | None = None

    def _judged(self, situation: Situation) -> dict[str, Any]:
        if self._last is None or self._last[0] is not situation:
            show = (FRESH, EVERYTHING) if situation.stale else (FRESH,)
            self._last = situation, self.referee.judged(parameters_of(situation, self.libraries), show)
        return self._last[1]

    def statuses(self, situation: Situation) -> Answer:
        """Return the status of each option; CQL gives no marks."""
        main = self._judged(situation)["main"]
        options = [rule.entry.id for rule in self.libraries.options]
        return Answer({name: (main[name], None) for name in options})

    def differing(self, situation: Situation) -> Mapping[str, str]:
        """Return each definition that comes out otherwise, and each name that applies otherwise, in either view."""
        wrong: dict[str, str] = {}
        shown = self._judged(situation)["shown"]
        for kind, view in ((FRESH, situation.fresh), (EVERYTHING, situation.everything)):
            found = shown.get(kind, {})
            for name in self.libraries.order if found else ():
                trace = view.value(name)
                want = {name: plain(trace.value), name + ABSENT: trace.state is NOT_APPLICABLE}
                # What is never said not to apply has no definition for it; facts are handed on as they are.
                says = {name: found.get(name, want[name]), name + ABSENT: found.get(name + ABSENT, False)}
                wrong |= {
                    f"{key} ({kind})": f"{says[key]} instead of {want[key]}"
                    for key in want
                    if not same(want[key], says[key])
                }
        return wrong


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same; numbers to the last digits, which powers may differ in."""
    if type(one) in (int, float) and type(other) in (int, float):
        return math.isclose(one, other, rel_tol=1e-12)
    return type(one) is type(other) and bool(one == other)
