"""A run over a table, part by part: what is done is kept, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
from msgspec import Struct, field, json, structs

from sarcoguide.engines.columnar.cohort import Cohort, counts_of
from sarcoguide.engines.columnar.encoding import ID
from sarcoguide.engines.columnar.engine import REASON
from sarcoguide.errors import UsageError
from sarcoguide.planning.model import STATUS_ORDER, Status

RUN, COUNTS, APART, PARTS = "run.json", "counts.csv", "set_apart.csv", "statuses"


class Settings(Struct, frozen=True):
    """What a run rests on; results of another run are not mixed with it."""

    table: str
    bytes: int
    modified: float
    guideline: str
    as_of: str
    assessed: str
    keep: tuple[str, ...]
    rows: int


class Counted(Struct, frozen=True):
    """How many patients have each status of each option; `set_apart` counts those who have none, by what is wrong."""

    guideline: str
    as_of: str
    patients: int
    apart: int
    set_apart: Mapping[str, int]
    options: Mapping[str, Mapping[Status, int]]
    out: str | None = field(default=None)
    #: Whose additions are in force; None where nothing is added.
    overlay: str | None = field(default=None)


class Run:
    """Judges a table in parts of so many rows.

    Args:
        cohort: what judges.
        table: the table.
        source: its name, as given.
        out: the folder for the status of every patient; None where only counts are wanted.
        rows: the number of rows of a part.

    Raises:
        UsageError: the folder holds something else.
    """

    def __init__(self, cohort: Cohort, table: pl.LazyFrame, source: str, out: Path | None, rows: int) -> None:
        self.cohort, self.table, self.out, self.rows = cohort, table, out, rows
        self.settings = _settings(cohort, source, rows)
        self.overlay = cohort.guideline.overlay
        self.patients = 0
        self.reasons: Counter[str] = Counter()
        self.apart = 0
        self.counts: Counter[tuple[str, str]] = Counter()
        if out is not None:
            _claim(out, self.settings)

    def parts(self) -> Iterator[int]:
        """Judge part after part, and yield how many patients are done; a part that is there already is read."""
        for number, batch in enumerate(self.table.collect_batches(chunk_size=self.rows, maintain_order=True)):
            file = None if self.out is None else self.out / PARTS / f"part-{number:05}.parquet"
            if file is not None and file.exists():
                judged = pl.read_parquet(file)
            else:
                judged = self.cohort.judged(batch)
                if file is not None:
                    _write(judged, file)
            self._count(judged)
            yield self.patients

    def _count(self, judged: pl.DataFrame) -> None:
        wrong = judged[REASON].drop_nulls()
        self.apart += len(wrong)
        # A reason holds the patient's own value; what is counted is the name before it.
        self.reasons.update(part.split(":")[0] for reason in wrong for part in dict.fromkeys(reason.split("; ")))
        if self.out is not None and len(wrong):
            numbered = judged.with_row_index("row", offset=self.patients + 1).filter(pl.col(REASON).is_not_null())
            _append(self.out / APART, numbered.select([c for c in ("row", ID, REASON) if c in numbered.columns]))
        self.patients += judged.height
        for option, status, number in counts_of(judged).iter_rows():
            self.counts[option, status] += number

    def result(self) -> Counted:
        """Return the counts, and write them beside the statuses."""
        options: dict[str, dict[Status, int]] = {}
        for option in dict.fromkeys(option for option, _ in self.counts):
            options[option] = {status: self.counts[option, status] for status in STATUS_ORDER}
        found = Counted(
            self.settings.guideline,
            self.settings.as_of,
            self.patients,
            self.apart,
            dict(self.reasons.most_common()),
            options,
            None if self.out is None else str(self.out),
            None if self.overlay is None else self.overlay.in_force,
        )
        if self.out is not None:
            with (self.out / COUNTS).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["option", *STATUS_ORDER])
                writer.writerows([option, *numbers.values()] for option, numbers in options.items())
        return found


def _settings(cohort: Cohort, source: str, rows: int) -> Settings:
    path = Path(source)
    found = path.stat() if "://" not in source and path.is_file() else None
    return Settings(
        table=source if found is None else path.name,
        bytes=0 if found is None else found.st_size,
        modified=0 if found is None else found.st_mtime,
        guideline=cohort.guideline.content_hash[:12],
        as_of="each patient's own day" if cohort.as_of is None else cohort.as_of.isoformat(),
        assessed="" if cohort.assessed is None else cohort.assessed.isoformat(),
        keep=cohort.keep,
        rows=rows,
    )


def _claim(out: Path, settings: Settings) -> None:
    """Make the folder of a run, or go on in it.

    Raises:
        UsageError: it holds another run, or something that is no run.
    """
    begun = out / RUN
    if begun.exists():
        held = json.decode(begun.read_bytes(), type=Settings)
        differing = [name for name in Settings.__struct_fields__ if getattr(held, name) != getattr(settings, name)]
        if differing:
            told = ", ".join(f"{name}: {getattr(held, name)}" for name in differing)
            raise UsageError(f"{out} holds another run ({told}). Name another folder, or take this one away")
    elif out.exists() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty and holds no run of this command. Name a new folder")
    else:
        (out / PARTS).mkdir(parents=True, exist_ok=True)
        begun.write_bytes(json.format(json.encode(structs.asdict(settings)), indent=2) + b"\n")
    # It is written anew from the parts, so that nobody stands in it twice.
    (out / APART).unlink(missing_ok=True)


def _write(judged: pl.DataFrame, file: Path) -> None:
    """Write a part whole or not at all."""
    unfinished = file.with_suffix(".unfinished")
    judged.write_parquet(unfinished)
    os.replace(unfinished, file)


def _append(file: Path, rows: pl.DataFrame) -> None:
    text = rows.write_csv(include_header=not file.exists())
    with file.open("a", encoding="utf-8", newline="") as held:
        held.write(text)
