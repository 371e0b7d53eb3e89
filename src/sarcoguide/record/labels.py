"""The words of a guideline for names and values: the one place where a label is looked up."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sarcoguide.days import day
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, Guideline
from sarcoguide.knowledge.entries import RecordField
from sarcoguide.language import Value

NO_LABELS: Mapping[str, str] = {}
_ASIDE = re.compile(r"(?<=.) \([^)]*\)$")
#: Longest meaning of a value that is printed in its place.
MAX_LABEL = 40
#: UCUM codes that people write otherwise: times, and a count by length of genome.
WRITTEN_UNITS = {"a": "years", "mo": "months", "wk": "weeks", "d": "days", "1/1000000{Base}": "per million bases"}


def rule_of(name: str, known: Guideline | Edition) -> FactRule | DefinitionRule | None:
    """Return the fact or definition of a name; of a guideline with dated versions, any version."""
    definitions = known.definitions
    found = known.facts.get(name)
    if found is not None:
        return found
    if isinstance(definitions, tuple):
        return next((rule for rule in definitions if rule.entry.name == name), None)
    return definitions.get(name)


def label_of(name: str, known: Guideline | Edition) -> str:
    """Return the label of a fact, definition, setting or own quantity; the name itself if it has none."""
    rule = rule_of(name, known)
    if rule is not None:
        return rule.entry.label
    own = name.removeprefix("own.")
    if own != name and own in known.about.own:
        return known.about.own[own].label
    return known.settings[name].label if name in known.settings else name


def meaning_of(name: str, value: str, known: Guideline | Edition) -> str:
    """Return the whole meaning of a value of a list, however long; the value itself if it has none."""
    return known.labels.get(name, NO_LABELS).get(value, value)


def words_of(name: str, value: Value, edition: Edition) -> str:
    """Return a value of a fact in words, with its unit."""
    labels = edition.labels.get(name, NO_LABELS)
    match value:
        case str():
            return _short(labels, value, _longest(name, edition))
        case frozenset():
            longest = _longest(name, edition)
            return ", ".join(_short(labels, member, longest) for member in sorted(value)) or "none"
        case tuple():
            return "; ".join(record_in_words(name, item, edition) for item in value) or "none"
        case _:
            return f"{in_words(value)} {unit_of(name, edition)}".strip()


def unit_of(name: str, edition: Edition) -> str:
    """Return the unit of a fact as it is printed: counts and scores have none."""
    rule = rule_of(name, edition)
    return _printed(rule.entry.unit if rule is not None else None)


def record_in_words(name: str, item: Any, edition: Edition) -> str:
    """Return one record of a list in words, as in `lung: 3`.

    The first of its fields heads it. Fields that every record has are said by their value alone; others are named.
    """
    rule = edition.facts.get(name)
    forms = (rule.entry.fields if rule is not None else None) or {}
    fields: Mapping[str, Value] = item if isinstance(item, Mapping) else {}
    order = [key for key in forms if key in fields]
    head = _field_in_words(fields[order[0]], forms[order[0]], edition) if order else ""
    rest = list(_named_fields(fields, order[1:], forms, edition))
    rest += [f"{key.replace('_', ' ')} {in_words(fields[key])}" for key in sorted(fields.keys() - forms.keys())]
    return f"{head}: {', '.join(rest)}" if head and rest else head or ", ".join(rest)


def _named_fields(
    fields: Mapping[str, Value], keys: list[str], forms: Mapping[str, RecordField], edition: Edition
) -> Iterator[str]:
    for key in keys:
        form, value = forms[key], fields[key]
        label = form.label or key.replace("_", " ")
        if value is True:
            yield label
        elif isinstance(value, bool):
            yield f"{label}: no"
        else:
            said = _field_in_words(value, form, edition)
            yield said if form.required else f"{label} {said}"


def _field_in_words(value: Value, form: RecordField, edition: Edition) -> str:
    if isinstance(value, str) and form.type == "enum":
        # What a label explains in brackets is for whoever chooses the value; beside a number it is in the way.
        return _ASIDE.sub("", _short(edition.labels.get(form.values_of or "", NO_LABELS), value, MAX_LABEL))
    # A plan as JSON holds days as text.
    said = day(value) if form.type == "date" and isinstance(value, str) else in_words(value)
    return f"{said} {_printed(form.unit)}".strip()


def _printed(unit: str | None) -> str:
    return "" if unit is None or unit == "1" or unit.startswith("{") else WRITTEN_UNITS.get(unit, unit)


def _longest(name: str, edition: Edition) -> float:
    """Return how long a label may be to stand for its value: entries of a shared list have names, others meanings."""
    rule = edition.facts.get(name) or edition.definitions.get(name)
    return math.inf if rule is not None and rule.entry.domain else MAX_LABEL


def _short(labels: Mapping[str, str], value: str, longest: float) -> str:
    label = labels.get(value, "")
    if value[:1].isupper():
        # A code that clinicians know by itself, such as a stage: the meaning stands beside it, never in its place.
        return f"{value} ({label})" if 0 < len(label) <= longest and label != value else value
    return label if 0 < len(label) <= longest else value.replace("_", " ")


def in_words(value: Value) -> str:
    """Return a value that no list names: sets sorted, days for people, numbers with at most six significant digits."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.6g}"
        case date():
            return day(value)
        case frozenset():
            return ", ".join(sorted(value)) or "none"
        case tuple():
            return "; ".join(_plain_record(item) for item in value) or "none"
        case _:
            return str(value)


def _plain_record(item: object) -> str:
    fields = item if isinstance(item, dict) else {}
    return ", ".join(f"{key} {in_words(value)}" for key, value in fields.items())
