"""What the CQL libraries do not hold. The list is data, with the reason of each entry."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from sarcoguide.knowledge.yaml_reader import read_yaml

FILE = Path(__file__).with_name("exclusions.yaml")


class Exclusion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that is not in the libraries, and why."""

    part: Literal["walk", "answer", "record"]
    name: str
    because: str


@lru_cache(maxsize=1)
def exclusions() -> tuple[Exclusion, ...]:
    """Return everything that is not in the libraries."""
    return msgspec.convert(read_yaml(FILE.read_bytes(), FILE.name).data, tuple[Exclusion, ...])


@lru_cache(maxsize=1)
def outside() -> frozenset[str]:
    """Return the walks that CQL cannot make; what they find is given."""
    return frozenset(entry.name for entry in exclusions() if entry.part == "walk")
