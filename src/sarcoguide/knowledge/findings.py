"""Findings: what a trial or series found, in numbers that were read, beside the options that they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import field

from sarcoguide.knowledge.entries import Entry, Number, Review, SourceUse
from sarcoguide.language import Expr

#: How many things one finding sets side by side: arms of a trial, groups of people.
MOST_RESULTS = 4


class FindingMeasure(Entry, frozen=True):
    """What a finding measures. A `ratio` has 1 as no difference and one result; shares are in `%`."""

    name: str
    unit: str
    scale: Literal["amount", "share", "ratio"]
    means: str


class FindingAdvice(Entry, frozen=True):
    """How findings are to be read, and what they can measure."""

    says: str
    sources: list[SourceUse]
    measures: dict[str, FindingMeasure]


class Result(Entry, frozen=True):
    """One number of a finding: of what, and the interval around it where one was read."""

    of: str
    value: Number
    interval: list[Number] = field(default_factory=list)


class Finding(Entry, frozen=True, kw_only=True):
    """What was found in one group of people, on one measure.

    `options` are those beside which it stands. Whether a patient could have been in the trial is asked of the
    population of `trial` (by default the first source) that an option holds. Only what was read stands here.
    """

    id: str
    options: list[str]
    measure: str
    people: str
    results: list[Result]
    sources: list[SourceUse]
    since: date = field(name="from")
    until: date | None = None
    trial: str | None = None
    n: int | None = None
    period: str = ""
    level: Number = 95
    review: Review = field(default_factory=Review)
    note: str = ""

    @property
    def of_trial(self) -> str:
        """The source whose population is asked of."""
        return self.trial or (self.sources[0].id if self.sources else "")


@dataclass(frozen=True, slots=True)
class FindingRule:
    """A finding with who could be in its trial, None where no option holds that."""

    entry: Finding
    group: Expr | None


def rules_of(findings: Iterable[Finding], populations: Mapping[str, Mapping[str, Expr]]) -> dict[str, FindingRule]:
    """Return findings with the populations of their trials.

    Args:
        findings: as written.
        populations: of each option, by source. The options of a finding come before others.
    """
    return {each.id: FindingRule(each, _group(each, populations)) for each in sorted(findings, key=lambda one: one.id)}


def _group(finding: Finding, populations: Mapping[str, Mapping[str, Expr]]) -> Expr | None:
    others = sorted(populations.keys() - set(finding.options))
    held = (populations[name] for name in (*finding.options, *others) if name in populations)
    return next((each[finding.of_trial] for each in held if finding.of_trial in each), None)
