"""The texts of fields as values. What cannot be read stays text, for the reader of records to refuse."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sarcoguide.days import MONTHS
from sarcoguide.web.fields import UNKNOWN, FormField
from sarcoguide.web.written import UNSEEN, plain

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?")
#: A day as people write it; a month in digits would be read either way, so it is not taken.
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]+([A-Za-z]{3,9})[ .,-]+([0-9]{4})")
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}
_FULL_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def number(text: str) -> int | Decimal | None:
    """Return the number that a text is, with every digit; None if it is none."""
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def day(text: str) -> str:
    """Return a day as a record has it: `22 Nov 2026` as 2026-11-22; any other text stays as it is."""
    found = _DAY.fullmatch(text)
    if found is None:
        return text
    name = found.group(2).lower()
    months = [
        month
        for month, (short, full) in enumerate(zip(MONTHS, _FULL_NAMES, strict=True), start=1)
        if name in (short.lower(), full) or (name == "sept" and full == "september")
    ]
    try:
        return date(int(found.group(3)), months[0], int(found.group(1))).isoformat()
    except (IndexError, ValueError):
        return text


def read(field: FormField, text: str) -> object:
    """Return the value that the text of a field or cell is."""
    match field.kind:
        case "boolean":
            return _BOOLEANS.get(text, text)
        case "number":
            found = number(text)
            return text if found is None else found
        case "date":
            return day(text)
        case _:
            return text


def comes_back(field: FormField, value: object) -> bool:
    """Whether a value that is shown in a cell and sent back unchanged is the same value."""
    if isinstance(value, bool) != (field.kind == "boolean" and not isinstance(value, str)):
        return False
    text = plain(value)
    if text == UNKNOWN and field.kind in ("boolean", "enum") and UNKNOWN not in dict(field.choices):
        return False
    if not text or text != text.strip() or UNSEEN.search(text) or "\n" in text or "\r" in text or "\t" in text:
        return False
    again = read(field, text)
    if isinstance(value, date):
        return again == value.isoformat()
    if isinstance(value, float):
        return isinstance(again, int | Decimal) and float(again) == value
    return type(again) is type(value) and again == value
