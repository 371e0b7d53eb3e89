"""What an author should look at although nothing is broken: each finding is a sentence with the places it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from sarcoguide.knowledge.option_entries import JUDGEMENT_KINDS
from sarcoguide.verify.both_sides import one_sided
from sarcoguide.verify.evidence import rests_on_more_than_opinion
from sarcoguide.verify.outcome import Finding, FindingKind
from sarcoguide.verify.overlaps import implied, label, overshadowed
from sarcoguide.verify.prover import Prover
from sarcoguide.verify.reading import names_used

TRIALS = ("randomised_trial", "single_arm_trial")


def _without_population(prover: Prover) -> Iterator[Finding]:
    edition = prover.edition
    for rule in edition.options.values():
        trials = [
            use.id
            for use in rule.entry.sources
            if use.position == "for" and use.id in edition.sources and edition.sources[use.id].kind in TRIALS
        ]
        if trials and not rule.population:
            says = f"{label(rule)} rests on a trial ({', '.join(trials)}), but nothing says whom the trial took."
            yield Finding("no_population", says, (rule.where,))


def _judgement_alone(prover: Prover) -> Iterator[Finding]:
    for rule in prover.edition.options.values():
        if rule.entry.kind in JUDGEMENT_KINDS and not rests_on_more_than_opinion(rule, prover.edition):
            says = f"{label(rule)} rests on clinical judgement or conventions alone, as an entry of its kind may."
            yield Finding("judgement_alone", says, (rule.where,))


def _unused_facts(prover: Prover) -> Iterator[Finding]:
    """One finding for each file of facts, because most of them wait for the same part of the guideline."""
    used = names_used(prover.edition)
    unused = [rule for name, rule in prover.edition.facts.items() if name not in used]
    for file, rules in groupby(unused, key=lambda rule: rule.where.partition(":")[0]):
        listed = list(rules)
        labels = "; ".join(rule.entry.label for rule in listed)
        yield Finding("unused_fact", f"No rule reads, shows or asks for: {labels}.", (file,))


FINDERS: Mapping[FindingKind, Callable[[Prover], Iterator[Finding]]] = {
    "implied": implied,
    "overshadowed": overshadowed,
    "one_sided": one_sided,
    "no_population": _without_population,
    "judgement_alone": _judgement_alone,
    "unused_fact": _unused_facts,
}


def findings(prover: Prover, kinds: Iterable[FindingKind] = FINDERS.keys()) -> Iterator[Finding]:
    """Yield what is found in the edition of the prover's day, kind by kind."""
    for kind in kinds:
        yield from FINDERS[kind](prover)
