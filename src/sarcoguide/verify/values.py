"""Properties of named definitions: which values there are, and what never goes together."""

from __future__ import annotations

from typing import Any

import z3

from sarcoguide.knowledge import PropertyRule
from sarcoguide.language import State
from sarcoguide.language.tree import And
from sarcoguide.record import Situation
from sarcoguide.verify.outcome import PROVED, Verdict, undecided
from sarcoguide.verify.prover import Prover

UNKNOWN = "unknown"


def partition(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that a definition is one of its values, unknown or not applicable, and that somebody has each.

    Exactly one holds for every patient, stale values counted or not. Whoever shows that a value is reached has a record
    that does not itself state the definition.
    """
    name = rule.entry.definition or ""
    if name not in prover.edition.definitions:
        return undecided(f"{name} is not defined on {prover.edition.as_of}")
    listed = sorted(prover.edition.definitions[name].type.domain or ())
    for view in prover.engine.views.values():
        term = view[name]
        known = [z3.And(term.known, term.value == prover.engine.words[word]) for word in listed]
        states = [*known, term.unknown, term.inapplicable]
        broken = z3.Not(z3.PbEq([(state, 1) for state in states], 1))
        answer = prover.check(broken)
        if answer != z3.unsat:

            def holds(situation: Situation) -> bool:
                found = [seen.value(name) for seen in (situation.fresh, situation.everything)]
                return any(trace.known and trace.value not in listed for trace in found)

            return prover.found(answer, broken, name, f"{name} is none of its values", holds)
    missing = [word for word in (*listed, UNKNOWN) if not _reached(prover, name, word)]
    return undecided(f"no confirmed patient for: {name} {', '.join(missing)}") if missing else PROVED


def _reached(prover: Prover, name: str, word: str) -> bool:
    """Whether a confirmed patient has a value of a definition, or does not know it, without stating it."""
    term = prover.engine.views[True][name]
    value = term.unknown if word == UNKNOWN else z3.And(term.known, term.value == prover.engine.words[word])
    wanted = z3.And(z3.Not(prover.engine.given[name].given), value)

    def holds(situation: Situation) -> bool:
        trace = situation.fresh.value(name)
        same = trace.state is State.UNKNOWN if word == UNKNOWN else trace.known and trace.value == word
        return same and name not in situation.record.given

    return prover.patient(wanted, f"{name} is {word}", holds) is not None


def impossible(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that nobody meets all parts of a condition, each of which somebody meets.

    It speaks only of patients whose record leaves the definitions under `worked_out` to be worked out.
    """
    assert isinstance(rule.when, And)
    given = prover.engine.given
    names = [name for name in rule.entry.worked_out if name in given]
    unstated: Any = z3.And([z3.Not(given[name].given) for name in names])
    parts = [prover.true(part) for part in rule.when.operands]
    for part, expr in zip(parts, rule.when.operands, strict=True):
        if not prover.possible(unstated, part):
            return undecided(f"no patient meets '{expr.text}', so it says nothing")
    broken = z3.And(unstated, *parts)
    answer = prover.check(broken)
    if answer == z3.unsat:
        return PROVED

    def holds(situation: Situation) -> bool:
        stated = any(name in situation.record.given for name in names)
        return not stated and prover.meets(situation, rule.when)

    return prover.found(answer, broken, rule.entry.id, f"{rule.when.text} is possible", holds)
