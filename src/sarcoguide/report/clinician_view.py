"""What the pages for clinicians need beside the dossier: options as cards, questions in their groups, sources as cited.

Templates read this; they decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from markupsafe import Markup

from sarcoguide.days import day
from sarcoguide.dossier import Dossier, FactLine
from sarcoguide.planning.model import (
    FactView,
    HeadlineView,
    MissingView,
    NoteView,
    OptionView,
    Plan,
    SourceView,
    Status,
)
from sarcoguide.report import words
from sarcoguide.report.cites import Cites, source_row
from sarcoguide.report.difference import changed_value
from sarcoguide.report.findings import FindingGroup, groups_of
from sarcoguide.report.head import headline_text
from sarcoguide.report.html_tree import TreeWriter
from sarcoguide.report.keys import option_key, part_key
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.measured import MeasuredRow, measured_rows
from sarcoguide.report.options import FOLDED, homes_of_notes
from sarcoguide.report.outlook import Part, factors_of, parts
from sarcoguide.report.side_effects import side_effect_lines
from sarcoguide.report.trace_words import TraceWords, dates_of
from sarcoguide.report.tumour_type import Row, rows

#: The icon of a status, which is also the end of its class: `is-ok` carries colour and edge.
ICONS: dict[Status, str] = {
    "supported": "ok",
    "needs_information": "need",
    "discouraged": "disc",
    "not_indicated": "not",
    "excluded": "excl",
    "unavailable": "unav",
}
#: Statuses beside which the source's own verb would read as advice.
WITHOUT_VERB = ("discouraged", "excluded", *FOLDED)
#: More dots than this are not told apart at a glance; the number stands in words as well.
MOST_DOTS = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact of the patient beside something: label, value in words, remarks (day, origin, too old)."""

    label: str
    words: str
    remarks: str
    state: str


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note with the values that it shows and its sources."""

    note: NoteView
    shows: tuple[Shown, ...]
    sources: Markup


@dataclass(frozen=True, slots=True)
class Question:
    """A question with how many options wait for it, and remarks."""

    view: MissingView
    waiting: str
    dots: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """Questions of one layer, in groups that are asked together."""

    title: str
    groups: tuple[tuple[str, tuple[Question, ...]], ...]


@dataclass(frozen=True)
class Card:
    """One option as a card."""

    option: OptionView
    view: ClinicianView

    @property
    def icon(self) -> str:
        """The icon of the status."""
        return ICONS[self.option.status]

    @property
    def status(self) -> str:
        """The word of the status."""
        return words.STATUS_WORD[self.option.status]

    @property
    def folded(self) -> bool:
        """Whether the option holds no advice for this patient, so that it opens only on demand."""
        return self.option.status in FOLDED

    @property
    def verb(self) -> str:
        """The strength of the source's wording, where it may stand before the name."""
        return "" if self.option.status in WITHOUT_VERB else self.view.lexicon.verb(self.option.verb)

    @property
    def marks(self) -> list[str]:
        """What a reader must know before anything else of the option."""
        option = self.option
        marks = [words.PLANNED] if option.planned else []
        marks += [words.OUTSIDE_EVIDENCE] if option.outside_evidence else []
        return marks + ([words.STALE_ENTRY.format(day=day(option.review_by))] if option.stale else [])

    @property
    def asks(self) -> list[tuple[str, str]]:
        """What is needed first: the name of each fact and its question."""
        facts = self.view.lexicon.edition.facts
        return [
            (name, facts[name].entry.question if name in facts else self.view.lexicon.label(name))
            for name in self.option.missing
        ]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why; what is needed first is told as questions, and the reason would say the same again."""
        return () if self.option.missing else self.option.reasons

    @property
    def changes(self) -> list[str]:
        """What would have to be different, for an option that is excluded or discouraged."""
        if self.option.status not in ("excluded", "discouraged"):
            return []
        change = self.view.lexicon.change
        return [
            words.OR.join(map(change, group.any_of))
            if group.any_of
            else words.NO_SINGLE_CHANGE.format(because=group.because)
            for group in self.option.would_change
        ]

    @property
    def cautions(self) -> list[tuple[str, Markup]]:
        """What to be careful about, with sources."""
        return [(caution.because, self.view.cite.by_id(caution.sources)) for caution in self.option.cautions]

    @property
    def drugs(self) -> list[tuple[str, str]]:
        """Each drug with its dose, route and schedule; a dose that was not verified is not shown."""
        return [
            (
                drug.name,
                " ".join(part for part in (drug.dose, drug.route, drug.schedule) if part)
                if drug.verified
                else words.DOSE_NOT_VERIFIED,
            )
            for drug in self.option.drugs
        ]

    @property
    def side_effects(self) -> list[tuple[str, Markup]]:
        """What harm its drugs can do, with sources."""
        cite = self.view.cite
        lines = side_effect_lines(self.option.side_effects, cite.tells_unverified)
        return [(line, cite.by_id(ids)) for line, ids in lines]

    @property
    def notes(self) -> list[NoteShown]:
        """The notes that are told here."""
        homes = self.view.homes
        return [
            NoteShown(note, tuple(map(self.view.shown, note.shows)), self.view.cite(note.sources))
            for note in self.option.notes
            if homes.get(note.id, self.option.id) == self.option.id
        ]

    @property
    def notes_elsewhere(self) -> list[tuple[str, OptionView]]:
        """Notes that are told with another option: their ids, and that option."""
        elsewhere: dict[str, list[str]] = {}
        for note in self.option.notes:
            home = self.view.homes.get(note.id, self.option.id)
            if home != self.option.id:
                elsewhere.setdefault(home, []).append(note.id.replace("_", " "))
        found = ((", ".join(ids), self.view.plan.option(home)) for home, ids in elsewhere.items())
        return [(ids, option) for ids, option in found if option is not None]

    @property
    def shows(self) -> list[Shown]:
        """The facts of this patient that belong beside the option."""
        return [self.view.shown(fact) for fact in self.option.shows]

    @property
    def finds_out(self) -> str:
        """What it is to find out and is still open."""
        return "; ".join(map(self.view.lexicon.label, self.option.finds_out))

    @property
    def strength(self) -> str:
        """The source's verb, the kind of evidence, whether this patient is like the patients of the sources."""
        option, lexicon = self.option, self.view.lexicon
        parts = [lexicon.verb(option.verb), lexicon.evidence(option.evidence)]
        parts += [words.LIKE[view.inside].format(source=view.source) for view in option.population]
        return "; ".join(part for part in (*parts, self.holds) if part)

    @property
    def holds(self) -> str:
        """From when, and until when, the guideline says this."""
        option = self.option
        if option.until is not None:
            return words.HOLDS_UNTIL.format(since=day(option.since), until=day(option.until))
        return words.HOLDS_FROM.format(since=day(option.since))

    @property
    def review(self) -> str:
        """In which state of review the entry is."""
        option = self.option
        by = words.REVIEWED.format(by=option.reviewed) if option.reviewed else words.NOT_REVIEWED_SHORT
        due = words.STALE_ENTRY if option.stale else words.REVIEW_BY
        return f"{by}; {words.CHECKED.format(day=day(option.checked))}; {due.format(day=day(option.review_by))}"

    @property
    def findings(self) -> tuple[FindingGroup, ...]:
        """What trials found, by measure."""
        return groups_of(self.option.findings, self.view.lexicon)

    @property
    def more(self) -> int:
        """How many lines are told on demand: checks, what is not known, monitoring and notes."""
        option = self.option
        listed = (option.checks, option.open_checks, option.regulatory, option.monitoring, option.notes, option.support)
        return sum(map(len, listed)) + len(self.side_effects)


@dataclass(frozen=True)
class Group:
    """Options of one aim: those with advice for this patient, and those without."""

    title: str
    cards: tuple[Card, ...]
    folded: tuple[Card, ...]


@dataclass
class ClinicianView:
    """The views of one dossier; each is made when a template asks for it."""

    dossier: Dossier
    plan: Plan = field(init=False)
    lexicon: Lexicon = field(init=False)
    cite: Cites = field(init=False)
    trees: TreeWriter = field(init=False)

    def __post_init__(self) -> None:
        self.plan = self.dossier.plan
        self.lexicon = Lexicon(self.dossier.edition)
        self.cite = Cites(self.plan)
        said = TraceWords(self.lexicon, dates_of(self.dossier.record))
        self.trees = TreeWriter(self.plan, said, self.cite)

    @cached_property
    def homes(self) -> dict[str, str]:
        """Where each note is told that several options share."""
        return homes_of_notes(option for option in self.plan.options if option.status not in FOLDED)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The options by aim; what was withdrawn or is not licensed comes last. Outside the scope there is none."""
        if self.plan.out_of_scope:
            return ()
        gone = [option for option in self.plan.options if option.status == "unavailable"]
        standing = [option for option in self.plan.options if option.status != "unavailable"]
        groups = [
            self._group(self.lexicon.intent(intent), options)
            for intent, options in groupby(standing, key=lambda option: option.intent)
        ]
        return tuple([*groups, self._group(words.STATUS_WORD["unavailable"], gone)] if gone else groups)

    def _group(self, title: str, options: Iterable[OptionView]) -> Group:
        cards = [Card(option, self) for option in options]
        return Group(
            f"{title[:1].upper()}{title[1:]}",
            tuple(card for card in cards if not card.folded),
            tuple(card for card in cards if card.folded),
        )

    @property
    def tally(self) -> list[tuple[str, str, int]]:
        """How many options have each status: icon, word, count."""
        counted = {status: sum(option.status == status for option in self.plan.options) for status in ICONS}
        return [(ICONS[status], words.STATUS_WORD[status], count) for status, count in counted.items()]

    @property
    def side_effects(self) -> str:
        """What holds for the side effects of every drug, where an option with drugs is told in full."""
        advice = self.lexicon.edition.about.side_effects
        listed = any(card.option.side_effects for group in self.groups for card in group.cards)
        return f"{words.SIDE_EFFECTS}: {advice.says}" if advice is not None and listed else ""

    def icon(self, status: Status) -> str:
        """Return the icon of a status."""
        return ICONS[status]

    def word(self, status: Status) -> str:
        """Return the word of a status."""
        return words.STATUS_WORD[status]

    def tree(self, option: OptionView) -> Markup:
        """Return the reason tree of an option."""
        return self.trees.option(option)

    def key(self, option: OptionView) -> str:
        """Return the key of an option: a page that has an option of this key shows it as this one would."""
        return option_key(option, self.plan, self.homes)

    def part_key(self, *made_from: object) -> str:
        """Return the key of a part that is made from these parts of the plan, and from nothing else of it."""
        return part_key(self.plan, *made_from)

    @property
    def worked_out(self) -> Markup:
        """How the values were worked out that a reason tree named; to be asked for after the trees."""
        return self.trees.worked_out()

    @property
    def layers(self) -> list[Layer]:
        """The questions: layers in order, and in each the groups that are asked together."""
        titles = {layer.id: layer.title for layer in self.lexicon.edition.about.layers}
        ranked = self._ranked()
        return [
            Layer(
                titles.get(layer, layer),
                tuple(
                    (group, tuple(questions))
                    for group, questions in groupby(in_layer, key=lambda question: question.view.group)
                ),
            )
            for layer, in_layer in groupby(ranked, key=lambda question: question.view.layer)
        ]

    def _ranked(self) -> Iterator[Question]:
        for view in self.plan.missing:
            waiting = words.INFLUENCE.get(view.influence, words.INFLUENCE_MANY.format(count=view.influence))
            remarks = [self.lexicon.burden(view.burden)]
            if view.stale_value:
                remarks.append(words.STALE_VALUE.format(value=view.stale_value, day=day(view.stale_date)))
            yield Question(view, waiting, min(view.influence, MOST_DOTS), tuple(remarks))

    def waiting(self, question: MissingView) -> str:
        """Return the names of the options that wait for a fact."""
        return "; ".join(option.label for option in map(self.plan.option, question.options) if option is not None)

    def shown(self, fact: FactView) -> Shown:
        """Return a fact of the patient in words, with its date and where it comes from."""
        if fact.state != "known":
            return Shown(fact.label, fact.words, "", fact.state)
        remarks = [day(fact.date)] if fact.date else []
        remarks += [fact.origin] if fact.origin else []
        remarks += [words.OLD] if fact.stale else []
        return Shown(fact.label, self.lexicon.value(fact.fact, fact.value), ", ".join(remarks), fact.state)

    def remarks(self, line: FactLine) -> str:
        """Return the day of a fact, what was entered, where it comes from, and whether it is too old."""
        remarks = [day(line.date)] if line.date else []
        remarks += [words.ENTERED.format(entered=line.entered)] if line.entered else []
        remarks += [line.origin] if line.origin else []
        remarks += [words.OLD] if line.stale else []
        return ", ".join(remarks + ([words.DERIVED] if line.derived else []))

    def changed(self, name: str, value: Any) -> str:
        """Return what a fact was changed to, in words; None means that it was taken away."""
        return changed_value(self.lexicon, name, value)

    def headline(self, headline: HeadlineView) -> str:
        """Return the printed word of a headline, with its meaning where the dictionary gives one."""
        return headline_text(headline, self.lexicon)

    def source(self, source: SourceView, *, linked: bool = False) -> Markup:
        """Return a source as a row of the list at the end; `linked` to its page, where a server has one."""
        return source_row(source, linked)

    @property
    def information(self) -> list[NoteView]:
        """What is good to know and stands beside no option."""
        elsewhere = {*self.homes, *(note.id for note in factors_of(self.plan))}
        return [note for note in self.plan.information if note.id not in elsewhere]

    @property
    def outlook_factors(self) -> list[NoteShown]:
        """What the outlook hangs on, with the patient's own values."""
        notes = factors_of(self.plan)
        return [NoteShown(note, tuple(map(self.shown, note.shows)), self.cite(note.sources)) for note in notes]

    @property
    def type_rows(self) -> tuple[Row, ...]:
        """What is known of the patient's type of tumour."""
        return rows(self.plan.about_type) if self.plan.about_type is not None else ()

    @property
    def outlook_parts(self) -> tuple[Part, ...]:
        """The figures of outlook, those of people like this patient first."""
        return parts(self.plan.outlook) if self.plan.outlook is not None else ()

    @property
    def measured(self) -> tuple[MeasuredRow, ...]:
        """What measurements come to; nothing where none are recorded."""
        return measured_rows(self.plan, self.lexicon)

    @property
    def review(self) -> str:
        """In which state of review the whole guideline is."""
        about = self.plan.guideline
        return words.REVIEWED.format(by=about.reviewed) if about.reviewed else words.NOT_REVIEWED

    @property
    def staleness(self) -> str:
        """Whether something is past its review date."""
        stale = self.plan.guideline.stale
        return words.SOME_STALE_SHORT.format(count=len(stale)) if stale else words.NOTHING_STALE
