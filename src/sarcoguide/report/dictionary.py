"""The dictionary, for look-up: every name that a record may hold, and one in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, OptionRule, Reduction
from sarcoguide.knowledge.entries import Fact, SourceUse
from sarcoguide.language import Table
from sarcoguide.report import words
from sarcoguide.report.lines import Page, Part, Segment, code

APPLIES = "Applies when"
DERIVED = "worked out (a record may state them too)"


def dictionary_page(edition: Edition) -> Page:
    """Return all facts by subject, then the definitions."""
    page = Page()
    facts = sorted(edition.facts.values(), key=lambda rule: (rule.entry.subject, rule.entry.name))
    for subject, rules in groupby(facts, key=lambda rule: rule.entry.subject):
        page.heading(subject.replace("_", " "))
        _listed(page, rules)
    page.heading(DERIVED)
    _listed(page, sorted(edition.definitions.values(), key=lambda rule: rule.entry.name))
    return page


def _listed(page: Page, rules: Iterable[FactRule | DefinitionRule]) -> None:
    for rule in rules:
        entry = rule.entry
        unit = f" in {entry.unit}" if entry.unit and entry.unit != "1" else ""
        page.line(
            Segment(entry.name, "strong"),
            f"  {entry.label} ",
            Segment(f"({entry.type}{unit})", "quiet"),
            indent=2,
            hang=4,
        )


def name_page(name: str, edition: Edition) -> Page:
    """Return one fact or definition in full."""
    page = Page()
    rule: FactRule | DefinitionRule | None = edition.facts.get(name) or edition.definitions.get(name)
    if rule is None:
        page.line(f"{name} is not defined as of {edition.as_of}")
        return page
    page.line(Segment(rule.entry.label, "title"), f" [{name}]")
    for label, *parts in _fields(rule, edition):
        page.field(label, *parts)
    readers = [
        option.entry.id
        for option in (*edition.options.values(), *edition.shown.values())
        if any(name in _words(text) for text in _conditions(option))
    ]
    told = code(", ".join(readers)) if readers else "no option of this guideline directly"
    page.field("Read by", told)
    if isinstance(rule, DefinitionRule):
        _body(page, rule)
    return page


def _fields(rule: FactRule | DefinitionRule, edition: Edition) -> Iterator[tuple[str, *tuple[Part, ...]]]:
    """Yield what is known of a name, label and text; what a name does not have is left out."""
    entry = rule.entry
    yield "Type", entry.type
    if isinstance(entry, Fact):
        yield "Question", entry.question
        yield "Burden", edition.about.burdens.get(entry.burden, entry.burden)
    for value, meaning in edition.labels.get(entry.name, {}).items():
        yield "Value", f"{value}: {meaning}"
    if isinstance(entry, Fact):
        yield from _of_fact(entry)
    rest = {
        "Patient": entry.patient,
        "Unit": entry.unit,
        "Range": f"{entry.range[0]} to {entry.range[1]}" if entry.range else "",
        "Fresh for": "" if entry.fresh_days is None else f"{entry.fresh_days} days",
        APPLIES: entry.applies_when,
        "Elsewhere": ", ".join(entry.aliases),
        "Note": entry.note,
        "Source": entry.source if isinstance(entry, Fact) else "",
    }
    yield from ((label, code(text) if label == APPLIES else text) for label, text in rest.items() if text)
    if not isinstance(entry, Fact):
        yield from ((words.SOURCES, code(use.id), _use(use, edition)) for use in entry.sources)


def _use(use: SourceUse, edition: Edition) -> str:
    """Return a source as a definition uses it: what it is, what of it was used, whether that was read."""
    source = edition.sources.get(use.id)
    title = source.called if source is not None else edition.statements[use.id].topic
    remarks: list[str] = [] if use.position == "for" else [use.position]
    remarks += [words.NOT_VERIFIED] if source is not None and not source.verified else []
    marks = f" ({', '.join(remarks)})" if remarks else ""
    return f"{marks}, {title}{f': {use.note}' if use.note else ''}"


def _of_fact(entry: Fact) -> Iterator[tuple[str, str]]:
    """Yield what only facts have: other units, fields of records, the checklist that answers it."""
    for other in entry.accepts:
        yield "Other unit", f"{other.unit} (x {other.factor} = {entry.unit or 'the value'})"
    for name, form in (entry.fields or {}).items():
        parts = [form.type, form.unit or "", "required" if form.required else ""]
        yield "Field", f"{name}: {', '.join(part for part in parts if part)}"
    if entry.checklist:
        yield "Checklist", entry.checklist


def _body(page: Page, rule: DefinitionRule) -> None:
    page.blank()
    match rule.body:
        case Table():
            for row in rule.body.rows:
                value = "not known" if row.value is None else row.value.text
                because = row.because or row.unknown
                page.item(code(row.when.text), ": ", Segment(value, "strong"), f" {because}", indent=2)
        case Reduction():
            shown = ", ".join(f"{key} {value}" for key, value in rule.body.parameters.items())
            page.line(f"{rule.body.name}: ", code(shown), indent=2)
        case expr:
            page.line(code(expr.text), indent=2)
    if rule.entry.says:
        page.line(rule.entry.says)


def _conditions(option: OptionRule) -> Iterator[str]:
    yield from (part.text for part in option.when)
    for condition in (*option.unless, *option.discouraged, *option.caution):
        yield condition.when.text


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z][a-z0-9_]*", text))
