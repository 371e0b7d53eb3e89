"""What an author should look at although nothing is broken: each finding is a sentence with the places it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sarcoguide.knowledge import Edition
from sarcoguide.knowledge.option_entries import JUDGEMENT_KINDS
from sarcoguide.verify.both_sides import one_sided
from sarcoguide.verify.evidence import rests_on_more_than_opinion
from sarcoguide.verify.outcome import Finding
from sarcoguide.verify.overlaps import implied, label, overshadowed
from sarcoguide.verify.prover import Prover
from sarcoguide.verify.reading import names_used

TRIALS = ("randomised_trial", "single_arm_trial")


def findings(prover: Prover) -> Iterator[Finding]:
    """Yield every finding in the edition of the prover's day, kind by kind."""
    yield from implied(prover)
    yield from overshadowed(prover)
    yield from one_sided(prover)
    yield from _without_population(prover.edition)
    yield from _judgement_alone(prover.edition)
    yield from _unused_facts(prover.edition)


def _without_population(edition: Edition) -> Iterator[Finding]:
    for rule in edition.options.values():
        trials = [
            use.id
            for use in rule.entry.sources
            if use.position == "for" and use.id in edition.sources and edition.sources[use.id].kind in TRIALS
        ]
        if trials and not rule.population:
            says = f"{label(rule)} rests on a trial ({', '.join(trials)}), but nothing says whom the trial took."
            yield Finding("no_population", says, (rule.where,))


def _judgement_alone(edition: Edition) -> Iterator[Finding]:
    for rule in edition.options.values():
        if rule.entry.kind in JUDGEMENT_KINDS and not rests_on_more_than_opinion(rule, edition):
            says = f"{label(rule)} rests on clinical judgement or conventions alone, as an entry of its kind may."
            yield Finding("judgement_alone", says, (rule.where,))


def _unused_facts(edition: Edition) -> Iterator[Finding]:
    """One finding for each file of facts, because most of them wait for the same part of the guideline."""
    used = names_used(edition)
    unused = [rule for name, rule in edition.facts.items() if name not in used]
    for file, rules in groupby(unused, key=lambda rule: rule.where.partition(":")[0]):
        listed = list(rules)
        labels = "; ".join(rule.entry.label for rule in listed)
        yield Finding("unused_fact", f"No rule reads, shows or asks for: {labels}.", (file,))
