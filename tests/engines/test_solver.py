"""The solver's patient is the reference's patient: no other status can be found, and only rounding is excused."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import pytest
import z3
from hypothesis import given, settings

from sarcoguide.engines import terms
from sarcoguide.language.tree import Arithmetic, Name
from sarcoguide.record import Situation
from tests.engines.agreement import ENGINES, compare, fixed, solved
from tests.engines.fixed_patient import FixedPatient
from tests.strategies import TODAY, guideline, read, rules, sound_records
from tests.thresholds import constant, thresholds


@settings(max_examples=40, deadline=None)
@given(sound_records())
def test_a_search_finds_no_other_status_than_the_model_that_was_filled_in(raw: dict[str, Any]) -> None:
    """With what is known fixed and the rest free, the patient exists and every status follows."""
    patient = fixed(TODAY)
    situation = Situation(read(raw), guideline().at(TODAY))
    found = patient.found(situation)
    options = patient.engine.options
    same = [options[name].status(status) for name, (status, _) in found.options.items()]
    same += [options[name].outside_evidence == z3.BoolVal(mark) for name, (_, mark) in found.options.items()]
    solver = z3.Solver()
    solver.add(*patient.engine.constraints, *patient.only(situation))
    possible = solver.check()
    solver.add(z3.Not(z3.And(same)))
    assert (possible, solver.check()) == (z3.sat, z3.unsat)


def test_a_date_before_the_first_day_that_the_solver_counts_from_is_a_date_too() -> None:
    """A patient may have been diagnosed long ago."""
    name = next(name for name, rule in rules().items() if rule.type.kind == "date" and rule.applies is None)
    old = {"assessment_date": TODAY, "facts": {name: terms.EPOCH - timedelta(days=1)}}
    agreement = compare(read(old), ENGINES)
    assert (agreement.answers["solver"].patient, dict(agreement.differences)) == (True, {})


def shifted() -> tuple[str, float]:
    """Return a name that a record may state and that is added to something before it meets a limit, and that limit."""
    stated = {rule.entry.name for rule in guideline().definitions if rule.entry.may_be_stated}
    for threshold in thresholds().values():
        left, limit = threshold.compare.left, constant(threshold.compare.right)
        if isinstance(left, Arithmetic) and isinstance(left.left, Name) and left.left.name in stated and threshold.own:
            (more,) = threshold.own.values()
            assert limit is not None
            return left.left.name, float(limit) - float(more)
    raise AssertionError("no threshold is shifted by what an option holds")


def record(value: float) -> Any:
    """Return a record that states the shifted name, and nothing else."""
    return read({"assessment_date": TODAY, "facts": {shifted()[0]: value}})


def test_a_difference_by_rounding_alone_is_named_and_is_no_disagreement() -> None:
    """The next number above a limit is added up to the limit itself in floating point, and to more than it exactly."""
    agreement = compare(record(math.nextafter(shifted()[1], math.inf)), ENGINES)
    assert (dict(agreement.differences), bool(agreement.rounded)) == ({}, True)


def test_nothing_is_put_down_to_rounding_where_nothing_is_rounded() -> None:
    """On the limit itself both calculate alike."""
    agreement = compare(record(shifted()[1]), ENGINES)
    assert (dict(agreement.differences), agreement.rounded) == ({}, ())


def test_a_wrong_sum_of_the_solver_is_not_put_down_to_rounding(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoding that adds two millionths too much is a disagreement."""
    right = terms._linear
    monkeypatch.setattr(
        terms, "_linear", lambda op, a, b: right(op, a, b) + z3.Q(1, 1000) if op == "+" else right(op, a, b)
    )
    wrong = FixedPatient(guideline().at(TODAY))
    agreement = compare(record(shifted()[1]), {"solver": solved(lambda _: wrong)})
    assert (bool(agreement.differences), agreement.rounded) == (True, ())
