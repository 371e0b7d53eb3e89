"""Pieces of CQL: names, constants, types, and the connectives of three answers, which CQL has of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sarcoguide.language import Type

_IDENTIFIER = r"""(?:\w+\.)*"(?:[^"\\]|\\.)*\""""
_WORD = r"""'(?:[^'\\]|\\.)*'"""
_ATOM = rf"""(?:{_IDENTIFIER}|{_WORD}|@?[\w.-]+|\{{[^{{}}]*\}}|\(null as \w+\))"""
#: How a definition is read, and what needs no parentheses wherever it stands. All else has them, even where precedence
#: would do: without them the translator's parser takes three times as long.
IDENTIFIER, ATOM = re.compile(_IDENTIFIER), re.compile(_ATOM)
#: CQL's own types, by the kind of a value. Numbers are decimals throughout, so that none is divided as a whole number.
TYPES: Mapping[str, str] = {
    "boolean": "Boolean",
    "number": "Decimal",
    "duration": "Decimal",
    "enum": "String",
    "text": "String",
    "set": "List<String>",
    "date": "Date",
}
#: Digits after the point that a decimal of CQL can be written with.
PLACES = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """CQL for a value, null where it is unknown or does not apply, and for where it does not apply (None: nowhere).

    `absent` is never null.
    """

    value: str
    absent: str | None = None


def quoted(name: str) -> str:
    """Return a name as an identifier."""
    return f'"{_escaped(name, chr(34))}"'


def string(text: str) -> str:
    """Return a word as a constant."""
    return f"'{_escaped(text, chr(39))}'"


def _escaped(text: str, mark: str) -> str:
    return text.replace("\\", "\\\\").replace(mark, f"\\{mark}")


def number(value: float | Decimal) -> str:
    """Return a number as a decimal constant, exactly; with more places than CQL allows, as a quotient."""
    exact = Decimal(str(value))
    places = max(0, -int(exact.as_tuple().exponent))
    if places > PLACES:
        return f"({exact.scaleb(places):f}.0 / {10**places}.0)"
    return f"{exact:f}" if places else f"{exact:f}.0"


def words(members: Iterable[str]) -> str:
    """Return a set of words as a constant."""
    inside = ", ".join(string(member) for member in sorted(members))
    return f"{{{inside}}}" if inside else "List<String>{}"


def constant(value: Any) -> str:
    """Return a constant of the guideline."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case int() | float() | Decimal():
            return number(value)
        case date():
            return f"@{value.isoformat()}"
        case str():
            return string(value)
        case _:
            return words(value)


def nothing(type_: Type) -> str:
    """Return an unknown value of a type."""
    return f"(null as {TYPES[type_.kind]})"


def wrapped(text: str) -> str:
    """Return an expression so that it can stand beside an operator."""
    return text if ATOM.fullmatch(text) else f"({text})"


def both(parts: Iterable[str]) -> str:
    """Return Kleene's and."""
    return _joined(parts, "and", "true")


def either(parts: Iterable[str]) -> str:
    """Return Kleene's or."""
    return _joined(parts, "or", "false")


def negation(text: str) -> str:
    """Return Kleene's not."""
    if text.endswith(" is null") and ATOM.fullmatch(text.removesuffix(" is null")):
        return f"{text.removesuffix('null')}not null"
    return {"true": "false", "false": "true"}.get(text) or f"not {wrapped(text)}"


def _joined(parts: Iterable[str], word: str, empty: str) -> str:
    decides = "false" if empty == "true" else "true"
    each = list(dict.fromkeys(part for part in parts if part != empty))
    if decides in each:
        return decides
    if len(each) == 1:
        return each[0]
    return f" {word} ".join(wrapped(part) for part in each) if each else empty


def is_constant(text: str) -> bool:
    """Whether an expression is a constant other than null."""
    return text in ("true", "false") or re.fullmatch(rf"{_WORD}|[\d.]+", text) is not None


def missing(text: str) -> str:
    """Return where a value is not there."""
    return f"{wrapped(text)} is null"


def chosen(condition: str, then: str, otherwise: str) -> str:
    """Return one value where a condition is true, and another where it is false or not known."""
    return f"if {condition} then {wrapped(then)} else {wrapped(otherwise)}"
