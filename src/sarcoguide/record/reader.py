"""From a document to a record: every value checked, every problem reported, nothing dropped and nothing guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from sarcoguide.days import day
from sarcoguide.errors import InForm, Problem, RecordError, shorten
from sarcoguide.knowledge import DefinitionRule, FactRule, Guideline
from sarcoguide.knowledge.yaml_reader import MAX_PROBLEMS, Document, Path, field_path
from sarcoguide.language import Type, Value
from sarcoguide.language.syntax import suggestion
from sarcoguide.record import values as checks
from sarcoguide.record.labels import label_of
from sarcoguide.record.model import Given, Record, Warned
from sarcoguide.record.values import BadValueError
from sarcoguide.record.words import read_words, words_for

KEYS = ("id", "about", "assessment_date", "facts", "timeline", "assumed")
VALUE_KEYS = ("value", "date", "unit", "origin")
TIMELINES = ("lesions", "treatments", "values")
ASSUMED = "assumption"


def read_record(
    source: Document | Mapping[str, Any],
    guideline: Guideline,
    *,
    assessment_date: date | None = None,
    assume: bool = False,
) -> Record:
    """Return the record that a document or mapping holds.

    Args:
        source: what was parsed, or a mapping of the same form (see docs/record.md).
        guideline: the dictionary to check against.
        assessment_date: the day on which the record is judged; by default the record's own, or today.
        assume: whether the values under `assumed` are used, each with a warning.

    Raises:
        RecordError: with every problem of the record.
    """
    document = source if isinstance(source, Document) else Document("record", dict(source))
    if document.problems or document.data is None:
        empty = Problem("the record is empty", document.where, remedy="write at least `facts:`, see docs/record.md")
        raise RecordError(document.problems or [empty])
    reading = _Reading(document, guideline)
    record = reading.read(assessment_date, assume=assume)
    if record is None or reading.problems:
        raise RecordError(reading.problems)
    return record


class _Reading:
    """One pass over one document."""

    def __init__(self, document: Document, guideline: Guideline) -> None:
        self.document = document
        self.guideline = guideline
        self.definitions: dict[str, DefinitionRule] = {rule.entry.name: rule for rule in guideline.definitions}
        self.problems: list[Problem] = []
        self.found: defaultdict[str, list[tuple[Given, Path]]] = defaultdict(list)
        self.today = date.min

    def problem(self, path: Path, what: str, why: str = "", remedy: str = "", in_form: str = "") -> None:
        where, line = self.document.where, self.document.line(path)
        told = InForm(remedy=in_form) if in_form else None
        self.problems.append(Problem(what, where, line, field_path(path), why, remedy, in_form=told))
        if len(self.problems) >= MAX_PROBLEMS:
            more = Problem(f"there may be more than these {MAX_PROBLEMS} problems", where, remedy="correct these first")
            raise RecordError([*self.problems, more])

    def bad(self, path: Path, error: BadValueError) -> None:
        """Tell of a value that cannot be used, part by part."""
        for bad in error.each():
            self.problem((*path, *bad.path), bad.what, bad.why, bad.remedy, bad.in_form)

    def read(self, assessment_date: date | None, *, assume: bool) -> Record | None:
        data = self.document.data
        if not isinstance(data, dict):
            self.problem((), "a record is a mapping with the key `facts`", remedy="see docs/record.md")
            return None
        for key in data:
            if key not in KEYS:
                remedy = "move it under `facts`" if key in self.guideline.facts else _key_remedy(key, KEYS)
                self.problem((key,), f"unknown key {shorten(key)}", "it would be lost in silence", remedy)
        own_day = self.day_of_assessment(data)
        self.today = assessment_date or own_day or date.today()
        facts, words = read_words(self.mapping(data, "facts"), self.guideline)
        for name, raw in facts.items():
            self.entry(name, raw, ("facts", name))
        self.timeline(self.mapping(data, "timeline"))
        assumed = self.mapping(data, "assumed")
        warnings = self.assumptions(assumed, use=assume)
        given = {name: self.in_force(name, entries) for name, entries in self.found.items()}
        about = data.get("about")
        record_id = data.get("id")
        if record_id is not None and (isinstance(record_id, bool) or not isinstance(record_id, str | int)):
            what = f"{shorten(record_id)} stands where the record's name is needed"
            self.problem(("id",), what, "two patients could be taken for one", "write one word, or leave `id` out")
        return Record(
            id=str(record_id) if isinstance(record_id, str | int) else PurePath(self.document.where).stem or "record",
            assessment_date=self.today,
            given=given,
            about=about if isinstance(about, dict) else {"note": about} if about else {},
            warnings=(*words, *warnings, *self.undated(given)),
            where=self.document.where,
        )

    def day_of_assessment(self, data: Mapping[str, Any]) -> date | None:
        if data.get("assessment_date") is None:
            return None
        try:
            return checks.day(data["assessment_date"])
        except BadValueError as bad:
            self.bad(("assessment_date",), bad)
            return None

    def mapping(self, data: Mapping[str, Any], key: str) -> dict[str, Any]:
        part = data.get(key)
        if part is None:
            return {}
        if not isinstance(part, dict):
            self.problem((key,), f"`{key}` must be a mapping", remedy="see docs/record.md")
            return {}
        return part

    def entry(self, name: object, raw: object, path: Path, *, value_date: date | None = None) -> None:
        """Take one value of a fact, plain or with date, unit and origin."""
        rule = self.rule(name, path)
        if rule is None or raw is None:
            return
        entry_date, unit, origin = value_date, None, ""
        if isinstance(raw, dict):
            for key in raw:
                if key not in VALUE_KEYS:
                    self.problem(
                        (*path, key),
                        f"unknown key {shorten(key)}",
                        "it would be lost",
                        _key_remedy(key, VALUE_KEYS),
                    )
            if "value" not in raw:
                self.problem(path, "the value itself is missing", "a date or unit alone says nothing", "add `value:`")
            if raw.get("value") is None:
                return
            unit, origin = raw.get("unit"), str(raw.get("origin") or "")
            entry_date = self.value_date(raw.get("date"), (*path, "date")) or value_date
            raw = raw["value"]
            path = (*path, "value")
        try:
            value, entered = self.value(rule, raw, unit)
            self.refuse_future(rule, value)
            self.refuse_late_or_doubled(value, path)
        except BadValueError as bad:
            self.bad(path, bad)
            return
        self.found[str(name)].append((Given(str(name), value, entry_date, origin, entered), path))

    def rule(self, name: object, path: Path) -> FactRule | DefinitionRule | None:
        if isinstance(name, str) and name in self.guideline.facts:
            if name == "assessment_date":
                self.problem(path, "the assessment date stands at the top of the record", remedy="move it to the top")
                return None
            return self.guideline.facts[str(name)]
        if isinstance(name, str) and name in self.definitions:
            if not self.definitions[name].entry.may_be_stated:
                what = f"'{name}' is worked out from other facts and cannot be stated"
                self.problem(path, what, "a stated one could take a safeguard away", "state the facts it rests on")
                return None
            return self.definitions[name]
        rules: list[FactRule | DefinitionRule] = [*self.guideline.facts.values(), *self.definitions.values()]
        aliases = {alias: rule.entry.name for rule in rules for alias in rule.entry.aliases}
        known = [*self.guideline.facts, *self.definitions]
        remedy = f"here it is called '{aliases[str(name)]}'" if str(name) in aliases else suggestion(str(name), known)
        self.problem(
            path,
            f"there is no fact {shorten(name)}",
            "a value under a name that nobody reads would be lost in silence",
            remedy or "`sarcoguide facts` lists all names",
            "tick its name on top of the form to leave it out",
        )
        return None

    def value_date(self, raw: object, path: Path) -> date | None:
        if raw is None:
            return None
        try:
            found = checks.day(raw)
        except BadValueError as bad:
            self.bad(path, bad)
            return None
        if found > self.today:
            self.problem(
                path,
                f"{found} is after the assessment date {self.today}",
                "a value cannot be known before its day",
                "correct the date, or assess the record on a later day",
            )
        return found

    def refuse_future(self, rule: FactRule | DefinitionRule, value: Value) -> None:
        future_allowed = isinstance(rule, FactRule) and rule.entry.may_be_future
        if isinstance(value, date) and value > self.today and not future_allowed:
            raise BadValueError(
                f"{value} is after the assessment date {self.today}",
                "intervals to it would be negative",
                "correct the date, or assess the record on a later day",
            )

    def value(self, rule: FactRule | DefinitionRule, raw: object, unit: object) -> tuple[Value, str]:
        """Return a checked value and, when converted, the entry as written."""
        entry, kind = rule.entry, rule.type
        labels = self.guideline.names.labels.get(entry.name, {})
        if unit is not None and kind.kind != "number":
            raise BadValueError(
                f"the unit {shorten(unit)} stands beside a value that has none", remedy="remove the unit"
            )
        match kind.kind:
            case "number":
                return checks.number(
                    raw,
                    integer=kind.integer,
                    unit=entry.unit,
                    given_unit=None if unit is None else str(unit),
                    accepts=rule.entry.accepts if isinstance(rule, FactRule) else (),
                    bounds=entry.range,
                )
            case "boolean":
                return checks.boolean(raw), ""
            case "date":
                return checks.day(raw), ""
            case "enum":
                return checks.one_of(raw, kind.domain, labels, words_for(entry, self.guideline)), ""
            case "set":
                return checks.members(raw, kind.domain, labels), ""
            case _:
                fields = rule.entry.fields if isinstance(rule, FactRule) else None
                return checks.records(raw, fields or {}, self.domains()), ""

    def domains(self) -> dict[str, frozenset[str]]:
        types: dict[str, Type] = {name: rule.type for name, rule in self.guideline.facts.items()}
        return {name: kind.domain for name, kind in types.items() if kind.domain is not None}

    def timeline(self, timeline: Mapping[str, Any]) -> None:
        """Draw the records of a timeline into the facts that hold them, and take its dated values."""
        for key, raw in timeline.items():
            path: Path = ("timeline", key)
            if key not in TIMELINES:
                self.problem(path, f"unknown key {shorten(key)}", "it would be lost", _key_remedy(key, TIMELINES))
            elif not isinstance(raw, list):
                self.problem(path, f"`{key}` must be a list", remedy="start each entry with '- '")
            elif key == "values":
                for index, item in enumerate(raw):
                    self.timeline_value(item, (*path, index))
            else:
                holders = [rule for rule in self.guideline.facts.values() if rule.entry.timeline == key]
                if not holders:
                    self.problem(path, f"no fact holds `{key}` here", "it would be lost", "leave it out")
                for rule in holders:
                    self.entry(rule.entry.name, raw, path)

    def timeline_value(self, item: object, path: Path) -> None:
        if not isinstance(item, dict) or "fact" not in item or "value" not in item:
            self.problem(path, "a value of the timeline has the keys fact, value, date", remedy="add what is missing")
            return
        if item.get("date") is None:
            self.problem(path, "a value of the timeline needs its date", "it cannot be placed in time", "add date:")
            return
        rest = {key: value for key, value in item.items() if key != "fact"}
        self.entry(item["fact"], rest, path)

    def refuse_late_or_doubled(self, value: Value, path: Path) -> None:
        rows: tuple[Any, ...] = value if isinstance(value, tuple) else ()
        for bad in checks.unsound(rows, self.today):
            self.bad(path, bad)

    def in_force(self, name: str, entries: list[tuple[Given, Path]]) -> Given:
        """Return the latest value of a fact; an undated one counts as of the assessment date."""
        by_day: defaultdict[date, list[tuple[Given, Path]]] = defaultdict(list)
        for given, path in entries:
            by_day[given.date or self.today].append((given, path))
        for given_on, same_day in by_day.items():
            if len(same_day) > 1:
                self.problem(
                    same_day[1][1],
                    f"'{name}' is given {len(same_day)} times for {given_on}",
                    "which of them holds would be a guess",
                    "keep one; give the others their own dates",
                )
        return by_day[max(by_day)][0][0]

    def assumptions(self, assumed: Mapping[str, Any], *, use: bool) -> list[Warned]:
        if not assumed:
            return []
        names = self.labels(assumed)
        if not use:
            return [
                Warned(
                    "assumptions_unused",
                    f"The record lists assumptions that were not used: {names}.",
                    (*assumed,),
                )
            ]
        for name, raw in assumed.items():
            if name in self.found:
                self.problem(("assumed", name), f"'{name}' is given and assumed", remedy="keep one of the two")
                continue
            wrapped = raw if isinstance(raw, dict) else {"value": raw}
            self.entry(name, {**wrapped, "origin": ASSUMED}, ("assumed", name))
        return [Warned("assumptions", f"Assumed, not in the record: {names}.", (*assumed,))]

    def undated(self, given: Mapping[str, Given]) -> list[Warned]:
        names = tuple(
            name
            for name, value in sorted(given.items())
            if value.date is None and value.origin != ASSUMED and self.fresh_days(name) is not None
        )
        if not names:
            return []
        return [Warned("undated", f"Without a date, so counted as of {day(self.today)}: {self.labels(names)}.", names)]

    def labels(self, names: Iterable[object]) -> str:
        """Return names as people read them."""
        return ", ".join(label_of(str(name), self.guideline) for name in names)

    def fresh_days(self, name: str) -> int | None:
        rule = self.guideline.facts.get(name) or self.definitions.get(name)
        return rule.entry.fresh_days if rule else None


def _key_remedy(key: object, keys: tuple[str, ...]) -> str:
    return suggestion(str(key), keys) or f"keys here: {', '.join(keys)}"
