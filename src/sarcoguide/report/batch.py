"""Several patients at once: a row for each, urgent ones first, and the facts that decide as columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from msgspec import Struct

from sarcoguide.days import day
from sarcoguide.dossier import Dossier
from sarcoguide.dossier.several import Composed
from sarcoguide.errors import Problem
from sarcoguide.knowledge import Guideline
from sarcoguide.planning.build import NOT_REVIEWED, STALE_CONTENT
from sarcoguide.planning.model import HeadlineView
from sarcoguide.report import batch_words as text
from sarcoguide.report import words
from sarcoguide.report.head import headline_text
from sarcoguide.report.lexicon import Lexicon

Kind = Literal["urgent", "unread", "open", "outside"]
State = Literal["known", "unknown", "stale", "not_applicable", ""]
#: Columns of facts: those on which the headlines rest, and those that are asked for; a sheet of A4 on its side has
#: room for no more.
MOST_GROUND, MOST_ASKED = 6, 14
#: How many options and questions a row names before it counts the rest.
NAMED = 3


class Question(Struct, frozen=True):
    """What should be found out of a patient, and how many options wait for it."""

    fact: str
    label: str
    question: str
    waiting: int


class Row(Struct, frozen=True):
    """One record in short.

    `ground` are the facts on which the headlines rest, `options` the supported ones by label, `waiting` counts those
    that need an answer, `states` says how each fact stands; `problems` are all that there is of a record that cannot be
    judged.
    """

    number: int
    where: str
    id: str
    kind: Kind
    title: str = ""
    assessed: str = ""
    as_of: str = ""
    urgent: tuple[tuple[str, str], ...] = ()
    outside: tuple[tuple[str, str], ...] = ()
    headline: tuple[tuple[str, str, str], ...] = ()
    ground: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    waiting: int = 0
    asks: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    states: dict[str, State] = {}
    problems: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[tuple[str, ...], int]:
        """The options that are named, and how many are only counted."""
        return self.options[:NAMED], max(0, len(self.options) - NAMED)

    @property
    def next(self) -> tuple[tuple[Question, ...], int]:
        """The questions that are named, and how many are only counted."""
        return self.asks[:NAMED], max(0, len(self.asks) - NAMED)

    @property
    def supported(self) -> str:
        """How many options are supported, in words."""
        return counted(len(self.options), text.SUPPORTED_ONE, text.SUPPORTED_MANY)

    @property
    def waits(self) -> str:
        """How many options wait for an answer, in words; empty where none does."""
        return counted(self.waiting, text.WAITING_ONE, text.WAITING_MANY) if self.waiting else ""

    @property
    def warned(self) -> str:
        """How many warnings there are, in words."""
        return counted(len(self.warnings), text.WARNINGS_ONE, text.WARNINGS_MANY) if self.warnings else text.NO_WARNINGS


class Column(Struct, frozen=True):
    """A fact that is asked for: how it stands, counted over all records that can be judged."""

    fact: str
    label: str
    counts: dict[str, int]


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its word."""
    return one if number == 1 else many.format(count=number)


def row_of(number: int, composed: Composed) -> Row:
    """Return a record in short: the whole dossier need not be held."""
    if composed.dossier is None:
        problems = tuple(_problem(problem) for problem in composed.problems)
        return Row(number, composed.where, composed.id, "unread", problems=problems)
    return _judged(number, composed.where, composed.dossier)


def _judged(number: int, where: str, dossier: Dossier) -> Row:
    plan, lexicon = dossier.plan, Lexicon(dossier.edition)
    outside = bool(plan.out_of_scope)
    kind: Kind = "urgent" if plan.urgent else "outside" if outside else "open"
    options = () if outside else plan.options
    return Row(
        number,
        where,
        plan.record.id,
        kind,
        title=str(dossier.record.about.get("title", "")),
        assessed=plan.record.assessment_date,
        as_of=plan.guideline.as_of,
        urgent=tuple((found.label, found.says) for found in plan.urgent),
        outside=tuple((found.label, found.pointer) for found in plan.out_of_scope),
        headline=tuple(_head(head, lexicon, first=not index) for index, head in enumerate(plan.headline)),
        ground=tuple(dict.fromkeys(one.fact for head in plan.headline for one in head.rests_on)),
        options=tuple(option.label for option in options if option.status == "supported"),
        waiting=sum(option.status == "needs_information" for option in options),
        asks=tuple(Question(one.fact, one.label, one.question, one.influence) for one in plan.missing),
        warnings=tuple(one.says for one in plan.warnings if one.id not in (NOT_REVIEWED, STALE_CONTENT)),
        stale=plan.guideline.stale,
        states={line.fact: "stale" if line.stale else line.state for group in dossier.facts for line in group.facts},
    )


def _head(head: HeadlineView, lexicon: Lexicon, *, first: bool) -> tuple[str, str, str]:
    """Return a headline: label, word, state; of the first the meaning of its word, too."""
    return head.label, headline_text(head, lexicon) if first else head.word, head.state


def _problem(problem: Problem) -> str:
    told = ". ".join(part[:1].upper() + part[1:] for part in (problem.what, problem.why) if part)
    remedy = f" {words.PROBLEM_REMEDY.format(remedy=problem.remedy)}." if problem.remedy else ""
    return f"{f'{problem.field}: ' if problem.field else ''}{told}.{remedy}"


@dataclass(frozen=True)
class Batch:
    """The rows of several records, with what is counted over them."""

    guideline: Guideline
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, guideline: Guideline, composed: Iterable[Composed]) -> Batch:
        """Return the rows of records as they come."""
        return cls(guideline, tuple(row_of(number, one) for number, one in enumerate(composed, start=1)))

    @cached_property
    def groups(self) -> list[tuple[Kind, str, list[Row]]]:
        """The rows by kind, urgent ones first; in each as they came."""
        kinds: tuple[Kind, ...] = ("urgent", "unread", "open", "outside")
        by_kind = [(kind, text.KINDS[kind][0], [row for row in self.rows if row.kind == kind]) for kind in kinds]
        return [group for group in by_kind if group[2]]

    @property
    def judged(self) -> list[Row]:
        """The rows of records that can be judged, in the order in which they are shown."""
        return [row for _, _, rows in self.groups for row in rows if row.kind != "unread"]

    @property
    def summary(self) -> str:
        """How many records there are of each kind."""
        told = [f"{len(rows)} {text.KINDS[kind][1]}" for kind, _, rows in self.groups]
        return f"{counted(len(self.rows), text.SUMMARY_ONE, text.SUMMARY_MANY)}: {', '.join(told)}"

    @cached_property
    def _asked(self) -> Counter[str]:
        """How many records ask for each fact."""
        return Counter(question.fact for row in self.rows for question in row.asks)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The facts on which headlines rest and those that most records ask for, in the order of the dictionary."""
        waiting: Counter[str] = Counter()
        for row in self.rows:
            for question in row.asks:
                waiting[question.fact] += question.waiting
        ranked = sorted(self._asked, key=lambda fact: (-self._asked[fact], -waiting[fact], fact))[:MOST_ASKED]
        facts = self.guideline.facts
        ground = Counter(fact for row in self.rows for fact in row.ground if fact in facts)
        chosen = {*ranked, *sorted(ground, key=lambda fact: (-ground[fact], fact))[:MOST_GROUND]}
        return tuple(Column(name, facts[name].entry.label, self._counts(name)) for name in facts if name in chosen)

    def _counts(self, fact: str) -> dict[str, int]:
        found = Counter(row.states.get(fact, "") for row in self.judged)
        return {state: found[state] for state in ("known", "unknown", "stale", "not_applicable")}

    @property
    def more(self) -> str:
        """How many facts are asked for that have no column."""
        left = len(self._asked.keys() - {column.fact for column in self.columns})
        return text.KNOWN_MORE.format(count=left) if left else ""

    def double(self, row: Row) -> str:
        """Return that a record's id stands on another as well; empty where it does not."""
        count = sum(other.id == row.id for other in self.rows)
        return text.DOUBLE.format(count=count) if count > 1 else ""

    @property
    def review(self) -> str:
        """The state of review of the guideline."""
        by = self.guideline.about.reviewed.said
        return words.REVIEWED.format(by=by) if by else words.NOT_REVIEWED

    @property
    def staleness(self) -> str:
        """Whether something is past its review date, on any of the days that answered."""
        stale = {name for row in self.rows for name in row.stale}
        return words.SOME_STALE_SHORT.format(count=len(stale)) if stale else words.NOTHING_STALE

    @property
    def days(self) -> str:
        """The day or days of the guideline that answered."""
        days = {row.as_of for row in self.rows if row.as_of}
        return text.AS_OF.format(day=day(next(iter(days))) if len(days) == 1 else text.DAY_OF_RECORD)

    @property
    def compared(self) -> str:
        """On which day the content was last compared with its sources."""
        return words.COMPARED.format(day=day(self.guideline.about.checked.isoformat()))


def shown_states(row: Row, columns: Sequence[Column]) -> list[State]:
    """Return how the facts of the columns stand with a patient."""
    return [row.states.get(column.fact, "") for column in columns]
