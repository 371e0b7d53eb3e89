"""`sarcoguide compare`: what changes for patients between two editions of a guideline."""

from __future__ import annotations

import re
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sarcoguide.commands.classify import NEEDS_POLARS
from sarcoguide.commands.outcome import OK
from sarcoguide.commands.prove import NEEDS_SOLVER
from sarcoguide.errors import UsageError, shorten
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.report import output
from sarcoguide.report.comparison import comparison_page

#: What the edition is called that stands where none is named.
PACKAGED = "the packaged guideline"

if TYPE_CHECKING:
    from sarcoguide.verify.comparison import Side


def run(args: Namespace) -> int:
    """Compare two editions over every patient, and over those of a table if there is one."""
    if find_spec("z3") is None:
        raise UsageError(NEEDS_SOLVER.format(what="a comparison needs"))
    if args.table and find_spec("polars") is None:
        raise UsageError(NEEDS_POLARS)
    from sarcoguide.verify.comparison import Comparison

    before, after = _sides(args)
    names = (args.before or PACKAGED, args.after or f"the same with {args.overlay}")
    assessed = args.assessed or max(before.edition.as_of, after.edition.as_of)
    changed = {} if args.table is None else _changed(args.table, before, after, args.assessed)
    compared = output.watched(Comparison(before, after, assessed).options(), lambda number, _: f"{number} options")
    found = [replace(one, changed=changed.get(one.option)) for one in compared]
    if args.format == "json":
        output.show_json({"before": names[0], "after": names[1], "options": found})
        return OK
    written = {}
    for one in found if args.out else ():
        for number, witness in enumerate(one.witnesses, 1):
            file = Path(args.out) / f"{one.option}-{number}.json"
            written[id(witness)] = output.write_record(file, witness.record)
    labels = {
        rule.entry.id: rule.entry.label or rule.entry.name or rule.entry.id
        for side in (before, after)
        for rule in side.edition.options.values()
    }
    output.show(comparison_page(found, names, labels, written, after.guideline.overlay))
    return OK


def _sides(args: Namespace) -> tuple[Side, Side]:
    """Return the two editions: as they were named, or one without and with an overlay.

    Raises:
        UsageError: only one is named and no overlay, or two are and an overlay.
    """
    if (args.after is None) == (args.overlay is None) or (args.overlay is None and args.before is None):
        raise UsageError("name two editions, or --overlay with at most one: without and with the overlay are compared")
    if args.overlay is None:
        return _side(args.before), _side(args.after)
    return _side(args.before or ""), _side(args.before or "", args.overlay)


def _side(text: str, overlay: str | None = None) -> Side:
    """Return an edition: a day of the packaged guideline, the folder of another one, or `folder@day`.

    Raises:
        UsageError: there is no such folder, or the guideline had not begun on the day.
    """
    from sarcoguide.verify.comparison import Side

    folder, at, day = text.rpartition("@")
    if not at:
        folder, day = ("", text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else (text, "")
    guideline = load_guideline(folder or None, overlay=overlay)
    return Side(guideline, guideline.at(_day(day, text) if day else _last(guideline)))


def _day(text: str, whole: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{shorten(whole)}: write a day as 2026-11-22, a folder, or folder@2026-11-22") from None


def _last(guideline: Guideline) -> date:
    return max(guideline.about.checked, guideline.about.first_day)


def _changed(source: str, before: Side, after: Side, assessed: date | None) -> Mapping[str, int]:
    """Return how many patients of a table have another status, by option."""
    from sarcoguide.engines.columnar.cohort import Cohort, changes_between
    from sarcoguide.engines.columnar.tables import open_table

    first, second = (Cohort(side.guideline, side.edition.as_of, assessed) for side in (before, after))
    counted: Counter[str] = Counter()
    for batch in open_table(source).collect_batches():
        counted.update(changes_between(first.judged(batch), second.judged(batch)))
    return counted
