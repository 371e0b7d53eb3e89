"""From plain data to entries: every wrong key, missing key and wrong type at once.

msgspec stops at the first fault of a value; an author needs all of them, with the right key beside a wrong one.
"""

from __future__ import annotations

import typing
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

import msgspec

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge.entries import Entry, Expression
from sarcoguide.knowledge.yaml_reader import Document, Path, field_path
from sarcoguide.language.syntax import suggestion

E = TypeVar("E", bound=Entry)

_WORDS: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    Decimal: "a number",
    bool: "true or false",
    date: "a date (YYYY-MM-DD)",
    NoneType: "nothing",
    Expression: "an expression",
}


class _MisfitError(Exception):
    """A value that does not fit; its problem is already noted."""


class Shape:
    """Reads the parts of one document into entries and notes what does not fit."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def entry(self, form: type[E], data: Any, path: Path) -> E | None:
        """Return `data` as an entry of class `form`, or None when anything in it is wrong."""
        try:
            return cast(E, self._struct(form, data, path))
        except _MisfitError:
            return None

    def problem(self, path: Path, what: str, remedy: str = "") -> None:
        """Note a problem at a path."""
        document = self.document
        why = "a key that is not understood would be lost in silence" if "unknown key" in what else ""
        self.problems.append(Problem(what, document.where, document.line(path), field_path(path), why, remedy))

    def _struct(self, form: type[Entry], data: Any, path: Path) -> Entry:
        if not isinstance(data, dict):
            self._mismatch(path, data, "a mapping of keys and values")
        fields = _fields(form)
        failed = False
        for key in data:
            if key not in fields:
                remedy = suggestion(key, fields) or f"keys here: {', '.join(fields)}"
                self.problem((*path, key), f"unknown key {shorten(key)}", remedy)
                failed = True
        values: dict[str, Any] = {}
        for key, (attribute, annotation, required) in fields.items():
            if key not in data:
                if required:
                    self.problem(path, f"the key '{key}' is missing", f"add '{key}:' to this entry")
                    failed = True
                continue
            try:
                values[attribute] = self._value(annotation, data[key], (*path, key))
            except _MisfitError:
                failed = True
        if failed:
            raise _MisfitError
        return form(**values)

    def _value(self, annotation: Any, data: Any, path: Path) -> Any:
        if annotation is Any:
            return data
        if annotation is Expression:
            return self._expression(data, path)
        origin, args = get_origin(annotation), get_args(annotation)
        if origin in (typing.Union, UnionType):
            return self._union(args, data, path)
        if origin is Literal:
            if data not in args:
                remedy = suggestion(str(data), map(str, args)) or f"one of: {', '.join(map(str, args))}"
                self.problem(path, f"{shorten(data)} is not allowed here", remedy)
                raise _MisfitError
            return data
        if origin is list:
            if not isinstance(data, list):
                self._mismatch(path, data, "a list")
            return self._all([(args[0], item, (*path, i)) for i, item in enumerate(data)])
        if origin is dict:
            if not isinstance(data, dict):
                self._mismatch(path, data, "a mapping")
            return dict(
                zip(
                    data,
                    self._all([(args[1], item, (*path, key)) for key, item in data.items()]),
                    strict=True,
                )
            )
        if isinstance(annotation, type) and issubclass(annotation, Entry):
            return self._struct(annotation, data, path)
        if not _fits(annotation, data):
            self._mismatch(path, data, _WORDS.get(annotation, str(annotation)))
        return data

    def _all(self, parts: list[tuple[Any, Any, Path]]) -> list[Any]:
        """Read all parts before giving up, so that every fault is noted."""
        values, failed = [], False
        for annotation, item, path in parts:
            try:
                values.append(self._value(annotation, item, path))
            except _MisfitError:
                failed = True
        if failed:
            raise _MisfitError
        return values

    def _union(self, options: tuple[Any, ...], data: Any, path: Path) -> Any:
        simple = [option for option in options if not _is_compound(option)]
        if any(_fits(option, data) for option in simple if option is not Expression):
            return data
        rest = [option for option in options if option is Expression or _is_compound(option)]
        if len(rest) == 1 and data is not None:
            return self._value(rest[0], data, path)
        return self._mismatch(path, data, " or ".join(_WORDS.get(option, str(option)) for option in options))

    def _expression(self, data: Any, path: Path) -> str:
        match data:
            case bool():
                return str(data).lower()
            case int() | Decimal():
                return str(data)
            case str() if data.strip():
                return data
            case _:
                return self._mismatch(path, data, "an expression")

    def _mismatch(self, path: Path, data: Any, wanted: str) -> typing.NoReturn:
        remedy = "quote it to make it text" if wanted == "text" else f"write {wanted}"
        self.problem(path, f"{shorten(data)} stands where {wanted} is needed", remedy)
        raise _MisfitError


def _is_compound(annotation: Any) -> bool:
    return get_origin(annotation) is not None or (isinstance(annotation, type) and issubclass(annotation, Entry))


def _fits(annotation: Any, data: Any) -> bool:
    if annotation in (int, Decimal):
        return isinstance(data, annotation) and not isinstance(data, bool)
    if annotation is NoneType:
        return data is None
    return isinstance(annotation, type) and isinstance(data, annotation)


_CACHE: dict[type[Entry], dict[str, tuple[str, Any, bool]]] = {}


def _fields(form: type[Entry]) -> dict[str, tuple[str, Any, bool]]:
    """Return, by the key in YAML: the attribute, its type, and whether it is required."""
    if form not in _CACHE:
        hints = typing.get_type_hints(form)
        _CACHE[form] = {
            part.encode_name: (part.name, hints[part.name], part.required) for part in msgspec.structs.fields(form)
        }
    return _CACHE[form]
