"""Check one entered value against the dictionary: type, unit, range, list of values. Nothing is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sarcoguide.errors import shorten
from sarcoguide.knowledge.entries import AcceptedUnit, RecordField
from sarcoguide.knowledge.words import as_word
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language import Value
from sarcoguide.language.syntax import suggestion, suggestion_of

MAX_TEXT = 2_000
MAX_ITEMS = 2_000
#: What a form asks for where a file has its own rules of writing.
ENTER_A_NUMBER = "enter the number in digits, with a point such as 1.2"
ENTER_A_DAY = "enter the day as 22 Nov 2026 or 2026-11-22"
CHOOSE = "choose one of the values, or unknown"


class BadValueError(Exception):
    """A value that cannot be used.

    Carries what is wrong, why it matters, the remedy in a record file and, where it differs, in a form, and the path of
    the part that is wrong within the value.
    """

    def __init__(self, what: str, why: str = "", remedy: str = "", in_form: str = "", path: Path = ()) -> None:
        super().__init__(what)
        self.what, self.why, self.remedy, self.in_form, self.path = what, why, remedy, in_form, path

    def each(self) -> tuple[BadValueError, ...]:
        """Return the errors, one for each part that is wrong."""
        return (self,)


class BadRecordsError(BadValueError):
    """A list of records of which some parts cannot be used: all of them together."""

    def __init__(self, errors: Sequence[BadValueError]) -> None:
        super().__init__(errors[0].what)
        self.errors = tuple(errors)

    def each(self) -> tuple[BadValueError, ...]:
        """Return the errors, one for each part that is wrong."""
        return self.errors


def number(
    raw: object,
    *,
    integer: bool,
    unit: str | None,
    given_unit: str | None,
    accepts: Sequence[AcceptedUnit] = (),
    bounds: Sequence[int | Decimal] | None = None,
) -> tuple[int | float, str]:
    """Return a number in the dictionary's unit, and the entry as written if it was in another one.

    The conversion is decimal: 1.2 mg/dL of bilirubin is exactly 20.52 umol/L, on its threshold in every engine.

    Raises:
        BadValueError: not a finite number, an unknown unit, or outside the range.
    """
    amount = _decimal(raw)
    entered = ""
    if given_unit is not None and given_unit != (unit or "1"):
        factor = next((other.factor for other in accepts if other.unit == given_unit), None)
        if factor is None:
            allowed = ", ".join([unit or "1", *(other.unit for other in accepts)])
            raise BadValueError(
                f"the unit {shorten(given_unit)} is not accepted here",
                "a value read in the wrong unit can turn an exclusion into an offer",
                f"use one of: {allowed}",
                f"choose one of the units: {allowed}",
            )
        entered = f"{amount} {given_unit}"
        amount *= Decimal(factor)
    if integer and amount != amount.to_integral_value():
        raise BadValueError(
            f"{shorten(str(raw))} is not a whole number", remedy="give a whole number", in_form="enter a whole number"
        )
    if bounds is not None and not bounds[0] <= amount <= bounds[1]:
        other = f" (after conversion: {amount.normalize():f} {unit})" if entered else ""
        allowed = f"{bounds[0]} to {bounds[1]}{'' if unit in (None, '1') else ' ' + unit}"
        raise BadValueError(
            f"{shorten(entered or str(raw))}{other} is outside the allowed range {allowed}",
            "it is more likely a slip or another unit than a true value",
            _units_remedy(unit, accepts),
            _units_in_form(unit, accepts),
        )
    return (int(amount) if integer or amount == amount.to_integral_value() else float(amount)), entered


def _units_remedy(unit: str | None, accepts: Sequence[AcceptedUnit]) -> str:
    others = " or ".join(f"{{value: ..., unit: {other.unit}}}" for other in accepts)
    return f"check the value; its unit is {unit or '1'}" + (f"; other units: write {others}" if others else "")


def _units_in_form(unit: str | None, accepts: Sequence[AcceptedUnit]) -> str:
    if accepts:
        return "enter the number and choose the unit in which it was measured"
    return "check the number" if unit in (None, "1") else f"check the number; it is read in {unit}"


def _decimal(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        remedy = "write the number without quotes" if isinstance(raw, str) else "give one number"
        raise BadValueError(
            f"{shorten(raw)} stands where a number is needed", "it cannot be compared", remedy, ENTER_A_NUMBER
        )
    try:
        amount = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    except (InvalidOperation, ValueError):
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount.adjusted()) > 30:  # noqa: PLR2004 - no measured quantity is so large
        raise BadValueError(
            f"{shorten(raw if isinstance(raw, int) else str(raw))} is not a number that can be used",
            "it would make every comparison with it wrong",
            "leave the fact out: absent means unknown",
            "leave the field empty: that means unknown",
        )
    return amount


def boolean(raw: object) -> bool:
    """Return true or false.

    Raises:
        BadValueError: anything else, the words yes and no included.
    """
    if isinstance(raw, bool):
        return raw
    raise BadValueError(
        f"{shorten(raw)} stands where true or false is needed",
        "a word could be read either way",
        "write true or false, or leave the fact out: absent means unknown",
        "choose yes, no or unknown",
    )


def day(raw: object) -> date:
    """Return a date.

    Raises:
        BadValueError: not a date of the calendar in the form YYYY-MM-DD.
    """
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if isinstance(raw, str):
        try:
            # A week (2026-W47-7) has the same length and is a date of ISO 8601 too.
            if len(raw) == len("YYYY-MM-DD") and "W" not in raw:
                return date.fromisoformat(raw)
        except ValueError:
            pass
    raise BadValueError(
        f"{shorten(raw)} is not a date", "an interval from it would be wrong", "write it as YYYY-MM-DD", ENTER_A_DAY
    )


def one_of(raw: object, domain: frozenset[str] | None, labels: Mapping[str, str], words: Iterable[str] = ()) -> str:
    """Return one value of a list.

    Args:
        raw: what was entered.
        domain: the values; None where any word will do.
        labels: what the values mean.
        words: other words that are read as a value, as `as_word` gives them.

    Raises:
        BadValueError: not in the list; a label or a near miss is named in the remedy, never taken silently.
    """
    if not isinstance(raw, str) or len(raw) > MAX_TEXT:
        extra = "; absent means unknown" if raw is None else ""
        raise BadValueError(
            f"{shorten(raw)} stands where one value of a list is needed{extra}", remedy=_values(domain), in_form=CHOOSE
        )
    if domain is None or raw in domain:
        return raw
    by_label = [value for value, label in labels.items() if label.lower() == raw.lower()]
    remedy = (
        f"write {by_label[0]}"
        if by_label
        else suggestion_of(as_word(raw), _spellings(domain, labels, words)) or _values(domain)
    )
    in_form = f"choose {labels[by_label[0]]}" if by_label else CHOOSE
    if raw.lower() in ("unknown", "not_asked", "not asked", "nx", "mx", "not_assessed"):
        remedy, in_form = "leave the fact out: absent means unknown", "choose unknown"
    what = f"{shorten(raw)} is not one of the allowed values"
    raise BadValueError(what, "it would match no condition", remedy, in_form)


def _spellings(domain: frozenset[str], labels: Mapping[str, str], words: Iterable[str]) -> dict[str, str]:
    """Return what to write for each spelling: a word as it is, a value for its name and its meaning."""
    return {
        **{as_word(label): value for value, label in labels.items()},
        **{word: word for word in words},
        **{as_word(value): value for value in sorted(domain)},
    }


def _values(domain: frozenset[str] | None) -> str:
    shown = sorted(domain or ())
    return f"allowed: {', '.join(shown[:20])}{' ...' if len(shown) > 20 else ''}" if shown else "write one word"  # noqa: PLR2004


def members(raw: object, domain: frozenset[str] | None, labels: Mapping[str, str]) -> frozenset[str]:
    """Return a set of values; `[]` means known to be none.

    Raises:
        BadValueError: not a list, too long, a value outside the list, or one that stands twice.
    """
    if not isinstance(raw, list | tuple | set | frozenset):
        raise BadValueError(
            f"{shorten(raw)} stands where a list is needed",
            remedy="write it in [brackets]; [] means none",
            in_form="tick what there is, or choose none or unknown",
        )
    if len(raw) > MAX_ITEMS:
        raise BadValueError(f"the list has {len(raw)} values", remedy=f"at most {MAX_ITEMS} are read")
    values = [one_of(item, domain, labels) for item in raw]
    doubled = sorted(value for value, times in Counter(values).items() if times > 1)
    if doubled:
        raise BadValueError(
            f"{shorten(doubled)} stands twice in the list", "counts rest on it", "keep one", "name it once"
        )
    return frozenset(values)


def records(
    raw: object, fields: Mapping[str, RecordField], domains: Mapping[str, frozenset[str]]
) -> tuple[Mapping[str, Value], ...]:
    """Return a list of records, the fields of each in order of their names.

    Raises:
        BadValueError: for every part of a record that cannot be used, with its path.
    """
    if not isinstance(raw, list | tuple):
        raise BadValueError(
            f"{shorten(raw)} stands where a list of records is needed",
            remedy="write a list; [] means none",
            in_form="write a list; [] means none, nothing means unknown",
        )
    if len(raw) > MAX_ITEMS:
        raise BadValueError(f"the list has {len(raw)} records", remedy=f"at most {MAX_ITEMS} are read")
    errors: list[BadValueError] = []
    found = [_record(item, index, fields, domains, errors) for index, item in enumerate(raw)]
    if errors:
        raise BadRecordsError(errors)
    return tuple(found)


def _record(
    item: object,
    index: int,
    fields: Mapping[str, RecordField],
    domains: Mapping[str, frozenset[str]],
    errors: list[BadValueError],
) -> Mapping[str, Value]:
    """Return a record; what is wrong with it is added to the errors."""
    if not isinstance(item, dict):
        listed = f"fields: {', '.join(fields)}"
        errors.append(BadValueError(f"{shorten(item)} stands where a record is needed", remedy=listed, path=(index,)))
        return {}
    for key in item:
        if key not in fields:
            remedy = suggestion(str(key), fields) or f"fields: {', '.join(fields)}"
            what = f"unknown field {shorten(key)}"
            errors.append(BadValueError(what, "it would be lost in silence", remedy, path=(index,)))
    for name, form in fields.items():
        if form.required and item.get(name) is None:
            errors.append(
                BadValueError(
                    f"the field '{name}' is missing",
                    "the record is useless without it",
                    f"add {name}",
                    "enter it, or remove the row",
                    (index, name),
                )
            )
    values: dict[str, Value] = {}
    for key, raw in sorted((key, raw) for key, raw in item.items() if key in fields and raw is not None):
        try:
            values[key] = _field(raw, fields[key], domains)
        except BadValueError as bad:
            errors.append(BadValueError(bad.what, bad.why, bad.remedy, bad.in_form, (index, key)))
    return values


def _field(raw: Any, form: RecordField, domains: Mapping[str, frozenset[str]]) -> Value:
    match form.type:
        case "boolean":
            return boolean(raw)
        case "integer" | "number":
            return number(raw, integer=form.type == "integer", unit=form.unit, given_unit=None, bounds=form.range)[0]
        case "date":
            return day(raw)
        case "enum":
            domain = frozenset(form.values) if form.values is not None else domains.get(form.values_of or "")
            return one_of(raw, domain, {})
        case _:
            if not isinstance(raw, str) or len(raw) > MAX_TEXT:
                raise BadValueError(
                    f"{shorten(raw)} stands where text is needed", remedy="quote it", in_form="write it in words"
                )
            return raw


def unsound(rows: Sequence[Mapping[str, Value]], today: date) -> Iterator[BadValueError]:
    """Yield what is wrong with records: one begins after `today`, ends before it begins, or stands twice."""
    seen: set[str] = set()
    for index, row in enumerate(rows):
        days = {key: found for key in ("date", "start", "end") if isinstance(found := row.get(key), date)}
        for key, found in days.items():
            if found > today and key != "end":
                yield BadValueError(
                    f"{found} is after the assessment date {today}", remedy="correct it", path=(index, key)
                )
        if "start" in days and "end" in days and days["end"] < days["start"]:
            yield BadValueError(
                "it ends before it starts", "intervals would be negative", "correct the dates", path=(index, "end")
            )
        same = repr(sorted((key, str(value)) for key, value in row.items() if key != "diameter_mm"))
        if same in seen:
            yield BadValueError(
                "this entry stands twice",
                "it would be counted twice",
                "keep one of the two",
                "remove one of the two rows",
                (index,),
            )
        seen.add(same)
