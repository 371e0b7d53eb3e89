"""The map as a drawing: places in columns by stage, edges between them, the same picture for the same data.

Columns follow from what comes after what, rows from the order in the guideline. Every place is a link to its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import wrap

from markupsafe import Markup, escape

from sarcoguide.report import pathway_words as said
from sarcoguide.report.clinician_view import ICONS
from sarcoguide.report.pathway import PathwayMap, Place, StageShown

#: Measures in pixels.
WIDTH, GAP, PAD = 184, 56, 12
HEAD, LINE, SUMMARY, BETWEEN, AFTER_STAGE, BEFORE_GROUPS = 34, 18, 22, 10, 26, 18
#: Characters of a title that fit into a line.
TITLE_FITS = 22
ICON = 15
#: Room for the thick line of a box at the edge of the drawing.
EDGE = 2
#: Edges are drawn in this order, so that the patient's own way lies on top.
LAYERS = ("any", "off", "open", "on")
#: The icon of a branch, by the way.
TRUTH_ICONS = {"on": "t", "open": "u", "off": "f"}


@dataclass(frozen=True, slots=True)
class Box:
    """A place with where it is drawn."""

    place: Place
    x: int
    y: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """How high it is: title, summary, padding."""
        return _height(self.place, self.lines)

    @property
    def middle(self) -> int:
        """Where edges begin and end."""
        return self.y + self.height // 2


@dataclass(slots=True)
class Drawing:
    """The boxes of a map and the headings above them."""

    map: PathwayMap
    boxes: dict[str, Box] = field(default_factory=dict)
    heads: list[tuple[StageShown, int, int]] = field(default_factory=list)
    width: int = 0
    height: int = 0

    def __post_init__(self) -> None:
        columns: dict[int, list[StageShown]] = {}
        for stage in self.map.stages:
            columns.setdefault(stage.rank, []).append(stage)
        self.width = max(len(columns) * (WIDTH + GAP) - GAP, 0) + 2 * EDGE
        for number, (_, stages) in enumerate(sorted(columns.items())):
            self._column(stages, EDGE + number * (WIDTH + GAP))
        self.height = max((box.y + box.height for box in self.boxes.values()), default=0) + EDGE

    def _column(self, stages: list[StageShown], x: int) -> None:
        y = EDGE
        for stage in stages:
            self.heads.append((stage, x, y))
            y += HEAD
            for place, before in _spaced(stage):
                box = Box(place, x, y + before, _lines(place))
                self.boxes[place.id] = box
                y = box.y + box.height + BETWEEN
            y += AFTER_STAGE - BETWEEN


def svg(shown: PathwayMap) -> Markup:
    """Return the drawing. Nothing in it is told by it alone: the list below the map says the same in words."""
    drawing = Drawing(shown)
    parts = [*_edges(drawing), *_heads(drawing), *(_box(box) for box in drawing.boxes.values())]
    size = f'viewBox="0 0 {drawing.width} {drawing.height}" width="{drawing.width}" height="{drawing.height}"'
    return Markup(f'<svg class="map" {size} role="group" aria-label="{escape(said.MAP_LABEL)}">{"".join(parts)}</svg>')


def _edges(drawing: Drawing) -> Iterator[str]:
    drawn = []
    for source, target in drawing.map.edges:
        start, end = drawing.boxes[source], drawing.boxes[target]
        left, right = start.x + WIDTH, end.x
        bend = (right - left) // 2
        path = f"M{left} {start.middle}C{left + bend} {start.middle} {right - bend} {end.middle} {right} {end.middle}"
        drawn.append((drawing.map.way(source, target), path))
    for way in LAYERS:
        yield from (f'<path class="e {way}" aria-hidden="true" d="{path}"/>' for mark, path in drawn if mark == way)


def _heads(drawing: Drawing) -> Iterator[str]:
    for stage, x, y in drawing.heads:
        yield f'<text class="stage" x="{x}" y="{y + 15}">{escape(stage.title)}</text>'
        yield f'<path class="rule" aria-hidden="true" d="M{x} {y + 23}h{WIDTH}"/>'


def _box(box: Box) -> str:
    place = box.place
    kind = "q" if place.branch or place.aside else "g"
    alarm = " alarm" if place.urgent else ""
    radius = 14 if kind == "q" else 4
    title = "".join(
        f'<tspan x="{box.x + PAD}" dy="{0 if number == 0 else LINE}">{escape(line)}</tspan>'
        for number, line in enumerate(box.lines)
    )
    below = box.y + 8 + LINE * len(box.lines)
    return (
        f'<a class="nd {kind} {place.mark}{alarm}" href="#in-{place.id}" aria-label="{escape(place.name)}">'
        f'<rect x="{box.x}" y="{box.y}" width="{WIDTH}" height="{box.height}" rx="{radius}"/>'
        f'<text class="title" x="{box.x + PAD}" y="{box.y + 20}">{title}</text>'
        f"{_summary(place, box.x + PAD, below)}</a>"
    )


def _summary(place: Place, x: int, y: int) -> str:
    """Return the line below a title: the answer of a branch, or the counts of a group beside the icons of statuses."""
    if place.map.patient and (place.branch or place.aside):
        icon = TRUTH_ICONS[place.of_patient.way]
        return (
            f'{_icon(icon, x, y + 2)}<text class="sum" x="{x + ICON + 5}" y="{y + 14}">{escape(place.summary)}</text>'
        )
    if not place.map.patient or not place.counts:
        return f'<text class="sum" x="{x}" y="{y + 14}">{escape(place.summary)}</text>' if place.summary else ""
    parts = []
    for status, count in place.counts:
        icon = ICONS[status]
        number = f'<text class="num" x="{x + ICON + 3}" y="{y + 14}">{count}</text>'
        parts.append(f'<g class="is-{icon}">{_icon(icon, x, y + 2)}{number}</g>')
        x += ICON + 3 + 8 * len(str(count)) + 10
    return "".join(parts)


def _icon(name: str, x: int, y: int) -> str:
    return f'<use href="#{name}" x="{x}" y="{y}" width="{ICON}" height="{ICON}"/>'


def _lines(place: Place) -> tuple[str, ...]:
    return tuple(wrap(place.title, TITLE_FITS))


def _height(place: Place, lines: tuple[str, ...]) -> int:
    return 2 * 8 + LINE * len(lines) + (SUMMARY if place.summary else 0)


def _spaced(stage: StageShown) -> Iterator[tuple[Place, int]]:
    """Yield the places of a stage, each with the room above it: what the way goes through, then what stands beside."""
    yield from ((place, 0) for place in stage.branches)
    for number, place in enumerate(stage.beside):
        yield place, BEFORE_GROUPS if number == 0 else 0
