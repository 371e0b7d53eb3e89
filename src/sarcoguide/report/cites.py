"""Sources as a line of a page cites them: id, day, marks, and a link to the list at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from sarcoguide.planning.model import Plan, SourceView
from sarcoguide.report import words
from sarcoguide.report.lexicon import day


@dataclass(slots=True)
class Cites:
    """The citations of one plan; each is written once."""

    plan: Plan
    known: dict[str, SourceView] = field(init=False)
    written: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = {source.id: source for source in self.plan.sources}

    def __call__(self, sources: Iterable[SourceView], *, notes: bool = False) -> Markup:
        """Return sources in a row; with `notes`, what each was used for."""
        return Markup("; ".join(self._one(source, notes) for source in sources))

    def listed(self, sources: Iterable[SourceView]) -> list[Markup]:
        """Return sources one by one, for a list."""
        return [Markup(self._one(source, notes=False)) for source in sources]

    def by_id(self, ids: Iterable[str]) -> Markup:
        """Return the plan's sources of these ids in a row."""
        return self(self.known[name] for name in ids if name in self.known)

    def tells_unverified(self, ids: Iterable[str]) -> bool:
        """Return whether a citation of these ids already says that something was not verified."""
        return any(not self.known[name].verified for name in ids if name in self.known)

    def _one(self, source: SourceView, notes: bool) -> str:
        key = (source.id, source.position)
        text = self.written.get(key)
        if text is None:
            text = self.written[key] = self._write(source)
        said = notes and source.note not in ("", words.NOT_VERIFIED)
        return f"{text}: {escape(source.note)}" if said else text

    def _write(self, source: SourceView) -> str:
        dated = f" {day(source.date)}" if source.date[:1].isdigit() else ""
        against = f' <b class="against">{words.AGAINST}</b>' if source.position == "against" else ""
        remarks: list[str] = [source.position] if source.position == "context" else []
        remarks += [] if source.verified else [words.NOT_VERIFIED]
        marks = f" ({', '.join(remarks)})" if remarks else ""
        name = escape(source.id)
        return f'<a href="#source-{name}">{name}</a>{escape(dated)}{against}{escape(marks)}'
