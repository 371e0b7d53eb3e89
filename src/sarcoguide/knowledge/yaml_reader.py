"""Strict YAML: what a file says and nothing that a reader of it would not see.

PyYAML's parser reads the stream (libyaml where it is there); the tree is built here from its events, because its
own constructor takes duplicate keys, aliases and YAML 1.1 words (`no`, `on`) without a word. Nothing recurses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from sarcoguide.errors import Problem, shorten

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
TOO_DEEP = f"the file is nested more than {MAX_DEPTH} deep"
#: Keys and values in one file, and problems that are told of it: beyond, reading would take long and help nobody.
MAX_PARTS = 150_000
MAX_PROBLEMS = 100

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_A_NUMBER = re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE)
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Document:
    """What one file holds: plain data, and the line on which each part of it stands."""

    where: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int | None:
        """Return the line of the part at `path`, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


class _StopError(Exception):
    """Ends the reading of a file whose remainder cannot be understood."""


def read_yaml(text: str | bytes, where: str) -> Document:
    """Return the content of a YAML (or JSON) text; what is wrong with it stands in `problems`.

    Numbers with a fraction become `Decimal`, so that nothing is rounded on the way in.
    """
    document = Document(where, None)
    try:
        _Builder(document).build(_decoded(text))
    except _StopError:
        document.data = None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        detail = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed")
        document.data = None
        # The parser has a limit of its own, and may come to it before it tells of the first level.
        too_deep = "nesting depth" in detail
        document.problems.append(
            Problem(
                TOO_DEEP if too_deep else f"this is not YAML: {shorten(detail)}",
                where,
                mark.line + 1 if mark else None,
                why="a file that cannot be read whole is not read at all",
                remedy=getattr(error, "remedy", "check the indentation, the colons and the quotes near this line"),
            )
        )
    return document


def _decoded(text: str | bytes) -> str:
    if len(text) > MAX_BYTES:
        raise _Unreadable(f"the file has more than {MAX_BYTES:,} bytes", "split it into smaller files")
    try:
        if isinstance(text, bytes):
            return text.decode("utf-8-sig")
        text.encode()
    except UnicodeError as error:
        raise _Unreadable(
            f"the file is not UTF-8 (position {getattr(error, 'start', 0)})", "save it as UTF-8"
        ) from None
    return text


class _Unreadable(yaml.YAMLError):
    """Reported as a problem of the file."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being filled."""

    items: list[Any] | dict[str, Any]
    path: Path
    key: str | None = None


class _Builder:
    """Builds plain data from the events of the parser."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[_Open] = []
        self.documents = 0
        self.parts = 0

    def build(self, text: str) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for event in yaml.parse(text, Loader=loader):
            self.take(event)

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.AliasEvent():
                self.stop(line, "an alias (*name) is not allowed", "write the content out where it is needed")
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.stop(line, "the file holds more than one document", "put each in a file of its own")
            case yaml.ScalarEvent() | yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if event.anchor is not None:
                    self.stop(line, "an anchor (&name) is not allowed", "write the content out where it is needed")
                if event.tag not in (None, "!"):
                    self.stop(line, f"the tag {shorten(event.tag)} is not allowed", "remove it")
                self.parts += 1
                if self.parts > MAX_PARTS:
                    self.stop(
                        line, f"the file has more than {MAX_PARTS:,} keys and values", "split it into smaller files"
                    )
                self.start(event, line)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self.stack.pop()
            case _:
                pass

    def start(self, event: yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.items, dict) and top.key is None:
            self.take_key(top, event, line)
            return
        path = self.place(top)
        self.document.lines.setdefault(path, line)
        if isinstance(event, yaml.ScalarEvent):
            self.put(top, self.scalar(event, path, line))
            return
        if len(self.stack) >= MAX_DEPTH:
            self.stop(line, TOO_DEEP, "flatten it")
        items: list[Any] | dict[str, Any] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self.put(top, items)
        self.stack.append(_Open(items, path))

    def take_key(self, top: _Open, event: yaml.Event, line: int) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self.stop(line, "a list or mapping cannot be a key", "write a plain word before the colon")
            return
        key = str(event.value)
        if key in top.items:
            self.problem(line, (*top.path, key), f"the key {shorten(key)} stands twice", "keep one of the two")
        top.key = key
        self.document.lines[(*top.path, key)] = line

    def place(self, top: _Open | None) -> Path:
        if top is None:
            return ()
        return (*top.path, top.key if isinstance(top.items, dict) else len(top.items))  # type: ignore[arg-type]

    def put(self, top: _Open | None, value: Any) -> None:
        if top is None:
            self.document.data = value
        elif isinstance(top.items, dict):
            top.items.setdefault(str(top.key), value)
            top.key = None
        else:
            top.items.append(value)

    def scalar(self, event: yaml.ScalarEvent, path: Path, line: int) -> Any:
        text = str(event.value)
        if event.style is not None and event.style != "":
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _NUMBER.fullmatch(text):
            return Decimal(text)
        if _NOT_A_NUMBER.fullmatch(text):
            self.problem(line, path, f"{text} is not a number that can be used", "leave it out: absent means unknown")
            return None
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.problem(line, path, f"{text} is not a date of the calendar", "write the date as YYYY-MM-DD")
                return None
        return text

    def problem(self, line: int, path: Path, what: str, remedy: str) -> None:
        if len(self.document.problems) >= MAX_PROBLEMS:
            self.stop(line, f"there are more than {MAX_PROBLEMS} problems", "correct these first")
        self.document.problems.append(
            Problem(
                what,
                self.document.where,
                line,
                field_path(path),
                "two readers would understand it differently",
                remedy,
            )
        )

    def stop(self, line: int, what: str, remedy: str) -> None:
        self.document.problems.append(
            Problem(what, self.document.where, line, "", "what cannot be read by eye is not read at all", remedy)
        )
        raise _StopError


def field_path(path: Path) -> str:
    """Return a path in the form `unless[0].when`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
