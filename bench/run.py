"""Measure Sarcoguide beside peers in the same run: medians, and ratios that hold on any machine.

    python bench/run.py            # prints a table; takes about a minute

Peers are chosen so that a ratio says something: the bare interpreter for start-up, libyaml's own loader for reading the
guideline, reading the record for planning it. Ratios are taken pair by pair, first one and then the other.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import yaml
from rich.console import Console
from rich.table import Table

from sarcoguide.engines import CompiledEngine
from sarcoguide.knowledge.guideline import _load
from sarcoguide.knowledge.library import PACKAGED
from sarcoguide.planning import make_plan
from sarcoguide.record import Situation, read_record

PATIENT = "F_DIS"


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


def measures() -> list[Measure]:
    """Measure everything that has a target."""
    guideline = _load(PACKAGED)
    files = sorted(PACKAGED.rglob("*.yaml"))
    patient = guideline.patients[PATIENT]
    record = read_record(patient, guideline)
    plan = make_plan(record, guideline)
    bare = process("-c", "pass")
    engine = CompiledEngine(guideline.at(record.assessment_date))
    flat = engine.flat(Situation(record, engine.edition).fresh)
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
            lambda: _load(PACKAGED),
            lambda: [yaml.load(file.read_bytes(), yaml.CSafeLoader) for file in files],
            5,
            "8",
        ),
        paired(
            "full plan with every trace (reference evaluator)",
            "reading the record",
            lambda: make_plan(record, guideline),
            lambda: read_record(patient, guideline),
            51,
            "-",
        ),
        paired(
            "all statuses (compiled engine), record to statuses",
            "full plan",
            lambda: engine.statuses(record),
            lambda: make_plan(record, guideline),
            51,
            "0.1",
        ),
        paired(
            "all statuses (compiled engine), from flat values",
            "full plan",
            lambda: engine.judge(flat),
            lambda: make_plan(record, guideline),
            51,
            "0.02",
        ),
        paired(
            "plan to JSON",
            "full plan",
            lambda: msgspec.json.encode(plan, order="deterministic"),
            lambda: make_plan(record, guideline),
            51,
            "0.5",
        ),
    ]


def main() -> None:
    """Print the table."""
    table = Table("what", "median", "beside", "median", "ratio", "target", title=f"Sarcoguide, patient {PATIENT}")
    for m in measures():
        table.add_row(
            m.name, f"{m.ours * 1000:.2f} ms", m.peer, f"{m.theirs * 1000:.2f} ms", f"{m.ratio:.2f}", m.target
        )
    Console(width=140).print(table)
    print(
        f"guideline: {sum(file.stat().st_size for file in PACKAGED.rglob('*.yaml')) / 1000:.0f} kB in "
        f"{len(list(PACKAGED.rglob('*.yaml')))} files"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
