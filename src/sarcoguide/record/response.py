"""How the sum of measured parts changes under treatment: against the first sum, and against the smallest so far.

All numbers, the words of records and the table of what follows from the parts stand in the guideline. What is not on a
scan is not known: it is neither gone nor as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from sarcoguide.knowledge.model import Edition
from sarcoguide.language import State
from sarcoguide.language.trace import KNOWN
from sarcoguide.language.trace import UNKNOWN as NOT_KNOWN
from sarcoguide.record.reduced import NOT_APPLICABLE, Read, Reduced, found
from sarcoguide.record.targets import Chosen, Row, chosen_at, is_node, means, number, size_of, visits_of

#: What the followed parts together do, and what the others do; `none` where there are none.
Targets = Literal["gone", "smaller", "same", "larger", "not_judged", "none"]
Others = Literal["gone", "present", "larger", "not_judged", "none"]


class Visit(Struct, frozen=True):
    """One scan of a course. `total` is None where a followed part was not measured; then `at_least` is what was.

    `sizes` are those that were counted; `smallest` is the smallest total before this scan, that of the first included.
    `new` says whether a new part was seen, None when nobody said. `result` is a word of the guideline, None where the
    scan leaves it open; `if_none_new` is what it is should no new part have been seen.
    """

    day: date
    sizes: Mapping[str, Decimal | None]
    total: Decimal | None
    at_least: Decimal
    smallest: Decimal | None
    first: Decimal | None
    targets: Targets
    others: Others
    new: bool | None
    result: str | None
    if_none_new: str | None
    remarks: tuple[str, ...] = ()

    @property
    def from_first(self) -> Decimal | None:
        """The change from the first total, in percent."""
        return _percent(self.first, self.total)

    @property
    def from_smallest(self) -> Decimal | None:
        """The change from the smallest total before, in percent."""
        return _percent(self.smallest, self.total)


class Course(Struct, frozen=True):
    """The scans of one treatment. Without a first one (`visits` empty) nothing can be compared, and `why` says so."""

    state: State
    why: str = ""
    chosen: Chosen | None = None
    visits: tuple[Visit, ...] = ()
    parameters: Mapping[str, Any] = {}
    marked: bool = False

    @property
    def later(self) -> tuple[Visit, ...]:
        """The scans after the first one."""
        return self.visits[1:]


# --- what a definition yields --------------------------------------------------------------------------------


def response(course: Course) -> Reduced:
    """Return the response on the last scan of the course."""
    if not course.later:
        return Reduced(course.state if course.state is not KNOWN else NOT_KNOWN, None, lambda: course.why)
    last = course.later[-1]
    if last.result is None:
        return Reduced(NOT_KNOWN, None, lambda: told(last))
    return found(last.result, lambda: told(last))


def response_day(course: Course) -> Reduced:
    """Return the day of the last scan of the course."""
    if not course.later:
        return Reduced(course.state if course.state is not KNOWN else NOT_KNOWN)
    return found(course.later[-1].day)


def response_first(course: Course) -> Reduced:
    """Return the day of the first scan after the one that the others are held against."""
    if not course.later:
        return Reduced(course.state if course.state is not KNOWN else NOT_KNOWN)
    return found(course.later[0].day)


def response_marked(course: Course) -> Reduced:
    """Return whether the record marks the scan that the others are held against."""
    if course.state is not KNOWN:
        return Reduced(course.state)
    return found(course.marked)


def response_best(course: Course) -> Reduced:
    """Return the best response until growth; unknown where a scan is open that could have shown a better one."""
    if not course.later:
        return Reduced(course.state if course.state is not KNOWN else NOT_KNOWN)
    order: Sequence[str] = course.parameters["best"]
    until = list(_until_growth(course))
    words = [visit.result for visit in until if visit.result is not None]
    best = min(words, key=order.index, default=None)
    if best is None or (len(words) < len(until) and best != order[0]):
        return Reduced(NOT_KNOWN)
    return found(best)


def response_since(course: Course) -> Reduced:
    """Return the day of the first scan that shows growth; not applicable where every scan shows that there is none."""
    if not course.later:
        return Reduced(course.state if course.state is not KNOWN else NOT_KNOWN)
    grown = course.parameters["progress"]
    first = next((visit for visit in course.later if visit.result in grown), None)
    if first is not None:
        return found(first.day)
    return NOT_APPLICABLE if all(visit.result is not None for visit in course.later) else Reduced(NOT_KNOWN)


def _until_growth(course: Course) -> Iterable[Visit]:
    for visit in course.later:
        yield visit
        if visit.result in course.parameters["progress"]:
            return


def told(visit: Visit) -> str:
    """Return the arithmetic of a scan in words."""
    parts = []
    if visit.total is not None:
        sizes = " + ".join(f"{size:g}" for size in visit.sizes.values() if size is not None)
        parts.append(f"sum {sizes} = {visit.total:g}" if len(visit.sizes) > 1 else f"sum {visit.total:g}")
        parts.append(f"first sum {visit.first:g}{_signed(visit.from_first)}" if visit.first is not None else "")
        if visit.smallest is not None:
            more = visit.total - visit.smallest
            parts.append(f"smallest before {visit.smallest:g}{_signed(visit.from_smallest)}, {more:+g} mm")
    elif visit.sizes:
        missing = ", ".join(name for name, size in visit.sizes.items() if size is None)
        parts.append(f"not measured: {missing}")
    return "; ".join([part for part in parts if part] + list(visit.remarks))


def _signed(percent: Decimal | None) -> str:
    return "" if percent is None else f" ({round(percent):+d} %)"


def _percent(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    return None if not before or now is None else (now - before) * 100 / before


# --- the course ----------------------------------------------------------------------------------------------


def response_course(parameters: Mapping[str, Any], read: Read, _edition: Edition) -> Course:
    """Return the scans of the latest treatment, each with what it shows against the first and the smallest sum.

    The first scan of a course is the latest that is marked as such; without a mark the last one off treatment before
    the last that were made under it.
    """
    trace = read(parameters["records"])
    visits = visits_of(trace, parameters)
    if visits is None:
        return Course(trace.state)
    start, end, why = _course_of(visits, parameters)
    if start is None:
        return Course(KNOWN, why)
    days = list(visits)[start:end]
    first, later = visits[days[0]], [(day, visits[day]) for day in days[1:]]
    chosen = chosen_at(first, [row for _, rows in later for row in rows], parameters)
    walk = _Walk(parameters, chosen, first)
    whole = [walk.at_first(days[0], first)]
    for day, rows in later:
        whole.append(walk.at(day, rows, latest=day == days[-1] == list(visits)[-1], read=read))
    why = "" if later else "there is no scan after the first"
    marked = _said(first, parameters["baseline"]) is True
    return Course(KNOWN, why, chosen, tuple(whole), parameters, marked)


def _course_of(
    visits: Mapping[date, Sequence[Row]], parameters: Mapping[str, Any]
) -> tuple[int | None, int | None, str]:
    """Return where the course begins and ends among the scans, or why it cannot be told."""
    marked = [_said(rows, parameters["baseline"]) for rows in visits.values()]
    if True in marked:
        return len(marked) - 1 - marked[::-1].index(True), None, ""
    under = [_said(rows, parameters["under"]) for rows in visits.values()]
    if True not in under:
        return None, None, "no scan is marked as made under treatment"
    end = start = len(under) - 1 - under[::-1].index(True)
    while start >= 0 and under[start] is True:
        start -= 1
    if start < 0:
        return None, None, "there is no scan from before treatment"
    if under[start] is None and True in under[:start]:
        return None, None, "it is not said of every scan whether it was made under treatment"
    return start, end + 1, ""


def _said(rows: Iterable[Row], name: str) -> bool | None:
    """Return what the rows of one scan say: yes if one does, no if one does and none says yes."""
    words = [row.get(name) for row in rows]
    return True if True in words else False if False in words else None


class _Walk:
    """The scans of one course, one after the other."""

    def __init__(self, parameters: Mapping[str, Any], chosen: Chosen, first: Sequence[Row]) -> None:
        self.parameters, self.chosen = parameters, chosen
        self.at_start = {str(row[parameters["lesion"]]): row for row in first}
        self.first: Decimal | None = None
        self.smallest: Decimal | None = None
        self.targets: Targets = "none"
        #: What the followed parts did on the last scan on which all of them were measured.
        self.reached: Targets = "none"
        self.new: bool | None = False
        self.result: str | None = None

    def at_first(self, day: date, rows: Sequence[Row]) -> Visit:
        """Return the first scan: nothing to compare it with."""
        sizes = {name: size_of(name, rows, self.at_start, self.parameters) for name in self.chosen.targets}
        total = _total(sizes)
        self.first = self.smallest = total
        at_least = sum((size for size in sizes.values() if size is not None), Decimal(0))
        return Visit(day, sizes, total, at_least, None, None, "none", "none", None, None, None)

    def at(self, day: date, rows: Sequence[Row], *, latest: bool, read: Read) -> Visit:
        """Return a later scan, judged by what came before it."""
        sizes = {name: size_of(name, rows, self.at_start, self.parameters) for name in self.chosen.targets}
        total = _total(sizes)
        at_least = sum((size for size in sizes.values() if size is not None), Decimal(0))
        self.targets = self._targets(sizes, total, at_least)
        self.reached = self.reached if self.targets == "not_judged" else self.targets
        others = self._others(rows)
        new, remarks = self._new(rows, latest=latest, read=read)
        self.new = True if self.new is True else new
        words = {truth: self._overall(others, new=truth) for truth in (True, False)}
        open_word = words[False] if words[True] == words[False] else None
        result = open_word if self.new is None else words[self.new]
        if self.result in self.parameters["stays"]:
            result, words = self.result, {True: self.result, False: self.result}
        visit = Visit(
            day, sizes, total, at_least, self.smallest, self.first, self.targets, others, self.new, result,
            words[False], remarks,
        )  # fmt: skip
        self.result = result
        if total is not None:
            self.smallest = total if self.smallest is None else min(total, self.smallest)
        return visit

    def _targets(self, sizes: Mapping[str, Decimal | None], total: Decimal | None, at_least: Decimal) -> Targets:
        if not sizes:
            return "none"
        if self.smallest is not None and self._grown(at_least):
            return "larger"
        if total is None or self.first is None:
            return "not_judged"
        if all(self._is_gone(name, size) for name, size in sizes.items()):
            return "gone"
        shrinks = number(self.parameters["shrinks_percent"])
        if total * 100 <= self.first * (100 - shrinks):
            return "smaller"
        held: Targets = "smaller" if self.reached == "gone" else self.reached
        return held if held in self.parameters["targets_stay"] else "same"

    def _grown(self, total: Decimal) -> bool:
        """Whether a sum, or the part of it that is known, is above the smallest one by enough."""
        assert self.smallest is not None
        grows, least = number(self.parameters["grows_percent"]), number(self.parameters["grows_least"])
        return total * 100 >= self.smallest * (100 + grows) and total - self.smallest >= least

    def _is_gone(self, name: str, size: Decimal | None) -> bool:
        if size is None:
            return False
        node = is_node(self.at_start[name], self.parameters)
        return size < number(self.parameters["node_normal_below"]) if node else size == 0

    def _others(self, rows: Sequence[Row]) -> Others:
        if not self.chosen.others:
            return "none"
        states = {self._other(name, rows) for name in self.chosen.others}
        order: tuple[Others, ...] = ("larger", "not_judged", "present")
        return next((state for state in order if state in states), "gone")

    def _other(self, name: str, rows: Sequence[Row]) -> Others:
        """Return what one of the other parts does: that it grew past doubt is a word, never a number."""
        own = [row for row in rows if str(row[self.parameters["lesion"]]) == name]
        words = {means(row, self.parameters) for row in own}
        if "larger" in words:
            return "larger"
        if not own or "not_judged" in words:
            return "not_judged"
        sizes = [number(row[self.parameters["size"]]) for row in own if row.get(self.parameters["size"]) is not None]
        if sizes and is_node(self.at_start[name], self.parameters):
            return "gone" if max(sizes) < number(self.parameters["node_normal_below"]) else "present"
        if words == {"gone"} or (sizes and max(sizes) == 0):
            return "gone"
        return "present" if sizes or words != {None} else "not_judged"

    def _new(self, rows: Sequence[Row], *, latest: bool, read: Read) -> tuple[bool | None, tuple[str, ...]]:
        """Return whether a new part was seen: as the scan says, else the latest one as the fact for it says."""
        said = _said(rows, self.parameters["new"])
        if said is None and latest:
            said = read(self.parameters["new_fact"]).truth if read(self.parameters["new_fact"]).known else None
        unlisted = sorted({str(row[self.parameters["lesion"]]) for row in rows if self._unlisted(row)})
        if unlisted and said is not True:
            return None, (f"not listed on the first scan: {', '.join(unlisted)}",)
        return said, () if said is not None else ("not said whether a new one was seen",)

    def _unlisted(self, row: Row) -> bool:
        """Whether a row is about a part that the first scan does not list, and that is not gone or of normal size."""
        if str(row[self.parameters["lesion"]]) in self.at_start or means(row, self.parameters) == "gone":
            return False
        size = row.get(self.parameters["size"])
        normal = number(self.parameters["node_normal_below"]) if is_node(row, self.parameters) else Decimal(0)
        return size is None or (number(size) > 0 and not number(size) < normal)

    def _overall(self, others: Others, *, new: bool) -> str | None:
        """Return what the parts are called together."""
        return looked_up({"targets": self.targets, "others": others, "new": new}, self.parameters["overall"])


def looked_up(held: Mapping[str, object], table: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the word of the first line of a table that holds: each of its entries names what is, or a list with it."""
    for line in table:
        wanted = {key: words if isinstance(words, list) else [words] for key, words in line.items() if key in held}
        if all(held[key] in words for key, words in wanted.items()):
            return str(line["is"])
    return None


def _total(sizes: Mapping[str, Decimal | None]) -> Decimal | None:
    known = [size for size in sizes.values() if size is not None]
    return sum(known, Decimal(0)) if sizes and len(known) == len(sizes) else None
