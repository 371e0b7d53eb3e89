"""What a patient is told, in order. Both faces for patients, text and HTML, print this and nothing else.

Only the guideline's own words for patients are told. An emergency stands alone; outside the scope only the way out is
told. No figure of survival stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from sarcoguide.knowledge import Edition
from sarcoguide.knowledge.entries import Term
from sarcoguide.planning.model import FactView, NoteView, OptionView, Plan, WarningView
from sarcoguide.planning.options import withdrawn
from sarcoguide.report import words
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.options import homes_of_notes
from sarcoguide.report.terms import occurring
from sarcoguide.report.waiting import awaited, waits_for

#: Options that are told to patients, and in which words.
TOLD = {"supported": words.P_POSSIBLE, "needs_information": words.P_OPEN}
#: Options that are named as not fitting now, unless they were not meant for this patient in the first place.
NOT_NOW = ("excluded", "discouraged", "unavailable")
#: Everyday side effects that are told of one option.
OFTEN = 4
#: What stands in parentheses behind a value explains it to clinicians.
_ASIDE = re.compile(r" \([^()]*\)")


@dataclass(frozen=True, slots=True)
class Item:
    """One part of the page, told and released on its own.

    `text` are its sentences; an option has a name and a status besides, what is `needed` first, `notes` that belong to
    it, measures `beside` it, and side effects that come `often`.
    """

    id: str
    text: tuple[str, ...]
    name: str = ""
    status: str = ""
    needed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    often: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Return all that it tells."""
        rest = (*self.text, *self.often, *self.needed, *self.notes, *self.beside)
        return (*filter(None, (self.name, self.status)), *rest)

    @property
    def key(self) -> str:
        """Return the id under which it is released: it holds for these words and no others."""
        spoken = "\n".join(self.words)
        return f"{self.id}.{sha256(spoken.encode('utf-8', 'replace')).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of the page under one heading."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The page for patients: each part is an item, or None where there is nothing of it to tell."""

    urgent: tuple[Item, ...] = ()
    exits: tuple[Item, ...] = ()
    red_flags: Item | None = None
    lead: Item | None = None
    found: tuple[Item, ...] = ()
    #: Label and value of the facts that the guideline shows to patients.
    facts: tuple[tuple[str, str], ...] = ()
    notices: tuple[Item, ...] = ()
    #: What most of the options wait for, in words for patients; told once before them.
    awaited: str = ""
    options: tuple[Group, ...] = ()
    #: Whom to call about side effects, and last which of them cannot wait; told once for all options.
    call: Item | None = None
    #: Name of what does not fit now, and why in words for patients.
    not_now: tuple[tuple[str, str], ...] = ()
    finding_out: Item | None = None
    know: tuple[Item, ...] = ()
    questions: tuple[Group, ...] = ()
    for_team: Item | None = None
    terms: tuple[Term, ...] = ()

    @property
    def whole(self) -> bool:
        """Return whether all is told: no emergency stands alone, and the patient is within the scope."""
        return not self.urgent and not self.exits

    @property
    def facts_item(self) -> Item | None:
        """Return the facts as one part."""
        return _block("facts", (f"{label}: {value}" for label, value in self.facts))

    @property
    def before_options(self) -> str:
        """What is said before the options, or in their place: those that wait for an answer stand among them."""
        if not self.options:
            return words.P_NONE_FITS
        return f"{words.P_WAITING.format(label=self.awaited)} {words.P_NO_BEST}" if self.awaited else words.P_NO_BEST

    @property
    def not_now_item(self) -> Item | None:
        """Return what does not fit now as one part."""
        return _block("not_now", (f"{name}: {why}" for name, why in self.not_now))

    @property
    def questions_item(self) -> Item | None:
        """Return the questions as one part."""
        return _block("questions", (item.text[0] for group in self.questions for item in group.items))

    @property
    def terms_item(self) -> Item | None:
        """Return the words with their meanings as one part."""
        return _block("words", (f"{term.term}: {term.meaning}" for term in self.terms))

    def items(self) -> tuple[Item, ...]:
        """Return every part that is released on its own, in the order of the page."""
        parts: list[Item | None] = [*self.urgent, *self.exits, self.red_flags, self.lead, self.facts_item, *self.found]
        parts += [*self.notices, *(item for group in self.options for item in group.items)]
        parts += [self.call, self.not_now_item, self.finding_out, *self.know, self.questions_item]
        parts += [self.for_team, self.terms_item]
        return tuple(part for part in parts if part is not None)


def story_of(plan: Plan, edition: Edition) -> Story:
    """Return what the patient of a plan is told.

    Args:
        plan: what the engine answered.
        edition: the guideline as it stood on the plan's day, for its words.
    """
    return _Teller(plan, edition).tell()


@dataclass(slots=True)
class _Teller:
    plan: Plan
    edition: Edition
    lexicon: Lexicon = field(init=False)
    awaited: str = field(init=False)

    def __post_init__(self) -> None:
        self.lexicon = Lexicon(self.edition)
        self.awaited = awaited(self.plan.options)

    def tell(self) -> Story:
        story = Story(
            urgent=tuple(Item(f"urgent.{view.id}", (view.patient or view.says,)) for view in self.plan.urgent),
            exits=tuple(self.exits()),
            notices=tuple(Item(f"warning.{view.id}", (view.patient,)) for view in self.plan.warnings if view.patient),
            for_team=_block("for_team", for_team(self.plan.warnings)),
        )
        if story.whole:
            story = self.whole(story)
        spoken = [sentence for item in story.items() if item != story.for_team for sentence in item.words]
        return replace(story, terms=occurring(self.edition.glossary.values(), spoken))

    def whole(self, story: Story) -> Story:
        lead = self.lead()
        about_headlines = self.about_headlines()
        beside = {note.id for option in self.plan.options for note in option.notes}
        told = {note.id for note in about_headlines} | beside | {lead.id if lead is not None else ""}
        # Weaker forms of what stands out are not told again.
        told |= set(self.edition.about.patient_page.lead) if lead is not None else set()
        told_options = [option for option in self.plan.options if option.status in TOLD]
        return replace(
            story,
            awaited=self.patient_label(self.awaited) if self.awaited else "",
            red_flags=_block("red_flags", (self.shown(name) for name in self.red_flag_ids())),
            lead=None if lead is None else Item(f"note.{lead.id}", (lead.patient,)),
            found=tuple(_note(note) for note in about_headlines),
            facts=tuple(self.facts()),
            options=tuple(self.options(told_options)),
            call=self.call(told_options),
            not_now=tuple(self.not_now()),
            finding_out=_block("finding_out", self.finding_out()),
            know=tuple(_note(note) for note in self.plan.information if note.patient and note.id not in told),
            questions=tuple(self.questions(told_options)),
        )

    # --- help and the way out --------------------------------------------------------------------------------

    def exits(self) -> Iterator[Item]:
        for view in self.plan.out_of_scope:
            turn_to = self.edition.shown[view.id].entry.patient_pointer or view.pointer
            pointer = (words.P_POINTER.format(pointer=turn_to),) if turn_to else ()
            yield Item(f"exit.{view.id}", (view.patient or view.says, *pointer))

    def red_flag_ids(self) -> list[str]:
        """Return the emergencies: first those that the guideline puts on top, then the others."""
        first = [name for name in self.edition.about.patient_page.red_flags if name in self.edition.shown]
        rules = self.edition.shown.items()
        others = [name for name, rule in rules if rule.entry.kind == "emergency" and name not in first]
        return [name for name in (*first, *others) if self.shown(name)]

    def shown(self, name: str) -> str:
        return self.edition.shown[name].entry.patient

    # --- what was found --------------------------------------------------------------------------------------

    def lead(self) -> NoteView | None:
        notes = {note.id: note for note in self.plan.information if note.patient}
        return next((notes[name] for name in self.edition.about.patient_page.lead if name in notes), None)

    def about_headlines(self) -> list[NoteView]:
        """Return the information whose condition reads a headline, in the order of the headlines."""
        ranked = [(self.rank(note), note) for note in self.plan.information if note.patient and not note.about]
        chosen = [(rank, note) for rank, note in ranked if rank < len(self.plan.headline)]
        return [note for _, note in sorted(chosen, key=lambda pair: pair[0])]

    def rank(self, note: NoteView) -> int:
        rule = self.edition.shown.get(note.id)
        read = set(re.findall(r"\w+", rule.entry.when or "")) if rule is not None else set()
        headline = self.plan.headline
        return next((index for index, view in enumerate(headline) if view.fact in read), len(headline))

    def facts(self) -> Iterator[tuple[str, str]]:
        views: dict[str, FactView] = {fact.fact: fact for note in self.plan.information for fact in note.shows}
        views |= {fact.fact: fact for headline in self.plan.headline for fact in headline.rests_on}
        for name in self.edition.about.patient_page.facts:
            view = views.get(name)
            if view is not None and view.state == "known" and not view.stale:
                yield self.patient_label(name), _ASIDE.sub("", view.words)

    def patient_label(self, name: str) -> str:
        """Return what patients call a fact; the clinicians' label where there is no other."""
        rule = self.edition.facts.get(name) or self.edition.definitions.get(name)
        return rule.entry.patient if rule is not None and rule.entry.patient else self.lexicon.label(name)

    # --- what can be done ------------------------------------------------------------------------------------

    def options(self, told: list[OptionView]) -> Iterator[Group]:
        """Yield the options by what they aim at, in the order of the alphabet: a plan's own order has a reason."""
        homes = homes_of_notes(told)
        places = {intent: group.title for group in self.groups() for intent in group.intents}
        for title in sorted(set(places.values())):
            items = (self.option(option, homes) for option in told if places[option.intent] == title)
            in_order = tuple(sorted(items, key=lambda item: item.name.casefold()))
            if in_order:
                yield Group(title, in_order)

    def groups(self) -> Iterable[_Titled]:
        declared = self.edition.about.patient_page.groups
        if declared:
            return [_Titled(group.title, tuple(group.intents)) for group in declared]
        return [_Titled(aim[:1].upper() + aim[1:], (intent,)) for intent, aim in self.edition.about.intents.items()]

    def option(self, option: OptionView, homes: Mapping[str, str]) -> Item:
        support = (view for view in option.support if view.patient and view.status in TOLD)
        missing = () if self.awaited and waits_for(option, self.awaited) else option.missing
        return Item(
            f"option.{option.id}",
            (option.patient or words.P_NO_SENTENCE,),
            name=self.option_name(option),
            status=TOLD[option.status],
            needed=tuple(dict.fromkeys(self.patient_label(name) for name in missing)),
            notes=tuple(note.patient for note in option.notes if note.patient and homes[note.id] == option.id),
            beside=tuple(dict.fromkeys(view.patient for view in support)),
            often=tuple(dict.fromkeys(effect.patient for effect in option.side_effects if not effect.urgent))[:OFTEN],
        )

    def call(self, told: list[OptionView]) -> Item | None:
        """Return whom to call about the side effects of the options that are told, and which of them cannot wait."""
        advice = self.edition.about.side_effects
        effects = [effect for option in told for effect in option.side_effects]
        if advice is None or not effects:
            return None
        urgent = "; ".join(dict.fromkeys(effect.patient for effect in effects if effect.urgent))
        sentences = (advice.patient_others, advice.patient_urgent, f"{urgent[:1].upper()}{urgent[1:]}.")
        return Item("side_effects", sentences if urgent else sentences[:1])

    def option_name(self, option: OptionView) -> str:
        return self.edition.options[option.id].entry.patient_name or option.label

    def not_now(self) -> Iterator[tuple[str, str]]:
        """Yield what is meant for such patients and does not fit this one, with the reasons."""
        for option in self.plan.options:
            name = self.edition.options[option.id].entry.patient_name
            if option.status in NOT_NOW and option.trace.value is not False and name:
                yield name, " ".join(self.reasons(option))

    def reasons(self, option: OptionView) -> list[str]:
        """Return why an option does not fit, each reason once; one without words for patients is to be asked for."""
        rule = self.edition.options[option.id]
        gentle = {condition.because: condition.patient for condition in (*rule.unless, *rule.discouraged)}
        gentle |= {licence.because: licence.patient for licence in rule.entry.only_in}
        gentle |= {absence.because: absence.patient for absence in rule.absences}
        if rule.entry.rests_on is not None:
            gentle[rule.entry.rests_on.because] = rule.entry.rests_on.patient
        gentle[withdrawn(rule.entry)] = rule.entry.until_patient
        said = [gentle.get(reason, "") for reason in option.reasons]
        told = list(dict.fromkeys(filter(None, said)))
        return told if told and all(said) else [*told, words.P_MORE_WHY if told else words.P_ASK_WHY]

    # --- what to find out ------------------------------------------------------------------------------------

    def finding_out(self) -> Iterator[str]:
        yield from (self.patient_label(view.fact) for view in self.plan.headline if view.state == "unknown")
        yield from (view.patient for view in self.plan.missing if view.patient and not view.patient.endswith("?"))

    def questions(self, told: list[OptionView]) -> Iterator[Group]:
        needed = (view.patient for view in self.plan.missing if view.patient.endswith("?"))
        about = (question for option in told for question in self.edition.options[option.id].entry.patient_asks)
        for title, asked in (
            (words.P_Q_NEEDED, needed),
            (words.P_Q_OPTIONS, about),
            (words.P_Q_OWN, self.edition.about.patient_page.questions),
        ):
            items = tuple(Item("question", (question,)) for question in dict.fromkeys(asked))
            if items:
                yield Group(title, items)


@dataclass(frozen=True, slots=True)
class _Titled:
    title: str
    intents: tuple[str, ...]


def for_team(warnings: Iterable[WarningView]) -> Iterator[str]:
    """Yield the warnings that have no words for patients: the team reads them on the patient's page as well."""
    return (view.says for view in warnings if not view.patient)


def _note(note: NoteView) -> Item:
    return Item(f"note.{note.id}", (note.patient,))


def _block(name: str, sentences: Iterable[str]) -> Item | None:
    text = tuple(dict.fromkeys(sentences))
    return Item(name, text) if text else None
