"""Side effects for clinicians: what is urgent first, with what to do, and in one line what rests on the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sarcoguide.knowledge.option_entries import SideEffect
from sarcoguide.planning.model import SideEffectView
from sarcoguide.report import words


def told(effect: SideEffectView | SideEffect) -> str:
    """Return a side effect with how often it comes, where that was read."""
    return f"{effect.name} ({effect.frequency})" if effect.frequency else effect.name


def side_effect_lines(
    effects: Iterable[SideEffectView], tells_unverified: Callable[[Iterable[str]], bool]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each line and the ids of its sources.

    Args:
        effects: of one option, in its order.
        tells_unverified: whether a citation of these ids already says that something was not verified.
    """

    def mark(verified: bool, ids: tuple[str, ...]) -> str:
        return "" if verified or tells_unverified(ids) else f" [{words.NOT_VERIFIED}]"

    urgent: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    others: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for effect in effects:
        basis = (effect.verified, effect.sources)
        if effect.urgent:
            urgent.setdefault(basis, []).append(f"{words.URGENT_EFFECT}: {told(effect)}: {effect.act}")
        else:
            others.setdefault(basis, []).append(told(effect))
    for between, lines in ((". ", urgent), ("; ", others)):
        for (verified, sources), told_together in lines.items():
            yield between.join(told_together) + mark(verified, sources), sources
