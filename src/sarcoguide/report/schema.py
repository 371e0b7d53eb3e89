"""The JSON Schemas of what comes out (the plan) and of what goes in (a record). Both are generated, never written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec

from sarcoguide.knowledge import DefinitionRule, FactRule, Guideline
from sarcoguide.knowledge.entries import Fact, RecordField
from sarcoguide.planning import Plan
from sarcoguide.record.view import ASSESSMENT_DATE

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DATE = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
A_DATE = {"$ref": "#/$defs/date"}
NOTHING = {"type": "null"}
Schema = dict[str, Any]


def plan_schema() -> Schema:
    """Return the schema of a plan. `value` of a fact or trace is open: it has the type of its fact."""
    inner = msgspec.json.schema(Plan)
    definitions = inner["$defs"]
    for name, schema in definitions.items():
        schema["title"] = name.removesuffix("View")
        schema["description"] = " ".join(schema.get("description", "").split())
    plan = definitions.pop("Plan")
    return {
        "$schema": DRAFT,
        **plan,
        "title": "Plan",
        "$defs": dict(sorted(definitions.items())),
    }


def record_schema(guideline: Guideline) -> Schema:
    """Return the schema of a record for the dictionary of a guideline.

    It holds names, types, lists of values, and ranges for plain numbers. A number with a unit of its own is checked
    when it is converted; freshness, applicability and contradictions are judged when the record is planned.
    """
    writer = _RecordSchema(guideline)
    facts = _mapping({name: writer.entry(rule) for name, rule in sorted(writer.rules.items())})
    timeline = writer.timeline()
    return {
        "$schema": DRAFT,
        "title": "Record",
        "description": f"One patient on one day, for: {guideline.about.title}. See docs/record.md.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "integer"], "description": "a name of your own; never a person's"},
            "about": {"description": "free text for people; never read by a rule"},
            "assessment_date": {**DATE, "description": "the day that judges ages and freshness; absent: today"},
            "facts": {"$ref": "#/$defs/facts"},
            "timeline": timeline,
            "assumed": {"$ref": "#/$defs/facts"},
        },
        "$defs": {"date": DATE, "facts": facts, **dict(sorted(writer.domains.items()))},
    }


def _mapping(properties: Mapping[str, Schema]) -> Schema:
    return {"type": ["object", "null"], "additionalProperties": False, "properties": dict(properties)}


@dataclass(slots=True)
class _RecordSchema:
    """Writes the schema of each fact; lists of values are written once and referred to."""

    guideline: Guideline
    domains: dict[str, Schema] = field(default_factory=dict)

    @property
    def rules(self) -> dict[str, FactRule | DefinitionRule]:
        """Every name that a record may hold. The assessment date stands at the top of a record, not under its facts."""
        facts = {name: rule for name, rule in self.guideline.facts.items() if name != ASSESSMENT_DATE}
        return {**facts, **{rule.entry.name: rule for rule in self.guideline.definitions}}

    def entry(self, rule: FactRule | DefinitionRule) -> Schema:
        """Return the schema of one fact. Facts that take the same values share one."""
        kind = rule.type
        if kind.kind in ("number", "records"):
            return {"title": rule.entry.label, **self.either(rule)}
        shared = f"fact_{kind.kind}_{kind.domain_name}".rstrip("_")
        if shared not in self.domains:
            self.domains[shared] = self.either(rule)
        return {"title": rule.entry.label, "$ref": f"#/$defs/{shared}"}

    def either(self, rule: FactRule | DefinitionRule) -> Schema:
        """Return what a fact may hold: a plain value, a value with date, unit and origin, or nothing."""
        inner: Schema = {
            "value": {"anyOf": [self.value(rule, ranged=False), NOTHING]},
            "date": {"anyOf": [A_DATE, NOTHING]},
            "origin": {"type": "string"},
        }
        if rule.type.kind == "number":
            others = rule.entry.accepts if isinstance(rule.entry, Fact) else []
            inner["unit"] = {"enum": [rule.entry.unit or "1", *(other.unit for other in others)]}
        full = {"type": "object", "required": ["value"], "additionalProperties": False, "properties": inner}
        return {"anyOf": [self.value(rule, ranged=True), full, NOTHING]}

    def value(self, rule: FactRule | DefinitionRule, *, ranged: bool) -> Schema:
        """Return the schema of a plain value."""
        kind = rule.type
        match kind.kind:
            case "boolean":
                return {"type": "boolean"}
            case "date":
                return A_DATE
            case "number":
                return _number(integer=kind.integer and ranged, bounds=rule.entry.range if ranged else None)
            case "enum":
                return self.one_of(kind.domain, kind.domain_name)
            case "set":
                items = self.one_of(kind.domain, kind.domain_name)
                return {"type": "array", "uniqueItems": True, "items": items}
            case _:
                fields = rule.entry.fields if isinstance(rule.entry, Fact) else None
                return {"type": "array", "items": self.record(fields or {})}

    def one_of(self, values: frozenset[str] | None, name: str) -> Schema:
        """Return a reference to a list of values; any word where there is none."""
        if values is None:
            return {"type": "string"}
        self.domains[f"values_{name}"] = {"enum": sorted(values)}
        return {"$ref": f"#/$defs/values_{name}"}

    def record(self, fields: Mapping[str, RecordField]) -> Schema:
        """Return the schema of one record of a list."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, form in fields.items() if form.required],
            "properties": {name: self.field(form) for name, form in fields.items()},
        }

    def field(self, form: RecordField) -> Schema:
        """Return the schema of one field of a record."""
        inner: Schema
        match form.type:
            case "boolean":
                inner = {"type": "boolean"}
            case "integer" | "number":
                inner = _number(integer=form.type == "integer", bounds=form.range)
            case "date":
                inner = A_DATE
            case "enum":
                inner = {"enum": sorted(form.values)} if form.values is not None else self.values_of(form)
            case _:
                inner = {"type": "string"}
        return inner if form.required else {"anyOf": [inner, NOTHING]}

    def values_of(self, form: RecordField) -> Schema:
        """Return the values of the fact that a field borrows them from."""
        rule = self.guideline.facts.get(form.values_of or "")
        return self.one_of(rule.type.domain, rule.type.domain_name) if rule is not None else {"type": "string"}

    def timeline(self) -> Schema:
        """Return the schema of the timeline: lists that fill facts, and dated values of any fact."""
        lists = {
            str(rule.entry.timeline): self.value(rule, ranged=True)
            for rule in self.guideline.facts.values()
            if rule.entry.timeline is not None
        }
        item = {
            "fact": {"enum": sorted(self.rules)},
            "value": {},
            "date": A_DATE,
            "unit": {"type": "string"},
            "origin": {"type": "string"},
        }
        dated = {
            "type": "object",
            "required": ["fact", "value", "date"],
            "additionalProperties": False,
            "properties": item,
        }
        return _mapping({**lists, "values": {"type": "array", "items": dated}})


def _number(*, integer: bool, bounds: list[Any] | None) -> Schema:
    schema: Schema = {"type": "integer" if integer else "number"}
    if bounds is not None:
        schema |= {"minimum": _plain(bounds[0]), "maximum": _plain(bounds[1])}
    return schema


def _plain(number: int | Decimal) -> int | float:
    return number if isinstance(number, int) else float(number)
