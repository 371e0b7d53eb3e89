"""Sources as a line of a page cites them: label, marks, and a link to the list at the end, where id and day stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from sarcoguide.days import day
from sarcoguide.planning.model import Plan, SourceView
from sarcoguide.report import words


@dataclass(slots=True)
class Cites:
    """The citations of one plan."""

    plan: Plan
    known: dict[str, SourceView] = field(init=False)

    def __post_init__(self) -> None:
        self.known = {source.id: source for source in self.plan.sources}

    def __call__(self, sources: Iterable[SourceView], *, notes: bool = False) -> Markup:
        """Return sources in a row; with `notes`, what each was used for."""
        return Markup("; ".join(self._one(source, notes) for source in sources))

    def listed(self, sources: Iterable[SourceView]) -> list[Markup]:
        """Return sources one by one, for a list."""
        return [Markup(self._one(source, notes=False)) for source in sources]

    def dated(self, sources: Iterable[SourceView]) -> Markup:
        """Return sources in a row, each with its day where it has one."""
        parts = (
            f"{self._one(source, notes=False)}{f', {day(source.date)}' if source.date[:1].isdigit() else ''}"
            for source in sources
        )
        return Markup("; ".join(parts))

    def by_id(self, ids: Iterable[str]) -> Markup:
        """Return the plan's sources of these ids in a row."""
        return self(self.known[name] for name in ids if name in self.known)

    def tells_unverified(self, ids: Iterable[str]) -> bool:
        """Return whether a citation of these ids already says that something was not verified."""
        return any(not self.known[name].verified for name in ids if name in self.known)

    def _one(self, source: SourceView, notes: bool) -> str:
        text = _written(source)
        said = notes and source.note not in ("", words.NOT_VERIFIED)
        return f"{text}: {escape(source.note)}" if said else text


# Sources are of the guideline, never of a patient: each is written once for all plans.
@lru_cache(maxsize=4096)
def _written(source: SourceView) -> str:
    against = f' <b class="against">{words.AGAINST}</b>' if source.position == "against" else ""
    remarks: list[str] = [source.position] if source.position == "context" else []
    remarks += [] if source.verified else [words.NOT_VERIFIED]
    marks = f" ({', '.join(remarks)})" if remarks else ""
    name = escape(source.id)
    # A statement is known by its number; its day is that of all statements, and stands in the list.
    label = f"{source.id}, {source.short}" if source.kind == "statement" else source.short or source.id
    dated = f", {day(source.date)}" if source.date[:1].isdigit() else ""
    return f'<a href="#source-{name}" title="{name}{escape(dated)}">{escape(label)}</a>{against}{escape(marks)}'


@lru_cache(maxsize=4096)
def source_row(source: SourceView, linked: bool = False) -> Markup:
    """Return a source as a row of the list at the end: label and id, title, links, kind, day, whether it was read.

    `linked` says whether its id leads to its page of the guideline; a statement's page is of another kind.
    """
    read = "".join(
        f' <a href="{escape(address)}" rel="noreferrer noopener">{escape(address.split("/")[2])}</a>'
        for address in source.read_at
        if address.startswith("https://")
    )
    dated = day(source.date) if source.date[:1].isdigit() else words.NO_DAY
    verified = words.VERIFIED if source.verified else f'<b class="late">{words.UNVERIFIED}</b>'
    cells = (f"{escape(source.title)}{read}", escape(source.kind.replace("_", " ")), escape(dated), verified)
    listed = "".join(f"<td>{cell}</td>" for cell in cells)
    # The label of a statement is its topic, which stands in the next cell.
    label = "" if source.kind == "statement" else f"{escape(source.short)} "
    name = escape(source.id)
    kind = "statements" if source.kind == "statement" else "sources"
    shown = f'<a href="/guideline/{kind}/{name}.html" target="_blank">{name}</a>' if linked else name
    return Markup(f'<tr id="source-{name}"><th scope="row">{label}<small>{shown}</small></th>{listed}</tr>')
