"""Changes of a record, for what-if and for cases: as they are written, and a record with them made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sarcoguide.errors import UsageError, shorten
from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.names import unknown_name
from sarcoguide.knowledge.yaml_reader import read_yaml

#: What takes a fact away, as in the guideline's cases.
UNKNOWN = "unknown"


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


def read_changes(texts: Sequence[str], guideline: Guideline) -> dict[str, Any]:
    """Return what `fact=value` says; None takes the fact away.

    Raises:
        UsageError: no equals sign, a name that the dictionary does not have, or a value that cannot be read.
    """
    known = {*guideline.facts, *(rule.entry.name for rule in guideline.definitions)}
    changes: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals:
            raise UsageError(f"{shorten(text)} is not FACT=VALUE")
        if name not in known:
            raise unknown_name("fact", name, known)
        if name in changes:
            raise UsageError(f"'{name}' is changed twice; which of them holds would be a guess: keep one")
        if not value.strip():
            raise UsageError(f"'{name}' is given no value; write {name}={UNKNOWN} to take the fact away")
        document = read_yaml(value.strip(), name)
        if document.problems:
            raise UsageError("\n".join(map(str, document.problems)))
        changes[name] = None if value.strip() == UNKNOWN else document.data
    return changes
