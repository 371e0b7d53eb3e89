"""A table of facts as it comes, made ready: every value checked against the dictionary, words and sets as numbers.

What cannot be used is unknown to the rules, and its reason is told: a patient with a fault is set apart, never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sarcoguide.engines.columnar.cells import by_distinct
from sarcoguide.engines.columnar.codes import BITS, Codes
from sarcoguide.engines.columnar.rows import Rows
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule
from sarcoguide.language.syntax import suggestion
from sarcoguide.record.view import ASSESSMENT_DATE

#: The column that names a patient; no rule reads it.
ID = "id"
#: Ends the name of a column that says when the value of a fact was found.
DATED = ".date"
#: How a set is written in a table of text: words with this between them; `none` is the empty set.
BETWEEN, NONE = ";", "none"
ENCODED = "fact."


@dataclass(frozen=True, slots=True)
class Given:
    """What a table gives: a frame of encoded columns, and the column of each name in either view.

    `ages` says whether the two views can differ; `faults` is the reason why values of a row cannot be used, or null.
    """

    frame: pl.LazyFrame
    fresh: Mapping[str, pl.Expr]
    everything: Mapping[str, pl.Expr]
    ages: bool
    faults: pl.Expr


def encoded(table: pl.LazyFrame, edition: Edition, codes: Codes, keep: tuple[str, ...]) -> Given:
    """Return a table made ready.

    Raises:
        UsageError: the table has a column that the dictionary does not know, or none for the day of assessment.
    """
    schema = table.collect_schema()
    rules = _rules(schema, edition, keep)
    assessed = _date(ASSESSMENT_DATE, schema[ASSESSMENT_DATE])
    columns: list[pl.Expr] = []
    faults: list[pl.Expr] = []
    for name, rule in rules.items():
        column = _Column(name, rule, schema[name], schema.get(name + DATED), assessed, edition, codes)
        columns.append(column.value().alias(ENCODED + name))
        faults.extend(column.faults())
        if name + DATED in schema:
            columns.append(_date(name + DATED, schema[name + DATED]).alias(ENCODED + name + DATED))
    told = pl.concat_str(faults, separator="; ", ignore_nulls=True) if faults else pl.lit("")
    frame = table.with_columns(*columns, told.alias(ENCODED))
    given = {name: pl.col(ENCODED + name) for name in rules}
    fresh = dict(given)
    for name, rule in rules.items():
        days = rule.entry.fresh_days
        if days is not None and name + DATED in schema:
            old = (pl.col(ENCODED + ASSESSMENT_DATE) - pl.col(ENCODED + name + DATED)) > days
            fresh[name] = pl.when(old.fill_null(value=False)).then(None).otherwise(given[name])
    ages = any(fresh[name] is not given[name] for name in rules)
    reason = pl.when(pl.col(ENCODED) != "").then(pl.col(ENCODED))
    return Given(frame, fresh, given, ages, reason)


def _rules(schema: pl.Schema, edition: Edition, keep: tuple[str, ...]) -> dict[str, FactRule | DefinitionRule]:
    """Return the names that a table gives, with their rules."""
    rules: dict[str, FactRule | DefinitionRule] = {**edition.facts, **edition.definitions}
    aliases = {alias: name for name, rule in rules.items() for alias in rule.entry.aliases}
    given: dict[str, FactRule | DefinitionRule] = {}
    problems = [f"there is no column {name}" for name in (ASSESSMENT_DATE, *keep) if name not in schema]
    for name in schema.names():
        rule = rules.get(name)
        if isinstance(rule, DefinitionRule) and not rule.entry.may_be_stated:
            problems.append(f"{name} is worked out from other facts and cannot be stated")
        elif rule is not None:
            given[name] = rule
        elif name not in (ID, *keep) and name.removesuffix(DATED) not in rules:
            told = f"here it is called {aliases[name]}" if name in aliases else suggestion(name, rules)
            problems.append(f"no fact is called {name} ({told or '`sarcoguide facts` lists all'})")
    if problems:
        remedy = "Rename such columns, leave them out, or hand them on unread with --keep"
        raise UsageError("\n  ".join(["the table cannot be judged:", *problems, remedy]))
    return given


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a table, read as the dictionary says."""

    name: str
    rule: FactRule | DefinitionRule
    dtype: pl.DataType
    dated: pl.DataType | None
    assessed: pl.Expr
    edition: Edition
    codes: Codes

    @property
    def _text(self) -> bool:
        return isinstance(self.dtype, pl.String | pl.Categorical | pl.Enum)

    @property
    def _raw(self) -> pl.Expr:
        column = pl.col(self.name)
        return column.cast(pl.String) if self._text else column

    def value(self) -> pl.Expr:
        """Return the values that can be used, null where there is none."""
        match self.rule.type.kind:
            case "boolean":
                return self._boolean()
            case "number":
                number = self._number()
                return pl.when(self._in_range(number)).then(number)
            case "date":
                return _date(self.name, self.dtype)
            case "enum":
                words = self.codes.words(self.rule.type)
                return self._raw.replace_strict(words, default=None, return_dtype=pl.UInt16)
            case "set":
                return self._set()
            case _:
                return self._records()

    def faults(self) -> Iterator[pl.Expr]:
        """Yield why a value cannot be used, null where nothing is wrong."""
        there = self._raw.is_not_null()
        if self.dtype.is_float():
            there &= self._raw.is_not_nan()
        if self.rule.type.kind == "set":
            wrong = there & self.value().is_null()
            yield pl.when(wrong).then(pl.lit(f"{self.name}: a word that is not in the list, or one twice"))
        elif self.rule.type.kind == "records":
            faults = self._parsed(self._rows.fault, pl.String)
            yield pl.when(faults.is_not_null()).then(pl.format("{}: {}", pl.lit(self.name), faults))
            yield self._late(self._parsed(self._rows.latest, pl.Int32))
        else:
            shown = self._raw.cast(pl.String)
            says = pl.format("{}: {} cannot be used ({})", pl.lit(self.name), shown, pl.lit(self._wanted()))
            yield pl.when(there & self.value().is_null()).then(says)
        future = isinstance(self.rule, FactRule) and self.rule.entry.may_be_future
        if self.rule.type.kind == "date" and self.name != ASSESSMENT_DATE and not future:
            yield self._late(self.value())
        if self.dated is not None:
            yield self._late(_date(self.name + DATED, self.dated))

    def _late(self, day: pl.Expr) -> pl.Expr:
        """Return the reason of a day that had not come when the patient was assessed."""
        return pl.when(day > self.assessed).then(pl.lit(f"{self.name}: a day after the day of assessment"))

    def _wanted(self) -> str:
        match self.rule.type.kind:
            case "boolean":
                return "true or false is needed"
            case "date":
                return "a day as 2026-11-22 is needed"
            case "enum":
                return "it is not one of the allowed values"
            case _:
                bounds = self.rule.entry.range
                whole = "a whole number" if self.rule.type.integer else "a number"
                return whole if bounds is None else f"{whole} from {bounds[0]} to {bounds[1]}"

    def _boolean(self) -> pl.Expr:
        if self.dtype == pl.Boolean:
            return self._raw
        if self._text:
            words = {"true": True, "false": False}
            return self._raw.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)
        return pl.lit(None, dtype=pl.Boolean)

    def _number(self) -> pl.Expr:
        if self.dtype.is_numeric() or self._text or self.dtype == pl.Null:
            number = self._raw.cast(pl.Float64, strict=False)
            return pl.when(number.is_finite()).then(number)
        return pl.lit(None, dtype=pl.Float64)

    def _in_range(self, number: pl.Expr) -> pl.Expr:
        sound = number.is_not_null()
        if self.rule.type.integer:
            sound &= number == number.floor()
        bounds = self.rule.entry.range
        if bounds is not None:
            sound &= number.is_between(float(bounds[0]), float(bounds[1]))
        return sound

    @property
    def _set_text(self) -> pl.Expr:
        return self._raw if self._text else self._raw.cast(pl.List(pl.String)).list.join(BETWEEN, ignore_nulls=False)

    def _set(self) -> pl.Expr:
        bits, rest = self.codes.bits(self.rule.type), None if self.rule.type.domain else BITS - 1

        def mask(text: str) -> int | None:
            members = _members(text)
            found = [bits.get(member, rest) for member in members]
            if None in found or len(set(members)) < len(members):
                return None
            return sum({1 << bit for bit in found if bit is not None})

        return by_distinct(self._set_text, mask, pl.UInt64)

    def _records(self) -> pl.Expr:
        return self._parsed(self._rows.text, pl.String)

    @property
    def _rows(self) -> Rows:
        assert isinstance(self.rule, FactRule)
        return Rows(self.rule, self.edition)

    def _parsed(self, function: Callable[[Any], Any], dtype: type[pl.DataType]) -> pl.Expr:
        return by_distinct(self._raw, function, dtype)


def _date(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column of days as days since 1970."""
    column = pl.col(name)
    if isinstance(dtype, pl.String | pl.Categorical | pl.Enum):
        column = column.cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
    elif dtype not in (pl.Date, pl.Datetime):
        return pl.lit(None, dtype=pl.Int32)
    return column.cast(pl.Date).cast(pl.Int32)


def _members(text: str) -> list[str]:
    """Return the words of a set that is written as text, with or without brackets."""
    inside = text.strip().removeprefix("[").removesuffix("]").strip()
    return [] if inside in ("", NONE) else [word.strip() for word in inside.split(BETWEEN)]
