"""Charts of measurements as numbers: where each line, mark and label stands. The template writes the SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sarcoguide.days import day as day_in_words

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 680, 56, 500, 30, 46
PLOT = 220
#: Room for a label at the end of a line, and between two days under the axis.
LABEL, DAY_LABEL = 26, 96
STEPS = (1, 2, 5)
MOST_STEPS = 6
LABEL_AT = 514
#: Names that stand over one scan before the rest is counted.
FEW = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A measured point, with what it is called where that is printed beside it."""

    x: float
    y: float
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, with its name at its end; `filled` says which of two series it belongs to."""

    points: str
    marks: tuple[Mark, ...]
    label: str
    label_x: float
    label_y: float
    end_y: float
    filled: bool


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line with its words: `kind` is the class that draws it."""

    y: float
    text: str
    kind: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with its words; `minor` ones are left out where there is little room."""

    at: float
    text: str
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart. `spoken` says in one sentence what it shows."""

    height: float
    days: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    levels: tuple[Level, ...]
    missing: tuple[Tick, ...]
    title: str
    spoken: str

    @property
    def floor(self) -> float:
        """Where the axis of days lies."""
        return self.height - BOTTOM


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a chart: what its axis measures, what it shows, how a line's end and points of a day are called."""

    title: str
    spoken: str
    name: str
    notes: Mapping[date, str] = field(default_factory=dict)


def chart(
    series: Mapping[str, tuple[bool, Mapping[date, float | None]]],
    days: Sequence[date],
    *,
    words: Words,
    levels: Iterable[tuple[float, str, str]] = (),
) -> Chart:
    """Return a chart of sizes over time.

    Args:
        series: by name whether it belongs to the first of two series, and its sizes by day; None where one is missing.
        days: the scans, in order.
        words: what is called how.
        levels: sizes that are drawn as lines across, each with its words and its kind.
    """
    levels = tuple(levels)
    plot = max(PLOT, LABEL * (len(series) + len(levels)))
    floor = TOP + plot
    sizes = [size for _, by_day in series.values() for size in by_day.values() if size is not None]
    step, top = _scale(max([*sizes, *(level for level, _, _ in levels)], default=1))
    begin, whole = days[0], max((days[-1] - days[0]).days, 1)

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - begin).days / whole, 1)

    def y(size: float) -> float:
        return round(floor - plot * size / top, 1)

    ends = {key: _last(by_day) for key, (_, by_day) in series.items()}
    # A line that reaches the last scan is named beside the chart, any other beside its own end.
    wanted = {("line", key): y(end[1]) for key, end in ends.items() if end is not None and end[0] == days[-1]}
    wanted |= {("level", text): y(size) for size, text, _ in levels}
    placed = _apart(wanted, TOP, floor)
    lines = []
    for key, (filled, by_day) in series.items():
        end = ends[key]
        known = [(day, size) for day, size in by_day.items() if size is not None]
        if end is None:
            continue
        marks = [
            Mark(x(day), y(size), f"{day_in_words(day.isoformat())}: {size:g} mm", words.notes.get(day, ""))
            for day, size in known
        ]
        points = " ".join(f"{x(day)},{y(size)}" for day, size in known)
        label_y = placed.get(("line", key), y(end[1]))
        label_x = LABEL_AT if ("line", key) in placed else x(end[0]) + 12
        label = words.name.format(label=key, value=end[1])
        lines.append(Line(points, tuple(marks), label, label_x, label_y, y(end[1]), filled))
    absent = {day: [key for key, (_, by_day) in series.items() if by_day.get(day) is None] for day in days}
    return Chart(
        height=floor + BOTTOM,
        days=tuple(_days(days, x)),
        ticks=tuple(Tick(y(at * step), f"{at * step:g}") for at in range(round(top / step) + 1)),
        lines=tuple(lines),
        levels=tuple(Level(y(size), text, kind, placed["level", text]) for size, text, kind in levels),
        missing=tuple(Tick(x(day), f"{_few(names)} ?") for day, names in absent.items() if names),
        title=words.title,
        spoken=words.spoken,
    )


def _last(by_day: Mapping[date, float | None]) -> tuple[date, float] | None:
    known = [(day, size) for day, size in by_day.items() if size is not None]
    return known[-1] if known else None


def _scale(largest: float) -> tuple[float, float]:
    """Return a round step and the top of an axis that begins at nought and has at most six steps."""
    power = 1.0
    while largest > power * STEPS[-1] * MOST_STEPS:
        power *= 10
    step = next(digit * power for digit in STEPS if largest <= digit * power * MOST_STEPS)
    return step, step * -(-max(largest, step) // step)


def _days(days: Sequence[date], x: Callable[[date], float]) -> Iterator[Tick]:
    edge = float(LEFT - DAY_LABEL)
    for place, day in enumerate(days):
        last = place == len(days) - 1
        at = x(day)
        if last or (at - edge >= DAY_LABEL and (place == 0 or x(days[-1]) - at >= DAY_LABEL)):
            edge = at
            yield Tick(at, day_in_words(day.isoformat()), minor=not last and place > 0)


def _apart(wanted: Mapping[tuple[str, str], float], top: float, floor: float) -> dict[tuple[str, str], float]:
    """Return heights for labels that do not lie over one another, near to where they are wanted."""
    placed: dict[tuple[str, str], float] = {}
    least = top
    for key, at in sorted(wanted.items(), key=lambda item: item[1]):
        placed[key] = max(at, least)
        least = placed[key] + LABEL
    # What was pushed below the floor pushes the others up again.
    most = floor
    for key in reversed(placed):
        placed[key] = min(placed[key], most)
        most = placed[key] - LABEL
    return placed


def _few(names: Sequence[str]) -> str:
    return " ".join(names) if len(names) <= FEW else f"{len(names)}"
