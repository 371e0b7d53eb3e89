"""The referral to a board as data: one sheet about one patient. Text, HTML and JSON are made from it.

What has no room is left out by `board_room` and counted; an emergency, an exit or a warning never is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from sarcoguide.dossier import Dossier
from sarcoguide.errors import UsageError
from sarcoguide.knowledge.about import BoardPage
from sarcoguide.planning.model import GuidelineView, OptionView, RecordView, StateWord, Status
from sarcoguide.planning.views import fact_view
from sarcoguide.planning.wording import wording_of
from sarcoguide.record import Situation
from sarcoguide.report import board_words as text
from sarcoguide.report import words
from sarcoguide.report.clinician_view import WITHOUT_VERB, ClinicianView
from sarcoguide.report.head import headline_text
from sarcoguide.report.lexicon import by_name

#: Options that a board talks about; what is not indicated or not to be had is counted.
TOLD: tuple[Status, ...] = ("supported", "needs_information", "discouraged", "excluded")
WITH_REASON = ("discouraged", "excluded")


class Alert(Struct, frozen=True, gc=False):
    """An emergency, a way out of the scope, or a warning."""

    says: str
    label: str = ""
    pointer: str = ""
    reasons: tuple[str, ...] = ()
    sources: str = ""


class Known(Struct, frozen=True, gc=False):
    """A fact of the patient in words; `remarks` are its day, where it comes from, and whether it is too old."""

    label: str
    words: str
    remarks: str = ""


class Run(Struct, frozen=True, gc=False):
    """Facts that follow each other and share their remarks."""

    facts: tuple[Known, ...]
    remarks: str


class Section(Struct, frozen=True, gc=False):
    """Facts under one heading, and the labels of those that are not known."""

    title: str
    known: tuple[Known, ...]
    unknown: tuple[str, ...]


class Headline(Struct, frozen=True, gc=False):
    """What heads every report, with what it rests on."""

    label: str
    word: str
    state: StateWord
    reasons: tuple[str, ...]
    rests_on: tuple[Known, ...]
    unknown: tuple[str, ...]
    sources: str


class Open(Struct, frozen=True, gc=False):
    """Something that is not known, by the number under which options name it."""

    number: int
    fact: str
    says: str


class Together(Struct, frozen=True, gc=False):
    """Missing facts that are asked together."""

    group: str
    facts: tuple[Open, ...]


class Asked(Struct, frozen=True, gc=False):
    """A question that an entry of the guideline puts to the board."""

    label: str
    says: str
    verb: str
    status: Status
    needs: str
    sources: str


class Row(Struct, frozen=True, gc=False):
    """One option in one line; `because` only of what is discouraged or excluded."""

    id: str
    label: str
    verb: str
    status: Status
    needs: str
    because: str


class Aim(Struct, frozen=True, gc=False):
    """Options of one aim; `left_out` says how many more had no room."""

    title: str
    options: tuple[Row, ...]
    left_out: str = ""


class Referral(Struct, frozen=True, gc=False):
    """Whether and why the guideline asks for a board."""

    label: str
    status: Status
    verb: str
    reasons: tuple[str, ...]
    cautions: tuple[str, ...]
    sources: str


class Sheet(Struct, frozen=True):
    """The whole referral. `left_out` says in words what had no room; `aside` counts what boards do not talk about."""

    title: str
    guideline: GuidelineView
    record: RecordView
    review: str
    urgent: tuple[Alert, ...]
    out_of_scope: tuple[Alert, ...]
    warnings: tuple[Alert, ...]
    referral: Referral | None
    asked: tuple[Asked, ...]
    questions: tuple[Open, ...]
    headline: tuple[Headline, ...]
    sections: tuple[Section, ...]
    options: tuple[Aim, ...]
    missing: tuple[Together, ...]
    answer: tuple[str, ...]
    aside: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def bare(self) -> str:
        """Why no option stands here, if so."""
        return text.FOLDED if self.urgent else text.OUTSIDE if self.out_of_scope else ""


def sheet_of(dossier: Dossier) -> Sheet:
    """Return the whole referral of a patient, whatever room it takes.

    Raises:
        UsageError: the guideline says nothing about a board.
    """
    page = dossier.edition.about.board_page
    if page is None:
        raise UsageError("this guideline has no referral to a board: its guideline.yaml has no `board_page`")
    return _Writer(dossier, page).sheet()


class _Writer:
    def __init__(self, dossier: Dossier, page: BoardPage) -> None:
        self.dossier, self.page, self.plan = dossier, page, dossier.plan
        self.view = ClinicianView(dossier)
        self.lexicon = self.view.lexicon
        self.situation = Situation(dossier.record, dossier.edition)
        self.wording = wording_of(dossier.edition)
        inside = [view for view in self.plan.missing if view.burden == page.burden]
        others = [view for view in self.plan.missing if view.burden != page.burden]
        #: The number of each fact that is asked for.
        self.numbers = {view.fact: number for number, view in enumerate([*inside, *others], start=1)}
        self.inside, self.others = inside, others

    def sheet(self) -> Sheet:
        plan = self.plan
        whole = not (plan.urgent or plan.out_of_scope)
        gone = {status: sum(option.status == status for option in plan.options) for status in words.STATUS_WORD}
        aside = text.ASIDE.format(indicated=gone["not_indicated"], unavailable=gone["unavailable"])
        return Sheet(
            title=self.page.title,
            guideline=plan.guideline,
            record=plan.record,
            review=f"{self.view.review}; {self.view.staleness}",
            urgent=tuple(Alert(v.says, v.label, "", v.reasons, by_name(v.sources)) for v in plan.urgent),
            out_of_scope=tuple(
                Alert(v.says, v.label, v.pointer, v.reasons, by_name(v.sources)) for v in plan.out_of_scope
            ),
            warnings=tuple(Alert(v.says, sources=by_name(v.sources)) for v in plan.warnings),
            referral=None if plan.out_of_scope else self.referral(),
            asked=tuple(self.asked()) if whole else (),
            questions=tuple(Open(self.numbers[view.fact], view.fact, view.question) for view in self.inside),
            headline=() if plan.out_of_scope else tuple(self.headline()),
            sections=tuple(self.sections()),
            options=tuple(self.aims()) if whole else (),
            missing=tuple(self.missing()),
            answer=tuple(self.page.answer),
            aside=aside if whole else "",
        )

    def referral(self) -> Referral | None:
        option = self.plan.option(self.page.referral)
        if option is None:
            return None
        cautions = tuple(caution.because for caution in option.cautions)
        verb = self.verb(option)
        return Referral(option.label, option.status, verb, option.reasons, cautions, by_name(option.sources))

    def verb(self, option: OptionView) -> str:
        return "" if option.status in WITHOUT_VERB else self.lexicon.verb(option.verb)

    def asked(self) -> Iterator[Asked]:
        """Yield what entries put to the board."""
        for option in self.plan.options:
            if _is_question(option):
                yield Asked(
                    option.label,
                    option.says,
                    self.verb(option),
                    option.status,
                    self.needs(option),
                    by_name(option.sources),
                )

    def needs(self, option: OptionView) -> str:
        """Return what an option waits for: the numbers under which it is asked, or the names."""
        if option.status != "needs_information":
            return ""
        known = sorted(self.numbers[name] for name in option.missing if name in self.numbers)
        others = [self.lexicon.label(name) for name in option.missing if name not in self.numbers]
        return text.AND.join([*map(str, known), *others])

    def known(self, name: str) -> Known | None:
        view = fact_view(name, self.situation, self.wording)
        shown = self.view.shown(view)
        return Known(shown.label, shown.words, shown.remarks) if view.state == "known" else None

    def headline(self) -> Iterator[Headline]:
        """Yield the headlines, each with what it rests on and no section tells."""
        told = {name for section in self.page.sections for name in (*section.facts, *section.if_known)}
        for head in self.plan.headline:
            rests = [fact for fact in head.rests_on if fact.fact not in told]
            told.update(fact.fact for fact in rests)
            shown = [(fact, self.view.shown(fact)) for fact in rests]
            yield Headline(
                head.label,
                headline_text(head, self.lexicon),
                head.state,
                head.reasons,
                tuple(Known(s.label, s.words, s.remarks) for fact, s in shown if fact.state == "known"),
                tuple(fact.label for fact in rests if fact.state == "unknown"),
                by_name(head.sources),
            )

    def sections(self) -> Iterator[Section]:
        for section in self.page.sections:
            views = [fact_view(name, self.situation, self.wording) for name in section.facts]
            known = [found for name in (*section.facts, *section.if_known) if (found := self.known(name)) is not None]
            yield Section(section.title, tuple(known), tuple(view.label for view in views if view.state == "unknown"))

    def aims(self) -> Iterator[Aim]:
        told = (
            option
            for option in self.plan.options
            if option.status in TOLD and option.id != self.page.referral and not _is_question(option)
        )
        for intent, options in groupby(told, key=lambda option: option.intent):
            title = self.lexicon.intent(intent)
            yield Aim(f"{title[:1].upper()}{title[1:]}", tuple(map(self.row, options)))

    def row(self, option: OptionView) -> Row:
        because = ""
        if option.status in WITH_REASON and option.reasons:
            because, more = option.reasons[0], len(option.reasons) - 1
            because = text.REASONS_MORE.format(reason=because, count=more) if more else because
        return Row(option.id, option.label, self.verb(option), option.status, self.needs(option), because)

    def missing(self) -> Iterator[Together]:
        for group, views in groupby(self.others, key=lambda view: view.group):
            yield Together(group, tuple(Open(self.numbers[view.fact], view.fact, view.label) for view in views))


def runs_of(facts: Iterable[Known]) -> list[Run]:
    """Return facts in runs: those that follow each other with the same remarks tell them once, at the end."""
    runs = []
    for remarks, group in groupby(facts, key=lambda fact: fact.remarks):
        members = tuple(group)
        each = remarks and len(members) > 1
        runs.append(Run(members, text.EACH.format(remarks=remarks) if each else remarks))
    return runs


def _is_question(option: OptionView) -> bool:
    return option.kind == "question" and option.status in ("supported", "needs_information")
