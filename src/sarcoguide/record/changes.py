"""A record with some facts changed, for what-if and for cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def changed(record: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a record with facts set anew; None takes a fact away, with its dated values too.

    A changed value stands undated, so that it counts as of the assessment date.
    """
    facts = {name: value for name, value in (record.get("facts") or {}).items() if name not in changes}
    facts |= {name: value for name, value in changes.items() if value is not None}
    copy: dict[str, Any] = {**record, "facts": facts}
    timeline = record.get("timeline")
    if isinstance(timeline, Mapping) and isinstance(timeline.get("values"), list):
        kept = [item for item in timeline["values"] if not (isinstance(item, Mapping) and item.get("fact") in changes)]
        copy["timeline"] = {**timeline, "values": kept}
    return copy
