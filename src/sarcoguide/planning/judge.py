"""The status of one option for one patient. Exclusion wins; unknown is never normal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from sarcoguide.knowledge import ConditionRule, OptionRule
from sarcoguide.knowledge.option_entries import Absence, Licence
from sarcoguide.language import Trace
from sarcoguide.language.changes import Asking, change_texts
from sarcoguide.planning.model import ConditionView, Status, Tier
from sarcoguide.planning.wording import wording_of
from sarcoguide.record import Situation, View
from sarcoguide.record.view import NO_QUANTITIES

NOTHING: frozenset[str] = frozenset()
#: The statuses in which an option is offered, or asks for what it waits for.
OPEN: tuple[Status, ...] = ("supported", "needs_information")


class Judgement(Struct, frozen=True, gc=False):
    """The status of an option and all that it rests on.

    `undecided` are the facts whose absence holds it back; `unlicensed` why it cannot be had, or the licences that
    do not cover the patient;
    `uncarried` says that none of the options on which it rests is open;
    `population` says of each source whether the patient would have been among its patients (None: not known).
    """

    rule: OptionRule
    status: Status
    when: Trace
    conditions: tuple[ConditionView, ...]
    undecided: frozenset[str]
    withdrawn: bool
    unlicensed: tuple[Absence | Licence, ...]
    population: tuple[tuple[str, bool | None], ...]
    uncarried: bool = False

    @property
    def outside_evidence(self) -> bool:
        """Whether the patient would have been in none of the populations that its sources speak of."""
        return bool(self.population) and all(inside is False for _, inside in self.population)

    def true(self, tier: Tier) -> list[ConditionView]:
        """Return the conditions of a tier that are true."""
        return [view for view in self.conditions if view.truth is True and view.tier == tier]


class Judge:
    """Judges the options of one patient. A condition that many options inherit is judged once."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.wording = wording_of(situation.edition)
        self._shared: dict[tuple[Tier, int], ConditionView] = {}
        #: What should be asked of the patient, as far as values that are not too old leave it open.
        self.asking = asking(situation.fresh)

    def judge(self, rule: OptionRule, quantities: Mapping[str, Any] | None = None) -> Judgement:
        """Return the status of an option.

        Args:
            rule: the option of the edition in force.
            quantities: the `own.` quantities to judge it with, when they are another option's (a supportive measure).
        """
        own = rule.own if quantities is None else quantities
        when = self.situation.fresh.judged(rule.indicated, own)
        conditions = self.conditions(rule, own)
        return self.judgement(rule, self.status(rule, when, conditions), when, conditions)

    def status(self, rule: OptionRule, when: Trace, conditions: Sequence[ConditionView]) -> Status:
        """Return the status of an option: of what holds, the first that stands on the ladder."""
        unlicensed, ask_country = self._licence(rule)
        found = {view.tier for view in conditions if view.truth is True}
        indicated = when.truth
        if "excludes" in found:
            return "excluded"
        if rule.withdrawn_on(self.situation.edition.as_of):
            return "unavailable"
        if indicated is False:
            return "not_indicated"
        if unlicensed:
            return "unavailable"
        if "discourages" in found:
            return "discouraged"
        held_back = any(view.truth is None and view.blocks for view in conditions)
        return "needs_information" if indicated is None or held_back or ask_country else "supported"

    def judgement(
        self, rule: OptionRule, status: Status, when: Trace, conditions: Sequence[ConditionView]
    ) -> Judgement:
        """Return a status together with what it rests on."""
        unlicensed, ask_country = self._licence(rule) if rule.entry.only_in or rule.absences else ((), NOTHING)
        undecided = NOTHING
        uncarried = status in OPEN and not self.carried(rule)
        if uncarried:
            status = "discouraged"
        if status == "needs_information" and when.truth is None:
            undecided = self.asking.undecided(when)
        elif status == "needs_information":
            held_back = [view.missing for view in conditions if view.truth is None and view.blocks]
            undecided = ask_country.union(*held_back)
        return Judgement(
            rule,
            status,
            when,
            tuple(conditions),
            undecided,
            rule.withdrawn_on(self.situation.edition.as_of),
            unlicensed,
            tuple(self._population(rule)) if rule.population else (),
            uncarried,
        )

    def carried(self, rule: OptionRule) -> bool:
        """Return whether an option stands by itself, or one of those on which it rests is open."""
        if rule.rests_on is None:
            return True
        options = self.situation.edition.options
        return any(self.status_of(options[name]) in OPEN for name in rule.rests_on if name in options)

    def status_of(self, rule: OptionRule) -> Status:
        """Return the status of an option by what it says itself."""
        own = rule.own
        return self.status(rule, self.situation.fresh.judged(rule.indicated, own), self.conditions(rule, own))

    def conditions(self, rule: OptionRule, own: Mapping[str, Any]) -> Sequence[ConditionView]:
        """Return the conditions of an option, judged: exclusions, discouragements, cautions."""
        return [self.condition(tier, condition, own) for tier, condition in self.wording.conditions(rule)]

    def condition(self, tier: Tier, condition: ConditionRule, own: Mapping[str, Any]) -> ConditionView:
        """Return a condition as judged for the patient and an option with these quantities."""
        if condition.reads_own:
            return self._judged(tier, condition, own)
        key = (tier, id(condition))
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = self._judged(tier, condition, own)
        return found

    def _judged(self, tier: Tier, condition: ConditionRule, own: Mapping[str, Any]) -> ConditionView:
        """Judge a condition; an exclusion is judged with stale values as well."""
        view, everything = self.situation.fresh, self.situation.everything
        trace, stale = view.judged(condition.when, own), False
        if tier == "excludes" and everything is not view and trace.truth is not True:
            with_stale = everything.judged(condition.when, own)
            if with_stale.truth is True:
                view, trace, stale = everything, with_stale, True
        changes = change_texts(trace, trace.truth is not True, view.behind)
        missing = tuple(sorted(self.asking.undecided(trace))) if trace.truth is None else ()
        return self.wording.condition(condition).view(tier, trace, changes, missing, stale=stale)

    def would_indicate(self, judgement: Judgement) -> tuple[str, ...]:
        """Return the single changes, each enough by itself, that would make an option indicated that is not."""
        return change_texts(judgement.when, True, self.situation.fresh.behind)

    def _population(self, rule: OptionRule) -> Iterator[tuple[str, bool | None]]:
        for source, expr in sorted(rule.population.items()):
            yield source, self.situation.fresh.truth(expr, rule.own)

    def _licence(self, rule: OptionRule) -> tuple[tuple[Absence | Licence, ...], frozenset[str]]:
        """Return why it cannot be had, or not where the patient lives, and the fact to ask when that is not known."""
        if rule.absences and (absences := rule.absences_on(self.situation.edition.as_of)):
            return absences, NOTHING
        name = self.situation.edition.about.country
        if not rule.entry.only_in or name is None:
            return (), NOTHING
        valid = rule.licences_on(self.situation.edition.as_of)
        country = self.situation.fresh.value(name)
        if not country.known and valid:
            return (), frozenset({name})
        if any(licence.country == country.value for licence in valid):
            return (), NOTHING
        return tuple(rule.entry.only_in), NOTHING


def asking(view: View) -> Asking:
    """Return what should be asked of a view; a definition is asked for as it says itself."""

    def instead(name: str) -> tuple[str, ...] | None:
        rule = view.edition.definitions.get(name)
        if rule is None or rule.entry.ask is None:
            return None
        # Whether a definition applies is asked before what it asks for in its own place.
        waits = rule.applies is not None and view.truth(rule.applies, NO_QUANTITIES) is None
        return None if waits else tuple(rule.entry.ask)

    return Asking(instead, view.behind)
