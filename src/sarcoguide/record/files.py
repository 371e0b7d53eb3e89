"""Find and parse record files: YAML, JSON, JSON Lines, folders of them, and standard input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge.yaml_reader import MAX_BYTES, MAX_DEPTH, Document, read_yaml

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")


def find_records(path: Path) -> Iterator[Document]:
    """Yield the records below a path, one document each, in the order of names.

    A file that cannot be read yields a document whose `problems` say why: one bad record never stops the others.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
        if not files:
            yield _failed(str(path), f"the folder holds no record ({', '.join(SUFFIXES)})", "name a folder of records")
        for file in files:
            yield from _read_file(file)
    else:
        yield from _read_file(path)


def _read_file(file: Path) -> Iterator[Document]:
    try:
        if file.stat().st_size > MAX_BYTES and file.suffix not in (".jsonl", ".ndjson"):
            yield _failed(str(file), f"the file has more than {MAX_BYTES:,} bytes", "one record is a few kilobytes")
            return
        if file.suffix in (".jsonl", ".ndjson"):
            with file.open("rb") as lines:
                yield from read_lines(lines, str(file))
            return
        data = file.read_bytes()
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        yield _failed(str(file), f"the file cannot be read: {detail}", "check its name and your rights to it")
        return
    yield read_json(data, str(file)) if file.suffix == ".json" else read_yaml(data, str(file))


def read_stream(data: bytes, where: str = "standard input") -> Iterator[Document]:
    """Yield the records of a stream: JSON Lines when every line is an object by itself, otherwise one YAML or JSON."""
    lines = [line for line in data.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith(b"{") and line.rstrip().endswith(b"}") for line in lines):
        yield from read_lines(iter(lines), where)
    elif data.lstrip().startswith(b"{"):
        yield read_json(data, where)
    else:
        yield read_yaml(data, where)


def read_lines(lines: Iterator[bytes] | Any, where: str) -> Iterator[Document]:
    """Yield one document for each line of JSON Lines."""
    for position, line in enumerate(lines, start=1):
        if line.strip():
            yield read_json(line, f"{where}:{position}")


class _RefusedError(ValueError):
    """Something that strict JSON does not have."""


def read_json(data: bytes | str, where: str) -> Document:
    """Return the content of a JSON text; NaN, doubled keys and depth are refused.

    Numbers with a fraction become `Decimal`, so that nothing is rounded on the way in.
    """
    document = Document(where, None)
    try:
        if len(data) > MAX_BYTES:
            raise _RefusedError(f"the record has more than {MAX_BYTES:,} bytes")
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        if _depth(text) > MAX_DEPTH:
            raise _RefusedError(f"the record is nested more than {MAX_DEPTH} deep")
        document.data = json.loads(text, parse_float=_number, parse_constant=_constant, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        _fail(document, f"this is not JSON: {error.msg}", "check the commas, quotes and brackets", error.lineno)
    except UnicodeDecodeError as error:
        _fail(document, f"the file is not UTF-8 (byte {error.start})", "save it as UTF-8")
    except _RefusedError as error:
        _fail(document, str(error), "see docs/record.md")
    except (ValueError, RecursionError) as error:
        _fail(document, f"this cannot be read: {shorten(str(error))}", "see docs/record.md")
    return document


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _RefusedError(f"{shorten(text)} is not a number that can be used; leave the fact out") from None


def _constant(word: str) -> NoReturn:
    raise _RefusedError(f"{word} is not a number that can be used; leave the fact out: absent means unknown")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise _RefusedError(f"the key {shorten(key)} stands twice; keep one of the two")
        data[key] = value
    return data


def _depth(text: str) -> int:
    """Return how deep brackets nest outside strings."""
    depth = deepest = 0
    inside = escaped = False
    for character in text:
        if inside:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside = False
        elif character == '"':
            inside = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _fail(document: Document, what: str, remedy: str, line: int | None = None) -> None:
    document.data = None
    document.problems.append(
        Problem(
            what,
            document.where,
            line,
            why="a record that cannot be read whole is not read at all",
            remedy=remedy,
        )
    )


def _failed(where: str, what: str, remedy: str) -> Document:
    document = Document(where, None)
    _fail(document, what, remedy)
    return document


def read_one(file: Path) -> Document:
    """Return the one record of a file."""
    documents = list(_read_file(file))
    if len(documents) != 1:
        return _failed(
            str(file),
            f"the file holds {len(documents)} records where one is needed",
            "name a file of one record",
        )
    return documents[0]
