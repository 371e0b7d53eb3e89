"""The difference between two plans: what a change of facts would do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from sarcoguide.planning.model import Plan


class Changed(Struct, frozen=True):
    """One thing that differs: what it was and what it becomes; empty text where there is none."""

    id: str
    label: str
    before: str
    after: str


class Difference(Struct, frozen=True):
    """How the second plan differs from the first."""

    changes: Mapping[str, Any]
    headline: tuple[Changed, ...]
    options: tuple[Changed, ...]
    urgent_added: tuple[str, ...]
    urgent_removed: tuple[str, ...]
    out_of_scope_added: tuple[str, ...]
    out_of_scope_removed: tuple[str, ...]
    asked_added: tuple[str, ...]
    asked_removed: tuple[str, ...]
    warnings_added: tuple[str, ...]
    warnings_removed: tuple[str, ...]


def compare(before: Plan, after: Plan, changes: Mapping[str, Any]) -> Difference:
    """Return what differs between two plans; `changes` is what was changed, kept for print."""

    def keys(old: tuple[Any, ...], new: tuple[Any, ...], key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        first = [getattr(item, key) for item in old]
        second = [getattr(item, key) for item in new]
        return tuple(k for k in second if k not in first), tuple(k for k in first if k not in second)

    urgent = keys(before.urgent, after.urgent, "id")
    exits = keys(before.out_of_scope, after.out_of_scope, "id")
    asked = keys(before.missing, after.missing, "fact")
    warned = keys(before.warnings, after.warnings, "says")
    return Difference(
        changes=dict(changes),
        headline=_changed(
            {h.fact: (h.label, h.word) for h in before.headline},
            {h.fact: (h.label, h.word) for h in after.headline},
        ),
        options=_changed(
            {o.id: (o.label, o.status) for o in before.options},
            {o.id: (o.label, o.status) for o in after.options},
        ),
        urgent_added=urgent[0],
        urgent_removed=urgent[1],
        out_of_scope_added=exits[0],
        out_of_scope_removed=exits[1],
        asked_added=asked[0],
        asked_removed=asked[1],
        warnings_added=warned[0],
        warnings_removed=warned[1],
    )


def _changed(before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]) -> tuple[Changed, ...]:
    nothing = ("", "")
    names = sorted({*before, *after})
    return tuple(
        Changed(
            name,
            (after.get(name) or before[name])[0],
            before.get(name, nothing)[1],
            after.get(name, nothing)[1],
        )
        for name in names
        if before.get(name, nothing)[1] != after.get(name, nothing)[1]
    )
