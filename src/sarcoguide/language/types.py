"""Types and units of the expression language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Kind = Literal["boolean", "number", "enum", "set", "date", "duration", "records", "text"]

#: Days in one unit of each duration word. A month is the mean Gregorian month (365.25 / 12 days).
DURATIONS: dict[str, float] = {"days": 1, "weeks": 7, "months": 30.4375}
#: UCUM unit of a number that comes from dividing a duration by one of these words.
DURATION_UNITS: dict[str, str] = {"days": "d", "weeks": "wk", "months": "mo"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of UCUM units with whole exponents, kept as sorted pairs; `1` is the empty product."""

    factors: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, ucum: str | None) -> Unit:
        """Return the unit written as one UCUM code; `None`, '' and '1' are the pure number."""
        return cls() if ucum in (None, "", "1") else cls(((str(ucum), 1),))

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """Return the product of two units, or their quotient with `sign=-1`."""
        powers = Counter(dict(self.factors))
        for code, power in other.factors:
            powers[code] += sign * power
        return Unit(tuple(sorted((code, power) for code, power in powers.items() if power)))

    def __str__(self) -> str:
        """Return a readable form, such as `mg/m2` or `kg·cm^-1`."""
        return "·".join(code if power == 1 else f"{code}^{power}" for code, power in self.factors) or "1"


@dataclass(frozen=True, slots=True)
class Type:
    """What an expression can be.

    `unit` is None for a number literal, which takes the unit of what it meets; `domain` are the values of an
    enum or a set (None: any word) and `domain_name` says where they are listed.
    """

    kind: Kind
    unit: Unit | None = None
    domain: frozenset[str] | None = None
    domain_name: str = ""
    integer: bool = False

    def __str__(self) -> str:
        """Return the type in words, for error messages."""
        match self.kind:
            case "number":
                return "a number" if self.unit is None else f"a number in {self.unit}"
            case "enum":
                return f"one value of {self.domain_name or 'a list'}"
            case "set":
                return f"a set of values of {self.domain_name or 'a list'}"
            case "records":
                return "a list of records"
            case other:
                return f"a {other}"


BOOLEAN = Type("boolean")
DATE = Type("date")
DURATION = Type("duration")
COUNT = Type("number", unit=Unit(), integer=True)
NUMBER = Type("number")


def same_domain(left: Type, right: Type) -> bool:
    """Return whether the values of two enum or set types can be compared at all."""
    if left.domain is None or right.domain is None:
        return True
    return bool(left.domain & right.domain) or left.domain_name == right.domain_name
