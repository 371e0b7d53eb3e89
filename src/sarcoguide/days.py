"""Days as people write them, wherever a text shows one."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WRITTEN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")


def day(written: str | date | None) -> str:
    """Return a date for people, as exact as it is known; a text that is no date stays as it is.

    Args:
        written: 2026-11-22 becomes 22 Nov 2026, 2014-03 becomes Mar 2014, 2014 stays; None is no word.
    """
    text = written.isoformat() if isinstance(written, date) else written or ""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return text
    year, month, number = match.groups()
    return " ".join(filter(None, (number and str(int(number)), month and MONTHS[int(month) - 1], year)))
