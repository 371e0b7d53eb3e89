"""Which measured parts are followed by their size, which by eye alone, and what a row says of one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from sarcoguide.language import Trace
from sarcoguide.record.reduced import rows_of

Row = Mapping[str, Any]


class Chosen(Struct, frozen=True):
    """The parts of a first scan: those whose sizes are added up, the others, and what a reader must know of the choice.

    `stated` says that the record named them; else they were chosen by size.
    """

    targets: tuple[str, ...]
    others: tuple[str, ...]
    stated: bool
    remarks: tuple[str, ...] = ()


def visits_of(trace: Trace, parameters: Mapping[str, Any]) -> dict[date, list[Row]] | None:
    """Return the rows by day, in order; None when they are not known."""
    rows = rows_of(trace)
    if rows is None:
        return None
    visits: dict[date, list[Row]] = {}
    placed = [row for row in rows if row.get(parameters["lesion"]) is not None and row.get(parameters["date"])]
    for row in sorted(placed, key=lambda row: (row[parameters["date"]], str(row[parameters["lesion"]]))):
        visits.setdefault(row[parameters["date"]], []).append(row)
    return visits


def number(value: Any) -> Decimal:
    """Return a number as it was written, so that a limit is met exactly."""
    return Decimal(str(value))


def means(row: Row, parameters: Mapping[str, Any]) -> str | None:
    """Return what the word of a row means: gone, present, larger, small or not_judged; None where there is none."""
    word = row.get(parameters["state"])
    return None if word is None else str(parameters["states"].get(word, "not_judged"))


def matches(row: Row, filters: Mapping[str, Any]) -> bool:
    """Whether one of the fields holds one of the values listed for it."""
    return any(row.get(key) in values for key, values in filters.items())


def is_node(row: Row, parameters: Mapping[str, Any]) -> bool:
    """Whether a row measures what is normal below a size: as it says, else by where it is."""
    said = row.get(parameters["node"])
    return matches(row, parameters["node_where"]) if said is None else bool(said)


def size_of(
    name: str, rows: Sequence[Row], at_start: Mapping[str, Row], parameters: Mapping[str, Any]
) -> Decimal | None:
    """Return the size of a part on one scan; None where it was not measured, or not in the same way as at first.

    What is gone measures nothing; what is too small to measure counts as the guideline says.
    """
    sizes: set[Decimal | None] = set()
    method = at_start[name].get(parameters["method"])
    own = [row for row in rows if str(row[parameters["lesion"]]) == name]
    if "not_judged" in {means(row, parameters) for row in own}:
        return None
    for row in own:
        word, size = means(row, parameters), row.get(parameters["size"])
        other = row.get(parameters["method"]) not in (None, method) and method is not None
        if other and word != "gone":
            sizes.add(None)
        elif word == "gone":
            sizes.add(Decimal(0) if not size else None)
        elif size is not None:
            sizes.add(number(size))
        else:
            sizes.add(number(parameters["small_counts"]) if word == "small" else None)
    if len(sizes) > 1:
        sizes.discard(None)
    return sizes.pop() if len(sizes) == 1 else None


def chosen_at(first: Sequence[Row], later: Sequence[Row], parameters: Mapping[str, Any]) -> Chosen:
    """Return which parts of a first scan are followed by size.

    They are those the record names, else the largest; each only where it can be measured, and never more than the
    guideline's number, in all and in one place: of each place the largest first.
    """
    lesion, target = parameters["lesion"], parameters["target"]
    there = [row for row in first if means(row, parameters) != "gone" and not _normal(row, parameters)]
    said: dict[str, bool] = {}
    for row in (*later, *first):  # what the first scan says counts before what a later one says
        if row.get(target) is not None:
            said[str(row[lesion])] = bool(row[target])
    names = list(dict.fromkeys(str(row[lesion]) for row in there))
    stated = any(said.get(name) for name in names)
    remarks = []
    able = []
    for row in there:
        name = str(row[lesion])
        if said.get(name) is False or (stated and not said.get(name)):
            continue
        if not stated and matches(row, parameters["not_chosen"]):
            continue
        if can_be_measured(row, parameters, named=stated):
            able.append(row)
        elif stated:
            remarks.append(f"{name} cannot be measured on the first scan by these rules, so it is followed by eye")
    kept = _kept(able, parameters)
    over = [str(row[lesion]) for row in able if str(row[lesion]) not in kept]
    if stated and over:
        remarks.append(f"more than these rules add up: {', '.join(sorted(over))} followed by eye")
    others = tuple(name for name in names if name not in kept)
    return Chosen(tuple(sorted(kept)), others, stated, tuple(remarks))


def _kept(able: Sequence[Row], parameters: Mapping[str, Any]) -> list[str]:
    lesion, size = parameters["lesion"], parameters["size"]
    ranks: Counter[Any] = Counter()
    ranked = []
    for row in sorted(able, key=lambda row: (-number(row[size]), str(row[lesion]))):
        place = "node" if is_node(row, parameters) else row.get(parameters["group"])
        ranks[place] += 1
        if ranks[place] <= parameters["most_in_group"]:
            ranked.append((ranks[place], -number(row[size]), str(row[lesion])))
    return list(dict.fromkeys(name for _, _, name in sorted(ranked)))[: int(parameters["most"])]


def _normal(row: Row, parameters: Mapping[str, Any]) -> bool:
    size = row.get(parameters["size"])
    return size is not None and is_node(row, parameters) and number(size) < number(parameters["node_normal_below"])


def can_be_measured(row: Row, parameters: Mapping[str, Any], *, named: bool = False) -> bool:
    """Whether a part can be followed by its size.

    Without a word on how it was measured the strictest limit holds, unless the record names the part (`named`): then
    the least strict one. Thick slices need a larger part.
    """
    size = row.get(parameters["size"])
    if size is None or means(row, parameters) not in (None, "present"):
        return False
    limits = {method: number(least) for method, least in parameters["measurable"].items()}
    method = row.get(parameters["method"])
    least = limits.get(str(method), min(limits.values()) if named else max(limits.values()))
    if is_node(row, parameters):
        least = number(parameters["node_from"])
    slices = row.get(parameters["slice"])
    if slices is not None and number(slices) > number(parameters["slice_most"]):
        least = max(least, number(slices) * number(parameters["slice_factor"]))
    return number(size) >= least
