"""The reducers that a definition may name, and their parameters. `record.reducers` holds the algorithms."""

from __future__ import annotations

_LEDGER = frozenset({"gate", "ledger", "drug_field", "dose_field", "stated", "treatments", "own", "factors"})
_SUM = frozenset({"records", "field", "lower_bound_flag"})

#: What a response reads of a course of measurements; the numbers and the table are the guideline's.
_RESPONSE = frozenset(
    {
        *(
            "records",
            "lesion",
            "date",
            "size",
            "group",
            "node",
            "target",
            "under",
            "baseline",
            "new",
            "state",
            "method",
        ),
        *("slice", "new_fact", "states", "measurable", "slice_most", "slice_factor", "node_where", "not_chosen"),
        *("node_from", "node_normal_below", "small_counts", "most", "most_in_group", "shrinks_percent"),
        *("grows_percent", "grows_least", "overall", "best", "stays", "targets_stay", "progress"),
    }
)

_RESPONSES = ("response", "response_best", "response_day", "response_first", "response_marked", "response_since")

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
    **dict.fromkeys(_RESPONSES, _RESPONSE),
}

#: Names under which a definition takes over all parameters of another one's reducer.
LIKE = "like"

#: Parameters that a reducer may have: `where` chooses the records that hold one of the values in each of the fields,
#: `error` is a setting below which a change counts as none, `which` says whose rate is meant.
OPTIONAL: dict[str, frozenset[str]] = {
    **dict.fromkeys(("count", "sum_field", "sum_field_at_least"), frozenset({"where"})),
    "growth_rate": frozenset({"error", "which", "excluding"}),
}

#: The parameters that hold one of a few words.
WORDS: dict[str, tuple[str, ...]] = {"which": ("fastest", "slowest")}

#: Reducers that apply whatever they read, those that do not where no record counts, those whose result is always known.
ALWAYS_APPLY = frozenset({"dose_ledger", "dose_ledger_at_least"})
MAY_NOT_APPLY = frozenset({"latest_field", "earliest", "response_since"})
ALWAYS_KNOWN = frozenset({"dose_ledger_at_least"})

#: The parameters that name facts, definitions or settings; the others are words of the record's fields.
READS = frozenset({"records", "dates", "gate", "ledger", "stated", "treatments", "min_days", "error", "new_fact"})

#: The parameters that are words of a record's fields, and the parameter that names these records.
FIELD_OF: dict[str, str] = {
    **dict.fromkeys(("field", "order_by", "lower_bound_flag", "lesion", "date", "diameter"), "records"),
    **dict.fromkeys(("exclude_flag", "same", "excluding", "where"), "records"),
    **dict.fromkeys(("size", "group", "node", "target", "under", "baseline", "new", "state", "method"), "records"),
    **dict.fromkeys(("slice", "node_where", "not_chosen"), "records"),
    **dict.fromkeys(("drug_field", "dose_field"), "ledger"),
}

#: The parameters that map one word to another or to a number, and of these the ones that map fields to lists of values.
MAPPINGS = frozenset({"factors", "excluding", "where", "states", "measurable", "node_where", "not_chosen"})
FILTERS = frozenset({"excluding", "where", "node_where", "not_chosen"})

#: What a table of responses may speak of, and the words for each; a line gives its result under `is`.
TABLES = frozenset({"overall"})
TABLE_WORDS: dict[str, tuple[object, ...]] = {
    "targets": ("gone", "smaller", "same", "larger", "not_judged", "none"),
    "others": ("gone", "present", "larger", "not_judged", "none"),
    "new": (True, False),
}
NUMBERS = frozenset(
    {
        *("slice_most", "slice_factor", "node_from", "node_normal_below", "small_counts", "most", "most_in_group"),
        *("shrinks_percent", "grows_percent", "grows_least"),
    }
)
#: Parameters that list words of the definition's own values.
RESULTS = frozenset({"best", "stays", "progress"})
#: What the word of a record may mean, and the mapping in which the guideline says so.
MEANINGS = ("gone", "present", "larger", "small", "not_judged")
