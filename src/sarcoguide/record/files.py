"""Find and parse record files: YAML, JSON, JSON Lines, folders of them, and standard input."""

from __future__ import annotations

import json
import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import Path
from typing import IO, Any, NoReturn

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge.yaml_reader import MAX_BYTES, MAX_DEPTH, Document, read_yaml

SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")
LINES = (".jsonl", ".ndjson")
#: Digits of the longest whole number that is read; no measured quantity is so long.
MAX_DIGITS = 40


def find_records(path: Path) -> Iterator[Document]:
    """Yield the records below a path, one document each, in the order of names.

    A file that cannot be read yields a document whose `problems` say why: one bad record never stops the others.
    """
    if path.is_dir():
        closed: list[OSError] = []
        files = sorted(_records_below(path, closed))
        if not files and not closed:
            yield failed(str(path), f"the folder holds no record ({', '.join(SUFFIXES)})", "name a folder of records")
        for error in closed:
            what = f"the folder cannot be read: {error.strerror}"
            yield failed(str(error.filename), what, "check your rights to it")
        for file in files:
            yield from _read_file(file)
    else:
        yield from _read_file(path)


def _records_below(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Yield what is named like a record below a folder; a folder that cannot be read is added to `closed`."""
    for parent, _folders, names in os.walk(folder, onerror=closed.append):
        for name in names:
            file = Path(parent, name)
            # A link that leads nowhere is told as a file that cannot be read; a pipe or a device is no record.
            if file.suffix.lower() in SUFFIXES and (os.path.isfile(file) or not os.path.exists(file)):
                yield file


def _read_file(file: Path) -> Iterator[Document]:
    suffix = file.suffix.lower()
    try:
        if suffix in LINES:
            with file.open("rb") as stream:
                yield from _one_each(_lines(stream), str(file))
            return
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # one byte more than is read tells that it is too long
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or str(error)
        yield failed(str(file), f"the file cannot be read: {detail}", "check its name and your rights to it")
        return
    yield read_json(data, str(file)) if suffix == ".json" else read_yaml(data, str(file))


def read_stream(stream: IO[bytes], where: str) -> Iterator[Document]:
    """Yield the records of a stream: JSON Lines as they come when it begins so, otherwise one YAML or JSON text.

    One of the first two lines may be a bad record: it costs no other.
    """
    lines = _lines(stream)
    head: list[bytes] = []
    filled: list[bytes] = []
    for line in lines:
        head.append(line)
        filled += [bare] if (bare := line.removeprefix(BOM_UTF8).strip()) else []
        if len(filled) > 1:
            break
    begins = [line.startswith(b"{") for line in filled]
    if begins == [True, True] or (begins == [True, False] and read_json(filled[0], where).data is not None):
        yield from _one_each(chain(head, lines), where)
        return
    data = b"".join(head) + stream.read(MAX_BYTES + 1)
    yield read_json(data, where) if begins[:1] == [True] else read_yaml(data, where)


def _one_each(lines: Iterable[bytes], where: str) -> Iterator[Document]:
    """Yield one document for each line of JSON Lines."""
    empty = True
    for position, line in enumerate(lines, start=1):
        if line.strip():
            empty = False
            yield read_json(line, f"{where}:{position}")
    if empty:
        yield failed(where, "the file holds no record", "write one JSON object on each line")


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of a stream; of one that is too long to be a record only its beginning, which will be refused."""
    while line := stream.readline(MAX_BYTES + 1):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES)
        yield line


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
        document.data = json.loads(
            text, parse_int=_integer, parse_float=_number, parse_constant=_constant, object_pairs_hook=_pairs
        )
    except json.JSONDecodeError as error:
        _fail(document, f"this is not JSON: {error.msg}", "check the commas, quotes and brackets", error.lineno)
    except UnicodeDecodeError as error:
        _fail(document, f"the file is not UTF-8 (byte {error.start})", "save it as UTF-8")
    except _RefusedError as error:
        _fail(document, str(error), "see docs/record.md")
    except (ValueError, RecursionError) as error:
        _fail(document, f"this cannot be read: {shorten(str(error))}", "see docs/record.md")
    return document


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _RefusedError(f"{shorten(text)} is not a number that can be used; leave the fact out")
    return int(text)


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


def failed(where: str, what: str, remedy: str) -> Document:
    """Return what stands for a record that cannot be read: its problem alone."""
    document = Document(where, None)
    _fail(document, what, remedy)
    return document


def read_one(file: Path) -> Document:
    """Return the one record of a file."""
    documents = list(_read_file(file))
    if len(documents) != 1:
        return failed(
            str(file),
            f"the file holds {len(documents)} records where one is needed",
            "name a file of one record",
        )
    return documents[0]
