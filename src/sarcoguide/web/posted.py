"""From posted fields to a record in the form of docs/record.md. What is unknown is left out; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge import Edition
from sarcoguide.knowledge.yaml_reader import read_yaml
from sarcoguide.record.files import read_json
from sarcoguide.web.fields import UNKNOWN, FormField, SetState, fields_of
from sarcoguide.web.form import filled, signature

#: All that was posted: each name with its values, in order.
Posted = Mapping[str, Sequence[str]]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}
_NOTHING = object()


@dataclass(slots=True)
class Entered:
    """What a form says: the record, what could not be read of it, and lists whose state does not fit their values."""

    raw: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    states: dict[str, SetState] = field(default_factory=dict)


def record_of(posted: Posted, edition: Edition) -> Entered:
    """Return the record that a form holds.

    Args:
        posted: the fields as `sarcoguide.web.fields.FormField` names them, with `rest`, `id` and `assessment_date`.
        edition: the guideline whose dictionary made the form.
    """
    entered = Entered()
    rest = _rest(posted, entered)
    raw = dict(rest.get("record") or {})
    left = raw.pop("facts", None)
    facts = dict(left) if isinstance(left, Mapping) else {}
    for name in posted.get("leave_out", ()):
        facts.pop(name, None)
    origins = rest.get("origins") or {}
    emptied = set()
    for name, blank in _fields(posted, edition).items():
        value = _value(blank, posted, entered)
        if value is not _NOTHING:
            facts[name] = _entry(blank, value, posted, origins.get(name))
        elif blank.value_name in posted or blank.state_name in posted:
            emptied.add(name)
    for key in ("id", "assessment_date"):
        if text := _one(posted, key):
            raw[key] = text
    if "timeline" in raw:
        raw["timeline"] = _without(raw["timeline"], emptied)
    # What is not even a mapping stays as it is, so that the reader says so.
    raw["facts"] = facts if facts or left is None or isinstance(left, Mapping) else left
    entered.raw = raw
    return entered


def _fields(posted: Posted, edition: Edition) -> dict[str, FormField]:
    """Return the fields that were posted; of a name that the dictionary does not have, as text for the reader."""
    known = fields_of(edition)
    names = dict.fromkeys(name[2:] for name in posted if name.startswith(("f.", "s.")))
    return {name: known.get(name) or FormField(name, name, "", "date") for name in names}


def _one(posted: Posted, name: str) -> str:
    """Return the value of a field; what stands on the page twice may be filled in once."""
    return next((text.strip() for text in posted.get(name, ()) if text.strip()), "")


def _rest(posted: Posted, entered: Entered) -> dict[str, Any]:
    text = _one(posted, "rest")
    if not text:
        return {}
    document = read_json(text, "")
    rest = document.data
    sound = isinstance(rest, dict) and all(isinstance(part, dict) for part in rest.values())
    if document.problems or not sound:
        entered.problems.append(
            Problem(
                "what the form carries beside its fields cannot be read",
                field="rest",
                why="a part of the record would be lost in silence",
                remedy="load the record again",
            )
        )
        return {}
    return dict(rest)


# --- one field -----------------------------------------------------------------------------------------------


def _value(blank: FormField, posted: Posted, entered: Entered) -> Any:
    if blank.kind == "set":
        return _members(blank, posted, entered)
    texts = list(dict.fromkeys(text.strip() for text in posted.get(blank.value_name, ()) if text.strip()))
    if blank.kind in ("boolean", "enum") and UNKNOWN not in dict(blank.choices):
        texts = [text for text in texts if text != UNKNOWN]
    if not texts:
        return _NOTHING
    if len(texts) > 1:
        _problem(
            entered,
            blank,
            f"'{blank.name}' is entered {len(texts)} times: {shorten(texts)}",
            "which of them holds would be a guess",
            "keep one",
        )
    text = texts[0]
    match blank.kind:
        case "boolean":
            return _BOOLEANS.get(text, text)
        case "number":
            return _number(blank, text, entered)
        case "records":
            return _records(blank, text, entered)
        case _:
            return text


def _number(blank: FormField, text: str, entered: Entered) -> Any:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    remedy = "write the number with a point, such as 1.2" if "," in text else "write digits only"
    _problem(entered, blank, f"{shorten(text)} is not a number", "it cannot be compared", remedy)
    return text


def _records(blank: FormField, text: str, entered: Entered) -> Any:
    document = read_yaml(text, "")
    if document.problems:
        for problem in document.problems:
            path = f"facts.{blank.name}{'.' if problem.field[:1] not in ('', '[') else ''}{problem.field}"
            entered.problems.append(replace(problem, field=path))
        return text
    return _NOTHING if document.data is None else document.data


def _members(blank: FormField, posted: Posted, entered: Entered) -> Any:
    texts = [text.strip() for text in posted.get(blank.value_name, ())]
    if blank.open:
        texts = [part.strip() for text in texts for part in re.split(r"[,\n]", text)]
    members = list(dict.fromkeys(text for text in texts if text))
    state = _one(posted, blank.state_name)
    match state, bool(members):
        case ("some", True) | ("", True):
            return members
        case "none", False:
            return []
        case "some", False:
            entered.states[blank.name] = "some"
            _problem(
                entered,
                blank,
                f"of '{blank.name}' some were said and none is named",
                "no name would mean that there is none",
                "tick what there is, or choose none or unknown",
            )
            return _NOTHING
        case (("none" | "unknown"), True):
            entered.states[blank.name] = "none" if state == "none" else "unknown"
            what = f"'{blank.name}' is said to be {state}, and {len(members)} of its values are ticked"
            _problem(entered, blank, what, "one of the two must be wrong", "choose some, or untick the values")
            return members
        case (("" | "unknown"), False):
            return _NOTHING
        case _:
            remedy = "choose unknown, none or some"
            _problem(entered, blank, f"{shorten(state)} is no state of a list", "it could mean none", remedy)
            return members or _NOTHING


def _problem(entered: Entered, blank: FormField, what: str, why: str, remedy: str) -> None:
    entered.problems.append(Problem(what, field=f"facts.{blank.name}", why=why, remedy=remedy))


def _entry(blank: FormField, value: Any, posted: Posted, origin: Any) -> Any:
    """Return a value as a record has it: plain, or with its date, unit and origin."""
    entry = {"value": value}
    if day := _one(posted, blank.date_name):
        entry["date"] = day
    unit = _one(posted, blank.unit_name)
    if blank.kind == "number" and unit and unit != blank.units[0]:
        entry["unit"] = unit
    # Where a value came from is true of that value only.
    if isinstance(origin, list) and origin[1:] == [signature(filled(blank, entry))]:
        entry["origin"] = str(origin[0])
    return entry if len(entry) > 1 else value


def _without(timeline: Any, emptied: set[str]) -> Any:
    """Return a timeline without the values of facts that are said to be unknown: the earlier ones would count again."""
    if not isinstance(timeline, Mapping) or not isinstance(timeline.get("values"), list):
        return timeline
    values = [item for item in timeline["values"] if not (isinstance(item, Mapping) and item.get("fact") in emptied)]
    return {**timeline, "values": values}
