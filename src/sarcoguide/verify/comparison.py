"""Two editions of a guideline, option by option: who is offered what in one and not in the other.

The solver looks for a patient for whom an option's status differs; every patient that is shown was judged by the
reference evaluator with both editions. Where the conditions of an option are the same expressions nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import z3

from sarcoguide.engines.solver import OptionTerms, SolverEngine, expressions_of
from sarcoguide.engines.witness import another, realisable, record_of
from sarcoguide.errors import SarcoguideError
from sarcoguide.knowledge import Edition, Guideline
from sarcoguide.planning.judge import Judge
from sarcoguide.planning.model import STATUS_ORDER, Status
from sarcoguide.record import Situation, read_record

MILLISECONDS = 10_000
#: Patients of the solver that are tried before a difference counts as not confirmed.
ATTEMPTS = 12
OFFER: Status = "supported"

#: Whether the statuses before and after differ in the way that is looked for.
Differs = Callable[[Status, Status], bool]
Relation = Literal["equivalent", "wider", "narrower", "incomparable", "otherwise", "new", "gone", "undecided"]


@dataclass(frozen=True, slots=True)
class Witness:
    """A patient for whom an option's status differs: the record, and the status in either edition."""

    record: Mapping[str, Any]
    before: Status
    after: Status


@dataclass(frozen=True, slots=True)
class Compared:
    """How an option differs.

    `wider`: somebody more is offered it and nobody less; `narrower` the reverse; `incomparable` both; `otherwise`: it
    is offered to the same people, and has another status for somebody who is not offered it; `undecided`: the solver
    gave up, or no record shows the difference that it found. `changed` counts the patients of a table.
    """

    option: str
    relation: Relation
    witnesses: tuple[Witness, ...] = ()
    changed: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a guideline, and its edition of a day."""

    guideline: Guideline
    edition: Edition


class Comparison:
    """Compares two editions over every patient assessed on one day."""

    def __init__(self, before: Side, after: Side, assessed: date) -> None:
        self.before, self.after, self.assessed = before, after, assessed
        # Words of open sets that only the second names must not be lost on the first.
        self._first = SolverEngine(before.edition, expressions_of(after.edition), assessed=assessed)
        self._second = SolverEngine(after.edition, beside=self._first, assessed=assessed)
        self._solver = z3.Solver()
        self._solver.set("timeout", MILLISECONDS)
        self._solver.add(*self._first.constraints, *self._second.constraints)

    def options(self) -> Iterator[Compared]:
        """Yield every option of either edition, in the order of their ids."""
        first, second = self._first.options, self._second.options
        for name in sorted(first.keys() | second.keys()):
            if name not in first:
                yield Compared(name, "new")
            elif name not in second:
                yield Compared(name, "gone")
            else:
                yield self._compared(name, first[name], second[name])

    def _compared(self, name: str, first: OptionTerms, second: OptionTerms) -> Compared:
        if all(first.status(word).eq(second.status(word)) for word in STATUS_ORDER):
            return Compared(name, "equivalent")
        had, has = first.status(OFFER), second.status(OFFER)
        gained = self._search(name, z3.And(has, z3.Not(had)), lambda b, a: a == OFFER != b)
        lost = self._search(name, z3.And(had, z3.Not(has)), lambda b, a: b == OFFER != a)
        witnesses = tuple(found for found in (gained, lost) if isinstance(found, Witness))
        if "undecided" in (gained, lost):
            return Compared(name, "undecided", witnesses)
        if witnesses:
            both = len(witnesses) > 1
            return Compared(name, "incomparable" if both else "narrower" if gained is None else "wider", witnesses)
        differs = z3.Or([first.status(word) != second.status(word) for word in STATUS_ORDER])
        other = self._search(name, differs, lambda b, a: b != a)
        if isinstance(other, Witness):
            return Compared(name, "otherwise", (other,))
        return Compared(name, "equivalent" if other is None else "undecided")

    def _search(self, name: str, wanted: z3.BoolRef, differs: Differs) -> Witness | Literal["undecided"] | None:
        """Return a confirmed patient, None where there is none, or that it is not decided."""
        self._solver.push()
        try:
            self._solver.add(wanted)
            answer = self._solver.check()
            if answer != z3.sat:
                return None if answer == z3.unsat else "undecided"
            self._solver.add(*realisable(self._first), *realisable(self._second))
            for _ in range(ATTEMPTS):
                if self._solver.check() != z3.sat:
                    break
                model = self._solver.model()
                found = self._confirmed(record_of(self._second, model, name), name)
                if found is not None and differs(found.before, found.after):
                    return self._smallest(found, name, differs)
                self._solver.add(another(self._second, model))
            return "undecided"
        finally:
            self._solver.pop()

    def _confirmed(self, record: Mapping[str, Any], name: str) -> Witness | None:
        """Return what the reference evaluator says of a record with either edition; None where it cannot be read."""
        before, after = _status(record, self.before, name), _status(record, self.after, name)
        return None if before is None or after is None else Witness(record, before, after)

    def _smallest(self, found: Witness, name: str, differs: Differs) -> Witness:
        """Return the patient without the facts, and members of facts, that the difference does not need."""
        for facts in _smaller(found.record["facts"]):
            less = self._confirmed({**found.record, "facts": facts}, name)
            if less is not None and differs(less.before, less.after):
                return self._smallest(less, name, differs)
        return replace(found, record={**found.record, "id": name, "about": {"title": f"Shows how {name} differs"}})


def _status(record: Mapping[str, Any], side: Side, name: str) -> Status | None:
    try:
        situation = Situation(read_record(record, side.guideline), side.edition)
        situation.refuse_contradictions()
        return Judge(situation).judge(side.edition.options[name]).status
    except SarcoguideError:
        return None


def _smaller(facts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the facts without one of them, then with a list that holds fewer."""
    for name in sorted(facts):
        yield {other: value for other, value in facts.items() if other != name}
    for name, value in sorted(facts.items()):
        if isinstance(value, list) and value:
            yield {**facts, name: []}
            for member in value if len(value) > 1 else ():
                yield {**facts, name: [other for other in value if other != member]}
