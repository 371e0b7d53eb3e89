"""A patient's record after reading: every value typed, in the dictionary's unit, with its date and origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sarcoguide.language import Value


@dataclass(frozen=True, slots=True)
class Given:
    """One value as a record gives it.

    `value` is in the dictionary's unit; `entered` keeps what was written, with its unit, when that was another one.
    A `date` of None means undated: it counts as of the assessment date.
    """

    name: str
    value: Value
    date: date | None = None
    origin: str = ""
    entered: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something in a record that a reader must know, though work goes on. `id` names the kind of warning."""

    id: str
    says: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One patient on one assessment date. `given` holds the value in force of each fact."""

    id: str
    assessment_date: date
    given: Mapping[str, Given]
    about: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[Warned, ...] = ()
    where: str = ""
