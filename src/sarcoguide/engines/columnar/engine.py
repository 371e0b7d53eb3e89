"""The columnar engine: every status of every patient of a table, as Polars expressions over columns of facts.

What several expressions share is a column of its own: each name, in the order in which names rest on each other, and
each condition. A table that gives no column for a fact leaves it unknown for all, and what rests on it is folded away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from sarcoguide.engines.columnar.cells import (
    Cell,
    Truth,
    as_expression,
    both,
    certain,
    disjunction,
    either,
    expression,
    negation,
    opposite,
    unknown,
    where,
)
from sarcoguide.engines.columnar.codes import Codes
from sarcoguide.engines.columnar.encoding import encoded
from sarcoguide.engines.columnar.expressions import Writer
from sarcoguide.engines.columnar.walks import walked
from sarcoguide.engines.order import derivation_order
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, OptionRule, Reduction
from sarcoguide.language import Expr, Table
from sarcoguide.planning.judge import OPEN
from sarcoguide.planning.model import STATUS_ORDER
from sarcoguide.record.view import NO_QUANTITIES

#: A status in a table.
STATUS = pl.Enum(STATUS_ORDER)
#: Mark the columns of what is seen without values that are too old, and with them, and of where a name does not apply.
FRESH, ALL, ABSENT = "fresh.", "all.", ".absent"
#: A name is made in so many layers before its own: the rows of its table, and the first that can be reached.
PARTS = 2
#: The column that says why a patient was set apart; null where nothing is wrong.
REASON = "set_apart"


@dataclass
class _View:
    """One way to see the patients: the cells of all names, and the columns that have to be made for them."""

    prefix: str
    writer: Writer
    layers: list[list[pl.Expr]] = field(default_factory=list)
    depth: dict[str, int] = field(default_factory=dict)
    #: The depth of the name at hand.
    at: int = 0

    def keep(self, name: str, cell: Cell) -> None:
        """Take a name; what differs between patients becomes a column."""
        value, absent = self.column(name, cell.value, PARTS), self.column(name + ABSENT, cell.absent, PARTS)
        self.writer.names[name] = Cell(value, absent)

    def column(self, name: str, value: Any, part: int) -> Any:
        """Return an expression as a column that is made with the name at hand; a constant stays as it is."""
        if not isinstance(value, pl.Expr):
            return value
        layer = self.at * (PARTS + 1) + part
        while len(self.layers) <= layer:
            self.layers.append([])
        self.layers[layer].append(value.alias(self.prefix + name))
        return pl.col(self.prefix + name)


class ColumnarEngine:
    """All statuses of all patients of a table, by one edition of the guideline."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.codes = Codes(edition)
        self.names = derivation_order(edition)
        self.options = [rule for rule in edition.options.values() if rule.entry.per is None]

    def statuses(self, table: pl.LazyFrame, keep: tuple[str, ...] = ()) -> pl.LazyFrame:
        """Return one row for each of the table, in its order: the columns to keep, why it is set apart, each status.

        Args:
            table: one column for each fact (docs/tables.md says how values are written).
            keep: columns that are handed on as they are.

        Raises:
            UsageError: the table has a column that the dictionary does not know and that is not kept, or one to be kept
                that is called as a column of the result is.
        """
        doubled = [name for name in keep if name == REASON or name in self.edition.options]
        if doubled:
            raise UsageError(f"the result has a column of its own called {', '.join(doubled)}: rename it in the table")
        given = encoded(table, self.edition, self.codes, keep)
        frame = given.frame
        fresh = self._view(FRESH, given.fresh)
        views = [fresh]
        everything = fresh
        if given.ages:
            everything = self._view(ALL, given.everything)
            views.append(everything)
        for depth in range(max(len(view.layers) for view in views)):
            made = [column for view in views for layer in view.layers[depth : depth + 1] for column in layer]
            if made:
                frame = frame.with_columns(made)
        shared = _Shared()
        found = [self._status(rule, fresh, everything, shared).alias(rule.entry.id) for rule in self.options]
        reasons = pl.concat_str(
            [given.faults, *self._faults(everything, given.everything)], separator="; ", ignore_nulls=True
        )
        reason = pl.when(reasons != "").then(reasons).alias(REASON)
        if shared.columns:
            frame = frame.with_columns(list(shared.columns.values()))
        return frame.select(*keep, reason, *found).with_columns(self._uncarried())

    def _uncarried(self) -> Iterator[pl.Expr]:
        """Yield the options that rest on others: discouraged where none of those is open."""
        held = {rule.entry.id for rule in self.options}
        for rule in self.options:
            if rule.rests_on is not None:
                carried = either(pl.col(other).is_in(OPEN) for other in rule.rests_on if other in held)
                own = pl.col(rule.entry.id)
                uncarried = both((own.is_in(OPEN), opposite(carried)))
                yield pl.when(uncarried).then(pl.lit("discouraged", dtype=STATUS)).otherwise(own).alias(rule.entry.id)

    # --- names -----------------------------------------------------------------------------------------------

    def _view(self, prefix: str, given: Mapping[str, pl.Expr]) -> _View:
        view = _View(prefix, Writer(self.codes, {}))
        for name, setting in self.edition.settings.items():
            view.writer.names[name] = Cell(None if setting.value is None else float(setting.value))
        for name in self.names:
            rule = self.edition.facts.get(name) or self.edition.definitions[name]
            view.at = max([view.depth[other] + 1 for other in rule.reads if other in view.depth], default=0)
            view.depth[name] = view.at
            stated = given.get(name)
            cell = (
                self._fact(view, rule, stated) if isinstance(rule, FactRule) else self._definition(view, rule, stated)
            )
            view.keep(name, cell)
        return view

    def _fact(self, view: _View, rule: FactRule, stated: pl.Expr | None) -> Cell:
        """Return a fact: as given, not applicable, or as its checklist answers."""
        absent: bool | pl.Expr = False
        if rule.applies is not None:
            absent = certain(negation(view.writer.truth(rule.applies, NO_QUANTITIES)))
            if stated is not None:
                absent = both((absent, stated.is_null()))
        value: Any = stated
        if rule.entry.checklist is not None:
            answered = _answered(view.writer.names[rule.entry.checklist], 1 << self._bit(rule))
            value = answered if stated is None else pl.coalesce(stated, as_expression(answered))
            if answered is not None and absent is not False:
                value = where(absent, None, value)
        return Cell(value, absent)

    def _bit(self, rule: FactRule) -> int:
        listed = self.edition.facts[str(rule.entry.checklist)]
        return self.codes.bits(listed.type)[rule.entry.name]

    def _definition(self, view: _View, rule: DefinitionRule, stated: pl.Expr | None) -> Cell:
        """Return a definition: as stated, not applicable, or worked out."""
        cell = self._body(view, rule)
        if rule.type.kind == "boolean" and cell.absent is not False:
            # A condition is never not applicable.
            cell = Cell(where(cell.absent, then=False, otherwise=cell.value))
        value, absent = cell.value, cell.absent
        if rule.applies is not None:
            holds = view.writer.truth(rule.applies, NO_QUANTITIES)
            absent = either((certain(negation(holds)), both((certain(holds), absent))))
            value = where(certain(holds), value, None)
        if stated is not None:
            value = pl.coalesce(stated, as_expression(value))
            absent = both((absent, stated.is_null()))
        return Cell(value, absent)

    def _body(self, view: _View, rule: DefinitionRule) -> Cell:
        body = rule.body
        if isinstance(body, Table):
            name = rule.entry.name
            return view.writer.table(body, lambda part, value, place: view.column(f"{name}: {part}", value, place))
        if isinstance(body, Reduction):
            return walked(body, rule.type, view.writer.names, self.edition, self.codes)
        if rule.type.kind == "boolean":
            return Cell(view.writer.truth(body, NO_QUANTITIES))
        return view.writer.cell(body, NO_QUANTITIES)

    # --- options ---------------------------------------------------------------------------------------------

    def _status(self, rule: OptionRule, fresh: _View, everything: _View, shared: _Shared) -> pl.Expr:
        """Return the status of an option: of what holds, the first that stands on the ladder."""

        def truth(expr: Expr, view: _View = fresh) -> Truth:
            return shared.column(view, expr, rule.own)

        excludes = [truth(condition.when) for condition in rule.unless]
        excluded = list(excludes)
        if everything is not fresh:
            # A value that is too old never supports, but it excludes.
            excluded += [truth(condition.when, everything) for condition in rule.unless]
        when = [truth(expr) for expr in rule.when]
        discourages = [truth(condition.when) for condition in rule.discouraged]
        judged = zip((*rule.unless, *rule.discouraged), (*excludes, *discourages), strict=True)
        unlicensed, ask_country = self._licence(rule, fresh)
        waits = [unknown(found) for condition, found in judged if condition.blocks]
        ladder = (
            ("excluded", disjunction(excluded)),
            ("unavailable", rule.withdrawn_on(self.edition.as_of)),
            ("not_indicated", disjunction(negation(found) for found in when)),
            ("unavailable", unlicensed),
            ("discouraged", disjunction(discourages)),
            ("needs_information", either((*waits, *(unknown(found) for found in when), ask_country))),
        )
        status = pl.lit("supported", dtype=STATUS)
        for word, holds in reversed(ladder):
            if holds is True:
                status = pl.lit(word, dtype=STATUS)
            elif isinstance(holds, pl.Expr):
                status = pl.when(holds).then(pl.lit(word, dtype=STATUS)).otherwise(status)
        return status

    def _licence(self, rule: OptionRule, view: _View) -> tuple[bool | pl.Expr, bool | pl.Expr]:
        """Return where an option is not licensed where the patient lives, and where that must be asked."""
        name = self.edition.about.country
        if rule.absences_on(self.edition.as_of):
            return True, False
        if not rule.entry.only_in or name is None:
            return False, False
        valid = rule.licences_on(self.edition.as_of)
        if not valid:
            return True, False
        cell = view.writer.names[name]
        nowhere = _missing(cell)
        if cell.value is None:
            return False, nowhere
        words = sorted(self.codes.word(licence.country) for licence in valid)
        covered = certain(as_expression(cell.value).is_in(words))
        return both((opposite(nowhere), opposite(covered))), nowhere

    # --- what cannot be true -----------------------------------------------------------------------------------

    def _faults(self, view: _View, given: Mapping[str, pl.Expr]) -> Iterator[pl.Expr]:
        """Yield, for each thing that cannot be true of a record, its reason where it stands and null elsewhere."""
        for name, column in given.items():
            rule = self.edition.facts.get(name) or self.edition.definitions[name]
            if rule.applies is not None:
                applies = view.writer.truth(rule.applies, NO_QUANTITIES)
                wrong = both((certain(negation(applies)), column.is_not_null()))
                yield _reason(wrong, f"{name}: has a value but does not apply ({rule.entry.applies_when})")
            if isinstance(rule, FactRule) and rule.entry.checklist is not None:
                answered = _answered(view.writer.names[rule.entry.checklist], 1 << self._bit(rule))
                denied = both((certain(answered), certain(~column)))
                yield _reason(denied, f"{name}: given as no, but {rule.entry.checklist} names it")
        for contradiction in self.edition.consistency:
            if contradiction.entry.severity == "error":
                holds = certain(view.writer.truth(contradiction.when, NO_QUANTITIES))
                yield _reason(holds, f"{contradiction.entry.id}: {contradiction.entry.says}")


@dataclass
class _Shared:
    """Conditions that options read, each a column of its own."""

    columns: dict[object, pl.Expr] = field(default_factory=dict)
    _found: dict[object, Truth] = field(default_factory=dict)

    def column(self, view: _View, expr: Expr, own: Mapping[str, Any]) -> Truth:
        """Return a condition of an option."""
        key = (view.prefix, expr.text, tuple((name, own[name]) for name in sorted(own)) if "own." in expr.text else ())
        if key not in self._found:
            truth = view.writer.truth(expr, own)
            if isinstance(truth, pl.Expr):
                name = f"condition {len(self.columns)}"
                self.columns[key] = truth.alias(name)
                truth = pl.col(name)
            self._found[key] = truth
        return self._found[key]


def _answered(listed: Cell, bit: int) -> Truth:
    """Return what a checklist answers: an empty list answers no, its own name in the list yes."""
    if listed.value is None:
        return None
    members = as_expression(listed.value)
    return pl.when(members == 0).then(pl.lit(value=False)).when((members & bit) != 0).then(pl.lit(value=True))


def _missing(cell: Cell) -> bool | pl.Expr:
    return True if cell.value is None else as_expression(cell.value).is_null()


def _reason(holds: bool | pl.Expr, says: str) -> pl.Expr:
    return pl.when(expression(holds)).then(pl.lit(says))
