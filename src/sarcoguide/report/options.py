"""Options, grouped by aim and inside by status: what the guideline says of each, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from sarcoguide.days import day
from sarcoguide.planning.model import OptionView, Plan, SourceView
from sarcoguide.report import sheet_words, words
from sarcoguide.report.head import fact_parts, joined
from sarcoguide.report.lexicon import Lexicon, cited, licensed, named
from sarcoguide.report.lines import Page, Part, Segment
from sarcoguide.report.side_effects import side_effect_lines
from sarcoguide.report.waiting import awaited, waits_for

#: Checks that are printed before the rest is counted.
CHECKS_SHOWN = 4
#: Statuses that are told in one line: they hold no advice for this patient.
FOLDED = ("not_indicated", "unavailable")
#: From so many questions on, options that ask the same refer to the first of them.
SAME_ASKS = 3


@dataclass(slots=True)
class OptionPrinter:
    """Prints options one after another; a note that several share is printed with one of them."""

    page: Page
    plan: Plan
    lexicon: Lexicon
    checks_shown: int = CHECKS_SHOWN
    cited_ids: set[str] = field(default_factory=set)
    homes: dict[str, str] = field(init=False)
    awaited: str = field(init=False)
    _first_to_ask: dict[tuple[str, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.homes = homes_of_notes(option for option in self.plan.options if option.status not in FOLDED)
        self.awaited = awaited(self.plan.options)

    def all(self) -> None:
        """Print every option of the plan."""
        self.page.heading(words.OPTIONS)
        self.page.line(Segment(words.NO_RANKING, "quiet"))
        advice = self.lexicon.edition.about.side_effects
        if advice is not None and any(o.side_effects for o in self.plan.options if o.status not in FOLDED):
            self.page.line(f"{words.SIDE_EFFECTS}: {advice.says}")
        if not any(option.status not in FOLDED for option in self.plan.options):
            self.page.line(words.NO_OPTIONS)
        if self.awaited:
            self.page.line(Segment(words.WAITING.format(question=self.question(self.awaited)), "unknown"))
        withdrawn = [option for option in self.plan.options if option.status == "unavailable"]
        standing = [option for option in self.plan.options if option.status != "unavailable"]
        for intent, group in groupby(standing, key=lambda option: option.intent):
            self._group(self.lexicon.intent(intent), list(group))
        self._group(words.STATUS_WORD["unavailable"], withdrawn)

    def _group(self, title: str, options: list[OptionView]) -> None:
        if not options:
            return
        self.page.blank()
        self.page.line(Segment(f"{title[:1].upper()}{title[1:]}", "heading"))
        for option in options:
            if option.status not in FOLDED:
                self.one(option)
        folded = [option for option in options if option.status in FOLDED]
        if folded:
            self.page.blank()
        for option in folded:
            self.folded(option)

    def folded(self, option: OptionView) -> None:
        """Print an option in one line: status, name, the reason, and the end of its time."""
        ended = f" ({_dates(option)})" if option.status == "unavailable" else ""
        self.page.line(
            status(option),
            f"{named(option.label, option.id)}: ",
            Segment(f"{'; '.join(option.reasons)}{ended}", "quiet"),
            indent=2,
            hang=6,
        )

    def in_short(self) -> None:
        """Print the name and status of every option that may be offered; what most of them wait for is told once."""
        told = [option for option in self.plan.options if option.status not in FOLDED]
        waiting = [option for option in told if self.awaited and waits_for(option, self.awaited)]
        for option in told:
            if option not in waiting:
                self.short(option)
        if waiting:
            says = words.WAITING_IN_SHORT.format(count=len(waiting), question=self.question(self.awaited))
            self.page.line(status(waiting[0]), Segment(says, "unknown"), indent=2, hang=6)
            self.page.line("; ".join(named(option.label, option.id) for option in waiting), indent=6)

    def short(self, option: OptionView) -> None:
        """Print the name and status of an option, without its reasons."""
        missing = f": {', '.join(self.lexicon.label(name) for name in option.missing)}" if option.missing else ""
        self.page.line(status(option), named(option.label, option.id), missing, indent=2, hang=6)

    def one(self, option: OptionView) -> None:
        """Print an option in full."""
        page = self.page
        page.blank()
        marks = [words.PLANNED] if option.planned else []
        marks += [words.OUTSIDE_EVIDENCE] if option.outside_evidence else []
        marks += [words.STALE_ENTRY.format(day=day(option.review_by))] if option.stale else []
        page.line(
            status(option),
            Segment(named(option.label, option.id), "strong"),
            Segment(f" ({'; '.join(marks)})", "warning") if marks else "",
            indent=2,
            hang=6,
        )
        page.line(option.says, indent=4)
        for label, text in self._fields(option):
            parts: list[Part] = text if isinstance(text, list) else [text]
            page.field(label, *parts, indent=4)

    def _fields(self, option: OptionView) -> Iterator[tuple[str, str | list[Part]]]:
        if self.awaited and waits_for(option, self.awaited):
            # Nothing is known yet that bears on it: only what must never be dropped is told.
            yield from _labelled(words.CAUTION, self._cautions(option))
            yield from _labelled(words.SIDE_EFFECTS, self._side_effects(option))
            yield from self._notes(option)
            yield words.SOURCES, [Segment(self.cite(option.sources), "quiet")]
            return
        # What is needed first is told as questions; the reason would say the same again.
        if not option.missing:
            yield from _labelled(words.WHY, option.reasons)
        yield from self._asks(option)
        yield from _labelled(words.DIFFERENT, self._changes(option))
        yield from _labelled(words.CAUTION, self._cautions(option))
        if option.shows:
            yield words.SHOWS, joined(fact_parts(fact, self.lexicon) for fact in option.shows)
        if option.finds_out:
            yield words.FINDS_OUT, "; ".join(map(self.lexicon.label, option.finds_out))
        yield from _labelled(words.DRUGS, _drugs(option))
        yield from self._checks(option)
        yield from _labelled(words.REGULATORY, map(licensed, option.regulatory))
        yield from _labelled(words.MONITOR, ["; ".join(option.monitoring)] if option.monitoring else [])
        yield from _labelled(words.SIDE_EFFECTS, self._side_effects(option))
        yield from self._notes(option)
        yield from _labelled(words.SUPPORT, self._support(option))
        if option.findings:
            count = len(option.findings)
            yield words.FINDINGS, sheet_words.FINDINGS_IN_TEXT.format(count=count, id=option.id)
        yield words.STRENGTH, self._strength(option)
        yield words.SOURCES, [Segment(self.cite(option.sources), "quiet")]

    def _asks(self, option: OptionView) -> Iterator[tuple[str, list[Part]]]:
        first = self._first_to_ask.setdefault(option.missing, option.id)
        if first != option.id and len(option.missing) >= SAME_ASKS:
            yield words.ASK, [Segment(words.ASK_AS.format(count=len(option.missing), option=first), "unknown")]
            return
        for index, name in enumerate(option.missing):
            yield words.ASK if index == 0 else "", [Segment(self.question(name), "unknown")]

    def question(self, name: str) -> str:
        """Return the question to ask for a fact, with the name under which the answer is entered."""
        rule = self.lexicon.edition.facts.get(name)
        return f"{rule.entry.question} [{name}]" if rule else f"{self.lexicon.label(name)} [{name}]"

    def cite(self, sources: Iterable[SourceView]) -> str:
        """Return sources as cited, and remember them for the list at the end."""
        sources = tuple(sources)
        self.cited_ids.update(source.id for source in sources)
        return cited(sources)

    def by_id(self, ids: Iterable[str]) -> tuple[SourceView, ...]:
        """Return the plan's sources of these ids."""
        known = {source.id: source for source in self.plan.sources}
        return tuple(known[name] for name in ids if name in known)

    def _changes(self, option: OptionView) -> Iterator[str]:
        if option.status not in ("excluded", "discouraged"):
            return
        for group in option.would_change:
            if group.any_of:
                yield words.OR.join(map(self.lexicon.change, group.any_of))
            else:
                yield words.NO_SINGLE_CHANGE.format(because=group.because)

    def _cautions(self, option: OptionView) -> Iterator[str]:
        for caution in option.cautions:
            yield f"{caution.because} ({self.cite(self.by_id(caution.sources))})"

    def _side_effects(self, option: OptionView) -> Iterator[str]:
        def tells_unverified(ids: Iterable[str]) -> bool:
            return any(not source.verified for source in self.by_id(ids))

        for line, ids in side_effect_lines(option.side_effects, tells_unverified):
            yield f"{line} ({self.cite(self.by_id(ids))})"

    def _checks(self, option: OptionView) -> Iterator[tuple[str, str]]:
        for label, checks in ((words.CHECK, option.checks), (words.OPEN_CHECK, option.open_checks)):
            shown = list(checks[: self.checks_shown])
            if len(checks) > len(shown):
                shown.append(words.MORE.format(count=len(checks) - len(shown), id=option.id))
            yield from _labelled(label, shown)

    def _notes(self, option: OptionView) -> Iterator[tuple[str, str]]:
        elsewhere: dict[str, list[str]] = {}
        for note in option.notes:
            home = self.homes.get(note.id, option.id)
            if home != option.id:
                elsewhere.setdefault(home, []).append(note.id)
                continue
            shown = joined(fact_parts(fact, self.lexicon) for fact in note.shows)
            values = f" [{''.join(part if isinstance(part, str) else part.text for part in shown)}]" if shown else ""
            yield words.NOTE, f"{note.says}{values} ({self.cite(note.sources)})"
        for home, ids in elsewhere.items():
            yield words.NOTE, words.NOTE_AT.format(ids=", ".join(ids), option=home)

    def _support(self, option: OptionView) -> Iterator[str]:
        for support in option.support:
            state = f"{words.STATUS_ICON[support.status]} {words.STATUS_WORD[support.status]}"
            yield f"{state}: {named(support.label, support.id)}. {support.says} ({self.cite(support.sources)})"

    def _strength(self, option: OptionView) -> str:
        parts = [self.lexicon.verb(option.verb), self.lexicon.evidence(option.evidence)]
        parts += [words.LIKE[view.inside].format(source=view.source) for view in option.population]
        self.cited_ids.update(view.source for view in option.population)
        return "; ".join(part for part in (*parts, _dates(option)) if part)


def homes_of_notes(options: Iterable[OptionView]) -> dict[str, str]:
    """Return where each note is printed: with the first option it speaks of, among those that are printed in full."""
    options = tuple(options)
    printed = {option.id for option in options}
    notes = {note.id: note for option in options for note in option.notes}
    return {name: next(about for about in note.about if about in printed) for name, note in notes.items()}


def status(option: OptionView) -> Segment:
    """Return the status as shape and word."""
    return Segment(f"{words.STATUS_ICON[option.status]} {words.STATUS_WORD[option.status]}  ", option.status)


def _labelled(label: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for index, text in enumerate(texts):
        yield label if index == 0 else "", text


def _drugs(option: OptionView) -> Iterator[str]:
    for drug in option.drugs:
        how = " ".join(part for part in (drug.dose, drug.route, drug.schedule) if part)
        yield f"{drug.name}: {how}" if drug.verified else f"{drug.name}: {words.DOSE_NOT_VERIFIED}"


def _dates(option: OptionView) -> str:
    if option.until is not None:
        return words.HOLDS_UNTIL.format(since=day(option.since), until=day(option.until))
    return words.HOLDS_FROM.format(since=day(option.since))
