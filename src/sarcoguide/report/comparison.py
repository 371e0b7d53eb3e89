"""How two editions of a guideline differ, option by option, with a patient who shows each difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarcoguide.report.lines import Page, Segment, code
from sarcoguide.report.words import STATUS_WORD

if TYPE_CHECKING:
    from sarcoguide.knowledge import Overlay
    from sarcoguide.verify.comparison import Compared

#: What each relation means, in the order in which a reader meets them.
RELATIONS = {
    "new": "New",
    "gone": "Gone",
    "narrower": "Offered to fewer: some patients lose it, nobody gains it",
    "incomparable": "Offered to others: some patients gain it and some lose it",
    "wider": "Offered to more: some patients gain it, nobody loses it",
    "otherwise": "Offered to the same patients; somebody else has another status",
    "undecided": "Not decided: the solver gave up, or no record shows what it found",
    "equivalent": "The same status for every patient",
}


def comparison_page(
    found: Sequence[Compared],
    names: tuple[str, str],
    labels: Mapping[str, str],
    written: Mapping[int, Path],
    overlay: Overlay | None = None,
) -> Page:
    """Return a comparison as a page.

    Args:
        found: every option of either edition.
        names: what the two editions are called.
        labels: the label of each option.
        written: where the record of a witness was written, by its identity.
        overlay: what a hospital adds to the second.
    """
    page = Page()
    page.heading(f"From {names[0]} to {names[1]}", "title")
    if overlay is not None:
        page.line(Segment(overlay.in_force, "warning"))
    for relation, means in RELATIONS.items():
        alike = [one for one in found if one.relation == relation]
        if not alike:
            continue
        page.blank()
        page.heading(f"{means} ({len(alike)})")
        for one in alike if relation != "equivalent" else ():
            changed = "" if one.changed is None else f"; {one.changed:,} patients of the table change"
            page.item(f"{labels.get(one.option, one.option)} ", code(one.option), changed)
            for witness in one.witnesses:
                before, after = STATUS_WORD[witness.before], STATUS_WORD[witness.after]
                facts = ", ".join(f"{name} {_plain(value)}" for name, value in witness.record["facts"].items())
                page.item(f"{before} → {after}: {facts or 'a patient of whom nothing is known'}", indent=2, mark="·")
                if id(witness) in written:
                    page.line(Segment(f"the record: {written[id(witness)]}", "quiet"), indent=4)
    return page


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return f"{_plain(value['value'])} of {value['date']}" if "value" in value else str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
