"""Figures of outlook: what was counted, in whom, when, and where it was read. No rule decides by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from datetime import date

from msgspec import field

from sarcoguide.knowledge.entries import Entry, Expression, Number, Review, SourceUse
from sarcoguide.language import Expr

#: The unit of a share: it needs the time after which people were counted.
SHARE = "%"


class Measure(Entry, frozen=True):
    """What a figure measures: its name, its unit, how it is to be read, and the sentence that tells a figure.

    `sentence` names {value}, {start} (where the clock starts) and, for a share, {time} (after how long).
    """

    name: str
    unit: str
    means: str
    sentence: str


class OutlookAdvice(Entry, frozen=True):
    """Whose plan shows figures of outlook, how they are to be read, and what they can measure.

    `factors` are lines of information that stand with the figures: what the outlook hangs on, with the patient's own
    values and without a figure; `refuses` those that say which tools must not be used. `wish` is the fact that holds
    whether the patient wants figures, `wanted` the condition under which they may be shown to the patient, with
    `patient` before them; `again` says when to offer them again.
    """

    when: Expression
    says: str
    sources: list[SourceUse]
    measures: dict[str, Measure]
    factors: list[str] = field(default_factory=list)
    refuses: list[str] = field(default_factory=list)
    wish: str = ""
    wanted: Expression | None = None
    again: str = ""
    patient: str = ""


class Figure(Entry, frozen=True, kw_only=True):
    """A figure of outlook of a group of people.

    `group` says whether a patient belongs to those who were counted, as far as facts can tell. A figure stands only
    where it was read (`verified`); without it the entry says that there is one which was not read. `interval` is that
    of the source; `after_months` is the time after which a share was counted, `counted_from` where the clock starts.
    """

    id: str
    people: str
    group: Expression
    measure: str
    counted_from: str
    period: str
    sources: list[SourceUse]
    since: date = field(name="from")
    until: date | None = None
    value: Number | None = None
    interval: list[Number] = field(default_factory=list)
    after_months: int | None = None
    n: int | None = None
    verified: bool = False
    statements: list[str] = field(default_factory=list)
    review: Review = field(default_factory=Review)
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigureRule:
    """A figure with its group as a condition."""

    entry: Figure
    group: Expr


@dataclass(frozen=True, slots=True)
class OutlookRules:
    """The figures of a guideline or of a day, and the conditions under which a plan and a patient see them.

    Without a condition they are never seen.
    """

    when: Expr | None = None
    wanted: Expr | None = None
    figures: Mapping[str, FigureRule] = part(default_factory=dict)
