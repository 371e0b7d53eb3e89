"""The guideline itself, for look-up: what it can say, and one entry in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sarcoguide.days import day
from sarcoguide.knowledge import ConditionRule, Edition, OptionRule
from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.knowledge.option_entries import SideEffect
from sarcoguide.planning.wording import plain, regulatory_views
from sarcoguide.report import words
from sarcoguide.report.lexicon import Lexicon, licensed
from sarcoguide.report.lines import Page, Part, Segment, code
from sarcoguide.report.side_effects import told


def entries_of(edition: Edition) -> list[OptionRule]:
    """Return everything that an edition can say, options first, by kind and aim."""
    intents = list(edition.about.intents)
    rules = [*edition.options.values(), *edition.shown.values()]
    return sorted(
        rules,
        key=lambda rule: (
            rule.entry.id in edition.shown,
            rule.entry.kind,
            intents.index(rule.entry.intent),
            rule.entry.id,
        ),
    )


def entries_page(edition: Edition) -> Page:
    """Return the list of entries, grouped by kind."""
    page = Page()
    for kind, rules in groupby(entries_of(edition), key=lambda rule: rule.entry.kind):
        page.heading(kind.replace("_", " "))
        for rule in rules:
            entry = rule.entry
            ended = f" (until {day(entry.until)})" if entry.until else ""
            page.line(
                Segment(entry.id, "strong"),
                f"  {entry.label or entry.name or entry.says}{ended}",
                Segment(f"  {rule.where}", "quiet"),
                indent=2,
                hang=4,
            )
    return page


def entry_page(rule: OptionRule, edition: Edition) -> Page:
    """Return one entry in full: what it says, when, what stands against it, and on what it rests."""
    page, entry, lexicon = Page(), rule.entry, Lexicon(edition)
    page.line(Segment(entry.label or entry.name or entry.id, "title"), f" [{entry.id}], {entry.kind.replace('_', ' ')}")
    page.line(entry.says)
    for label, *parts in _fields(rule, lexicon):
        page.field(label, *parts)
    for tier, conditions in (
        ("excludes", rule.unless),
        ("discourages", rule.discouraged),
        ("cautions", rule.caution),
    ):
        page.blank()
        page.line(Segment(words.TIER[tier], "strong"), "" if conditions else f": {words.NONE_OF_TIER}")
        for condition in conditions:
            _condition(page, condition, tier)
    return page


def _carriers(rule: OptionRule, lexicon: Lexicon) -> Iterator[tuple[str, Part, str]]:
    """Yield the options on which an option rests, and what holds where none of them is open."""
    if rule.entry.rests_on is not None:
        names = ", ".join(name for name in rule.rests_on or () if name in lexicon.edition.options)
        yield "Rests on", code(names), f": {rule.entry.rests_on.because}"


def _had_or_not(rule: OptionRule) -> Iterator[tuple[str, str]]:
    """Yield where alone an option can be had, and when it cannot."""
    for licence in rule.entry.only_in:
        until = f" until {day(licence.until)}" if licence.until else ""
        yield "Only in", f"{licence.country} from {day(licence.since)}{until}: {licence.because}"
    for absence in rule.absences:
        until = f" until {day(absence.until)}" if absence.until else ""
        since = f"from {day(absence.since)}" if absence.since else ""
        yield "Unavailable", f"{f'{since}{until}'.strip() or 'always'}: {absence.because}"


def _fields(rule: OptionRule, lexicon: Lexicon) -> Iterator[tuple[str, *tuple[Part, ...]]]:
    """Yield label and parts; what is written in names, of facts or entries or sources, is in the style `code`."""
    entry = rule.entry
    if entry.patient:
        yield "Patient", entry.patient
    for index, part in enumerate(rule.when):
        yield "When" if index == 0 else "and", code(part.text)
    if entry.finds_out:
        yield words.FINDS_OUT, "; ".join(map(lexicon.label, entry.finds_out))
    if entry.about:
        yield "About", code(", ".join(entry.about))
    if entry.pointer:
        yield words.POINTER, entry.pointer
    for use in entry.drugs:
        dose = " ".join(part for part in (use.dose, use.route, use.schedule) if part)
        yield words.DRUGS, code(use.drug), f": {dose if use.verified else words.DOSE_NOT_VERIFIED}"
    for name, value in rule.own.items():
        shown = lexicon.value(f"own.{name}", plain(value))
        yield "Own", f"{lexicon.label(f'own.{name}')} [own.{name}]: {shown}"
    for check in entry.checks:
        yield words.CHECK, check
    yield from ((words.REGULATORY, licensed(line)) for line in regulatory_views(rule, lexicon.edition.as_of))
    if rule.monitoring:
        yield words.MONITOR, "; ".join(rule.monitoring)
    yield from ((words.SIDE_EFFECTS, _side_effect(effect)) for effect in rule.side_effects)
    for source, expr in rule.population.items():
        yield "Population", code(f"{source}: {expr.text}")
    yield from _had_or_not(rule)
    yield from _carriers(rule, lexicon)
    strength = [lexicon.verb(entry.verb), lexicon.evidence(entry.evidence), lexicon.intent(entry.intent)]
    yield words.STRENGTH, "; ".join(part for part in strength if part)
    until = f" until {day(entry.until)}: {entry.until_because}" if entry.until else ""
    yield "Holds", f"from {day(entry.since)}{until}"
    by = (entry.review.said if entry.review else None) or words.NOT_REVIEWED.lower()
    yield "Review", f"{by}; compared with its sources on {day(rule.checked)}; to be reviewed by {day(rule.review_by)}"
    yield words.SOURCES, code(_sources(entry.sources))
    if entry.statements:
        yield "Statements", code(", ".join(entry.statements))
    yield "Stands in", rule.where


def _side_effect(effect: SideEffect) -> str:
    urgent = f"{words.URGENT_EFFECT}: " if effect.urgent else ""
    act = f": {effect.act}" if effect.act else ""
    mark = "" if effect.verified else f"; {words.NOT_VERIFIED}"
    return f"{urgent}{told(effect)}{act}{mark}; {_sources(effect.sources)}"


def _condition(page: Page, condition: ConditionRule, tier: str) -> None:
    unknown = "" if tier == "cautions" else f"; {words.BLOCKS if condition.blocks else words.HOLDS_NOTHING}"
    verified = "" if condition.verified else f"; {words.NOT_VERIFIED}"
    page.item(condition.because, indent=2)
    page.line(code(condition.when.text), indent=4)
    page.line(
        Segment(words.HELD_IN.format(origin=""), "quiet"),
        code(condition.origin),
        Segment(f"{unknown}{verified}; ", "quiet"),
        code(_sources(condition.sources)),
        indent=4,
    )


def _sources(uses: Iterable[SourceUse]) -> str:
    return "; ".join(use.id if use.position == "for" else f"{use.id} ({use.position})" for use in uses)
