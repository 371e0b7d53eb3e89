"""One view of the patient as a CQL library: every name worked out, and the conditions that rest on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sarcoguide.engines.cql.exclusions import outside
from sarcoguide.engines.cql.expressions import Library, Writer
from sarcoguide.engines.cql.text import (
    Cell,
    both,
    chosen,
    either,
    is_constant,
    missing,
    negation,
    nothing,
    quoted,
    string,
    wrapped,
)
from sarcoguide.engines.cql.walks import WALKS, Walk
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, OptionRule, Reduction
from sarcoguide.language import Table
from sarcoguide.language.tree import Literal
from sarcoguide.record.view import ASSESSMENT_DATE, NO_QUANTITIES

#: How the libraries call each other.
FACTS, FRESH, EVERYTHING, STATUSES = "Facts", "Fresh", "Everything", "Statuses"
#: End the names of definitions that belong to another name.
TOO_OLD, ABSENT, OUTSIDE = " is too old", " does not apply", " from outside"


def fact(name: str) -> str:
    """Return how a parameter or definition of the facts is read from another library."""
    return f"{FACTS}.{quoted(name)}"


def is_outside(rule: FactRule | DefinitionRule) -> bool:
    """Whether CQL cannot work a definition out, so that its value has to be given."""
    return isinstance(rule, DefinitionRule) and isinstance(rule.body, Reduction) and rule.body.name in outside()


def given(rule: FactRule | DefinitionRule) -> bool:
    """Whether a record may state a name."""
    if isinstance(rule, FactRule):
        return True
    return rule.entry.may_be_stated


def ages(rule: FactRule | DefinitionRule) -> bool:
    """Whether a stated value can be too old."""
    return given(rule) and rule.entry.fresh_days is not None and rule.entry.name != ASSESSMENT_DATE


@dataclass
class ViewLibrary:
    """Writes one view: `fresh`, where what is too old is not known, or everything."""

    edition: Edition
    order: tuple[str, ...]
    sets: Mapping[str, str]
    fresh: bool
    library: Library = field(default_factory=Library)
    names: dict[str, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.writer = Writer(self.library, self.names, self.sets)
        for name in self.edition.settings:
            self.names[name] = Cell(fact(name))
        for name in self.order:
            rule = self.edition.facts.get(name)
            self.names[name] = self._definition(self.edition.definitions[name]) if rule is None else self._fact(rule)

    def _stated(self, rule: FactRule | DefinitionRule) -> str | None:
        """Return what a record states, as far as this view sees it."""
        name = rule.entry.name
        if not given(rule):
            return None
        if self.fresh and ages(rule):
            return self.library.define(
                f"{name} as stated", chosen(fact(name + TOO_OLD), "null", fact(name)), rule.entry.label
            )
        return fact(name)

    def _fact(self, rule: FactRule) -> Cell:
        """Return a fact: as stated, not applicable, or as its checklist answers."""
        name, stated = rule.entry.name, self._stated(rule)
        assert stated is not None
        value, absent = stated, None
        if rule.applies is not None:
            refused = f"{wrapped(self.writer.condition(rule.applies, NO_QUANTITIES))} is false"
            absent = self.library.define(name + ABSENT, both((missing(stated), refused)), rule.entry.label)
        if rule.entry.checklist is not None:
            listed = self.names[rule.entry.checklist].value
            named = f"when {listed} is null then null when not exists {listed} then false"
            answered = f"case {named} when {string(name)} in {listed} then true else null end"
            unanswered = answered if absent is None else chosen(absent, "null", answered)
            body = f"Coalesce({stated}, {unanswered})"
            value = self.library.define(name, body, rule.entry.label)
        return Cell(value, absent)

    def _definition(self, rule: DefinitionRule) -> Cell:
        """Return a definition: as stated, not applicable, or worked out."""
        name, stated = rule.entry.name, self._stated(rule)
        body = self._body(rule)
        value, absent = body.value, body.absent
        if rule.applies is not None:
            applies = wrapped(self.writer.condition(rule.applies, NO_QUANTITIES))
            value = chosen(applies, value, "null")
            refused = f"{applies} is false"
            absent = refused if absent is None else either((refused, both((f"{applies} is true", absent))))
        if stated is not None:
            value = f"Coalesce({stated}, {value})"
            absent = None if absent is None else both((missing(stated), absent))
        kept = self.library.define(name, value, rule.entry.label)
        return Cell(kept, None if absent is None else self.library.define(name + ABSENT, absent))

    def _body(self, rule: DefinitionRule) -> Cell:
        body, name = rule.body, rule.entry.name
        if isinstance(body, Table):
            return self._table(body, name)
        if isinstance(body, Reduction):
            if is_outside(rule):
                kind = FRESH if self.fresh else EVERYTHING
                return Cell(fact(f"{name}{OUTSIDE} {kind}"), fact(f"{name}{OUTSIDE} {kind}{ABSENT}"))
            return self._walked(body, name)
        if rule.type.kind == "boolean":
            return Cell(self.writer.truth(body, NO_QUANTITIES))
        return self.writer.cell(body, NO_QUANTITIES)

    def _walked(self, body: Reduction, name: str) -> Cell:
        return WALKS[body.name](Walk(name, body, self.names, self.library, self.edition))

    def _table(self, table: Table, name: str) -> Cell:
        """Return a first-match table: each row, and what comes of the table from it on.

        A true row decides. One that is not known decides nothing unless what follows comes to the same; to agree with
        what the rest comes to is to agree with every row of it that can still be reached.
        """
        value, absent = nothing(table.type), None
        for number, row in reversed(list(enumerate(table.rows, 1))):
            cell = Cell(nothing(table.type)) if row.value is None else self.writer.cell(row.value, NO_QUANTITIES)
            if isinstance(row.when, Literal) and row.when.value is True:
                value, absent = cell.value, cell.absent
                continue
            when = wrapped(self.writer.condition(row.when, NO_QUANTITIES))
            body = _row(when, None if row.value is None else wrapped(cell.value), wrapped(value))
            below = absent
            value = self.library.define(f"{name} from row {number} on", body, row.because or row.unknown)
            if cell.absent is not None or below is not None:
                mine, others = wrapped(cell.absent or "false"), wrapped(below or "false")
                start = f"case when {when} then {mine} when {when} is false then {others}"
                body = f"{start} else {both((mine, others))} end"
                absent = self.library.define(f"{name} from row {number} on{ABSENT}", body)
        return Cell(value, absent)

    def shown(self) -> list[str]:
        """Return what can be compared with another engine: each definition, and where a name does not apply."""
        absent = (name + ABSENT for name in self.order)
        return [*self.edition.definitions, *(name for name in absent if name in self.library.defines)]

    def excluded(self, option: OptionRule) -> str:
        """Return whether something excludes an option."""
        return either(self.writer.condition(each.when, option.own) for each in option.unless)

    def indicated(self, option: OptionRule) -> str:
        """Return whether an option is meant for the patient."""
        return both(self.writer.condition(expr, option.own) for expr in option.when)

    def discouraged(self, option: OptionRule) -> str:
        """Return whether something speaks against an option."""
        return either(self.writer.condition(each.when, option.own) for each in option.discouraged)

    def waits(self, option: OptionRule, excluded: str, discouraged: str) -> str:
        """Return whether what holds an option back while it is not known is true, false or not known."""
        parts = []
        for found, rules in ((excluded, option.unless), (discouraged, option.discouraged)):
            held = [each for each in rules if each.blocks]
            each = (self.writer.condition(rule.when, option.own) for rule in held)
            parts.append(found if len(held) == len(rules) else either(each))
        return either(parts)

    def kept(self, name: str, text: str) -> str:
        """Keep what belongs to an option as a definition, and return how it is read here."""
        return text if text in ("true", "false") else self.library.define(name, text)

    def read(self, text: str) -> str:
        """Return how another library reads what is kept here."""
        return f"{FRESH if self.fresh else EVERYTHING}.{text}" if text.startswith('"') else text


def _row(when: str, here: str | None, rest: str) -> str:
    """Return what comes of a table from one row on, by its condition, its value (None: unknown) and the rest."""
    if here is None:
        return chosen(f"{when} is false", rest, "null")
    if here == rest:
        return here
    unsettled = "" if is_constant(here) and is_constant(rest) else f" when {here} = {rest} then {here}"
    return f"case when {when} then {here} when {when} is false then {rest}{unsettled} else null end"


def negated(text: str) -> str:
    """Return where a condition is false, and not merely unknown."""
    return negation(text) if text in ("true", "false") else f"{wrapped(text)} is false"
