"""What heads a report: a fact, its printed word, what it rests on and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from sarcoguide.knowledge import DefinitionRule
from sarcoguide.knowledge.about import HeadlineEntry
from sarcoguide.language import State, Table, Trace
from sarcoguide.language.changes import single_changes
from sarcoguide.language.tree import Literal
from sarcoguide.planning.model import HeadlineChange, HeadlineView
from sarcoguide.planning.needs import Needs
from sarcoguide.planning.views import Views
from sarcoguide.planning.wording import plain
from sarcoguide.record import View
from sarcoguide.record.labels import label_of

NOT_KNOWN = "not known yet"
NOT_APPLICABLE = "does not apply"


def headline_view(entry: HeadlineEntry, views: Views) -> HeadlineView:
    """Return one headline of the patient."""
    edition = views.edition
    view = views.situation.fresh
    trace = view.value(entry.fact)
    rule = edition.definitions.get(entry.fact)
    missing = tuple(sorted(views.judge.asking.undecided(trace)))
    return HeadlineView(
        fact=entry.fact,
        label=label_of(entry.fact, edition),
        state=trace.state.value,
        value=plain(trace.value),
        word=_word(trace, rule),
        reasons=tuple(_reasons(trace, views.needs, missing)),
        rests_on=tuple(views.fact(name) for name in entry.rests_on),
        says=rule.entry.says if rule else "",
        sources=views.cited(rule.entry.sources) if rule else (),
        would_change=tuple(_changes(trace, rule, view)),
        missing=missing,
        trace=trace,
    )


def _word(trace: Trace, rule: DefinitionRule | None) -> str:
    match trace.state:
        case State.KNOWN:
            return str(plain(trace.value))
        case State.NOT_APPLICABLE:
            return NOT_APPLICABLE
        case _:
            return rule.entry.unknown_word if rule and rule.entry.unknown_word and trace.because else NOT_KNOWN


def _reasons(trace: Trace, needs: Needs, missing: tuple[str, ...]) -> Iterator[str]:
    view = needs.view
    if trace.because:
        yield trace.because
    elif trace.known and not view.behind(trace.name):
        yield "As stated in the record"
    elif trace.state is State.NOT_APPLICABLE and (body := view.behind(trace.name)):
        yield f"It does not apply here. {'; '.join(needs.unmet(body[0]))}"
    if missing:
        yield f"Not known: {', '.join(label_of(name, view.edition) for name in missing)}"


def _changes(trace: Trace, rule: DefinitionRule | None, view: View) -> Iterator[HeadlineChange]:
    """Yield the single changes that would make an earlier row of the table hold."""
    body = view.behind(trace.name)
    if rule is None or not isinstance(rule.body, Table) or not body or body[0].kind != "table":
        return
    tried = body[0].parts
    for row, when in zip(rule.body.rows, tried, strict=False):
        if when.kind == "row":
            return  # the rows that were tried are over; what follows are their outcomes
        if row.value is None or not isinstance(row.value, Literal):
            to = rule.entry.unknown_word or NOT_KNOWN
        else:
            to = str(row.value.value)
        if when.truth is True or to == _word(trace, rule):
            continue
        for change in single_changes(when, True, view.behind):
            yield HeadlineChange(str(change), to)
