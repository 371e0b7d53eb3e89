"""Properties of what options rest on: populations and their mark, sources that were read, review dates."""

from __future__ import annotations

from collections.abc import Callable

import z3

from sarcoguide.knowledge import Edition, OptionRule, PropertyRule
from sarcoguide.language import Expr, evaluate
from sarcoguide.record import Situation
from sarcoguide.record.view import OptionEnvironment
from sarcoguide.verify.outcome import PROVED, Verdict, undecided
from sarcoguide.verify.prover import Prover
from sarcoguide.verify.statuses import NOTHING_CHOSEN

#: Kinds of sources on which nothing rests by itself.
OPINION = ("clinical_judgement", "convention")


def outside_marked(prover: Prover, _rule: PropertyRule) -> Verdict:
    """Show that whoever is outside the populations of the sources that speak for an option gets it with the mark.

    The mark is the engine's. Who is outside is said here, by the sources that the option cites for itself: the
    population of any other source must not take the mark away.
    """
    seen = False
    for option, terms in prover.engine.options.items():
        studied = _studied(prover.edition.options[option])
        if not studied:
            continue
        own = prover.edition.options[option].own
        outside = z3.And(terms.status("supported"), *(prover.rails(expr, own)[1] for expr in studied))
        broken = z3.And(outside, z3.Not(terms.outside_evidence))
        answer = prover.check(broken)
        if answer != z3.unsat:
            title = f"{option} is supported outside the evidence without the mark"
            return prover.found(answer, broken, option, title, _outside(prover, option, marked=False))
        if prover.possible(outside):
            seen = True
            title = f"{option} is supported outside the evidence"
            if prover.patient(outside, title, _outside(prover, option, marked=True)) is None:
                return undecided(f"{option}: no patient with the mark was confirmed")
    return PROVED if seen else undecided("nothing is ever supported outside its evidence, so it says nothing")


def _studied(rule: OptionRule) -> list[Expr]:
    """Return the populations of the sources that an option cites for itself."""
    cited = {use.id for use in rule.entry.sources if use.position == "for"}
    return [expr for source, expr in sorted(rule.population.items()) if source in cited]


def _outside(prover: Prover, option: str, *, marked: bool) -> Callable[[Situation], bool]:
    def holds(situation: Situation) -> bool:
        rule = prover.edition.options[option]
        environment = OptionEnvironment(situation.fresh, rule.own)
        inside = {evaluate(expr, environment).truth for expr in _studied(rule)}
        judged = prover.judged(situation, option)
        return judged.status == "supported" and inside == {False} and judged.outside_evidence is marked

    return holds


def current(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that no option that somebody gets is past its review date on the day of the edition."""
    day = prover.edition.as_of
    return _for_supported(prover, rule, lambda option: day <= option.review_by, f"past its review date on {day}")


def read_source(prover: Prover, rule: PropertyRule) -> Verdict:
    """Show that every chosen option that somebody gets rests on a source that was read and is not mere opinion."""
    return _for_supported(
        prover,
        rule,
        lambda option: rests_on_more_than_opinion(option, prover.edition),
        "on clinical judgement or conventions alone",
    )


def rests_on_more_than_opinion(rule: OptionRule, edition: Edition) -> bool:
    """Whether a source that speaks for an option was read and is more than judgement; statements count as read."""
    for use in rule.entry.sources:
        source = edition.sources.get(use.id)
        if use.position == "for" and (source is None or (source.verified and source.kind not in OPINION)):
            return True
    return False


def _for_supported(prover: Prover, rule: PropertyRule, sound: Callable[[OptionRule], bool], fault: str) -> Verdict:
    """Show something of every option that a patient can get; the witness is a patient who gets an unsound one."""
    chosen = [option for option in prover.edition.options.values() if prover.speaks_of(rule, option)]
    if not chosen:
        return undecided(NOTHING_CHOSEN)
    for name in (option.entry.id for option in chosen if not sound(option)):
        if name not in prover.engine.options:
            return undecided(f"{name}, which is judged beside each regimen, stands {fault}")
        answer = prover.check(prover.engine.options[name].status("supported"))
        if answer == z3.unknown:
            return undecided(f"{name}: the solver gave up")
        if answer == z3.sat:
            record = prover.supported(name)
            if record is None:
                return undecided(f"{name} stands {fault}, but no patient who gets it was confirmed")
            return Verdict("witness", f"{name} is supported {fault}", record)
    return PROVED
