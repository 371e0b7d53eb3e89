"""Properties of what a plan shows without a status: emergencies, ways out of the scope, warnings, information."""

from __future__ import annotations

import z3

from sarcoguide.knowledge import OptionRule, PropertyRule
from sarcoguide.record import Situation
from sarcoguide.verify.outcome import PROVED, Verdict, undecided
from sarcoguide.verify.prover import Prover
from sarcoguide.verify.statuses import NOBODY

NOTHING_SHOWN = "the edition of the day shows no such entry, so it says nothing"


def shown(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that everybody who meets the condition is shown one of the chosen entries."""
    return _for_entries(prover, rule, wanted=True)


def not_shown(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that nobody who meets the condition is shown any of the chosen entries."""
    return _for_entries(prover, rule, wanted=False)


def _for_entries(prover: Prover, rule: PropertyRule, *, wanted: bool) -> Verdict:
    chosen = [entry for entry in prover.edition.shown.values() if prover.speaks_of(rule, entry)]
    if not chosen:
        return undecided(NOTHING_SHOWN)
    premise = prover.true(rule.when)
    if not prover.possible(premise):
        return undecided(NOBODY)
    visible = z3.Or([prover.true(entry.indicated, entry.own) for entry in chosen])
    broken = z3.And(premise, z3.Not(visible) if wanted else visible)
    answer = prover.check(broken)
    if answer == z3.unsat:
        return PROVED

    def holds(situation: Situation) -> bool:
        return _visible(situation, chosen) is not wanted and prover.meets(situation, rule.when)

    names = ", ".join(entry.entry.id for entry in chosen)
    title = f"{names}: {'not ' if wanted else ''}shown"
    return prover.found(answer, broken, names, title, holds)


def _visible(situation: Situation, chosen: list[OptionRule]) -> bool:
    return any(situation.fresh.truth(entry.indicated, entry.own) is True for entry in chosen)
