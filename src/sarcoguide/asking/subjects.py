"""What is searched: each entry with words, under the kind and id by which the reference has a page of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.option_entries import Condition, Drug
from sarcoguide.knowledge.types_of_tumour import Histology

#: The kinds in the order in which a bare id means one of them.
KINDS = (
    "recommendations",
    "regimens",
    "drugs",
    "facts",
    "definitions",
    "guards",
    "types",
    "figures",
    "readings",
    "words",
)


@dataclass(frozen=True, slots=True)
class Searched:
    """The words of one entry: its names, its sentence for each reader, and what else it holds; and when it holds."""

    kind: str
    id: str
    name: str
    says: str = ""
    patient: str = ""
    more: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def key(self) -> str:
        """Where its page stands in the reference."""
        return f"{self.kind}/{self.id}"


def searched(guideline: Guideline) -> Iterator[Searched]:
    """Yield every entry of any day; a definition that stands in several versions once, with the words of all."""
    yield from _options(guideline)
    yield from map(_drug, guideline.drugs.values())
    yield from _dictionary(guideline)
    for guard in guideline.guards.values():
        conditions = [*guard.unless, *guard.discouraged, *guard.caution]
        if conditions:  # one that is only a gate says nothing
            yield Searched("guards", guard.id, guard.label or _plain(guard.id), _because(conditions))
    yield from map(_type, guideline.histologies.values())
    measures = guideline.about.outlook.measures if guideline.about.outlook is not None else {}
    for key, rule in guideline.outlook.figures.items():
        one, measure = rule.entry, measures[rule.entry.measure]
        name = f"{measure.name}: {one.people}"
        more = f"{one.period} {one.counted_from} {one.note}"
        yield Searched("figures", key, name, more=more, since=one.since, until=one.until)
    for reading in guideline.readings:
        yield Searched("readings", reading.id, reading.question, reading.reading)
    for term in guideline.glossary.values():
        name = " ".join((term.term, *term.forms))
        yield Searched("words", term.id, name, patient=term.meaning, since=term.since, until=term.until)


def called(guideline: Guideline) -> Iterator[list[str]]:
    """Yield words that mean the same by the dictionary itself: names of drugs, types of tumour, words of records."""
    for drug in guideline.drugs.values():
        yield [drug.name, _plain(drug.id), *drug.synonyms]
    for entry in guideline.histologies.values():
        yield [entry.name, entry.name.partition(",")[0], *entry.synonyms]
    for term in guideline.glossary.values():
        yield [term.term, *term.forms]


def _options(guideline: Guideline) -> Iterator[Searched]:
    for rule in guideline.options:
        entry = rule.entry
        drugs = [guideline.drugs[use.drug] for use in entry.drugs if use.drug in guideline.drugs]
        conditions = [*entry.unless, *entry.discouraged, *entry.caution]
        more = (
            entry.because,
            entry.pointer,
            entry.patient_pointer,
            entry.until_because,
            entry.until_patient,
            *entry.checks,
            *entry.monitoring,
            *entry.patient_asks,
            *(name for drug in drugs for name in (drug.name, *drug.synonyms)),
            _because(conditions),
        )
        yield Searched(
            kind="regimens" if entry.kind == "drug" else "recommendations",
            id=entry.id,
            name=" ".join((entry.label, entry.name, entry.patient_name)),
            says=entry.says,
            patient=entry.patient,
            more=" ".join(more),
            since=entry.since,
            until=entry.until,
        )


def _drug(drug: Drug) -> Searched:
    name = " ".join((drug.name, *drug.synonyms))
    harms = [text for effect in drug.side_effects for text in (effect.name, effect.patient)]
    label = "side effects" if harms else ""
    more = (_plain(drug.drug_class), label, *harms, *drug.monitoring)
    conditions = [*drug.unless, *drug.discouraged, *drug.caution]
    return Searched("drugs", drug.id, name, " ".join(more), drug.patient, _because(conditions))


def _dictionary(guideline: Guideline) -> Iterator[Searched]:
    for name, rule in guideline.facts.items():
        fact = rule.entry
        values = " ".join((fact.values or {}).values())
        more = f"{_plain(' '.join(fact.aliases))} {values} {fact.note}"
        yield Searched("facts", name, fact.label, fact.question, fact.patient, more)
    versions: dict[str, list[str]] = {}
    for defined in guideline.definitions:
        entry = defined.entry
        said = [entry.label, entry.says, entry.patient, *(entry.values or {}).values(), *map(_plain, entry.aliases)]
        said += [row.because for row in entry.first_match or []]
        versions.setdefault(entry.name, []).extend(said)
    for name, said in versions.items():
        yield Searched("definitions", name, said[0], said[1], said[2], " ".join(said[3:]))


def _type(entry: Histology) -> Searched:
    lines = [*(line.says for line in entry.actionable), *(line.says for line in entry.spread)]
    lines += [course.says for course in (entry.indolent, entry.protocol) if course is not None]
    alterations = [line.alteration for line in entry.alterations]
    organs = [_plain(organ) for line in entry.spread for organ in line.organs]
    name = " ".join((entry.name, *entry.synonyms))
    says = " ".join((*lines, *alterations, entry.pointer))
    return Searched("types", entry.id, name, says, more=" ".join((*organs, entry.note)))


def _because(conditions: Iterable[Condition]) -> str:
    return " ".join(f"{condition.because} {condition.patient}" for condition in conditions)


def _plain(name: str) -> str:
    return name.replace("_", " ")
