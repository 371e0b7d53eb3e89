"""Sarcoguide: a computable guideline for metastatic soft tissue sarcoma.

    from sarcoguide import load_guideline, plan

    answer = plan("record.yaml")
    answer.option("surgery_metastasectomy").status

Importing the package parses nothing; the guideline is read when it is first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sarcoguide.knowledge import Guideline
    from sarcoguide.planning import Difference, Plan

__all__ = ["load_guideline", "plan", "what_if"]
__version__ = "0.1.0"

RecordSource = Mapping[str, Any] | str | Path


def load_guideline(folder: str | Path | None = None, *, overlay: str | Path | None = None) -> Guideline:
    """Read, check and compile a guideline.

    Args:
        folder: the folder that holds guideline.yaml; by default the guideline that comes with the package.
        overlay: the folder of a hospital's own additions (docs/overlay.md); by default none.

    Raises:
        GuidelineError: with every problem of every file.
    """
    from sarcoguide.knowledge import load_guideline as load

    return load(folder, overlay=overlay)


def plan(
    record: RecordSource,
    *,
    guideline: Guideline | None = None,
    as_of: date | None = None,
    assessment_date: date | None = None,
    assume: bool = False,
) -> Plan:
    """Return the plan of one patient.

    Args:
        record: a mapping in the form of docs/record.md, or the path of a YAML or JSON file.
        guideline: by default the guideline that comes with the package.
        as_of: the day whose guideline answers; by default the assessment date.
        assessment_date: the day on which the record is judged; by default the record's own, or today.
        assume: whether the values under `assumed` are used, each with a warning.

    Raises:
        RecordError: with every problem of the record.
        GuidelineError: the guideline cannot be used.
        UsageError: the guideline had not begun on that day.
    """
    from sarcoguide.knowledge import load_guideline as load
    from sarcoguide.planning import make_plan
    from sarcoguide.record import read_record
    from sarcoguide.record.files import read_one

    rules = guideline or load()
    source = record if isinstance(record, Mapping) else read_one(Path(record))
    read = read_record(source, rules, assessment_date=assessment_date, assume=assume)
    return make_plan(read, rules, as_of)


def what_if(
    record: Mapping[str, Any],
    changes: Mapping[str, Any],
    *,
    guideline: Guideline | None = None,
    as_of: date | None = None,
    assessment_date: date | None = None,
    assume: bool = False,
) -> Difference:
    """Return what changes in the plan when facts change.

    Args:
        record: a mapping in the form of docs/record.md.
        changes: fact to new value; None takes the fact away.
        guideline: by default the guideline that comes with the package.
        as_of: the day whose guideline answers.
        assessment_date: the day on which both records are judged.
        assume: whether the values under `assumed` are used in both.

    Raises:
        RecordError: the record or the changed record cannot be used.
    """
    from sarcoguide.planning import compare
    from sarcoguide.record.changes import changed

    def planned(source: Mapping[str, Any]) -> Plan:
        return plan(source, guideline=guideline, as_of=as_of, assessment_date=assessment_date, assume=assume)

    return compare(planned(record), planned(changed(record, changes, guideline or load_guideline())), changes)
