"""The reducers that a definition may name, and their parameters. `record.reducers` holds the algorithms."""

from __future__ import annotations

_LEDGER = frozenset({"gate", "ledger", "drug_field", "dose_field", "stated", "treatments", "own", "factors"})
_SUM = frozenset({"records", "field", "lower_bound_flag"})

#: Parameters of each reducer that it must have.
REDUCERS: dict[str, frozenset[str]] = {
    "count": frozenset({"records", "excluding"}),
    "latest_field": frozenset({"records", "field", "order_by", "excluding"}),
    "earliest": frozenset({"dates"}),
    "sum_field": _SUM,
    "sum_field_at_least": _SUM,
    "dose_ledger": _LEDGER,
    "dose_ledger_at_least": _LEDGER,
    "growth_rate": frozenset({"records", "lesion", "date", "diameter", "exclude_flag", "min_days", "same"}),
}

#: Parameters that a reducer may have: `where` chooses the records that hold one of the values in each of the fields,
#: `error` is a setting below which a change counts as none, `which` says whose rate is meant.
OPTIONAL: dict[str, frozenset[str]] = {
    **dict.fromkeys(("count", "sum_field", "sum_field_at_least"), frozenset({"where"})),
    "growth_rate": frozenset({"error", "which"}),
}

#: The parameters that hold one of a few words.
WORDS: dict[str, tuple[str, ...]] = {"which": ("fastest", "slowest")}

#: Reducers that apply whatever they read, those that do not where no record counts, those whose result is always known.
ALWAYS_APPLY = frozenset({"dose_ledger", "dose_ledger_at_least"})
MAY_NOT_APPLY = frozenset({"latest_field", "earliest"})
ALWAYS_KNOWN = frozenset({"dose_ledger_at_least"})

#: The parameters that name facts, definitions or settings; the others are words of the record's fields.
READS = frozenset({"records", "dates", "gate", "ledger", "stated", "treatments", "min_days", "error"})

#: The parameters that are words of a record's fields, and the parameter that names these records.
FIELD_OF: dict[str, str] = {
    **dict.fromkeys(("field", "order_by", "lower_bound_flag", "lesion", "date", "diameter"), "records"),
    **dict.fromkeys(("exclude_flag", "same", "excluding", "where"), "records"),
    **dict.fromkeys(("drug_field", "dose_field"), "ledger"),
}

#: The parameters that map one word to another or to a number, and of these the ones that map fields to lists of values.
MAPPINGS = frozenset({"factors", "excluding", "where"})
FILTERS = frozenset({"excluding", "where"})
