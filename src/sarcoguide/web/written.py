"""Values of a record as text that reads back as the same value: YAML on one line for each row of a list."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

#: Words that are written without quotes: they read back as text.
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_CONSTANTS = ("true", "false", "null")
#: What YAML would fold or refuse, though JSON leaves it as it is.
UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def as_text(value: Any) -> str:
    """Return a list of records as YAML, a row on each line; anything else as one line."""
    if isinstance(value, list | tuple) and value:
        return "\n".join(f"- {inline(item)}" for item in value)
    return inline(value)


def inline(value: Any) -> str:
    """Return a value as YAML on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return value if _WORD.fullmatch(value) and value not in _CONSTANTS else _quoted(value)
        case Mapping():
            return "{" + ", ".join(f"{inline(str(key))}: {inline(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(inline(item) for item in value) + "]"
        case set() | frozenset():
            return "[" + ", ".join(inline(item) for item in sorted(value, key=str)) + "]"
        case _:
            return plain(value)


def plain(value: Any) -> str:
    """Return one value as the text of a field: a number, a date, a word."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return inline(value)
    return "" if value is None else str(value)


def as_json(value: Any) -> str:
    """Return a part of a record as JSON. Numbers keep every digit; a date becomes text, as a record in JSON has it."""
    match value:
        case None | bool():
            return json.dumps(value)
        case Mapping():
            return "{" + ",".join(f"{json.dumps(str(key))}:{as_json(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ",".join(map(as_json, value)) + "]"
        case int() | float() | Decimal():
            return str(value)
        case _:
            return json.dumps(str(value))


def _quoted(text: str) -> str:
    return UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))
