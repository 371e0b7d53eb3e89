"""Definitions that walk over records, as CQL queries.

A record that lacks a field may be meant by a choice or not: where that matters the result is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sarcoguide.engines.cql.expressions import Library
from sarcoguide.engines.cql.text import Cell, both, chosen, constant, either, missing, negation, quoted, words, wrapped
from sarcoguide.knowledge import Edition, Reduction


@dataclass
class Walk:
    """One walk: the definition that it stands for, its parameters, and the names that it reads."""

    name: str
    body: Reduction
    names: Mapping[str, Cell]
    library: Library
    edition: Edition

    @property
    def _parameters(self) -> Mapping[str, Any]:
        return self.body.parameters

    def cell(self) -> Cell:
        """Return what the walk finds."""
        return WALKS[self.body.name](self)

    def _part(self, part: str, body: str) -> str:
        return self.library.define(f"{self.name}: {part}", body)

    def _field(self, records: str, name: str) -> str:
        """Return a field of a record; one that these records do not have is never known."""
        fields = self.edition.facts[records].entry.fields or {}
        return f"R.{quoted(name)}" if name in fields else "(null as Decimal)"

    def _rows(self) -> Cell:
        return self.names[self._parameters["records"]]

    def _counted(self, rows: str) -> str:
        """Return the records that are not left out."""
        tests = [
            either((missing(f"R.{quoted(key)}"), negation(f"R.{quoted(key)} in {words(values)}")))
            for key, values in self._parameters.get("excluding", {}).items()
        ]
        return self._part("counted", f"{rows} R where {both(tests)}") if tests else rows

    def _chosen(self, rows: str) -> tuple[str, str]:
        """Return the records that `where` certainly chooses, and where there are others that it may choose."""
        where = self._parameters.get("where", {})
        if not where:
            return rows, "false"
        known = [f"R.{quoted(key)} in {words(values)}" for key, values in where.items()]
        gaps = [missing(f"R.{quoted(key)}") for key in where]
        may = [either(pair) for pair in zip(gaps, known, strict=True)]
        open_ = self._part("may be meant", f"exists ({rows} R where {both((*may, either(gaps)))})")
        sure = [both((negation(gap), test)) for gap, test in zip(gaps, known, strict=True)]
        return self._part("meant", f"{rows} R where {both(sure)}"), open_

    def count(self) -> Cell:
        """Return the number of records that count."""
        rows = self._rows()
        meant, open_ = self._chosen(self._counted(rows.value))
        unknown = either((missing(rows.value), open_))
        return Cell(chosen(unknown, "null", f"ToDecimal(Count({meant}))"), rows.absent)

    def latest_field(self) -> Cell:
        """Return a field of the record that began last; records of the same last day must agree."""
        rows = self._rows()
        order, wanted = quoted(self._parameters["order_by"]), quoted(self._parameters["field"])
        counted = self._counted(rows.value)
        newest = self._part("newest", f"Max({counted} R return all R.{order})")
        unordered = f"exists ({counted} R where R.{order} is null)"
        several = chosen(unordered, "null", f"({counted} R where R.{order} = {newest})")
        last = self._part("last", chosen(f"Count({counted}) = 1", counted, several))
        values = self._part("of the last", f"{last} R return R.{wanted}")
        settled = f"Count({values}) = 1 and not exists ({last} R where R.{wanted} is null)"
        none = both((f"{rows.value} is not null", f"not exists {counted}"))
        absent = self._part("none", none if rows.absent is None else either((rows.absent, none)))
        return Cell(chosen(settled, f"First({values})", "null"), absent)

    def earliest(self) -> Cell:
        """Return the earliest of several dates; one that does not apply is left out, an unknown one decides."""
        dates = [self.names[name] for name in self._parameters["dates"]]
        open_ = [
            missing(day.value) if day.absent is None else both((negation(day.absent), missing(day.value)))
            for day in dates
        ]
        absent = [day.absent for day in dates if day.absent is not None]
        found = f"Min({{{', '.join(day.value for day in dates)}}})"
        return Cell(chosen(either(open_), "null", found), both(absent) if len(absent) == len(dates) else None)

    def sum_field(self) -> Cell:
        """Return the sum of a field, if every part of it is known."""
        rows, meant, open_, total = self._sum()
        field, flag = quoted(self._parameters["field"]), quoted(self._parameters["lower_bound_flag"])
        inexact = f"exists ({meant} R where R.{field} is null or R.{flag} is true)"
        unknown = either((missing(rows.value), open_, inexact))
        return Cell(chosen(unknown, "null", total), rows.absent)

    def sum_field_at_least(self) -> Cell:
        """Return the sum of what is known of a field."""
        rows, _, _, total = self._sum()
        return Cell(chosen(missing(rows.value), "null", total), rows.absent)

    def _sum(self) -> tuple[Cell, str, str, str]:
        rows = self._rows()
        meant, open_ = self._chosen(rows.value)
        return rows, meant, open_, _total(f"{meant} R return all R.{quoted(self._parameters['field'])}")

    def dose_ledger(self) -> Cell:
        """Return a lifetime dose: zero when never given, else from the ledger, else as stated."""
        ledger, given, _, at_least = self._doses()
        listed, stated = self.names[self._parameters["ledger"]], self.names[self._parameters["stated"]]
        never = self.names[self._parameters["gate"]]
        refused = f"{wrapped(never.value)} is false"
        denied = refused if never.absent is None else either((never.absent, refused))
        settled = either((self._given_complete(), f"{ledger} >= {given}"))
        by_ledger = chosen(settled, _larger(ledger, given), "null")
        by_word = chosen(f"{stated.value} is not null", at_least, "null")
        complete = both((f"{listed.value} is not null", negation(self._ledger_open())))
        zero = chosen(f"{at_least} = 0.0", "0.0", "null")
        return Cell(f"case when {denied} then {zero} when {complete} then {by_ledger} else {by_word} end")

    def dose_ledger_at_least(self) -> Cell:
        """Return the part of a lifetime dose that is known."""
        return Cell(self._doses()[3])

    def _doses(self) -> tuple[str, str, str, str]:
        """Return the dose by the ledger, by the treatments, as stated, and the largest of them."""
        listed, treated = self.names[self._parameters["ledger"]], self.names[self._parameters["treatments"]]
        dose = self._dose("ledger")
        ledger = self._part("by the ledger", _total(f"{listed.value} R return all ({dose} * ({self._factor()}))"))
        each = f'Coalesce({self._dose("treatments")}, ({self._per_cycle()}) * R."cycles")'
        given = self._part("by treatments", _total(f"{treated.value} R return all {each}"))
        word = self._part("as stated", f"Coalesce({self.names[self._parameters['stated']].value}, 0.0)")
        return ledger, given, word, self._part("at least", f"Max({{{ledger}, {given}, {word}}})")

    def _dose(self, records: str) -> str:
        return self._field(self._parameters[records], self._parameters["dose_field"])

    def _factor(self) -> str:
        drug = f"R.{quoted(self._parameters['drug_field'])}"
        return _looked_up(drug, {str(name): float(value) for name, value in self._parameters["factors"].items()})

    def _per_cycle(self) -> str:
        own = self._parameters["own"]
        held = {name: held[own] for name, held in self.edition.quantities.items() if held.get(own) is not None}
        return _looked_up('R."regimen"', held)

    def _ledger_open(self) -> str:
        listed, dose = self.names[self._parameters["ledger"]].value, self._dose("ledger")
        return self._part("ledger open", f"exists ({listed} R where {dose} is null or ({self._factor()}) is null)")

    def _given_complete(self) -> str:
        """Return where the dose of every treatment is known, or it is known to hold nothing that counts."""
        treated, dose = self.names[self._parameters["treatments"]].value, self._dose("treatments")
        own = self._parameters["own"]
        counting = [name for name, held in self.edition.quantities.items() if held.get(own) is not None]
        counts = f'R."regimen" in {words(counting)}'
        unheld = either(('R."regimen" is null', f'not (R."regimen" in {words(self.edition.quantities)})'))
        lacks = either((unheld, both((counts, 'R."cycles" is null'))))
        return self._part("treatments known", f"not exists ({treated} R where {both((f'{dose} is null', lacks))})")


def _total(amounts: str) -> str:
    return f"Coalesce(Sum({amounts}), 0.0)"


def _larger(one: str, other: str) -> str:
    return f"Max({{{one}, {other}}})"


def _looked_up(word: str, values: Mapping[str, Any]) -> str:
    if not values:
        return "null as Decimal"
    cases = " ".join(f"when {constant(name)} then {constant(value)}" for name, value in sorted(values.items()))
    return f"case {word} {cases} else null end"


#: What can be said in CQL; what cannot is in exclusions.yaml, with the reason.
WALKS: Mapping[str, Callable[[Walk], Cell]] = {
    "count": Walk.count,
    "latest_field": Walk.latest_field,
    "earliest": Walk.earliest,
    "sum_field": Walk.sum_field,
    "sum_field_at_least": Walk.sum_field_at_least,
    "dose_ledger": Walk.dose_ledger,
    "dose_ledger_at_least": Walk.dose_ledger_at_least,
}
