"""The status of one option for one patient. Exclusion wins; unknown is never normal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sarcoguide.knowledge import ConditionRule, Edition, OptionRule
from sarcoguide.knowledge.option_entries import Licence
from sarcoguide.language import Trace
from sarcoguide.language.changes import undecided
from sarcoguide.language.trace import known, unknown
from sarcoguide.planning.model import Status, Tier
from sarcoguide.record import Situation, View


@dataclass(frozen=True, slots=True)
class Verdict:
    """One condition judged for one patient; `stale` when only a value that is too old makes it true."""

    tier: Tier
    rule: ConditionRule
    trace: Trace
    truth: bool | None
    stale: bool
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status of an option and all that it rests on.

    `undecided` are the facts whose absence holds it back; `unlicensed` the licences that do not cover the patient;
    `population` says of each source whether the patient would have been among its patients (None: not known).
    """

    rule: OptionRule
    status: Status
    when: Trace
    verdicts: tuple[Verdict, ...]
    undecided: frozenset[str]
    withdrawn: bool
    unlicensed: tuple[Licence, ...]
    population: tuple[tuple[str, bool | None], ...]

    @property
    def outside_evidence(self) -> bool:
        """Whether the patient would have been in none of the populations that its sources speak of."""
        return bool(self.population) and all(inside is False for _, inside in self.population)

    def true(self, tier: Tier) -> tuple[Verdict, ...]:
        """Return the conditions of a tier that are true."""
        return tuple(verdict for verdict in self.verdicts if verdict.tier == tier and verdict.truth is True)


class Judge:
    """Judges the options of one patient. A condition that many options inherit is judged once."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._shared: dict[tuple[Tier, int], Verdict] = {}

    def judge(self, rule: OptionRule, quantities: Mapping[str, Any] | None = None) -> Judgement:
        """Return the status of an option.

        Args:
            rule: the option of the edition in force.
            quantities: the `own.` quantities to judge it with, when they are another option's (a supportive measure).
        """
        own = rule.own if quantities is None else quantities
        when = judge_when(rule, self.situation.fresh, own)
        verdicts = (
            *(self._verdict("excludes", condition, own) for condition in rule.unless),
            *(self._verdict("discourages", condition, own) for condition in rule.discouraged),
            *(self._verdict("cautions", condition, own) for condition in rule.caution),
        )
        return _judgement(rule, self.situation, when, verdicts)

    def _verdict(self, tier: Tier, condition: ConditionRule, own: Mapping[str, Any]) -> Verdict:
        key = (tier, id(condition))
        if condition.reads_own:
            return _verdict(tier, condition, self.situation, own)
        if key not in self._shared:
            self._shared[key] = _verdict(tier, condition, self.situation, own)
        return self._shared[key]


def _judgement(rule: OptionRule, situation: Situation, when: Trace, verdicts: tuple[Verdict, ...]) -> Judgement:
    edition = situation.edition
    withdrawn = rule.withdrawn_on(edition.as_of)
    unlicensed, ask_country = _licence(rule, situation)
    blocking = frozenset(name for v in verdicts if v.truth is None and v.rule.blocks for name in v.missing)
    held_back = any(v.truth is None and v.rule.blocks for v in verdicts)
    status: Status
    if any(v.tier == "excludes" and v.truth is True for v in verdicts):
        status = "excluded"
    elif withdrawn or unlicensed:
        status = "unavailable"
    elif when.truth is False:
        status = "not_indicated"
    elif any(v.tier == "discourages" and v.truth is True for v in verdicts):
        status = "discouraged"
    elif when.truth is None or held_back or ask_country:
        status = "needs_information"
    else:
        status = "supported"
    open_facts = facts_behind(when, situation.fresh) if when.truth is None else blocking | ask_country
    return Judgement(
        rule=rule,
        status=status,
        when=when,
        verdicts=verdicts,
        undecided=open_facts if status == "needs_information" else frozenset(),
        withdrawn=withdrawn,
        unlicensed=unlicensed,
        population=tuple(_population(rule, situation)),
    )


def _population(rule: OptionRule, situation: Situation) -> Iterator[tuple[str, bool | None]]:
    for source, expr in sorted(rule.population.items()):
        yield source, situation.fresh.judged(expr, rule.own).truth


def judge_when(rule: OptionRule, view: View, quantities: Mapping[str, Any]) -> Trace:
    """Return whether an option is indicated: all its conditions and those of its gates."""
    parts = tuple(view.judged(expr, quantities) for expr in rule.when)
    if len(parts) == 1:
        return parts[0]
    truths = [part.truth for part in parts]
    text = " and ".join(f"({part.text})" if part.kind == "or" else part.text for part in parts) or "always"
    if False not in truths and None in truths:
        return unknown("and", text, parts)
    return known("and", text, False not in truths, parts)


def facts_behind(trace: Trace, view: View) -> frozenset[str]:
    """Return the facts that leave a trace of a view unknown, asking for what definitions say should be asked."""
    return undecided(trace, lambda name: _ask(name, view.edition), view.behind)


def _ask(name: str, edition: Edition) -> tuple[str, ...] | None:
    rule = edition.definitions.get(name)
    return None if rule is None or rule.entry.ask is None else tuple(rule.entry.ask)


def _verdict(tier: Tier, condition: ConditionRule, situation: Situation, own: Mapping[str, Any]) -> Verdict:
    """Judge a condition; an exclusion is judged with stale values as well."""
    trace = situation.fresh.judged(condition.when, own)
    if tier == "excludes" and trace.truth is not True and situation.everything is not situation.fresh:
        with_stale = situation.everything.judged(condition.when, own)
        if with_stale.truth is True:
            return Verdict(tier, condition, with_stale, True, stale=True, missing=frozenset())
    missing = facts_behind(trace, situation.fresh) if trace.truth is None else frozenset()
    return Verdict(tier, condition, trace, trace.truth, stale=False, missing=missing)


def _licence(rule: OptionRule, situation: Situation) -> tuple[tuple[Licence, ...], frozenset[str]]:
    """Return the licences that do not cover the patient, and the fact to ask when the country is not known."""
    name = situation.edition.about.country
    if not rule.entry.only_in or name is None:
        return (), frozenset()
    valid = rule.licences_on(situation.edition.as_of)
    country = situation.fresh.value(name)
    if not country.known and valid:
        return (), frozenset({name})
    if any(licence.country == country.value for licence in valid):
        return (), frozenset()
    return tuple(rule.entry.only_in), frozenset()
