"""Findings for one patient: each beside its option, with whether the patient could have been in the trial."""

from __future__ import annotations

from dataclasses import dataclass, field

from sarcoguide.knowledge.findings import FindingRule
from sarcoguide.planning.finding_model import FindingView, ResultView
from sarcoguide.planning.views import Views
from sarcoguide.record.view import NO_QUANTITIES


@dataclass(slots=True)
class Findings:
    """The findings of one plan; each is put into words once, whichever options it stands beside."""

    views: Views
    _by_id: dict[str, FindingView] = field(default_factory=dict)
    _of_option: dict[str, list[FindingRule]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the findings of the edition by option."""
        self._of_option = {}
        for rule in self.views.edition.findings.values():
            for option in rule.entry.options:
                self._of_option.setdefault(option, []).append(rule)

    def of(self, option: str) -> tuple[FindingView, ...]:
        """Return the findings beside an option, by measure in the guideline's order, the latest first."""
        advice = self.views.edition.about.findings
        order = list(advice.measures) if advice is not None else []
        rules = sorted(self._of_option.get(option, ()), key=lambda rule: rule.entry.since, reverse=True)
        return tuple(self._view(rule) for rule in sorted(rules, key=lambda rule: order.index(rule.entry.measure)))

    def _view(self, rule: FindingRule) -> FindingView:
        found = self._by_id.get(rule.entry.id)
        if found is None:
            found = self._by_id[rule.entry.id] = self._made(rule)
        return found

    def _made(self, rule: FindingRule) -> FindingView:
        entry, views = rule.entry, self.views
        advice = views.edition.about.findings
        assert advice is not None
        measure, sources = advice.measures[entry.measure], views.cited(entry.sources)
        views.cited(advice.sources)
        source = views.edition.sources.get(entry.sources[0].id)
        inside: bool | None = None
        because: tuple[str, ...] = ()
        missing: tuple[str, ...] = ()
        if rule.group is not None:
            trace = views.situation.fresh.judged(rule.group, NO_QUANTITIES)
            inside = trace.truth
            if inside is None:
                missing = tuple(sorted(views.judge.asking.undecided(trace)))
            else:
                because = views.needs.met(trace) if inside else views.needs.unmet(trace)
        return FindingView(
            id=entry.id,
            measure=entry.measure,
            name=measure.name,
            unit=measure.unit,
            scale=measure.scale,
            people=entry.people,
            results=tuple(
                ResultView(each.of, float(each.value), tuple(map(float, each.interval))) for each in entry.results
            ),
            level=float(entry.level),
            n=entry.n if entry.n is not None else source.n if source is not None else None,
            period=entry.period,
            dated=sources[0].date,
            held=rule.group is not None,
            inside=inside,
            because=because,
            missing=missing,
            sources=tuple(view.id for view in sources),
            since=entry.since.isoformat(),
            reviewed=entry.review.said,
            note=entry.note,
        )
