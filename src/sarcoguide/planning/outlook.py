"""Figures of outlook for one patient: each with whether this patient is like the people who were counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from msgspec.structs import replace

from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.knowledge.outlook import FigureRule
from sarcoguide.language import Trace
from sarcoguide.planning.model import FigureView, MeasureView, OutlookView, SourceView
from sarcoguide.planning.wording import wording_of
from sarcoguide.record import Situation
from sarcoguide.record.view import NO_QUANTITIES

Cited = Callable[[Sequence[SourceUse]], tuple[SourceView, ...]]
#: Figures of people like this patient come first, then those of whom it is not known.
_ORDER = {True: 0, None: 1, False: 2}


def outlook_view(situation: Situation, shown: Collection[str], cited: Cited) -> OutlookView | None:
    """Return the figures of outlook that a plan shows, None where the guideline shows none to such a patient.

    Args:
        situation: the patient on the day, with the guideline of that day.
        shown: ids of the information that the plan shows.
        cited: returns sources as cited.
    """
    advice, rules = situation.edition.about.outlook, situation.edition.outlook
    if advice is None or rules.when is None or situation.fresh.truth(rules.when, NO_QUANTITIES) is not True:
        return None
    figures = [_figure(rule, situation, cited) for rule in rules.figures.values()]
    used = {figure.measure for figure in figures}
    measures = advice.measures.items()
    return OutlookView(
        advice.says,
        cited(advice.sources),
        tuple(MeasureView(name, k.name, k.unit, k.means, k.sentence) for name, k in measures if name in used),
        tuple(sorted(figures, key=lambda figure: (_ORDER[figure.like], figure.id))),
        tuple(name for name in advice.factors if name in shown),
        tuple(name for name in advice.refuses if name in shown),
        None if rules.wanted is None else situation.fresh.truth(rules.wanted, NO_QUANTITIES),
    )


def whether_like(situation: Situation) -> dict[str, Trace]:
    """Return for each figure whether the patient is like the people who were counted, with the reasons."""
    return {
        name: situation.fresh.judged(rule.group, NO_QUANTITIES)
        for name, rule in situation.edition.outlook.figures.items()
    }


def _figure(rule: FigureRule, situation: Situation, cited: Cited) -> FigureView:
    cited(rule.entry.sources)
    figure = wording_of(situation.edition).figure(rule)
    like = situation.fresh.truth(rule.group, NO_QUANTITIES)
    return figure if like is None else replace(figure, like=like)
