"""Several records in one text: a table with a row for each patient, JSON Lines, YAML documents, or a single record.

A table has the columns of docs/tables.md: facts by their names, a day of a value under its name with `.date`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.record.files import failed, read_json, read_stream

DELIMITERS = ",;\t"
#: Ends the name of a column that says when the value of a fact was found.
DATED = ".date"
#: How a list of words is written in a cell.
BETWEEN, NO_MEMBERS = ";", ("none", "[]")
OF_THE_RECORD = ("id", "assessment_date")
_HEADING = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.date)?")
_NUMBER = re.compile(r"[-+]?[0-9]{1,40}(\.[0-9]{1,40})?")
_BETWEEN_DOCUMENTS = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


def documents_of(data: bytes, where: str, guideline: Guideline) -> Iterator[Document]:
    """Yield the records of a text one by one; what cannot be read yields its problems and stops no other.

    Args:
        data: the text.
        where: what problems name as its place.
        guideline: whose dictionary says how cells of a table are read.
    """
    text = data.decode("utf-8-sig", "replace")
    delimiter = _delimiter(text)
    if "\ufffd" in text:
        # The sign stands for what is no UTF-8: here, or where the text came through before.
        yield failed(where, "the file is not UTF-8", "save it as UTF-8")
    elif delimiter:
        yield from _rows(text, delimiter, where, guideline)
    else:
        parts = [part for part in _BETWEEN_DOCUMENTS.split(text) if part.strip()]
        if len(parts) > 1 and not text.lstrip().startswith("{"):
            for number, part in enumerate(parts, start=1):
                yield from read_stream(BytesIO(part.encode()), f"{where}:{number}")
        else:
            yield from read_stream(BytesIO(data), where)


def _delimiter(text: str) -> str:
    """Return what stands between the cells of a table; empty for what is no table."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    for delimiter in DELIMITERS:
        headings = [heading.strip().strip('"') for heading in first.split(delimiter)]
        if len(headings) > 1 and all(_HEADING.fullmatch(heading) for heading in headings):
            return delimiter
    return ""


def _rows(text: str, delimiter: str, where: str, guideline: Guideline) -> Iterator[Document]:
    rows = csv.reader(StringIO(text.lstrip("\r\n")), delimiter=delimiter, strict=True)
    headings = [heading.strip() for heading in next(rows)]
    doubled = sorted({heading for heading in headings if headings.count(heading) > 1})
    if doubled:
        what = f"two columns are called {', '.join(doubled)}"
        yield failed(where, what, "keep one of them: which one holds would be a guess")
        return
    types = _types(guideline)
    number = 0
    try:
        for number, cells in enumerate(rows, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            place = f"{where}:{number + 1}"
            if len(cells) > len(headings):
                yield failed(place, f"the row has {len(cells)} cells under {len(headings)} headings", "see its commas")
            else:
                yield Document(place, _record(dict(zip(headings, cells, strict=False)), types))
    except csv.Error as error:
        yield failed(f"{where}:{number + 2}", f"this is no row of a table: {error}", "check its quotes")
    if not number:
        yield failed(where, "the table has headings and no row", "write a row for each patient")


def _types(guideline: Guideline) -> dict[str, str]:
    stated = {rule.entry.name: rule.entry.type for rule in guideline.definitions}
    return {**stated, **{name: rule.entry.type for name, rule in guideline.facts.items()}}


def _record(row: dict[str, str], types: dict[str, str]) -> dict[str, Any]:
    """Return a row as a record. An empty cell is unknown; what is not of its type stays text, to be refused."""
    told = {heading: cell.strip() for heading, cell in row.items() if cell.strip()}
    record: dict[str, Any] = {name: told[name] for name in OF_THE_RECORD if name in told}
    facts: dict[str, Any] = {}
    for name, cell in told.items():
        if name in OF_THE_RECORD or (name.endswith(DATED) and name.removesuffix(DATED) in told):
            continue
        value = _value(cell, types.get(name, ""))
        dated = told.get(name + DATED)
        facts[name] = {"value": value, "date": dated} if dated else value
    return {**record, "facts": facts}


def _value(cell: str, kind: str) -> Any:
    match kind:
        case "boolean":
            return {"true": True, "false": False}.get(cell.lower(), cell)
        case "number" | "integer" if _NUMBER.fullmatch(cell):
            return Decimal(cell) if "." in cell else int(cell)
        case "set":
            return [] if cell.lower() in NO_MEMBERS else _words(cell)
        case "records":
            document = read_json(cell, "")
            return cell if document.problems else document.data
        case _:
            return cell


def _words(cell: str) -> Sequence[Any]:
    if cell.startswith("["):
        try:
            members = json.loads(cell)
        except ValueError:
            members = None
        if isinstance(members, list):
            return members
    return [word.strip() for word in cell.strip("[]").split(BETWEEN if BETWEEN in cell else ",") if word.strip()]
