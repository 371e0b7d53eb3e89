"""Exit codes."""

from __future__ import annotations

OK = 0
PROBLEMS = 1
USAGE = 2
CASES_FAILED = 3
NOT_PROVED = 4
BUG = 70
STOPPED = 130
