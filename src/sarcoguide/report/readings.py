"""docs/readings.md: where statements contradict each other or are silent, and which reading was taken."""

from __future__ import annotations

from collections.abc import Sequence

from sarcoguide.knowledge.reading_entries import Reading

TITLES = {"tension": "Tensions", "decision": "Decisions"}
INTRODUCTION = """\
Where the statements that were asked for contradict each other (tensions) or leave a question open (decisions): the
reading that was taken, what carries it, and the words of a report that tell it. A test plans each of the patients and
looks for the words."""


def readings_document(readings: Sequence[Reading]) -> str:
    """Return the page of all readings, a table for each kind."""
    parts = ["# How the statements are read", INTRODUCTION]
    for kind, title in TITLES.items():
        rows = [_row(one) for one in readings if one.kind == kind]
        head = ["| | Question | Taken here | Touches | Carried by | Told |", "|---|---|---|---|---|---|"]
        parts += [f"## {title}", "\n".join([*head, *rows])] if rows else []
    return "\n\n".join(parts) + "\n"


def _row(one: Reading) -> str:
    where = ", ".join(f"`{name}`" for name in one.where)
    told = f"{one.patient}: “{one.told}”" if one.told else f"not yet: {one.waits}"
    cells = (one.id, one.question, one.reading, ", ".join(one.statements), where, told)
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"
