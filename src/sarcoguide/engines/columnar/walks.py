"""Definitions that walk over records, in a table: the reference algorithm, once for all patients who read alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from sarcoguide.engines.columnar.cells import UNKNOWN, Cell
from sarcoguide.engines.columnar.codes import EPOCH, Codes
from sarcoguide.engines.columnar.rows import Rows
from sarcoguide.knowledge import Edition, Reduction
from sarcoguide.language import Trace, Type
from sarcoguide.language.trace import KNOWN, NOT_APPLICABLE
from sarcoguide.language.trace import UNKNOWN as NOT_KNOWN
from sarcoguide.record.reducers import Reduced, reduce

VALUE, ABSENT, ROW = "value", "absent", "row"


def walked(body: Reduction, type_: Type, names: Mapping[str, Cell], edition: Edition, codes: Codes) -> Cell:
    """Return what a walk over records finds for each patient."""
    reads = sorted(body.reads)
    cells = {name: names[name] for name in reads}
    columns = {name: cell for name, cell in cells.items() if not cell.constant or cell.absent is not False}
    walk = _Walk(body, type_, cells, edition, codes)
    if not columns:
        reduced = walk.reduced({})
        if reduced.state is KNOWN:
            return Cell(walk.plain(reduced))
        return Cell(None, True) if reduced.state is NOT_APPLICABLE else UNKNOWN
    parts = [pl.lit(None).alias("nothing")]
    for name, cell in columns.items():
        if not cell.constant:
            parts.append(cell.value.alias(name))
        if cell.absent is not False:
            parts.append(
                pl.lit(cell.absent).alias(f"{name}.absent")
                if cell.absent is True
                else cell.absent.alias(f"{name}.absent")
            )
    dtype = pl.Struct({VALUE: walk.dtype, ABSENT: pl.Boolean})
    found = pl.struct(parts).map_batches(walk.batch, return_dtype=dtype, is_elementwise=True)
    return Cell(found.struct.field(VALUE), found.struct.field(ABSENT))


class _Walk:
    """One reducer with what it reads."""

    def __init__(self, body: Reduction, type_: Type, cells: Mapping[str, Cell], edition: Edition, codes: Codes) -> None:
        self.body, self.type, self.cells, self.edition, self.codes = body, type_, cells, edition, codes
        self.types = {name: _type_of(name, edition) for name in cells}
        self.dtype = {"date": pl.Int32, "enum": pl.UInt16, "boolean": pl.Boolean}.get(type_.kind, pl.Float64)

    def batch(self, rows: pl.Series) -> pl.Series:
        """Return value and absence for each row of a batch; rows that read alike are walked once."""
        read = rows.struct.unnest()
        alike = read.with_row_index(ROW).group_by(read.columns).agg(ROW)
        found = [self.reduced(row) for row in alike.drop(ROW).iter_rows(named=True)]
        values = pl.Series(VALUE, [self.plain(reduced) for reduced in found], dtype=self.dtype)
        absent = pl.Series(ABSENT, [reduced.state is NOT_APPLICABLE for reduced in found], dtype=pl.Boolean)
        each = alike.select(ROW).with_columns(values, absent).explode(ROW).sort(ROW)
        return each.drop(ROW).to_struct(rows.name)

    def reduced(self, row: Mapping[str, Any]) -> Reduced:
        """Return what the reference algorithm finds for one patient."""

        def read(name: str) -> Trace:
            cell = self.cells.get(name)
            if cell is None:
                setting = self.edition.settings[name].value
                return Trace("setting", name, NOT_KNOWN if setting is None else KNOWN, setting and float(setting))
            absent = row.get(f"{name}.absent", cell.absent is True)
            value = row.get(name) if not cell.constant else cell.value
            if absent:
                return Trace("fact", name, NOT_APPLICABLE, None, (), name)
            if value is None:
                return Trace("fact", name, NOT_KNOWN, None, (), name)
            return Trace("fact", name, KNOWN, self._read(name, value), (), name)

        return reduce(self.body.name, self.body.parameters, read, self.edition)

    def _read(self, name: str, value: Any) -> Any:
        match self.types[name]:
            case "date":
                return EPOCH + timedelta(days=value)
            case "records":
                return Rows(self.edition.facts[name], self.edition).read(value)
            case _:
                return value

    def plain(self, reduced: Reduced) -> Any:
        """Return a result as a column holds it."""
        match reduced.value:
            case None:
                return None
            case bool():
                return reduced.value
            case int() | float():
                return float(reduced.value)
            case date():
                return (reduced.value - EPOCH).days
            case word:
                return self.codes.word(str(word))


def _type_of(name: str, edition: Edition) -> str:
    rule = edition.facts.get(name) or edition.definitions.get(name)
    return "number" if rule is None else rule.type.kind
