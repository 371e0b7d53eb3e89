"""From traces, facts and rules to the plain forms that a plan shows. What many lines share is made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from sarcoguide.knowledge import Edition, OptionRule
from sarcoguide.knowledge.entries import SourceUse
from sarcoguide.language.trace import KNOWN
from sarcoguide.planning.judge import Judge
from sarcoguide.planning.model import FactView, NoteView, SourceView
from sarcoguide.planning.needs import Needs
from sarcoguide.planning.wording import Citation, Wording, plain, wording_of
from sarcoguide.record import Situation


@dataclass(slots=True)
class Views:
    """The views of one plan. A fact is put into words once; `used` are the citations of this plan."""

    situation: Situation
    judge: Judge
    wording: Wording = field(init=False)
    needs: Needs = field(init=False)
    facts: dict[str, FactView] = field(default_factory=dict)
    used: dict[int, Citation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take the wording of the situation's edition."""
        self.wording = wording_of(self.situation.edition)
        self.needs = Needs(self.situation.fresh)

    @property
    def edition(self) -> Edition:
        """The edition of the guideline in force."""
        return self.situation.edition

    def fact(self, name: str) -> FactView:
        """Return a fact of the patient for print."""
        if name not in self.facts:
            self.facts[name] = fact_view(name, self.situation, self.wording)
        return self.facts[name]

    def cited(self, uses: Sequence[SourceUse]) -> tuple[SourceView, ...]:
        """Return sources as cited, each once."""
        citation = self.used[id(uses)] = self.wording.citation(uses)
        return citation.views

    def note(self, rule: OptionRule) -> NoteView:
        """Return a line of information."""
        self.cited(rule.entry.sources)
        note = self.wording.note(rule)
        shown = rule.entry.shows
        return replace(note, shows=tuple(self.fact(name) for name in shown)) if shown else note

    def all_sources(self) -> tuple[SourceView, ...]:
        """Return every source that the plan cites, each once, by id; what a line used it for stands with that line."""
        return self.wording.listed(self.used.values())


def fact_view(name: str, situation: Situation, wording: Wording) -> FactView:
    """Return a fact or definition of a patient for print."""
    trace = situation.everything.value(name)
    if trace.state is not KNOWN:
        return wording.absent(name, trace.state)
    given = situation.record.given.get(name)
    return FactView(
        name,
        wording.label(name),
        "known",
        plain(trace.value),
        wording.words(name, trace.value),
        given.date.isoformat() if given is not None and given.date is not None else "",
        given.origin if given is not None else "",
        name in situation.stale,
    )
