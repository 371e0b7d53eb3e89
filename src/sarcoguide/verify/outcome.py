"""The outcome of a property, apart from the solver that finds it: faces show it without loading one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["proved", "witness", "undecided"]


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of one property, found in `seconds`; a `witness` comes with the record of a patient who breaks it."""

    id: str
    says: str
    means: str
    outcome: Outcome
    seconds: float
    detail: str = ""
    record: Mapping[str, Any] | None = None
