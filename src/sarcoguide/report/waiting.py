"""What many options wait for: told once, instead of with each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sarcoguide.planning.model import OptionView

#: From so many options on, what they wait for in common is told once.
MANY = 10


def awaited(options: Iterable[OptionView]) -> str:
    """Return the one fact for which, and for nothing else, most of the open options wait; empty if there is none.

    Args:
        options: the options of a plan.
    """
    waits = [option.missing for option in options if option.status == "needs_information"]
    alone = Counter(missing[0] for missing in waits if len(missing) == 1)
    for name, count in alone.most_common(1):
        if count >= MANY and 2 * count > len(waits):
            return name
    return ""


def waits_for(option: OptionView, name: str) -> bool:
    """Return whether an option waits for this fact and for nothing else."""
    return option.status == "needs_information" and option.missing == (name,)
