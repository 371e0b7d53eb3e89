"""Short keys of what parts of a page show, so that a page that has a part already is not sent it again.

Two parts with one key show the same. A key is a digest of everything that the part is made from; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from msgspec import json

from sarcoguide.planning.model import OptionView, Plan

#: Bytes of a key: of the hundreds of parts of two pages, two that differ share one in 1 of about 10^14 updates.
BYTES = 8


def option_key(option: OptionView, plan: Plan, homes: Mapping[str, str]) -> str:
    """Return the key of an option.

    Args:
        option: the option as the plan shows it.
        plan: the plan; which edition of the guideline answered belongs to every key.
        homes: with which option each note is told that several share.
    """
    told = [homes.get(note.id) for note in option.notes]
    return _key(option, told, _edition(plan))


def part_key(plan: Plan, *made_from: object) -> str:
    """Return the key of a part that is made from these parts of a plan, and from nothing else of it."""
    return _key(made_from, _edition(plan))


def _edition(plan: Plan) -> tuple[str, str]:
    return plan.guideline.content, plan.guideline.as_of


def _key(*parts: object) -> str:
    return blake2b(json.encode(parts), digest_size=BYTES).hexdigest()
