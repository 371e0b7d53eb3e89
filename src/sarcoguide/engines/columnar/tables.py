"""Records as a table, and tables as found: Parquet, CSV, Arrow; a path, a pattern or an object-store address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sarcoguide.engines.columnar.encoding import BETWEEN, DATED, ID, NONE
from sarcoguide.errors import UsageError
from sarcoguide.record import Record
from sarcoguide.record.view import ASSESSMENT_DATE

#: How a table is read, by the end of its name.
READERS: Mapping[str, Callable[[str], pl.LazyFrame]] = {
    ".parquet": pl.scan_parquet,
    ".csv": pl.scan_csv,
    ".tsv": lambda source: pl.scan_csv(source, separator="\t"),
    ".arrow": pl.scan_ipc,
    ".feather": pl.scan_ipc,
    ".ipc": pl.scan_ipc,
}


def open_table(source: str) -> pl.LazyFrame:
    """Return a table, of which nothing is read yet but its columns.

    Raises:
        UsageError: there is no such table, or its form is not known.
    """
    reader = next((read for end, read in READERS.items() if source.lower().endswith(end)), None)
    if reader is None:
        raise UsageError(f"{source}: a table ends in {', '.join(READERS)}")
    if "://" not in source and "*" not in source and not Path(source).is_file():
        raise UsageError(
            f"{source}: there is no such file. Give a path, a pattern with *, or an address such as s3://..."
        )
    try:
        table = reader(source)
        table.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UsageError(f"{source}: the table cannot be read: {error}") from error
    return table


def table_of(records: Iterable[Record]) -> pl.DataFrame:
    """Return records as a table: one row for each, a column for each fact that one of them gives, and its date."""
    rows = [_row(record) for record in records]
    names = sorted({name for row in rows for name in row})
    columns = {name: [row.get(name) for row in rows] for name in names}
    return pl.DataFrame([pl.Series(name, values, strict=False) for name, values in columns.items()])


def _row(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {ID: record.id, ASSESSMENT_DATE: record.assessment_date}
    for name, given in record.given.items():
        row[name] = _cell(given.value)
        if given.date is not None:
            row[name + DATED] = given.date
    return row


def _cell(value: Any) -> Any:
    match value:
        case frozenset():
            return BETWEEN.join(sorted(value)) or NONE
        case tuple():
            return json.dumps([dict(row) for row in value], default=str)
        case bool():
            return value
        case int():
            return float(value)
        case _:
            return value
