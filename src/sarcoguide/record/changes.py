"""A record with some facts changed, for what-if and for cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sarcoguide.knowledge import Guideline


def changed(
    record: Mapping[str, Any], changes: Mapping[str, Any], guideline: Guideline | None = None
) -> dict[str, Any]:
    """Return a copy of a record with facts set anew; None takes a fact away, with its dated values too.

    A changed value stands undated, so that it counts as of the assessment date; what was assumed of it gives way. With
    the guideline at hand a changed fact also replaces the part of the timeline that holds it.
    """
    facts = {name: value for name, value in (record.get("facts") or {}).items() if name not in changes}
    facts |= {name: value for name, value in changes.items() if value is not None}
    copy: dict[str, Any] = {**record, "facts": facts}
    if isinstance(record.get("assumed"), Mapping):
        copy["assumed"] = {name: value for name, value in record["assumed"].items() if name not in changes}
    timeline = record.get("timeline")
    if isinstance(timeline, Mapping):
        held = {rule.entry.timeline for name, rule in (guideline.facts if guideline else {}).items() if name in changes}
        copy["timeline"] = {key: part for key, part in timeline.items() if key not in held}
        if isinstance(timeline.get("values"), list):
            copy["timeline"]["values"] = [
                item for item in timeline["values"] if not (isinstance(item, Mapping) and item.get("fact") in changes)
            ]
    return copy
