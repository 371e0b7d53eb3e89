"""Side effects for clinicians: what is urgent in a line of its own with what to do, the rest by what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sarcoguide.planning.model import SideEffectView
from sarcoguide.report import words


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

    others: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for effect in effects:
        told = f"{effect.name} ({effect.frequency})" if effect.frequency else effect.name
        if effect.urgent:
            yield f"{words.URGENT_EFFECT}: {told}: {effect.act}{mark(effect.verified, effect.sources)}", effect.sources
        else:
            others.setdefault((effect.verified, effect.sources), []).append(told)
    for (verified, sources), names in others.items():
        yield "; ".join(names) + mark(verified, sources), sources
