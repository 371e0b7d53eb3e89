"""Whether the compiled engine, which answers the pages, says of each example patient what the reference does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sarcoguide.engines import CompiledEngine
from sarcoguide.knowledge import Guideline
from sarcoguide.planning import make_plan
from sarcoguide.record import read_record

COMPILED = "compiled"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many patients an engine was compared on, and those of whom it makes another plan than the reference."""

    engine: str
    patients: int
    differs: tuple[str, ...]


def agreement(guideline: Guideline, as_of: date) -> Agreement:
    """Compare whole plans, reasons and traces included, of every example patient with the edition of a day."""
    engine = CompiledEngine(guideline.at(as_of))
    differs = []
    for name, document in sorted(guideline.patients.items()):
        record = read_record(document, guideline)
        if engine.plan(record, guideline) != make_plan(record, guideline, as_of):
            differs.append(name)
    return Agreement(COMPILED, len(guideline.patients), tuple(differs))
