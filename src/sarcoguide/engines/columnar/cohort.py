"""A cohort: each patient of a table judged by the guideline in force on one day, or on the patient's own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from sarcoguide.engines.columnar.encoding import ID
from sarcoguide.engines.columnar.engine import REASON, STATUS, ColumnarEngine
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Guideline
from sarcoguide.planning.model import STATUS_ORDER
from sarcoguide.record.view import ASSESSMENT_DATE

ROW, DAY = "row", "day of assessment"


@dataclass
class Cohort:
    """Judges batches of a table, and counts what it finds.

    Args:
        guideline: the guideline with all its versions.
        as_of: the day whose guideline answers for everybody; None for each patient's own day.
        assessed: the day of assessment where the table has no column for it.
        keep: columns that are handed on.
    """

    guideline: Guideline
    as_of: date | None = None
    assessed: date | None = None
    keep: tuple[str, ...] = ()
    _engines: dict[date, ColumnarEngine] = field(default_factory=dict)

    def judged(self, batch: pl.DataFrame) -> pl.DataFrame:
        """Return one row for each patient, in their order: what is kept, why one is set apart, each option's status.

        An option that the guideline of a patient's day did not hold has no status there. Who is set apart has none.

        Raises:
            UsageError: the table has columns that nobody reads, or no day of assessment.
        """
        if ASSESSMENT_DATE not in batch.columns:
            if self.assessed is None:
                raise UsageError(
                    f"the table has no column {ASSESSMENT_DATE}. Give it, or one day for all with --assessed DATE"
                )
            batch = batch.with_columns(pl.lit(self.assessed).alias(ASSESSMENT_DATE))
        days = batch[ASSESSMENT_DATE]
        if days.dtype == pl.String:
            days = days.str.to_date("%Y-%m-%d", strict=False)
        numbered = batch.with_row_index(ROW).with_columns(days.cast(pl.Date, strict=False).alias(DAY))
        kept = tuple(dict.fromkeys(name for name in (ID, *self.keep) if name in batch.columns))
        parts = [self._part(rows.drop(DAY), day, kept) for day, rows in self._by_edition(numbered)]
        whole = pl.concat(parts, how="diagonal_relaxed").sort(ROW).drop(ROW)
        options = [name for name in whole.columns if whole[name].dtype == STATUS]
        sound = pl.when(pl.col(REASON).is_null())
        return whole.select(*kept, REASON, *(sound.then(pl.col(name)).alias(name) for name in options))

    def _by_edition(self, batch: pl.DataFrame) -> Iterator[tuple[date | None, pl.DataFrame]]:
        """Yield the patients whom one edition judges, with its day; None for those of no edition."""
        if self.as_of is not None:
            yield self.as_of, batch
            return
        days = self._days
        edition = {day: bisect_right(days, day) - 1 for day in batch[DAY].drop_nulls().unique()}
        places = pl.col(DAY).replace_strict(list(edition), list(edition.values()), default=-1, return_dtype=pl.Int32)
        for (place,), rows in batch.group_by(places, maintain_order=True):
            number = int(str(place))
            yield (days[number] if number >= 0 else None), rows

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return self.guideline.dates()

    def _part(self, rows: pl.DataFrame, day: date | None, kept: tuple[str, ...]) -> pl.DataFrame:
        if day is None:
            says = f"{ASSESSMENT_DATE}: missing, or before the guideline began ({self._days[0]})"
            return rows.select(ROW, *kept).with_columns(pl.lit(says).alias(REASON))
        if day not in self._engines:
            self._engines[day] = ColumnarEngine(self.guideline.at(day))
        return self._engines[day].statuses(rows.lazy(), (ROW, *kept)).collect()


def counts_of(judged: pl.DataFrame) -> pl.DataFrame:
    """Return how many patients have each status of each option: option, status, patients."""
    options = [name for name in judged.columns if judged[name].dtype == STATUS]
    counted = judged.select(
        (pl.col(name) == word).sum().alias(f"{name} {word}") for name in options for word in STATUS_ORDER
    )
    rows = [(*name.split(" "), number) for name, number in counted.row(0, named=True).items()] if options else []
    schema = {"option": pl.String, "status": pl.String, "patients": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def changes_between(before: pl.DataFrame, after: pl.DataFrame) -> dict[str, int]:
    """Return, for each option that both judged, how many patients have another status."""
    shared = [name for name in before.columns if before[name].dtype == STATUS and name in after.columns]
    return {name: int(before[name].ne_missing(after[name]).sum()) for name in shared}
