"""What is told of each kind of entry that answers a question: its own words for the reader, and on what they rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sarcoguide.asking import Answer, Asking
from sarcoguide.asking.answer import Found
from sarcoguide.days import day
from sarcoguide.knowledge import Edition, Guideline, OptionRule
from sarcoguide.knowledge.entries import Review, SourceUse
from sarcoguide.knowledge.option_entries import Condition, Drug
from sarcoguide.planning.model import SourceView
from sarcoguide.planning.wording import source_view
from sarcoguide.report import ask_words, words
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.outlook import found_in_words
from sarcoguide.report.side_effects import told as harm_told
from sarcoguide.report.tumour_type import rows, views_of

#: Lines of one entry that are told before the rest is counted.
LINES = 4
#: The aim of an entry that states none.
NO_AIM = "not_stated"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an entry."""

    title: str
    says: tuple[str, ...]
    sources: tuple[SourceView, ...] = ()
    strength: str = ""
    when: str = ""
    review: str = words.NOT_REVIEWED
    since: date | None = None
    ended: date | None = None
    ended_because: str = ""
    ended_patient: str = ""


@dataclass(frozen=True)
class Teller:
    """Tells entries of one day to one reader."""

    answer: Answer
    asking: Asking
    guideline: Guideline
    edition: Edition = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "edition", self.guideline.at(self.answer.as_of))

    @property
    def patient(self) -> bool:
        """Whether a patient reads."""
        return self.answer.reader == "patient"

    def option(self, name: str) -> Told | None:
        """Return a recommendation or a regimen."""
        rule = next((rule for rule in self.guideline.options if rule.entry.id == name), None)
        if rule is None:
            return None
        entry, lexicon = rule.entry, Lexicon(self.edition)
        only = [
            ask_words.ASK_ONLY_IN.format(country=one.country, because=one.because.rstrip(".")) + "."
            for one in rule.licences_on(self.answer.as_of)
        ]
        only = [one.patient for one in rule.licences_on(self.answer.as_of) if one.patient] if self.patient else only
        absent = [
            one.patient if self.patient else ask_words.ASK_UNAVAILABLE.format(because=one.because.rstrip(".")) + "."
            for one in rule.absences_on(self.answer.as_of)
        ]
        says = [entry.patient] if self.patient else [entry.says]
        pointer = entry.patient_pointer if self.patient else entry.pointer
        against = 0 if self.patient else len(rule.unless) + len(rule.discouraged) + len(rule.caution)
        says += [*only, *absent, pointer, ask_words.ASK_AGAINST.format(count=against) if against else ""]
        aim = "" if entry.intent == NO_AIM else lexicon.intent(entry.intent)
        strength = [lexicon.verb(entry.verb), lexicon.evidence(entry.evidence), aim]
        named = entry.patient_name or (entry.label if entry.kind == "drug" else "")
        return Told(
            title=named if self.patient else entry.label or entry.name or name,
            says=tuple(filter(None, says)),
            sources=self._cited(entry.sources),
            strength="" if self.patient else "; ".join(filter(None, strength)),
            when="" if self.patient else " and ".join(f"({part.text})" for part in rule.when),
            review=self._reviewed(entry.review, rule),
            since=entry.since,
            ended=entry.until if rule.withdrawn_on(self.answer.as_of) else None,
            ended_because=entry.until_because,
            ended_patient=entry.until_patient,
        )

    def drug(self, name: str) -> Told | None:
        """Return a drug with what it can do to people, and the conditions on it that the question is about."""
        drug = self.guideline.drugs[name]
        if self.patient:
            return self._about_drug(drug, (drug.patient, *self._harms_for_patients(drug)))
        harms = [
            harm_told(one) + ("" if one.verified else f" [{words.NOT_VERIFIED}]")
            for one in drug.side_effects
            if not one.urgent
        ]
        urgent = [ask_words.ASK_HARM_NOW.format(name=one.name, act=one.act) for one in drug.side_effects if one.urgent]
        says = [ask_words.ASK_DRUG_CLASS.format(name=drug.drug_class.replace("_", " ")) if drug.drug_class else ""]
        says += [f"{words.MONITOR}: {'; '.join(drug.monitoring)}" if drug.monitoring else "", *urgent]
        says += [ask_words.ASK_HARMS.format(list="; ".join(harms)) if harms else ""]
        conditions, uses = self._conditions([*drug.unless, *drug.discouraged, *drug.caution])
        uses += [use for one in drug.side_effects for use in one.sources]
        return self._about_drug(drug, (*filter(None, says), *conditions), uses)

    def _about_drug(self, drug: Drug, says: Iterable[str], uses: Sequence[SourceUse] = ()) -> Told:
        title, sources = drug.name, self._cited([*drug.sources, *uses])
        return Told(title, tuple(filter(None, says)), sources, review=self._reviewed(drug.review))

    def _harms_for_patients(self, drug: Drug) -> tuple[str, ...]:
        advice = self.guideline.about.side_effects
        urgent = "; ".join(dict.fromkeys(one.patient for one in drug.side_effects if one.urgent))
        others = "; ".join(dict.fromkeys(one.patient for one in drug.side_effects if not one.urgent))
        if advice is None:
            return ()
        at_once = (
            ask_words.P_ASK_HARMS_NOW.format(says=advice.patient_urgent.rstrip("."), list=urgent) if urgent else ""
        )
        return (
            at_once,
            ask_words.P_ASK_HARMS.format(list=others) if others else "",
            advice.patient_others if others else "",
        )

    def fact(self, name: str) -> Told | None:
        """Return something that a record holds: how it is asked, and what its values mean."""
        fact = self.guideline.facts[name].entry
        if self.patient:
            return Told(fact.label, (fact.patient,))
        meanings = [
            ask_words.ASK_MEANS.format(value=value, meaning=said) for value, said in (fact.values or {}).items()
        ]
        says = [ask_words.ASK_ASKED_AS.format(question=fact.question), ask_words.ASK_IN_RECORD.format(name=name)]
        says += [ask_words.ASK_BASIS.format(source=fact.source)] if fact.source else []
        return Told(fact.label, (*says, *self._some(meanings)))

    def definition(self, name: str) -> Told | None:
        """Return what is worked out: what it means, as far as the guideline of the day has it."""
        rule = self.edition.definitions.get(name)
        if rule is None:
            return None
        entry = rule.entry
        if self.patient:
            return Told(entry.label, (entry.patient,), self._cited(entry.sources), since=entry.since)
        meanings = [
            ask_words.ASK_MEANS.format(value=value, meaning=said) for value, said in (entry.values or {}).items()
        ]
        says = [entry.says, ask_words.ASK_IN_RECORD.format(name=name), *self._some(meanings)]
        return Told(entry.label, tuple(filter(None, says)), self._cited(entry.sources), since=entry.since)

    def guard(self, name: str) -> Told | None:
        """Return conditions that many entries share: those that the question is about."""
        guard = self.guideline.guards[name]
        says, uses = self._conditions([*guard.unless, *guard.discouraged, *guard.caution])
        sources = self._cited([*guard.sources, *uses])
        return Told(guard.label or name.replace("_", " "), tuple(says), sources, review=self._reviewed(guard.review))

    def tumour_type(self, name: str) -> Told | None:
        """Return what is known of a type of tumour."""
        view = views_of(self.edition)[name]
        lines = [row for row in rows(view) if row.label != words.TYPE_CODES]
        said = [f"{row.label}: {row.text}" + (f" ({'; '.join(row.remarks)})" if row.remarks else "") for row in lines]
        sources = {source.id: source for row in lines for source in row.sources}
        scope = words.TYPE_SCOPE[view.scope]
        return Told(view.name, (scope[:1].upper() + scope[1:], *self._some(said)), tuple(sources.values()))

    def figure(self, name: str) -> Told | None:
        """Return a figure of outlook with its people; clinicians alone are told one."""
        rule, outlook = self.edition.outlook.figures.get(name), self.guideline.about.outlook
        if rule is None or outlook is None:
            return None
        entry, measure = rule.entry, outlook.measures[rule.entry.measure]
        people = words.OUTLOOK_N.format(n=entry.n) if entry.n is not None else ""
        counted = (words.OUTLOOK_FROM.format(start=entry.counted_from), people, entry.period, entry.note.rstrip("."))
        says = (found_in_words(entry, measure), "; ".join(filter(None, counted)), measure.means)
        sources = self._cited(entry.sources)
        return Told(entry.people, says, sources, review=self._reviewed(entry.review), since=entry.since)

    def reading(self, name: str) -> Told | None:
        """Return how a tension or a silence is read."""
        reading = next(one for one in self.guideline.readings if one.id == name)
        sources = self._cited([SourceUse(id=statement) for statement in reading.statements])
        return Told(reading.question, (reading.reading,), sources)

    def term(self, name: str) -> Told | None:
        """Return a word with its meaning."""
        term = self.guideline.glossary[name]
        said = (term.meaning, words.P_SAY.format(say=term.say) if term.say else "")
        sources = self._cited(term.sources)
        title = term.term[:1].upper() + term.term[1:]
        return Told(title, tuple(filter(None, said)), sources, review=self._reviewed(term.review), since=term.since)

    def _conditions(self, conditions: Sequence[Condition]) -> tuple[list[str], list[SourceUse]]:
        weights = [self.asking.shares(self.answer.question, one.because) for one in conditions]
        order = sorted(range(len(conditions)), key=lambda at: (-weights[at], at))
        about = [conditions[at] for at in order if weights[at]] or conditions
        said = [one.because + ("" if one.verified else f" [{words.NOT_VERIFIED}]") for one in about]
        return self._some(said), [use for one in about[:LINES] for use in one.sources]

    def _some(self, lines: Sequence[str]) -> list[str]:
        kept = list(lines[:LINES])
        return kept if len(lines) <= LINES else [*kept, ask_words.ASK_MORE.format(count=len(lines) - LINES)]

    def _cited(self, uses: Iterable[SourceUse]) -> tuple[SourceView, ...]:
        views = (source_view(use, self.edition) for use in uses)
        return tuple({(view.id, view.position): view for view in views}.values())

    def _reviewed(self, review: Review | None, rule: OptionRule | None = None) -> str:
        said = review.said if review is not None else None
        state = words.REVIEWED.format(by=said) if said else words.NOT_REVIEWED
        if rule is not None and self.answer.as_of > rule.review_by:
            state += f"; {words.STALE_ENTRY.format(day=day(rule.review_by))}"
        return state


TELLERS: dict[str, Callable[[Teller, str], Told | None]] = {
    "recommendations": Teller.option,
    "regimens": Teller.option,
    "drugs": Teller.drug,
    "facts": Teller.fact,
    "definitions": Teller.definition,
    "guards": Teller.guard,
    "types": Teller.tumour_type,
    "figures": Teller.figure,
    "readings": Teller.reading,
    "words": Teller.term,
}


def told(found: Found, answer: Answer, asking: Asking, guideline: Guideline) -> Told | None:
    """Return what is told of an entry; None where the guideline of the day does not have it."""
    entry = TELLERS[found.kind](Teller(answer, asking, guideline), found.id)
    if entry is None or not entry.says:
        return None
    return entry if entry.title else replace(entry, title="")
