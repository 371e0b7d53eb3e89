"""From a record to the form that shows it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from msgspec.structs import replace

from sarcoguide.dossier import Dossier
from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge import Edition
from sarcoguide.planning.wording import wording_of
from sarcoguide.record.reader import VALUE_KEYS
from sarcoguide.web.fields import Form, FormField, FormRow, FormSection, SetState, empty_sections, fields_of
from sarcoguide.web.reading import comes_back
from sarcoguide.web.written import as_json, as_text, plain

_FACT = re.compile(r"facts\.(\w+)")
_TIMELINE = re.compile(r"timeline\.(\w+)(?:\[(\d+)\])?")
#: A part of a row: as the reader of records names it, by place, and as a form does, by the number that it posted.
_PLACE = re.compile(r"(?:facts\.\w+(?:\.value)?|timeline\.\w+)\[(\d+)\](?:\.(\w+))?")
_CELL = re.compile(r"facts\.\w+\.(\d+)\.(\w+)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A record taken apart: what fields show, by name, and the rest as it stood."""

    shown: dict[str, Any] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)

    @property
    def leftovers(self) -> tuple[str, ...]:
        """Names of entries that no field can show."""
        return tuple(str(name) for name in self.rest.get("facts", ()))


def form_of(
    raw: Mapping[str, Any],
    edition: Edition,
    problems: Iterable[Problem] = (),
    *,
    dossier: Dossier | None = None,
    states: Mapping[str, SetState] | None = None,
    numbers: Mapping[str, Sequence[int]] | None = None,
) -> Form:
    """Return the form of a record.

    Args:
        raw: the record as written (docs/record.md), sound or not.
        edition: the guideline whose dictionary asks.
        problems: what is wrong with the record; each stands beside its field, where it has one.
        dossier: what was made of the record, for what applies and what is worked out.
        states: what was chosen of lists although it does not fit their values.
        numbers: under which numbers the rows of records were posted; by default they are counted from 0.
    """
    parts = taken_apart(raw, edition)
    fields = {
        name: filled(field, parts.shown[name]) if name in parts.shown else field
        for name, field in fields_of(edition).items()
    }
    for name, state in (states or {}).items():
        if name in fields:
            fields[name] = replace(fields[name], set_state=state)
    for name, posted in (numbers or {}).items():
        if name in fields and len(fields[name].rows) == len(posted):
            fields[name] = _numbered(fields[name], posted)
    if dossier is not None:
        fields = _judged(fields, dossier)
    placed, unplaced = _placed(problems, raw, edition)
    for name, found in placed.items():
        for problem in found:
            fields[name] = _with_problem(fields[name], problem)
    sections = tuple(
        FormSection(subject, title, tuple(fields[name] for name in names))
        for subject, (title, names) in empty_sections(edition).items()
    )
    return Form(
        sections,
        tuple(unplaced),
        id=plain(raw.get("id")),
        assessment_date=plain(raw.get("assessment_date")),
        rest=_rest(parts, fields),
        leftovers=parts.leftovers,
    )


# --- which part of a record stands where ---------------------------------------------------------------------


def taken_apart(raw: Mapping[str, Any], edition: Edition) -> Parts:
    """Return which entries of a record the form shows, and what is left.

    Of a fact with several dated values the field shows the one in force; the others stay in the timeline. A timeline of
    rows that a fact holds is shown in that fact.
    """
    parts = Parts(rest={key: value for key, value in raw.items() if key not in ("id", "assessment_date", "facts")})
    facts = raw.get("facts")
    fields = fields_of(edition)
    left: Any = {}
    if not isinstance(facts, Mapping):
        left = facts
    else:
        for name, entry in facts.items():
            if name in fields and can_be_shown(fields[name], entry):
                if not says_nothing(entry):
                    parts.shown[name] = entry
            else:
                left[name] = entry
    timeline = raw.get("timeline")
    if isinstance(timeline, Mapping) and isinstance(left, Mapping):
        parts.rest["timeline"] = _with_rows(_with_values(timeline, parts.shown, left, edition), parts.shown, edition)
        if not parts.rest["timeline"]:
            del parts.rest["timeline"]
    if left:
        parts.rest["facts"] = left
    return parts


def says_nothing(entry: Any) -> bool:
    """Whether an entry is read as unknown."""
    return entry is None or (isinstance(entry, Mapping) and "value" in entry and entry["value"] is None)


def can_be_shown(field: FormField, entry: Any) -> bool:
    """Whether a field can show an entry and nothing of it is lost. Whether it is right is another question."""
    value = entry
    if isinstance(entry, Mapping):
        if "value" not in entry or not set(entry) <= set(VALUE_KEYS):
            return False
        value = entry["value"]
        unit, day, origin = entry.get("unit"), entry.get("date"), entry.get("origin")
        plain_parts = (
            unit is None or (isinstance(unit, str) and field.kind == "number"),
            day is None or isinstance(day, date | str),
            origin is None or isinstance(origin, str),
        )
        if not all(plain_parts):
            return False
    if field.kind == "records":
        return True
    if field.kind == "set" and isinstance(value, list | tuple):
        return all(isinstance(member, str) and member for member in value)
    return not isinstance(value, Mapping | list | tuple | set | frozenset)


def _with_values(
    timeline: Mapping[str, Any], shown: dict[str, Any], left: Mapping[str, Any], edition: Edition
) -> dict[str, Any]:
    """Show the value in force of each fact that has dated values, and return the timeline without it."""
    items = timeline.get("values")
    if not isinstance(items, list):
        return dict(timeline)
    fields = fields_of(edition)
    by_fact: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for index, item in enumerate(items):
        name = item.get("fact") if isinstance(item, Mapping) else None
        if isinstance(name, str) and name in fields and name not in left and item.get("value") is not None:
            entry = {key: part for key, part in item.items() if key != "fact"}
            if can_be_shown(fields[name], entry) and (day := _day(item.get("date"))):
                by_fact[name].append((day, index))
    values: list[Any] = list(items)
    taken = []
    for name, dated in by_fact.items():
        latest, index = max(dated)
        own = shown.get(name)
        if own is not None:
            day = _day(own.get("date")) if isinstance(own, Mapping) else ""
            if not day or day >= latest:
                continue
            values.append({"fact": name, **own})
        taken.append(index)
        shown[name] = {key: part for key, part in items[index].items() if key != "fact"}
    values = [item for index, item in enumerate(values) if index not in taken]
    return {key: part for key, part in timeline.items() if key != "values"} | ({"values": values} if values else {})


def _day(raw: Any) -> str:
    """Return a date in a form that sorts; empty where there is none."""
    return raw.isoformat() if isinstance(raw, date) else raw if isinstance(raw, str) else ""


def _with_rows(timeline: dict[str, Any], shown: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """Show the rows of a timeline in the facts that hold them, unless a fact has rows of its own."""
    for key in list(timeline):
        holders = [name for name, rule in edition.facts.items() if rule.entry.timeline == key]
        if holders and isinstance(timeline[key], list) and not any(name in shown for name in holders):
            shown.update(dict.fromkeys(holders, timeline.pop(key)))
    return timeline


def _rest(parts: Parts, fields: Mapping[str, FormField]) -> str:
    """Return what no field shows, as JSON; where a value came from is kept with the value it belongs to."""
    origins = {name: [field.origin, signature(field)] for name, field in fields.items() if field.origin}
    kept = {"record": parts.rest, "origins": origins}
    return as_json({key: part for key, part in kept.items() if part})


def signature(field: FormField) -> str:
    """Return a value as it stands in its field, to see whether it was changed."""
    listed = ",".join(sorted(field.values))
    rows = ";".join(",".join(cell.value for cell in row.cells) for row in field.rows)
    return "|".join((field.value, listed, rows, field.set_state, field.given_unit, field.date))


# --- one field -----------------------------------------------------------------------------------------------


def filled(field: FormField, entry: Any) -> FormField:
    """Return a field with an entry of a record in it, as it was entered."""
    value, day, unit, origin = entry, "", "", ""
    if isinstance(entry, Mapping):
        value, day, unit = entry["value"], plain(entry.get("date")), plain(entry.get("unit"))
        origin = plain(entry.get("origin"))
    field = replace(field, date=day, origin=origin, state="known")
    match field.kind:
        case "set":
            members = tuple(map(plain, value if isinstance(value, list | tuple) else [value]))
            return replace(_with_foreign(field, members), values=members, set_state="some" if members else "none")
        case "records":
            listed = rows_of(field, value)
            if listed is None:
                return replace(field, value=value if isinstance(value, str) else as_text(value))
            return replace(field, rows=listed, set_state="some" if listed else "none")
        case "number":
            own = field.units[0]
            units = field.units if not unit or unit in field.units else (*field.units, unit)
            return replace(field, value=plain(value), given_unit=unit or own, units=units)
        case "boolean" | "enum":
            return replace(_with_foreign(field, (plain(value),)), value=plain(value))
        case _:
            return replace(field, value=plain(value))


def rows_of(field: FormField, value: Any) -> tuple[FormRow, ...] | None:
    """Return a list of records as rows; None where something in it would not come back as it is."""
    if not isinstance(value, list | tuple):
        return None
    columns = {column.name: column for column in field.columns}
    listed = []
    for number, item in enumerate(value):
        if not isinstance(item, Mapping) or not set(item) <= set(columns):
            return None
        given = {name: part for name, part in item.items() if part is not None}
        if not given or not all(comes_back(columns[name], part) for name, part in given.items()):
            return None
        row = field.row(number, {name: plain(part) for name, part in given.items()})
        cells = (
            _with_foreign(cell, (cell.value,)) if cell.value and cell.kind in ("boolean", "enum") else cell
            for cell in row.cells
        )
        listed.append(FormRow(number, tuple(cells)))
    return tuple(listed)


def _numbered(field: FormField, numbers: Sequence[int]) -> FormField:
    """Return a field whose rows have the numbers under which they were posted."""
    rows = []
    for number, row in zip(numbers, field.rows, strict=True):
        names = [f"{field.name}.{number}.{column.name}" for column in field.columns]
        cells = tuple(replace(cell, name=name) for name, cell in zip(names, row.cells, strict=True))
        rows.append(replace(row, number=number, cells=cells))
    return replace(field, rows=tuple(rows))


def _with_foreign(field: FormField, values: Sequence[str]) -> FormField:
    """Offer also what was entered and is not among the values, so that it is seen and can be corrected."""
    known = {value for value, _ in field.choices}
    if field.open:
        return field
    foreign = tuple((value, f"{shorten(value)} (as entered)") for value in values if value not in known)
    return replace(field, choices=(*field.choices, *foreign)) if foreign else field


def _judged(fields: Mapping[str, FormField], dossier: Dossier) -> dict[str, FormField]:
    """Return the fields with what the guideline made of them."""
    found = dict(fields)
    for line in (line for group in dossier.facts for line in group.facts):
        shown = fields.get(line.fact)
        if shown is not None and (line.state, shown.state) != ("unknown", "unknown"):
            worked_out = line.words if line.derived and line.state == "known" else ""
            found[line.fact] = replace(
                shown, state=line.state, stale=line.stale, words=line.words, worked_out=worked_out
            )
    wording = wording_of(dossier.edition)
    for trace in dossier.plan.definitions:
        shown = fields.get(trace.name or "")
        if shown is not None and shown.derived and not shown.given:
            words = wording.words(shown.name, trace.value) if trace.known else ""
            found[shown.name] = replace(shown, state=trace.state.value, words=words, worked_out=words)
    return found


# --- problems ------------------------------------------------------------------------------------------------


def _placed(
    problems: Iterable[Problem], raw: Mapping[str, Any], edition: Edition
) -> tuple[dict[str, list[Problem]], list[Problem]]:
    """Return the problems by the field beside which they stand, and those that belong to none."""
    beside: defaultdict[str, list[Problem]] = defaultdict(list)
    others = []
    for problem in problems:
        names = [name for name in named(problem, raw, edition) if name in fields_of(edition)]
        for name in names:
            beside[name].append(problem)
        if not names:
            others.append(problem)
    return beside, others


def _with_problem(field: FormField, problem: Problem) -> FormField:
    """Return a field with a problem beside it, or beside the row or cell of which the problem speaks."""
    where = place = None
    column = ""
    if found := _PLACE.match(problem.field):
        place, column = int(found.group(1)), found.group(2) or ""
    elif found := _CELL.match(problem.field):
        where, column = int(found.group(1)), found.group(2)
    for index, row in enumerate(field.rows):
        if index != place and row.number != where:
            continue
        cells = tuple(
            replace(cell, errors=(*cell.errors, problem)) if cell.name.endswith(f".{column}") else cell
            for cell in row.cells
        )
        errors = row.errors if cells != row.cells else (*row.errors, problem)
        changed = replace(row, cells=cells, errors=errors)
        return replace(field, rows=(*field.rows[:index], changed, *field.rows[index + 1 :]))
    return replace(field, errors=(*field.errors, problem))


def named(problem: Problem, raw: Mapping[str, Any], edition: Edition) -> list[str]:
    """Return the facts of which a problem of a record speaks."""
    if found := _FACT.match(problem.field):
        return [found.group(1)]
    if found := _TIMELINE.match(problem.field):
        key, index = found.groups()
        if key != "values":
            return [name for name, rule in edition.facts.items() if rule.entry.timeline == key]
        items = raw["timeline"]["values"] if index is not None else []
        item = items[int(index)] if index is not None and int(index) < len(items) else None
        return [str(item["fact"])] if isinstance(item, Mapping) and "fact" in item else []
    return problem.field.split(", ") if problem.field else []
