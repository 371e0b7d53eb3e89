"""A record as the parameters of the CQL libraries: plain values, each null where the record gives none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sarcoguide.engines.cql.libraries import DATED, Libraries
from sarcoguide.engines.cql.views import ABSENT, EVERYTHING, FRESH, OUTSIDE, is_outside
from sarcoguide.language.trace import NOT_APPLICABLE
from sarcoguide.record import Situation
from sarcoguide.record.view import ASSESSMENT_DATE


def parameters_of(situation: Situation, libraries: Libraries) -> dict[str, Any]:
    """Return every parameter with its value, as JSON has it: days as text, sets as sorted lists.

    Args:
        situation: a record seen through the edition of the libraries. What CQL cannot work out is taken from it.
        libraries: the libraries.
    """
    found: dict[str, Any] = dict.fromkeys(libraries.parameters)
    found[ASSESSMENT_DATE] = plain(situation.record.assessment_date)
    for name, given in situation.record.given.items():
        if name in found:
            found[name] = plain(given.value)
        if name + DATED in found:
            found[name + DATED] = plain(given.date)
    for name, rule in libraries.edition.definitions.items():
        if is_outside(rule):
            for kind, view in ((FRESH, situation.fresh), (EVERYTHING, situation.everything)):
                trace = view.worked_out(name)
                found[f"{name}{OUTSIDE} {kind}"] = plain(trace.value)
                found[f"{name}{OUTSIDE} {kind}{ABSENT}"] = trace.state is NOT_APPLICABLE
    return found


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    match value:
        case bool() | None | str():
            return value
        case date():
            return value.isoformat()
        case int() | float():
            return value
        case frozenset():
            return sorted(value)
        case Mapping():
            return {name: plain(part) for name, part in value.items()}
        case tuple() | list():
            return [plain(part) for part in value]
        case _:
            return float(value)
