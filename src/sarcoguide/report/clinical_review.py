"""docs/clinical-review.md: what the review of the evidence asked for, row by row, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sarcoguide.knowledge.review_entries import ReviewKind, ReviewRow, ReviewState

#: The words of each state, in the order in which they are counted.
STATES: dict[ReviewState, str] = {
    "applied": "applied",
    "part": "in part",
    "open": "open",
    "not_applied": "not applied",
}
KINDS: dict[ReviewKind, str] = {
    "correction": "Corrections",
    "addition": "Additions",
    "loading_note": "Notes on loading",
}
INTRODUCTION = """\
What the review of the evidence asked to be corrected or added, and what was met when the evidence was loaded, with what
came of each row. *Applied*: the entries named carry it. *In part*: they carry some of it, and the last column says what
is left. *Open*: nothing carries it yet. *Not applied*: it was decided against, for the reason given."""


def clinical_review_document(rows: Sequence[ReviewRow]) -> str:
    """Return the page of all rows: how many are in which state, then a table for each kind, in the order of ids."""
    parts = ["# Clinical review", INTRODUCTION, f"{_counts(rows)}."]
    for kind, title in KINDS.items():
        chosen = sorted((row for row in rows if row.kind == kind), key=_natural)
        if chosen:
            parts += [f"## {title}", f"{_counts(chosen)}.", _table(chosen)]
    return "\n\n".join(parts) + "\n"


def _counts(rows: Iterable[ReviewRow]) -> str:
    states = [row.state for row in rows]
    counted = [f"{states.count(state)} {word}" for state, word in STATES.items()]
    return f"{len(states)} {'row' if len(states) == 1 else 'rows'}: {', '.join(counted)}"


def _natural(row: ReviewRow) -> list[tuple[int, str]]:
    """Return what puts `R9` before `R10`."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", row.id)]


def _table(rows: Iterable[ReviewRow]) -> str:
    lines = ["| Row | Severity | State | What | Where | Why, or what is left |", "|---|---|---|---|---|---|"]
    for row in rows:
        where = ", ".join(f"`{name}`" for name in row.where)
        cells = (row.id, row.severity or "", STATES[row.state], row.says, where, row.why)
        lines.append(f"| {' | '.join(map(_cell, cells))} |")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
