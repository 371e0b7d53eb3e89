"""Whether a broken condition changes anybody's status at all: shown for every possible patient, by the solver."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import z3
from msgspec import structs

from sarcoguide.knowledge import ConditionRule, Guideline, OptionRule
from sarcoguide.planning.model import Status
from sarcoguide.verify.mutate_cases import with_condition
from sarcoguide.verify.prover import Prover

#: Ends the id of an option that holds the broken condition, beside the option as it is.
BROKEN = "__broken"


def changes_no_status(guideline: Guideline, rule: ConditionRule, mutated: ConditionRule, held: Collection[str]) -> bool:
    """Whether the options that hold a condition have the same status for every patient with a broken one in its place.

    It is looked at on one day on which the condition is in force. An option counts as carried by those on which it
    rests, so that what they come to hides nothing.

    Args:
        guideline: the guideline as it is.
        rule: the condition.
        mutated: what stands in its place.
        held: the ids of the options that hold the condition.
    """
    alone = [replace(option, rests_on=None) for option in guideline.options if option.entry.id in held]
    broken = [_renamed(with_condition(option, rule, mutated)) for option in alone]
    prover = Prover(replace(guideline, options=(*alone, *broken), properties=(), _editions={}), _day(guideline, rule))
    terms = prover.engine.options
    pairs = [(terms[name], terms[f"{name}{BROKEN}"]) for name in sorted(held) if name in terms]
    return bool(pairs) and all(
        prover.check(z3.Or(*(one.status(status) != other.status(status) for status in get_args(Status)))) == z3.unsat
        for one, other in pairs
    )


def _renamed(option: OptionRule) -> OptionRule:
    return replace(option, entry=structs.replace(option.entry, id=f"{option.entry.id}{BROKEN}"))


def _day(guideline: Guideline, rule: ConditionRule) -> date:
    day = guideline.about.checked
    return day if rule.until is None or day < rule.until else rule.until - timedelta(days=1)
