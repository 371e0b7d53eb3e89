"""The solver asked about one patient. With every fact fixed there is nothing to search: a model is filled in and read.

What the encoding leaves free (reducers over records, arithmetic that is not linear) gets the value of the reference
evaluator for exactly that part, in each view. The rest, from the definitions to the status, is the solver's own.

The reference calculates in floating point, the solver exactly. Numbers go over as they are written (51.3 is 51.3 in
both), so only a calculated number can differ. Where its last digits decide a comparison, `rounded` gives the solver the
reference's own value of that part, so that the caller sees whether rounding is the whole of a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

import z3

from sarcoguide.engines.connectives import FALSE, TRUE
from sarcoguide.engines.solver import ANOTHER, SolverEngine
from sarcoguide.engines.terms import EPOCH, Term
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, Reduction
from sarcoguide.language import State, Type, evaluate
from sarcoguide.planning.model import Status
from sarcoguide.record import Situation
from sarcoguide.record.reducers import reduce
from sarcoguide.record.view import ASSESSMENT_DATE, OptionEnvironment

STATUSES: tuple[Status, ...] = (
    "excluded",
    "unavailable",
    "not_indicated",
    "discouraged",
    "needs_information",
    "supported",
)
#: Added to the number of a status when the option is marked; each option takes one digit to this base.
MARK, BASE = 8, 16
#: The states without a value, by number; the base of what is known of a definition, above every number of a word.
MISSING = (State.UNKNOWN, State.NOT_APPLICABLE)
WIDE = 1 << 16
#: Two numbers this close, for their size, differ by rounding alone.
ROUNDING = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class Found:
    """What the solver says of one patient: of each option the status and whether it is marked as outside the evidence,
    and whether its constraints allow the patient at all."""

    options: Mapping[str, tuple[Status, bool]]
    allowed: bool


class FixedPatient:
    """The solver engine of an edition with one patient after another filled in."""

    def __init__(self, edition: Edition) -> None:
        self.engine = SolverEngine(edition)
        digits = [z3.If(z3.And(self.engine.constraints), z3.IntVal(1), z3.IntVal(0))]
        digits += [self._digit(name) for name in self.engine.options]
        #: Everything that is asked of a patient, in one number: it is walked once.
        self.answer = z3.Sum([digit * BASE**place for place, digit in enumerate(digits)])
        self.reduced = [
            (fresh, term, self._rule(name), _open(term.known), _open(term.inapplicable))
            for fresh in (True, False)
            for name, term in self.engine.reduced[fresh].items()
        ]
        places = [
            self._place(self.engine.views[fresh][name], rule.type)
            for fresh in (True, False)
            for name, rule in edition.definitions.items()
        ]
        #: Every definition in both views, in one number too.
        self.worked_out = z3.Sum([place * WIDE**index for index, place in enumerate(places)])
        self.words = {number: word for word, number in self.engine.words.items()}
        self.plain = {const.get_id(): (const, value) for const, value in self._anybody()}
        self.model = z3.Model()
        self._changed: set[int] = set()
        self._declared = {key: const.decl() for key, (const, _) in self.plain.items()}
        for key, (_, value) in self.plain.items():
            self.model.update_value(self._declared[key], value)

    def _digit(self, name: str) -> Any:
        terms = self.engine.options[name]
        code: Any = z3.IntVal(len(STATUSES))
        for number, status in enumerate(STATUSES):
            code = z3.If(terms.status(status), z3.IntVal(number), code)
        return code + z3.If(terms.outside_evidence, z3.IntVal(MARK), z3.IntVal(0))

    # --- filling in ------------------------------------------------------------------------------------------

    def _anybody(self) -> Iterator[tuple[Any, Any]]:
        """Yield a value for every constant: a patient of whom nothing is known."""
        yield z3.Real(ASSESSMENT_DATE), self._number((self.engine.edition.as_of - EPOCH).days)
        for name, given in self.engine.given.items():
            rule = self._rule(name)
            yield from ((flag, FALSE) for flag in (given.given, given.fresh) if _open(flag))
            yield from self._same(given.value, self._default(rule.type, rule.entry.range), rule.type)
        for _, term, rule, *_ in self.reduced:
            yield from ((flag, FALSE) for flag in (term.known, term.inapplicable) if _open(flag))
            yield from self._same(term.value, self._default(rule.type, None), rule.type)
        for fresh in (True, False):
            for part in self.engine.notes[fresh].free:
                yield from self._same(part.value, self._default(part.expr.type, None), part.expr.type)
                if part.finite is not None:
                    yield part.finite, FALSE

    def assigned(self, situation: Situation) -> Iterator[tuple[Any, Any]]:
        """Yield the constants of the patient of a record with their values; all others are as for anybody."""
        yield z3.Real(ASSESSMENT_DATE), self._number((situation.record.assessment_date - EPOCH).days)
        for name, held in situation.record.given.items():
            if name not in self.engine.given:
                continue  # a definition of another day
            slot = self.engine.given[name]
            yield slot.given, TRUE
            rule = self._rule(name)
            if rule.entry.fresh_days is not None:
                yield slot.fresh, FALSE if name in situation.stale else TRUE
            yield from self._same(slot.value, held.value, rule.type)
        views = {True: situation.fresh, False: situation.everything}
        for fresh, term, rule, may_be_unknown, may_not_apply in self.reduced:
            body = rule.body  # type: ignore[union-attr]
            assert isinstance(body, Reduction)
            result = reduce(body.name, body.parameters, views[fresh].value, situation.edition)
            if may_be_unknown:
                yield term.known, TRUE if result.state is State.KNOWN else FALSE
            if may_not_apply:
                yield term.inapplicable, TRUE if result.state is State.NOT_APPLICABLE else FALSE
            if result.state is State.KNOWN:
                yield from self._same(term.value, result.value, rule.type)
        for fresh, view in views.items():
            for part in self.engine.notes[fresh].free:
                trace = evaluate(part.expr, OptionEnvironment(view, part.own))
                if trace.known:
                    yield from self._same(part.value, trace.value, part.expr.type)
                    if part.finite is not None:
                        yield part.finite, TRUE

    def _same(self, value: Any, held: Any, kind: Type) -> Iterator[tuple[Any, Any]]:
        """Yield the constants of one value with what makes them the value of a record."""
        match kind.kind:
            case "boolean":
                yield value, TRUE if held else FALSE
            case "enum":
                yield value, z3.IntVal(self.engine.words[held])
            case "set":
                others = any(word not in value for word in held)
                for word, holds in value.items():
                    yield holds, TRUE if (others if word == ANOTHER else word in held) else FALSE
            case "date":
                yield value, self._number((held - EPOCH).days if isinstance(held, date) else held)
            case "records":
                yield value, self._number(len(held))
            case _:
                yield value, self._number(held)

    def _default(self, kind: Type, bounds: Any) -> Any:
        match kind.kind:
            case "boolean":
                return False
            case "enum":
                return min(kind.domain or ())
            case "set" | "records":
                return ()
            case _:
                return 0 if bounds is None else float(bounds[0])

    def _rule(self, name: str) -> FactRule | DefinitionRule:
        return self.engine.edition.facts.get(name) or self.engine.edition.definitions[name]

    @staticmethod
    @lru_cache(maxsize=4096)
    def _number(value: float) -> Any:
        return z3.RealVal(repr(value))

    # --- reading off -----------------------------------------------------------------------------------------

    def only(self, situation: Situation) -> list[z3.BoolRef]:
        """Return conditions that fix what is known of a patient; values of what is not given are left to the solver."""
        flags = [given.given for given in self.engine.given.values() if _open(given.given)]
        flags += [part.finite for notes in self.engine.notes.values() for part in notes.free if part.finite is not None]
        values = {flag.get_id(): (flag, FALSE) for flag in flags}
        values |= {const.get_id(): (const, value) for const, value in self.assigned(situation)}
        return [const == value for const, value in values.values()]

    def fill(self, situation: Situation) -> None:
        """Make the model that of a record."""
        own = {const.get_id(): (const, value) for const, value in self.assigned(situation)}
        for key in self._changed - own.keys():
            self.model.update_value(self._declared[key], self.plain[key][1])
        for key, (_, value) in own.items():
            self.model.update_value(self._declared[key], value)
        self._changed = set(own)
        # A model remembers what it worked out before its constants changed; a change of completion makes it forget.
        self.model.eval(TRUE, model_completion=True)

    def found(self, situation: Situation) -> Found:
        """Return the statuses and marks of a record."""
        self.fill(situation)
        return self._read(self.answer)

    def derived(self, situation: Situation) -> dict[str, str]:
        """Return what the solver works out otherwise than the reference, in each view that there is, but for rounding.

        A status seldom shows it: most conditions are hidden behind another. `found` has to be asked first.
        """
        found: dict[str, str] = {}
        rest = self.model.eval(self.worked_out).as_long()
        views = [(True, situation.fresh)]
        if situation.everything is not situation.fresh:
            views.append((False, situation.everything))
        for fresh, view in views:
            for name, rule in self.engine.edition.definitions.items():
                rest, code = divmod(rest, WIDE)
                trace = view.value(name)
                wanted, says = trace.value if trace.known else trace.state, self._says(code, rule.type)
                if says is State.KNOWN and trace.known:
                    value = Fraction(self.model.eval(self.engine.views[fresh][name].value).as_fraction())
                    exact = _exact(trace.value)
                    says = wanted if abs(value - exact) <= ROUNDING * abs(exact) else value
                if says != wanted:
                    found[f"{name} ({'fresh' if fresh else 'all'} values)"] = f"{says} instead of {wanted}"
        return found

    def _place(self, term: Term, kind: Type) -> Any:
        """Return a number for the state of a definition, and for its value if that is a word or a condition."""
        value: Any = z3.IntVal(0)
        if kind.kind == "enum":
            value = term.value
        elif kind.kind == "boolean":
            value = z3.If(term.value, z3.IntVal(1), z3.IntVal(0))
        return z3.If(term.known, value + len(MISSING), z3.If(term.inapplicable, z3.IntVal(1), z3.IntVal(0)))

    def _says(self, code: int, kind: Type) -> Any:
        if code < len(MISSING):
            return MISSING[code]
        match kind.kind:
            case "boolean":
                return code - len(MISSING) == 1
            case "enum":
                return self.words[code - len(MISSING)]
            case _:
                return State.KNOWN

    def rounded(self, situation: Situation) -> Found:
        """Return what is found when calculated numbers are rounded as the reference rounds them.

        Only a number that is the reference's own but for rounding is replaced: a wrong one stays wrong.
        """
        self.fill(situation)
        replaced = []
        for fresh, view in ((True, situation.fresh), (False, situation.everything)):
            for part in self.engine.notes[fresh].exact:
                trace = evaluate(part.expr, OptionEnvironment(view, part.own))
                if isinstance(trace.value, float):
                    exact = Fraction(self.model.eval(part.value).as_fraction())
                    if abs(exact - Fraction(repr(trace.value))) <= ROUNDING * abs(exact):
                        replaced.append((part.value, self._number(trace.value)))
        return self._read(z3.substitute(self.answer, replaced))

    def _read(self, answer: Any) -> Found:
        # Without completion: a constant that was forgotten would stay, and the answer be no number.
        rest, allowed = divmod(self.model.eval(answer).as_long(), BASE)
        options: dict[str, tuple[Status, bool]] = {}
        for name in self.engine.options:
            rest, digit = divmod(rest, BASE)
            options[name] = (STATUSES[digit % MARK], digit >= MARK)
        return Found(options, allowed == 1)


def _exact(value: Any) -> Fraction:
    """Return a number of the reference exactly; a date as its day."""
    return Fraction((value - EPOCH).days) if isinstance(value, date) else Fraction(repr(value))


def _open(flag: z3.BoolRef) -> bool:
    return not (z3.is_true(flag) or z3.is_false(flag))
