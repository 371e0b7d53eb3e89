"""From posted fields to a record in the form of docs/record.md. What is unknown is left out; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import structs

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge import Edition
from sarcoguide.knowledge.yaml_reader import read_yaml
from sarcoguide.record.files import read_json
from sarcoguide.web.fields import UNKNOWN, FormField, SetState, fields_of
from sarcoguide.web.form import filled, signature
from sarcoguide.web.reading import day, read

#: All that was posted: each name with its values, in order.
Posted = Mapping[str, Sequence[str]]

_NOTHING = object()


@dataclass(slots=True)
class Entered:
    """What a form says.

    The record, what could not be read of it, lists whose state does not fit their values, and the numbers of rows.
    """

    raw: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    states: dict[str, SetState] = field(default_factory=dict)
    numbers: dict[str, Sequence[int]] = field(default_factory=dict)


def one(posted: Posted, name: str) -> str:
    """Return the value of a field; what stands on the page twice may be filled in once."""
    return next((text.strip() for text in posted.get(name, ()) if text.strip()), "")


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
        else:
            emptied.add(name)
    for key in ("id", "assessment_date"):
        if text := one(posted, key):
            raw[key] = day(text) if key == "assessment_date" else text
    if "timeline" in raw:
        raw["timeline"] = _without(raw["timeline"], emptied)
    # What is not even a mapping stays as it is, so that the reader says so.
    raw["facts"] = facts if facts or left is None or isinstance(left, Mapping) else left
    entered.raw = raw
    return entered


def _fields(posted: Posted, edition: Edition) -> dict[str, FormField]:
    """Return the fields that were posted; of a name that the dictionary does not have, as text for the reader."""
    known = fields_of(edition)
    names: dict[str, None] = {}
    for name in (name[2:] for name in posted if name.startswith(("f.", "s."))):
        holder = known.get(name.partition(".")[0])
        names[holder.name if holder is not None and holder.kind == "records" else name] = None
    return {name: known.get(name) or FormField(name, name, "", "text") for name in names}


def _rest(posted: Posted, entered: Entered) -> dict[str, Any]:
    text = one(posted, "rest")
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
    if blank.kind == "records":
        return _records(blank, posted, entered)
    texts = list(dict.fromkeys(text.strip() for text in posted.get(blank.value_name, ()) if text.strip()))
    if blank.kind in ("boolean", "enum") and UNKNOWN not in dict(blank.choices):
        texts = [text for text in texts if text != UNKNOWN]
    if not texts:
        return _NOTHING
    if len(texts) > 1:
        what = f"{blank.label} is entered {len(texts)} times: {shorten(texts)}"
        _problem(entered, blank, what, "which of them holds would be a guess", "keep one")
    value = read(blank, texts[0])
    if blank.kind == "number" and isinstance(value, str):
        remedy = "write the number with a point, such as 1.2" if "," in value else "write digits only"
        _problem(entered, blank, f"{shorten(value)} is not a number", "it cannot be compared", remedy)
    return value


def _records(blank: FormField, posted: Posted, entered: Entered) -> Any:
    """Return records: from rows, or from the text that stands there when rows could not show all of them."""
    rows = _rows(blank, posted, entered)
    entered.numbers[blank.name] = tuple(rows)
    text = one(posted, blank.value_name)
    if not text:
        return _stated(blank, list(rows.values()), posted, entered)
    if rows:
        what = f"{blank.label} is entered as text and in rows"
        _problem(entered, blank, what, "which of them holds would be a guess", "empty one of the two")
    document = read_yaml(text, "")
    if document.problems:
        for problem in document.problems:
            path = f"facts.{blank.name}{'.' if problem.field[:1] not in ('', '[') else ''}{problem.field}"
            entered.problems.append(replace(problem, field=path))
        return text
    return _NOTHING if document.data is None else document.data


def _rows(blank: FormField, posted: Posted, entered: Entered) -> dict[int, dict[str, Any]]:
    """Return the rows in which something stands, by the numbers under which they were posted."""
    named = re.compile(rf"{re.escape(blank.value_name)}\.([0-9]{{1,6}})\.(\w+)")
    columns = {column.name: column for column in blank.columns}
    dropped = posted.get("remove", ())
    rows: dict[int, dict[str, Any]] = {}
    for name in posted:
        if (found := named.fullmatch(name)) is None or f"{blank.name}.{found.group(1)}" in dropped:
            continue
        number, key = int(found.group(1)), found.group(2)
        column = columns.get(key) or FormField(key, key, "", "text")
        cell = structs.replace(column, name=f"{blank.name}.{number}.{key}", prefix=blank.prefix)
        value = _value(cell, posted, entered)
        if value is not _NOTHING:
            rows.setdefault(number, {})[key] = value
    return dict(sorted(rows.items()))


def _members(blank: FormField, posted: Posted, entered: Entered) -> Any:
    texts = [text.strip() for text in posted.get(blank.value_name, ())]
    if blank.open:
        texts = [part.strip() for text in texts for part in re.split(r"[,\n]", text)]
    return _stated(blank, list(dict.fromkeys(text for text in texts if text)), posted, entered)


def _stated(blank: FormField, members: list[Any], posted: Posted, entered: Entered) -> Any:
    """Return a list, if what it says of itself fits what stands in it."""
    state = one(posted, blank.state_name)
    count = "1 entry is" if len(members) == 1 else f"{len(members)} entries are"
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
                f"some is chosen for {blank.label}, and none is entered",
                "no entry would mean that there is none",
                "enter what there is, or choose none or unknown",
            )
            return _NOTHING
        case (("none" | "unknown"), True):
            entered.states[blank.name] = "none" if state == "none" else "unknown"
            what = f"{state} is chosen for {blank.label}, and {count} there"
            _problem(entered, blank, what, "one of the two must be wrong", "choose some, or take the entries away")
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
    if dated := one(posted, blank.date_name):
        entry["date"] = day(dated)
    unit = one(posted, blank.unit_name)
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
