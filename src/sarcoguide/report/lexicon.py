"""The guideline's own words for names, values, changes and days, as the faces print them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sarcoguide.days import day
from sarcoguide.knowledge import Edition
from sarcoguide.planning.model import RegulatoryView, SourceView
from sarcoguide.record.labels import in_words, label_of, record_in_words, unit_of, words_of
from sarcoguide.report import words

RELATIONS = {
    "==": "is",
    "!=": "other than",
    "<": "below",
    "<=": "at most",
    ">": "above",
    ">=": "at least",
    "in": "is one of",
    "not in": "is none of",
    "includes": "with",
    "excludes": "without",
}
_CHANGE = re.compile(r"(.+?) (==|!=|<=|>=|<|>|not in|in|includes|excludes) (.+)")
_NAME = re.compile(r"[a-z][a-z0-9_.]*")
_NAMES = re.compile(r"\b[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?\b")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Members of a list that are printed before the rest is counted.
LISTED = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one edition of a guideline."""

    edition: Edition

    def label(self, name: str) -> str:
        """Return the label of a fact, definition, setting or own quantity; the name itself if it has none."""
        known = name.startswith("own.") or name in self.edition.settings
        if known or name in self.edition.facts or name in self.edition.definitions:
            return label_of(name, self.edition)
        return name

    def value(self, name: str, value: Any) -> str:
        """Return a value in words, with its unit."""
        match value:
            case list() if all(isinstance(member, str) for member in value):
                return self.several(name, value)
            case list():
                return "; ".join(record_in_words(name, item, self.edition) for item in value) or "none"
            case str() if _DAY.fullmatch(value):
                return day(value)
            case _:
                return self.unit(words_of(name, value, self.edition), name)

    def unit(self, text: str, name: str) -> str:
        """Return a value with its unit of time written out."""
        unit = unit_of(name, self.edition)
        if unit not in words.UNITS or not text.endswith(f" {unit}"):
            return text
        return f"{text.removesuffix(unit)}{words.UNITS[unit]}"

    def expression(self, text: str) -> str:
        """Return the text of an expression with the labels of facts in place of their names."""
        return _NAMES.sub(lambda match: self.label(match.group()), text)

    def several(self, name: str, members: Iterable[str]) -> str:
        """Return a list of values in words; what is long is counted."""
        shown = [words_of(name, member, self.edition) for member in members]
        if len(shown) > LISTED + 1:
            return f"{', '.join(shown[:LISTED])} … ({len(shown)} in all)"
        return ", ".join(shown) or "none"

    def change(self, text: str) -> str:
        """Return a change such as `lvef_percent >= 50` in words; what cannot be read stays as it is."""
        bare = text.removeprefix("not ")
        if _NAME.fullmatch(bare):
            return f"{self.label(bare)}: {'yes' if bare == text else 'no'}"
        match = _CHANGE.fullmatch(text)
        if match is None:
            return self.expression(text)
        subject, relation, value = match.groups()
        return f"{self.expression(subject)} {RELATIONS[relation]} {self._changed_value(subject, value)}"

    def _changed_value(self, subject: str, value: str) -> str:
        if value.startswith("["):
            return self.several(subject, value.strip("[]").split(", "))
        if value in self.edition.facts or value in self.edition.definitions:
            return self.label(value)
        setting = self.edition.settings.get(value)
        if setting is not None:
            # What the setting says stands in its place; one that is not set is named.
            if setting.value is None:
                return f"what the setting '{setting.label}' says"
            value = in_words(float(setting.value))
        if _DAY.fullmatch(value):
            return day(value)
        return self.unit(f"{words_of(subject, value, self.edition)} {unit_of(subject, self.edition)}".strip(), subject)

    def intent(self, intent: str) -> str:
        """Return what an option aims at."""
        return self.edition.about.intents.get(intent, intent)

    def verb(self, verb: str) -> str:
        """Return the strength of a source's wording."""
        return self.edition.about.verbs.get(verb, verb)

    def evidence(self, grade: str) -> str:
        """Return what kind of evidence there is."""
        return self.edition.about.evidence.get(grade, grade)

    def burden(self, burden: str) -> str:
        """Return how hard a fact is to get."""
        return self.edition.about.burdens.get(burden, burden)


def named(label: str, identity: str) -> str:
    """Return a name with the id under which it is looked up; the id alone where there is no other name."""
    return identity if label == identity else f"{label} [{identity}]"


def full_day(text: str) -> str:
    """Return a day for people where it can be read back as the same day; any other text stays as it was entered."""
    try:
        return day(text) if date.fromisoformat(text).isoformat() == text else text
    except ValueError:
        return text


def unit_in_words(unit: str) -> str:
    """Return a unit as a form shows it: times written out, counts and scores as no unit."""
    return "" if unit == "1" or unit.startswith("{") else words.UNITS.get(unit, unit)


def licensed(line: RegulatoryView) -> str:
    """Return what an agency says of a regimen, in one line."""
    since = f", since {day(line.since)}" if line.since else ""
    indication = f" ({line.indication})" if line.indication else ""
    mark = "" if line.verified else f" [{words.NOT_VERIFIED}]"
    return f"{line.agency}: {line.status}{indication}{since}{mark}"


def cited(sources: Iterable[SourceView]) -> str:
    """Return sources as a line cites them: id, date, and what a reader must know of each."""
    return "; ".join(one_cited(source) for source in sources)


def noted(sources: Iterable[SourceView]) -> str:
    """Return sources as a line cites them, each with what it was used for."""
    return "; ".join(
        f"{one_cited(source)}: {source.note}" if source.note not in ("", words.NOT_VERIFIED) else one_cited(source)
        for source in sources
    )


def one_cited(source: SourceView) -> str:
    """Return one source as a line cites it."""
    dated = f" {day(source.date)}" if source.date[:1].isdigit() else ""
    return f"{source.id}{dated}{_marks(source)}"


def by_name(sources: Iterable[SourceView]) -> str:
    """Return sources by the names that people know them by: first author or body, and the year."""
    return "; ".join(f"{source.short or source.id}{_marks(source)}" for source in sources)


def _marks(source: SourceView) -> str:
    """Return what a reader must know of a source."""
    remarks: list[str] = [] if source.position == "for" else [source.position]
    if not source.verified:
        remarks.append(words.NOT_VERIFIED)
    return f" ({', '.join(remarks)})" if remarks else ""
