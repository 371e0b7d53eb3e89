"""Every question asked applies to the patient and is not answered yet.

A fact is asked because it is unknown, so it applies and is open. That cannot go wrong; what a definition asks for in
its own place (`ask`) can. It does so when it is unknown and known to apply (`planning.judge.asking`).
"""

from __future__ import annotations

from collections.abc import Callable

import z3

from sarcoguide.engines.connectives import TRUE
from sarcoguide.engines.terms import Encoder
from sarcoguide.knowledge import DefinitionRule, PropertyRule
from sarcoguide.language import State, names_in
from sarcoguide.planning import plan_of
from sarcoguide.planning.judge import asking
from sarcoguide.record import Situation
from sarcoguide.verify.outcome import PROVED, Verdict, undecided
from sarcoguide.verify.prover import Prover


def questions_apply(prover: Prover, _rule: PropertyRule) -> Verdict:
    """Show that no definition asks, in its own place, for what is known already or does not apply."""
    possible = False
    for name, rule in sorted(prover.edition.definitions.items()):
        if rule.entry.ask is None:
            continue
        asks = _asks(prover, rule)
        possible = possible or prover.possible(asks)
        for fact in rule.entry.ask:
            broken = z3.And(asks, z3.Not(prover.engine.views[True][fact].unknown))
            answer = prover.check(broken)
            if answer != z3.unsat:
                title = f"{name} asks for {fact} although it is known or does not apply"
                waiting = z3.And(broken, _waits_for(prover, name))
                record = prover.patient(waiting, title, _in_plan(prover, fact))
                if record is not None:
                    return Verdict("witness", title, record)
                return prover.found(answer, broken, fact, title, _asked(name, fact))
    return PROVED if possible else undecided("no definition ever asks for another fact, so it says nothing")


def _asks(prover: Prover, rule: DefinitionRule) -> z3.BoolRef:
    """Return for whom a definition asks: it is unknown, and known to apply."""
    terms = prover.engine.views[True]
    encoder = Encoder(terms, prover.engine.words, "questions_")
    applies = TRUE if rule.applies is None else encoder.rails(rule.applies, {})[0]
    return z3.And(terms[rule.entry.name].unknown, applies)


def _waits_for(prover: Prover, name: str) -> z3.BoolRef:
    """Return for whom an option whose conditions read a name needs information: the plan then asks through it."""
    options = prover.engine.options
    readers = [rule for rule in prover.edition.options.values() if name in names_in(rule.indicated)]
    return z3.Or([options[r.entry.id].status("needs_information") for r in readers if r.entry.id in options])


def _in_plan(prover: Prover, fact: str) -> Callable[[Situation], bool]:
    def holds(situation: Situation) -> bool:
        asked = {question.fact for question in plan_of(situation, prover.guideline).missing}
        return fact in asked and situation.fresh.value(fact).state is not State.UNKNOWN

    return holds


def _asked(name: str, fact: str) -> Callable[[Situation], bool]:
    def holds(situation: Situation) -> bool:
        fresh = situation.fresh
        asked = fact in asking(fresh).undecided(fresh.value(name))
        return asked and fresh.value(fact).state is not State.UNKNOWN

    return holds
