"""`sarcoguide what-if`: what changes in a plan when facts change."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sarcoguide.commands.inputs import documents, holds_several
from sarcoguide.commands.plan import Answer, Tally, answered, as_data, day_of, show_pages
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.planning import compare
from sarcoguide.record.changes import changed, read_changes
from sarcoguide.report import output
from sarcoguide.report.difference import difference_page


def run(args: Namespace) -> int:
    """Print what the changes would do to each record."""
    guideline = load_guideline(args.guideline, overlay=args.overlay)
    if args.as_of is not None:
        guideline.at(args.as_of)
    changes = read_changes(args.changes, guideline)
    tally = Tally()
    pairs = (_pair(document, changes, guideline, args) for document in documents([args.record], guideline))
    heard = ((before, after) for before, after in pairs for _ in tally.heard([after]))
    if args.format == "json":
        data = (_as_data(before, after, changes) for before, after in heard)
        output.show_list(data, several=holds_several([args.record]))
    else:
        show_pages(
            difference_page(compare(before.plan, after.plan, changes), after.plan, guideline.at(day_of(after, args)))
            for before, after in heard
            if before.plan is not None and after.plan is not None
        )
    return tally.code


def _pair(
    document: Document, changes: Mapping[str, Any], guideline: Guideline, args: Namespace
) -> tuple[Answer, Answer]:
    """Return the answers before and after; a record that has problems is not changed."""
    before = answered(document, guideline, args)
    if before.problems:
        return before, before
    after = answered(replace(document, data=changed(document.data, changes, guideline)), guideline, args)
    # The record by itself had no problem: what is wrong now stands in the changes, not on a line of the file.
    where = f"{document.where} with the changes"
    return before, replace(after, problems=tuple(replace(p, where=where, line=None) for p in after.problems))


def _as_data(before: Answer, after: Answer, changes: Mapping[str, Any]) -> Any:
    if before.plan is None or after.plan is None:
        return as_data(after)
    return {
        "record": after.plan.record,
        "guideline": after.plan.guideline,
        "difference": compare(before.plan, after.plan, changes),
        "warnings": after.plan.warnings,
    }
