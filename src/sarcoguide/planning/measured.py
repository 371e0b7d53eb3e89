"""What measurements over time come to, for a plan: the values that the guideline tells of them, with the arithmetic."""

from __future__ import annotations

from sarcoguide.knowledge import Reduction
from sarcoguide.language.trace import KNOWN
from sarcoguide.planning.model import MeasuredView
from sarcoguide.planning.views import Views


def measured_views(views: Views) -> tuple[MeasuredView, ...]:
    """Return what measurements come to; nothing where none are recorded, or the guideline tells nothing of them."""
    told = views.edition.about.measurements
    rule = None if told is None else views.edition.definitions.get(told.response)
    if told is None or rule is None or not isinstance(rule.body, Reduction):
        return ()
    if not views.situation.everything.value(rule.body.parameters["records"]).value:
        return ()
    return tuple(_view(name, views) for name in told.shown if name in views.edition.definitions)


def _view(name: str, views: Views) -> MeasuredView:
    view, entry = views.situation.everything, views.edition.definitions[name].entry
    trace = view.value(name)
    stated = trace.state is KNOWN and not view.behind(name)
    because = "As stated in the record" if stated else trace.because
    return MeasuredView(views.fact(name), because, entry.says, views.cited(entry.sources))
