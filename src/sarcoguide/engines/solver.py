"""The solver engine: one edition of the guideline as constraints over every possible patient, unknowns included.

A patient is, for each fact, whether the record gives it, whether what it gives is fresh, and its value. From that the
definitions and the conditions of every option are encoded twice: with fresh values only (what may support) and with
stale ones as well (what may exclude).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import z3

from sarcoguide.engines.connectives import FALSE, TRUE, all_of, any_of, none_of
from sarcoguide.engines.order import derivation_order
from sarcoguide.engines.terms import EPOCH, Encoder, Notes, Term, known_term
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, OptionRule, Reduction
from sarcoguide.knowledge.reducers import ALWAYS_APPLY, ALWAYS_KNOWN
from sarcoguide.language import Expr, Table, Type
from sarcoguide.language.tree import Common, Literal, Member, Name, Own, ValueSet, expressions, walk
from sarcoguide.planning.judge import OPEN
from sarcoguide.record.view import ASSESSMENT_DATE

#: Stands in an open set for all words that no condition names.
ANOTHER = "another word"
#: Before the names of what each view leaves free, by whether values that are too old are left out.
_PREFIX = {True: "fresh_", False: "all_"}


@dataclass(frozen=True, slots=True)
class Given:
    """What a record may hold of one name: whether it gives a value, whether that is fresh, and the value."""

    given: z3.BoolRef
    fresh: z3.BoolRef
    value: Any


@dataclass(frozen=True, slots=True)
class OptionTerms:
    """The conditions of one option, as the status rests on them, and whether it is marked as outside its evidence."""

    excluded: z3.BoolRef
    indicated: z3.BoolRef
    not_indicated: z3.BoolRef
    discouraged: z3.BoolRef
    held_back: z3.BoolRef
    withdrawn: z3.BoolRef
    unlicensed: z3.BoolRef
    ask_country: z3.BoolRef
    #: Whether the patient would have been in none of the populations that the option's sources speak of.
    outside_evidence: z3.BoolRef
    #: When each exclusion and each discouragement is true, in the order of the rule.
    exclusions: tuple[z3.BoolRef, ...]
    discouragements: tuple[z3.BoolRef, ...]

    def status(self, word: str) -> z3.BoolRef:
        """Return when the option has this status."""
        before: list[z3.BoolRef] = []
        found: list[z3.BoolRef] = []
        for name, holds in (
            ("excluded", self.excluded),
            ("unavailable", self.withdrawn),
            ("not_indicated", self.not_indicated),
            ("unavailable", self.unlicensed),
            ("discouraged", self.discouraged),
            ("needs_information", any_of((none_of(self.indicated), self.held_back, self.ask_country))),
        ):
            if name == word:
                found.append(all_of((none_of(*before), holds)))
            before.append(holds)
        return any_of(found) if found else none_of(*before)


class SolverEngine:
    """The guideline of one day over all patients.

    Args:
        edition: the guideline of the day.
        also: further expressions whose words it must know.
        beside: an engine of another edition whose patients are to be the same: what a record holds has one name in
            both, and words have the same numbers.
        assessed: the day of assessment; by default that of the edition.
    """

    def __init__(
        self,
        edition: Edition,
        also: Iterable[Expr] = (),
        *,
        beside: SolverEngine | None = None,
        assessed: date | None = None,
    ) -> None:
        self.edition = edition
        self.assessed = assessed or edition.as_of
        self.words: dict[str, int] = {} if beside is None else beside.words
        self.given: dict[str, Given] = {}
        self.constraints: list[z3.BoolRef] = []
        #: Definitions whose arithmetic is not linear, so that the solver leaves their value free.
        self.free: set[str] = set()
        #: What the encoding of each view did with arithmetic, and what it left open of each reducer.
        results = Notes().results if beside is None else beside.notes[True].results
        self.notes: dict[bool, Notes] = {True: Notes(results=results), False: Notes(results=results)}
        self.reduced: dict[bool, dict[str, Term]] = {True: {}, False: {}}
        self.members = _named_members(edition, also)
        self.views = {fresh: self._view(fresh=fresh) for fresh in (True, False)}
        self._refuse_contradictions()
        self._encoders = {
            fresh: Encoder(terms, self.words, _PREFIX[fresh], self.notes[fresh]) for fresh, terms in self.views.items()
        }
        self._shared: dict[tuple[int, bool], tuple[z3.BoolRef, z3.BoolRef]] = {}
        self.options = {name: self._option(rule) for name, rule in edition.options.items() if rule.entry.per is None}
        self.options |= {
            name: self._resting(self.options[name], rule.rests_on)
            for name, rule in edition.options.items()
            if rule.rests_on is not None and name in self.options
        }

    # --- facts and definitions -------------------------------------------------------------------------------

    def _view(self, *, fresh: bool) -> dict[str, Term]:
        terms: dict[str, Term] = {
            name: Term(z3.RealVal(str(s.value or 0)), TRUE if s.value is not None else FALSE, FALSE)
            for name, s in self.edition.settings.items()
        }
        encoder = Encoder(terms, self.words, _PREFIX[fresh], self.notes[fresh])
        for name in derivation_order(self.edition):
            if name == ASSESSMENT_DATE:
                terms[name] = known_term(z3.Real(name))
                self.constraints += [z3.IsInt(z3.Real(name)), z3.Real(name) == (self.assessed - EPOCH).days]
            elif name in self.edition.facts:
                terms[name] = self._fact(self.edition.facts[name], encoder, fresh=fresh)
            else:
                terms[name] = self._definition(self.edition.definitions[name], encoder, fresh=fresh)
        return terms

    def _given(self, rule: FactRule | DefinitionRule) -> Given:
        """Return what a record may hold of a name, with its range and its list of values."""
        name = rule.entry.name
        if name not in self.given:
            fresh = z3.Bool(f"{name}?fresh") if rule.entry.fresh_days is not None else TRUE
            value = self._value(name, rule.type)
            statable = isinstance(rule, FactRule) or rule.entry.may_be_stated
            self.given[name] = Given(z3.Bool(f"{name}?given") if statable else FALSE, fresh, value)
            self.constraints += self._in_range(rule, value)
        return self.given[name]

    def _value(self, name: str, kind: Type) -> Any:
        match kind.kind:
            case "boolean":
                return z3.Bool(name)
            case "enum":
                value = z3.Int(name)
                self.constraints.append(any_of(value == self._word(word) for word in sorted(kind.domain or ())))
                return value
            case "set":
                words = sorted(kind.domain) if kind.domain is not None else [*self.members[name], ANOTHER]
                return {word: z3.Bool(f"{name}:{word}") for word in words}
            case _:
                return z3.Real(name)

    def _word(self, text: str) -> int:
        return self.words.setdefault(text, len(self.words))

    def _in_range(self, rule: FactRule | DefinitionRule, value: Any) -> list[z3.BoolRef]:
        match rule.type.kind:
            case "number":
                bounds = [] if rule.entry.range is None else [float(bound) for bound in rule.entry.range]
                limits = [value >= bounds[0], value <= bounds[1]] if bounds else []
                return [*limits, z3.IsInt(value)] if rule.type.integer else limits
            case "date":
                return [z3.IsInt(value), value >= (date.min - EPOCH).days, value <= (date.max - EPOCH).days]
            case "records":
                return [z3.IsInt(value), value >= 0]
            case _:
                return []

    def _fact(self, rule: FactRule, encoder: Encoder, *, fresh: bool) -> Term:
        given = self._given(rule)
        seen = all_of((given.given, given.fresh)) if fresh else given.given
        _, inapplicable = (TRUE, FALSE) if rule.applies is None else encoder.rails(rule.applies, {})
        if rule.type.kind == "date" and not rule.entry.may_be_future:
            self.constraints.append(z3.Implies(given.given, given.value <= z3.Real(ASSESSMENT_DATE)))
        if not fresh:
            # A value of what does not apply is an error of the record.
            self.constraints.append(z3.Implies(given.given, none_of(inapplicable)))
        absent = all_of((none_of(seen), inapplicable))
        listed = None if rule.entry.checklist is None else encoder.names[rule.entry.checklist]
        if listed is None:
            return Term(given.value, seen, absent)
        named = listed.value.get(rule.entry.name, FALSE)
        none = none_of(*listed.value.values())
        answered = all_of((none_of(seen, inapplicable), listed.known, any_of((named, none))))
        if not fresh:
            # A record that denies what its checklist names is refused.
            self.constraints.append(z3.Implies(all_of((given.given, listed.known, named)), given.value))
        return Term(z3.If(seen, given.value, named), any_of((seen, answered)), absent)

    def _definition(self, rule: DefinitionRule, encoder: Encoder, *, fresh: bool) -> Term:
        stated = self._given(rule)
        seen = all_of((stated.given, stated.fresh)) if fresh else stated.given
        applies, inapplicable = (TRUE, FALSE) if rule.applies is None else encoder.rails(rule.applies, {})
        if not fresh:
            self.constraints.append(z3.Implies(stated.given, none_of(inapplicable)))
        worked = self._worked_out(rule, encoder, fresh=fresh)
        known = any_of((seen, all_of((applies, worked.known))))
        absent = all_of((none_of(seen), any_of((inapplicable, all_of((applies, worked.inapplicable))))))
        return Term(z3.If(seen, stated.value, worked.value), known, absent)

    def _worked_out(self, rule: DefinitionRule, encoder: Encoder, *, fresh: bool) -> Term:
        body = rule.body
        if isinstance(body, Reduction):
            # What a walk over records yields is left free: its range is checked where a record states it, not here.
            name = f"{encoder.prefix}{rule.entry.name}"
            value = self._value(f"{name}.reduced", rule.type)
            known = TRUE if body.name in ALWAYS_KNOWN else z3.Bool(f"{name}?reduced")
            absent = FALSE if body.name in ALWAYS_APPLY else z3.Bool(f"{name}?inapplicable")
            self.reduced[fresh][rule.entry.name] = Term(value, known, absent)
            return Term(value, all_of((known, none_of(absent))), absent)
        before = len(encoder.notes.free)
        term = self._evaluated(rule, encoder)
        if len(encoder.notes.free) > before:
            self.free.add(rule.entry.name)
        return term

    def _evaluated(self, rule: DefinitionRule, encoder: Encoder) -> Term:
        body = rule.body
        if isinstance(body, Table):
            return encoder.table(body)
        assert not isinstance(body, Reduction)
        if rule.type.kind == "boolean":
            true, false = encoder.rails(body, {})
            return Term(true, any_of((true, false)), FALSE)
        return encoder.term(body, {})

    def _refuse_contradictions(self) -> None:
        """A record that contradicts itself is refused, so no patient has one."""
        encoder = Encoder(self.views[False], self.words, _PREFIX[False], self.notes[False])
        for rule in self.edition.consistency:
            if rule.entry.severity == "error":
                self.constraints.append(none_of(encoder.rails(rule.when, {})[0]))

    # --- options ---------------------------------------------------------------------------------------------

    def _option(self, rule: OptionRule) -> OptionTerms:
        when = [self._rails(expr, rule.own) for expr in rule.when]
        conditions = [(c, self._rails(c.when, rule.own)) for c in (*rule.unless, *rule.discouraged)]
        unless, discouraged = conditions[: len(rule.unless)], conditions[len(rule.unless) :]
        stale = [self._rails(condition.when, rule.own, fresh=False)[0] for condition in rule.unless]
        exclusions = tuple(any_of((true, old)) for (_, (true, _)), old in zip(unless, stale, strict=True))
        populations = [self._rails(expr, rule.own)[1] for _, expr in sorted(rule.population.items())]
        unlicensed, ask_country = self._licence(rule)
        return OptionTerms(
            excluded=any_of(exclusions),
            indicated=all_of(true for true, _ in when),
            not_indicated=any_of(false for _, false in when),
            discouraged=any_of(true for _, (true, _) in discouraged),
            held_back=any_of(none_of(*rails) for condition, rails in conditions if condition.blocks),
            withdrawn=TRUE if rule.withdrawn_on(self.edition.as_of) else FALSE,
            unlicensed=unlicensed,
            ask_country=ask_country,
            outside_evidence=all_of(populations) if populations else FALSE,
            exclusions=exclusions,
            discouragements=tuple(true for _, (true, _) in discouraged),
        )

    def _rails(self, expr: Expr, own: Mapping[str, Any], *, fresh: bool = True) -> tuple[z3.BoolRef, z3.BoolRef]:
        """Return when a condition is certainly true and certainly false; one that options share is encoded once."""
        key = (id(expr), fresh)
        if key not in self._shared:
            rails = self._encoders[fresh].rails(expr, own)
            if any(isinstance(part, Own) for part in walk(expr)):
                return rails
            self._shared[key] = rails
        return self._shared[key]

    def _resting(self, terms: OptionTerms, carriers: Iterable[str]) -> OptionTerms:
        """Return the terms of an option that is discouraged where none of those on which it rests is open."""
        held = [self.options[name] for name in carriers if name in self.options]
        is_open = [each.status(word) for each in held for word in OPEN]
        return replace(terms, discouraged=any_of((terms.discouraged, none_of(*is_open))))

    def _licence(self, rule: OptionRule) -> tuple[z3.BoolRef, z3.BoolRef]:
        name = self.edition.about.country
        if rule.absences_on(self.edition.as_of):
            return TRUE, FALSE
        if not rule.entry.only_in or name is None:
            return FALSE, FALSE
        valid = rule.licences_on(self.edition.as_of)
        if not valid:
            return TRUE, FALSE
        country = self.views[True][name]
        covered = any_of(country.value == self._word(licence.country) for licence in valid)
        return all_of((country.known, none_of(covered))), none_of(country.known)


def _named_members(edition: Edition, also: Iterable[Expr]) -> Mapping[str, tuple[str, ...]]:
    """Return, for each open set, the words that any expression or checklist names."""
    found: dict[str, set[str]] = {name: set() for name, rule in edition.facts.items() if rule.type.kind == "set"}
    for rule in edition.facts.values():
        if rule.entry.checklist is not None:
            found[rule.entry.checklist].add(rule.entry.name)
    for expr in (*expressions_of(edition), *also):
        for part in walk(expr):
            match part:
                case Member(item=Literal(value=word), collection=Name(name=name)) if name in found:
                    found[name].add(str(word))
                case Member(item=Name(type=kind), collection=Name(name=name)) if name in found:
                    found[name].update(kind.domain or ())
                case Common(left=Name(name=name), right=ValueSet(members=words)) if name in found:
                    found[name].update(words)
                case Common(left=ValueSet(members=words), right=Name(name=name)) if name in found:
                    found[name].update(words)
                case _:
                    pass
    return {name: tuple(sorted(words)) for name, words in found.items()}


def expressions_of(edition: Edition) -> Iterator[Expr]:
    """Yield every expression that is encoded."""
    derived: list[FactRule | DefinitionRule] = [*edition.facts.values(), *edition.definitions.values()]
    yield from (rule.applies for rule in derived if rule.applies is not None)
    for definition in edition.definitions.values():
        if not isinstance(definition.body, Reduction):
            yield from expressions(definition.body)
    yield from (rule.when for rule in edition.consistency)
    for option in edition.options.values():
        conditions = (*option.unless, *option.discouraged, *option.caution)
        yield from (*option.when, *option.population.values(), *(condition.when for condition in conditions))
