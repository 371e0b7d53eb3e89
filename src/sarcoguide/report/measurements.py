"""The page of measurements: each lesion over time, the course of one treatment, and the rate of each lesion."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from sarcoguide.days import day as day_in_words
from sarcoguide.dossier import Dossier
from sarcoguide.knowledge import Edition, Reduction
from sarcoguide.planning.model import SourceView
from sarcoguide.record import Situation
from sarcoguide.record.growth import Rate, rates
from sarcoguide.record.labels import in_words, words_of
from sarcoguide.record.response import Course, Visit, response_course, told
from sarcoguide.record.targets import Row, means, number, visits_of
from sarcoguide.report import measurement_words as said
from sarcoguide.report.lexicon import Lexicon, unit_in_words
from sarcoguide.report.measured import MeasuredRow, measured_rows
from sarcoguide.report.measurement_chart import Chart, Words, chart

TEMPLATE = "measurements/page.html"
SHEETS = ("workbench.css", "measurements.css")


def context(dossier: Dossier) -> dict[str, Any]:
    """Return what the template needs besides the names of every page."""
    return {"m": MeasurementsView(dossier), "said": said, "rows_at": "/measurements"}


@dataclass(frozen=True, slots=True)
class LesionRow:
    """One lesion in the table: what it is, its size or what was seen on each scan, and the same in a sentence."""

    name: str
    organ: str
    role: str
    cells: tuple[tuple[str, bool], ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One scan of the course in the table."""

    day: str
    total: str
    from_first: str
    from_smallest: str
    targets: str
    others: str
    new: str
    result: str
    known: bool
    arithmetic: str


@dataclass(frozen=True, slots=True)
class RateRow:
    """How fast one lesion grows, with the arithmetic."""

    lesion: str
    sizes: str
    days: str
    rate: str
    doubling: str
    arithmetic: tuple[str, ...]
    sentence: str


class MeasurementsView:
    """What the page shows of one dossier; the template reads it and decides nothing."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.edition: Edition = dossier.edition
        self.lexicon = Lexicon(dossier.edition)
        self._read = Situation(dossier.record, dossier.edition).everything.value

    def _walk(self, name: str) -> Mapping[str, Any]:
        body = self.edition.definitions[name].body
        assert isinstance(body, Reduction)
        return body.parameters

    @cached_property
    def drawn(self) -> bool:
        """Whether the guideline of the day says how measurements are read."""
        told_of = self.edition.about.measurements
        return told_of is not None and {told_of.response, told_of.growth} <= self.edition.definitions.keys()

    @cached_property
    def _names(self) -> tuple[str, str]:
        told_of = self.edition.about.measurements
        assert told_of is not None
        return told_of.response, told_of.growth

    @cached_property
    def parameters(self) -> Mapping[str, Any]:
        """How the records of measurements are read."""
        return self._walk(self._names[0])

    @property
    def records(self) -> str:
        """The fact that holds the measurements."""
        return str(self.parameters["records"])

    @cached_property
    def rows(self) -> tuple[MeasuredRow, ...]:
        """What the measurements come to, as the report tells it."""
        return measured_rows(self.dossier.plan, self.lexicon)

    @property
    def sources(self) -> tuple[SourceView, ...]:
        """What the page cites, each once, by its short name."""
        plan = self.dossier.plan
        lines = [line.sources for line in plan.measured]
        lines += [warning.sources for warning in plan.warnings]
        lines += [emergency.sources for emergency in plan.urgent]
        cited = {source.id: source for sources in lines for source in sources}
        return tuple(sorted(cited.values(), key=lambda source: (source.short or source.id).casefold()))

    @cached_property
    def course(self) -> Course:
        """The scans of the latest treatment."""
        return response_course(self.parameters, self._read, self.edition)

    @cached_property
    def scans(self) -> dict[date, list[Row]]:
        """The rows of every scan, by day."""
        return visits_of(self._read(self.records), self.parameters) or {}

    # --- lesions ---------------------------------------------------------------------------------------------

    @cached_property
    def _lesions(self) -> dict[str, dict[date, Row]]:
        found: dict[str, dict[date, Row]] = {}
        for day, rows in self.scans.items():
            for row in rows:
                found.setdefault(str(row[self.parameters["lesion"]]), {})[day] = row
        return dict(sorted(found.items()))

    def _role(self, name: str) -> str:
        chosen = self.course.chosen
        if chosen is None:
            return said.NO_ROLE
        return said.TARGET if name in chosen.targets else said.BY_EYE if name in chosen.others else said.NOT_LISTED

    def _size(self, row: Row | None) -> float | None:
        """Return the size of a row as it was written; None where there is none, or where it tells nothing."""
        if row is None or means(row, self.parameters) == "not_judged":
            return None
        size = row.get(self.parameters["size"])
        return 0 if size is None and means(row, self.parameters) == "gone" else size

    @cached_property
    def scan_heads(self) -> tuple[tuple[str, str], ...]:
        """Each scan: its day, and whether it was made under treatment."""
        under = self.parameters["under"]
        heads = []
        for day, rows in self.scans.items():
            words = [row.get(under) for row in rows]
            state = True if True in words else False if False in words else None
            heads.append((day_in_words(day.isoformat()), said.UNDER[state]))
        return tuple(heads)

    @cached_property
    def lesions(self) -> tuple[LesionRow, ...]:
        """The table of lesions."""
        return tuple(self._lesion(name, by_day) for name, by_day in self._lesions.items())

    def _lesion(self, name: str, by_day: Mapping[date, Row]) -> LesionRow:
        group, state = self.parameters["group"], self.parameters["state"]
        organ = next((row[group] for row in by_day.values() if row.get(group)), None)
        cells = []
        for day in self.scans:
            row = by_day.get(day)
            size = None if row is None else row.get(self.parameters["size"])
            word = None if row is None else row.get(state)
            parts = [f"{size:g}"] if size is not None else []
            meant = None if row is None else means(row, self.parameters)
            parts += [f"{said.STATES[meant]} ({str(word).replace('_', ' ')})"] if meant == "not_judged" else (
                [said.STATES[meant]] if meant is not None and (size is None or meant != "present") else []
            )  # fmt: skip
            known = self._size(row) is not None or meant in ("gone", "present", "larger", "small")
            cells.append((", ".join(parts) or (said.NOT_MEASURED if row is None else said.NOT_RECORDED), known))
        sizes = [(day, size) for day, row in by_day.items() if (size := self._size(row)) is not None]
        names = {"lesion": name}
        if sizes:
            names |= {"first": f"{sizes[0][1]:g}", "start": day_in_words(sizes[0][0].isoformat())}
            names |= {"last": f"{sizes[-1][1]:g}", "end": day_in_words(sizes[-1][0].isoformat())}
        sentence = (said.LESION_NEVER, said.LESION_ONCE, said.LESION_TOLD)[min(len(sizes), 2)].format(**names)
        records = self.edition.facts[self.records].entry.fields or {}
        shown = words_of(records[group].values_of or group, organ, self.edition) if organ else said.NOT_RECORDED
        return LesionRow(name, shown.replace("_", " "), self._role(name), tuple(cells), sentence)

    @cached_property
    def lesion_chart(self) -> Chart | None:
        """Each lesion over time; None where nothing was measured."""
        days = list(self.scans)
        targets = () if self.course.chosen is None else self.course.chosen.targets
        series = {
            name: (name in targets or not targets, {day: self._size(by_day.get(day)) for day in days})
            for name, by_day in self._lesions.items()
        }
        if not any(size is not None for _, sizes in series.values() for size in sizes.values()):
            return None
        return chart(series, days, words=Words(said.DIAMETER, self.lesions_told, "{label}  {value:g} mm"))

    @property
    def lesions_told(self) -> str:
        """The chart of lesions in words."""
        return " ".join(row.sentence for row in self.lesions)

    @property
    def choice(self) -> tuple[str, ...]:
        """How the targets were chosen, and what a reader must know of it."""
        chosen = self.course.chosen
        if chosen is None:
            return ()
        return (said.CHOSEN[chosen.stated],) if not chosen.remarks else (said.CHOSEN[chosen.stated], *chosen.remarks)

    # --- response --------------------------------------------------------------------------------------------

    def _word(self, word: str | None) -> str:
        return said.OPEN_RESULT if word is None else words_of(self._names[0], word, self.edition)

    @cached_property
    def visits(self) -> tuple[VisitRow, ...]:
        """The table of the course."""
        return tuple(self._visit(visit, first=not place) for place, visit in enumerate(self.course.visits))

    def _visit(self, visit: Visit, *, first: bool) -> VisitRow:
        total = (
            f"{visit.total:g}" if visit.total is not None else said.NOT_MEASURED if visit.sizes else said.DOES["none"]
        )
        result = said.BASELINE if first else self._word(visit.result)
        if not first and visit.result is None and visit.if_none_new is not None:
            result = f"{result}; {said.IF_NONE_NEW.format(word=self._word(visit.if_none_new))}"
        more = None if visit.total is None or visit.smallest is None else visit.total - visit.smallest
        return VisitRow(
            day_in_words(visit.day.isoformat()),
            total,
            "–" if first else _percent(visit.from_first),
            "–" if first else _percent(visit.from_smallest, more),
            "–" if first else said.DOES[visit.targets],
            "–" if first else said.DOES[visit.others],
            "–" if first else said.NEW_WORDS[visit.new],
            result,
            first or visit.result is not None,
            told(visit),
        )

    @property
    def no_course(self) -> str:
        """Why there is no response; empty where there is a course."""
        if self.course.later:
            return ""
        return said.NO_COURSE.format(why=self.course.why or said.NO_RECORDS)

    @cached_property
    def response_told(self) -> str:
        """The last scan in one sentence."""
        if not self.course.later:
            return self.no_course
        last = self.course.later[-1]
        total = said.SUM_IS.format(count=len(last.sizes), total=f"{last.total:g}") if last.total is not None else (
            said.SUM_OPEN if last.sizes else said.NO_TARGETS
        )  # fmt: skip
        row = self.visits[-1]
        changes = f" ({row.arithmetic})" if row.arithmetic else ""
        return said.LAST_TOLD.format(day=row.day, total=total + changes, word=row.result)

    @cached_property
    def sum_chart(self) -> Chart | None:
        """The sum of the targets over the course, with the lines that decide; None where there is none."""
        visits = self.course.visits
        sums = {visit.day: None if visit.total is None else float(visit.total) for visit in visits}
        if not self.course.later or not any(size is not None for size in sums.values()) or visits[0].total is None:
            return None
        return chart(
            {"sum": (True, sums)},
            list(sums),
            words=Words(said.SUM, self.response_told, "{value:g} mm", self._notes()),
            levels=[(float(limit), words, kind) for limit, words, _, kind in self._levels()],
        )

    def _notes(self) -> dict[date, str]:
        """Return what the points of the sum are called: the baseline, the smallest before the last scan, its value."""
        visits = [visit for visit in self.course.visits if visit.total is not None]
        notes = {visit.day: f"{visit.total:g}" for visit in visits if visit is not self.course.visits[-1]}
        smallest = self.course.visits[-1].smallest
        lowest = [visit for visit in visits[1:-1] if visit.total == smallest]
        notes |= {visit.day: f"{said.SMALLEST} {visit.total:g}" for visit in lowest[:1]}
        return notes | {visits[0].day: f"{said.BASELINE} {visits[0].total:g}"}

    @property
    def level_words(self) -> tuple[str, ...]:
        """The lines across the chart of the sum, in words."""
        return tuple(words for _, _, words, _ in self._levels())

    def _levels(self) -> Iterator[tuple[Decimal, str, str, str]]:
        """Yield the sums that decide: the limit, its words beside the line and below the chart, and how it is drawn."""
        first, smallest = self.course.visits[0].total, self.course.visits[-1].smallest
        shrinks, grows = number(self.parameters["shrinks_percent"]), number(self.parameters["grows_percent"])
        least = number(self.parameters["grows_least"])
        if first is not None:
            limit = first * (100 - shrinks) / 100
            words = {"percent": f"{shrinks:g}", "limit": f"{limit:g}", "sum": f"{first:g}"}
            yield limit, said.SHRINKS.format(**words), said.SHRINKS_TOLD.format(**words), "lower"
        if smallest is not None:
            limit = max(smallest * (100 + grows) / 100, smallest + least)
            words = {"percent": f"{grows:g}", "least": f"{least:g}", "limit": f"{limit:g}", "sum": f"{smallest:g}"}
            yield limit, said.GROWS.format(**words), said.GROWS_TOLD.format(**words), "upper"

    # --- growth ----------------------------------------------------------------------------------------------

    @cached_property
    def rates(self) -> tuple[RateRow, ...]:
        """The rate of each lesion that has a pair of measurements which may be compared."""
        return tuple(_rate(rate) for rate in rates(self._walk(self._names[1]), self._read))

    @property
    def no_rate(self) -> str:
        """What it takes, where there is no rate."""
        days = self._read(str(self._walk(self._names[1])["min_days"])).value
        return said.NO_RATE.format(days=f"{days:g}" if isinstance(days, int | float) else said.NOT_SET)

    @property
    def settings(self) -> tuple[tuple[str, str, bool], ...]:
        """What this site has set: each setting with its value, and whether it has one."""
        told_of = self.edition.about.measurements
        found = []
        for name in told_of.settings if told_of is not None else ():
            setting = self.edition.settings[name]
            unit = unit_in_words(setting.unit or "")
            words = said.NOT_SET if setting.value is None else f"{in_words(float(setting.value))} {unit}".strip()
            found.append((setting.label, words, setting.value is not None))
        return tuple(found)


def _percent(percent: Decimal | None, more: Decimal | None = None) -> str:
    if percent is None:
        return "–" if more is None else f"{more:+g} mm"
    return f"{round(percent):+d} %" if more is None else f"{round(percent):+d} %, {more:+g} mm"


def _rate(rate: Rate) -> RateRow:
    kind = "larger" if rate.rate > 0 else "smaller" if rate.rate < 0 else "same"
    doubling = math.log(2) / rate.rate if rate.rate > 0 else None
    days = "" if doubling is None else f"{doubling:.0f}"
    arithmetic: Sequence[str] = [rate.because]
    if doubling is not None:
        arithmetic = [*arithmetic, said.DOUBLING_SUM.format(rate=f"{rate.rate:.5f}", days=days)]
    sizes = {"before": f"{rate.before:g}", "after": f"{rate.after:g}"}
    sentence = said.GROWTH_TOLD[kind].format(lesion=rate.lesion, days=rate.days, doubling=days, **sizes)
    return RateRow(
        rate.lesion,
        f"{rate.before:g} → {rate.after:g} mm",
        f"{rate.days}",
        said.PER_DAY.format(rate=f"{rate.rate:.5f}"),
        said.DAYS.format(days=days) if doubling is not None else said.NO_DOUBLING[kind],
        tuple(arithmetic),
        f"{sentence} {said.WITHIN_ERROR}" if rate.within_error else sentence,
    )
