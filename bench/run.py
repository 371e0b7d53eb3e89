"""Measure Sarcoguide beside peers in the same run: medians, and ratios that hold on any machine.

    python bench/run.py            # prints a table; takes some minutes

Peers are chosen so that a ratio says something: the bare interpreter for start-up, libyaml's own loader for reading the
guideline, reading the record for planning it. Ratios are taken pair by pair, first one and then the other. Limits in
milliseconds were asked of the first part of the guideline (`slice.py`), so that part is measured on its own as well.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import msgspec
import polars as pl
import yaml
from rich.console import Console
from rich.table import Table
from slice import slice_of

from sarcoguide.engines import CompiledEngine
from sarcoguide.engines.columnar import ColumnarEngine
from sarcoguide.engines.columnar.tables import table_of
from sarcoguide.engines.cql import Libraries, parameters_of
from sarcoguide.engines.cql.referee import Referee, absent
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.knowledge.library import PACKAGED
from sarcoguide.planning import make_plan
from sarcoguide.record import Record, Situation, read_record
from sarcoguide.verify.prove import Examination
from sarcoguide.web.answers import Workbench
from sarcoguide.web.app import create_app

PATIENT = "F_DIS"
#: Patients of the table that is judged by columns.
PATIENTS = 200_000


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing measured beside its peer, in seconds."""

    name: str
    peer: str
    ours: float
    theirs: float
    ratio: float
    target: str


def paired(
    name: str, peer: str, ours: Callable[[], object], theirs: Callable[[], object], runs: int, target: str
) -> Measure:
    """Return medians of both and of their ratio, measured in turn."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    return Measure(
        name,
        peer,
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
        target,
    )


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def process(*args: str) -> Callable[[], object]:
    """Return a call of the interpreter as a process of its own."""
    return lambda: subprocess.run([sys.executable, *args], check=True, capture_output=True)


class Browser:
    """Sends the form of an example patient to the application, in process."""

    def __init__(self, guideline: Guideline, name: str) -> None:
        self.app = create_app(guideline)
        self.runner = asyncio.Runner()
        form = Workbench(guideline).of_raw(guideline.patients[name].data).form
        blank = {field.value_name: [""] for field in form}
        for field, value in form.pairs():
            blank.setdefault(field, []).append(value)
        self.body = urlencode(blank, doseq=True).encode()

    def plan(self) -> int:
        """Send the form, and return how many bytes come back."""
        return self.runner.run(self._ask())

    async def _ask(self) -> int:
        sent = 0
        kind = (b"content-type", b"application/x-www-form-urlencoded")
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/plan",
            "query_string": b"",
            "headers": [(b"host", b"localhost"), kind],
        }

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": self.body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            nonlocal sent
            assert message.get("status", 200) == 200
            sent += len(message.get("body", b""))

        await self.app(scope, receive, send)
        return sent


def measures() -> list[Measure]:
    """Measure everything that has a target."""
    guideline = load_guideline()
    files = sorted(PACKAGED.rglob("*.yaml"))
    patients = list(guideline.patients.values())
    records = [read_record(patient, guideline) for patient in patients]
    engines = {day: CompiledEngine(guideline.at(day)) for day in {record.assessment_date for record in records}}
    each = [(record, engines[record.assessment_date]) for record in records]
    flat = [(engine.flat(record), engine) for record, engine in each]
    plans = [engine.plan(record, guideline) for record, engine in each]
    parts = {day: CompiledEngine(slice_of(engine.edition)) for day, engine in engines.items()}
    on_slice = [(record, parts[record.assessment_date]) for record in records]
    traced = [(engine.explain[0], engine.flat(record)[0]) for record, engine in on_slice]
    browser = Browser(guideline, PATIENT)
    shown = read_record(guideline.patients[PATIENT], guideline)
    # What is loaded stays: a server tells the collector so too.
    gc.freeze()

    def reference() -> object:
        return [make_plan(record, guideline) for record in records]

    bare = process("-c", "pass")
    return [
        paired(
            "start-up, sarcoguide --version",
            "bare interpreter",
            process("-m", "sarcoguide", "--version"),
            bare,
            15,
            "10",
        ),
        paired(
            "one plan, whole process", "bare interpreter", process("-m", "sarcoguide", "plan", PATIENT), bare, 7, "-"
        ),
        paired(
            "load, check and compile the guideline",
            "libyaml loads the same files",
            lambda: load_guideline(anew=True),
            lambda: [yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in files],
            5,
            "8",
        ),
        paired(
            "generate the compiled engine, traces included",
            "load the guideline",
            lambda: CompiledEngine(guideline.at(records[0].assessment_date)).explain,
            lambda: load_guideline(anew=True),
            5,
            "1",
        ),
        *(
            replace(measure, ours=measure.ours / len(each), theirs=measure.theirs / len(each))
            for measure in (
                paired(
                    "all statuses (compiled engine), from a record",
                    "full plan (reference)",
                    lambda: [engine.statuses(record) for record, engine in each],
                    reference,
                    51,
                    "0.01",
                ),
                paired(
                    "all statuses (compiled engine), from flat values",
                    "full plan (reference)",
                    lambda: [engine.statuses_of(*values) for values, engine in flat],
                    reference,
                    51,
                    "0.01",
                ),
                paired(
                    "full plan with every trace (compiled engine)",
                    "full plan (reference)",
                    lambda: [engine.plan(record, guideline) for record, engine in each],
                    reference,
                    51,
                    "0.2",
                ),
                paired(
                    "on the slice: all statuses, from a record (0.1 ms asked)",
                    "full plan of everything (reference)",
                    lambda: [engine.statuses(record) for record, engine in on_slice],
                    reference,
                    51,
                    "-",
                ),
                paired(
                    "on the slice: statuses with every trace, from flat values",
                    "full plan of everything (reference)",
                    lambda: [explain(values) for explain, values in traced],
                    reference,
                    51,
                    "-",
                ),
                paired(
                    "on the slice: full plan with every trace, in words (1 ms asked)",
                    "full plan of everything (reference)",
                    lambda: [engine.plan(record, guideline) for record, engine in on_slice],
                    reference,
                    51,
                    "-",
                ),
                paired(
                    "plan to JSON",
                    "full plan (reference)",
                    lambda: [msgspec.json.encode(plan, order="deterministic") for plan in plans],
                    reference,
                    51,
                    "0.5",
                ),
                paired(
                    "read a record",
                    "full plan (reference)",
                    lambda: [read_record(patient, guideline) for patient in patients],
                    reference,
                    51,
                    "0.1",
                ),
            )
        ),
        paired(
            f"POST /plan of {PATIENT}, in process: form to page",
            "its plan (compiled engine)",
            browser.plan,
            lambda: engines[shown.assessment_date].plan(shown, guideline),
            51,
            "-",
        ),
        *cohort(guideline, records),
        *referee(guideline, records),
        once(
            "prove every property over every patient",
            "load, check and compile the guideline",
            lambda: list(Examination(guideline, guideline.about.checked).proofs()),
            lambda: load_guideline(anew=True),
        ),
    ]


def cohort(guideline: Guideline, records: list[Record]) -> list[Measure]:
    """Measure a table of patients, judged by columns, beside the bare scan of its columns and one after another."""
    (day,) = {record.assessment_date for record in records[:1]}
    alike = [record for record in records if record.assessment_date == day]
    edition = guideline.at(day)
    engine, columns = CompiledEngine(edition), ColumnarEngine(edition)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "patients.parquet"
        table = table_of(alike)
        pl.concat([table] * (PATIENTS // table.height)).rechunk().write_parquet(file)
        rows = pl.scan_parquet(file)
        patients = rows.select(pl.len()).collect().item()

        def counted() -> object:
            statuses = columns.statuses(rows)
            kinds = (pl.col(rule.entry.id).value_counts().implode() for rule in columns.options)
            return statuses.select(kinds).collect(engine="streaming")

        scan = paired(
            f"statuses of {patients:,} patients, by columns",
            "bare scan of the same columns",
            counted,
            lambda: rows.select(pl.all().null_count()).collect(engine="streaming"),
            3,
            "-",
        )
    one = paired("", "", lambda: [engine.statuses(record) for record in alike], lambda: None, 51, "").ours / len(alike)
    each = scan.ours / patients
    name = "statuses of one patient among them"
    return [scan, Measure(name, "compiled engine, one after another", each, one, each / one, "-")]


def referee(guideline: Guideline, records: list[Record]) -> Iterator[Measure]:
    """Measure the statuses of one patient beside the same guideline as CQL, executed by an engine of others."""
    reason = absent()
    if reason is not None:
        print(f"cql-execution is not measured: {reason}")
        return
    edition = guideline.at(records[0].assessment_date)
    alike = [record for record in records if record.assessment_date == edition.as_of]
    engine, libraries = CompiledEngine(edition), Libraries(edition, guideline.content_hash)
    given = [parameters_of(Situation(record, edition), libraries) for record in alike]
    with Referee(libraries) as asked:
        measure = paired(
            "all statuses (compiled engine), from a record",
            "cql-execution, the exported libraries",
            lambda: [engine.statuses(record) for record in alike],
            lambda: [asked.statuses(parameters) for parameters in given],
            11,
            "-",
        )
    yield replace(measure, ours=measure.ours / len(alike), theirs=measure.theirs / len(alike))


def once(name: str, peer: str, ours: Callable[[], object], theirs: Callable[[], object]) -> Measure:
    """Return how long something takes that is too slow to be repeated."""
    first, second = seconds(ours), seconds(theirs)
    return Measure(name, peer, first, second, first / second, "-")


def main() -> None:
    """Print the table."""
    table = Table(
        "what",
        "median",
        "beside",
        "median",
        "ratio",
        "target",
        title="Medians; plans and statuses per patient, over all example patients",
    )
    for m in measures():
        table.add_row(
            m.name, f"{m.ours * 1000:.2f} ms", m.peer, f"{m.theirs * 1000:.2f} ms", f"{m.ratio:.2f}", m.target
        )
    Console(width=160).print(table)
    print(
        f"guideline: {sum(file.stat().st_size for file in PACKAGED.rglob('*.yaml')) / 1000:.0f} kB in "
        f"{len(list(PACKAGED.rglob('*.yaml')))} files"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
