"""Properties of the statuses of options: who never, always or somehow gets what."""

from __future__ import annotations

from collections.abc import Callable

import z3

from sarcoguide.engines.solver import OptionTerms
from sarcoguide.knowledge import PropertyRule
from sarcoguide.record import Situation
from sarcoguide.verify.outcome import PROVED, Verdict, undecided
from sarcoguide.verify.prover import Prover

NOBODY = "no patient meets its condition, so it says nothing"
NOTHING_CHOSEN = "it chooses no option, so it says nothing"
#: The statuses in which an option answers a patient: it is offered, or asks for what it waits for.
ANSWERS = ("supported", "needs_information")


def never(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that nobody who meets the condition has a chosen option in the status."""
    return _for_chosen(prover, rule, wanted=False)


def always(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that everybody who meets the condition has every chosen option in the status."""
    return _for_chosen(prover, rule, wanted=True)


def _for_chosen(prover: Prover, rule: PropertyRule, *, wanted: bool) -> Verdict:
    """Show it option by option; the condition may read the option's own quantities, so each must be able to meet it."""
    status = rule.entry.status
    chosen = prover.chosen(rule)
    if not chosen:
        return undecided(NOTHING_CHOSEN)
    for option in chosen:
        premise = prover.true(rule.when, prover.edition.options[option].own)
        if not prover.possible(premise):
            return undecided(f"{option}: {NOBODY}")
        has_status = prover.engine.options[option].status(status)
        broken = z3.And(premise, z3.Not(has_status) if wanted else has_status)
        answer = prover.check(broken)
        if answer != z3.unsat:

            def holds(situation: Situation, option: str = option) -> bool:
                found = prover.judged(situation, option).status == status
                return found is not wanted and prover.meets(situation, rule.when, option)

            return prover.found(answer, broken, option, f"{option} is {'not ' if wanted else ''}{status}", holds)
    return PROVED


def answered(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that everybody who meets the condition has a chosen option that is supported or asks for something."""
    premise = prover.true(rule.when)
    if not prover.possible(premise):
        return undecided(NOBODY)
    chosen = prover.chosen(rule)
    if not chosen:
        return undecided(NOTHING_CHOSEN)
    terms = prover.engine.options
    broken = z3.And(premise, *(z3.Not(terms[option].status(status)) for option in chosen for status in ANSWERS))
    answer = prover.check(broken)
    if answer == z3.unsat:
        return PROVED

    def holds(situation: Situation) -> bool:
        statuses = {prover.judged(situation, option).status for option in chosen}
        return statuses.isdisjoint(ANSWERS) and prover.meets(situation, rule.when)

    return prover.found(answer, broken, "all options", "no option is supported or waits for information", holds)


def exclusion_wins(prover: Prover, _rule: PropertyRule) -> Verdict:
    """Show that no option is supported while an exclusion is true."""
    return _never_beside(prover, lambda terms: terms.excluded)


def unknown_blocks(prover: Prover, _rule: PropertyRule) -> Verdict:
    """Show that no option is supported while a condition that blocks is unknown."""
    return _never_beside(prover, lambda terms: terms.held_back)


def _never_beside(prover: Prover, against: Callable[[OptionTerms], z3.BoolRef]) -> Verdict:
    """Show that no option is supported while something stands against it, and that this can stand at all."""
    possible = False
    for option, terms in prover.engine.options.items():
        possible = possible or prover.possible(against(terms))
        broken = z3.And(terms.status("supported"), against(terms))
        answer = prover.check(broken)
        if answer != z3.unsat:

            def holds(situation: Situation, option: str = option) -> bool:
                return prover.judged(situation, option).status == "supported"

            return prover.found(answer, broken, option, f"{option} is supported", holds)
    return PROVED if possible else undecided("it can never come to that")


def reachable(prover: Prover, _rule: PropertyRule) -> Verdict:
    """Show a confirmed patient for every option that can be had and is not named only to be discouraged."""
    rules = prover.edition.options
    day = prover.edition.as_of
    held = [
        name
        for name in prover.engine.options
        if not (rules[name].withdrawn_on(day) or rules[name].named_only or rules[name].absences_on(day))
    ]
    dead = [name for name in held if prover.supported(name) is None]
    return undecided(f"no confirmed patient for: {', '.join(dead)}") if dead else PROVED
