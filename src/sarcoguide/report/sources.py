"""The sources of a guideline, for look-up: what each is, what was read of it, and who rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sarcoguide.days import day
from sarcoguide.knowledge import Edition, OptionRule
from sarcoguide.knowledge.entries import Definition, Setting, Source
from sarcoguide.report import words
from sarcoguide.report.lines import Page, Segment, code

#: What stands under these labels is written in names of entries.
CODE = ("Used by", "Past review")


class CitedSource(Struct, frozen=True):
    """A source with the entries that rest on it, and those of them that are past their review date."""

    source: Source
    used_by: tuple[str, ...]
    stale: tuple[str, ...]


def cited_sources(edition: Edition) -> tuple[CitedSource, ...]:
    """Return every source with the entries, definitions and settings of this edition that cite it."""
    rules = {**edition.options, **edition.shown}
    users: dict[str, set[str]] = {}
    for key, rule in rules.items():
        for name in _cited_by(rule):
            users.setdefault(name, set()).add(key)
    for name, figure in edition.outlook.figures.items():
        for use in figure.entry.sources:
            users.setdefault(use.id, set()).add(name)
    for name, finding in edition.findings.items():
        for use in finding.entry.sources:
            users.setdefault(use.id, set()).add(name)
    others: list[Definition | Setting] = [rule.entry for rule in edition.definitions.values()]
    for entry in [*others, *edition.settings.values()]:
        for use in entry.sources:
            users.setdefault(use.id, set()).add(entry.name)
    return tuple(
        CitedSource(
            source=source,
            used_by=tuple(sorted(users.get(name, ()))),
            stale=tuple(
                key for key in sorted(users.get(name, ())) if key in rules and edition.as_of > rules[key].review_by
            ),
        )
        for name, source in sorted(edition.sources.items())
    )


def _cited_by(rule: OptionRule) -> Iterator[str]:
    for use in (*rule.entry.sources, *rule.entry.until_sources):
        yield use.id
    for condition in (*rule.unless, *rule.discouraged, *rule.caution):
        yield from (use.id for use in condition.sources)


def sources_page(sources: tuple[CitedSource, ...]) -> Page:
    """Return the list of sources, one each."""
    page = Page()
    for cited in sources:
        source = cited.source
        mark = "" if source.verified else f"; {words.NOT_VERIFIED}"
        stale = f"; past review: {', '.join(cited.stale)}" if cited.stale else ""
        page.line(
            Segment(source.id, "strong"),
            f"  {source.called} ",
            Segment(f"({source.kind.replace('_', ' ')}, {_dated(source)}{mark}{stale})", "quiet"),
            hang=2,
        )
    page.line(Segment(f"{len(sources)} sources", "title"))
    return page


def source_page(cited: CitedSource) -> Page:
    """Return one source in full."""
    page, source = Page(), cited.source
    page.line(Segment(source.called, "title"), f" [{source.id}]")
    identifiers = ", ".join(f"{key} {value}" for key, value in source.identifiers.items())
    people = f"{source.n} people" if source.n else ""
    fields = (
        ("Kind", source.kind.replace("_", " ")),
        ("Authors", source.authors),
        ("Where", source.where),
        ("Date", _dated(source)),
        ("Design", ", ".join(part for part in (source.design, people) if part)),
        ("Identifiers", identifiers),
        *(("Read at", address) for address in source.read_at),
        ("Verified", "yes: the stated fact was read there" if source.verified else words.NOT_VERIFIED),
        ("Licence", source.licence or words.LICENCE_NOT_READ),
        ("Note", source.note),
        ("Used by", ", ".join(cited.used_by) or "nothing in this edition"),
        ("Past review", ", ".join(cited.stale)),
    )
    for label, text in fields:
        if text:
            page.field(label, code(text) if label in CODE else text)
    return page


def _dated(source: Source) -> str:
    return "no date" if source.date is None else day(str(source.date))
