"""Malformed record files: YAML, JSON and what is neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sarcoguide import plan
from tests.bad_input.bounds import SENTINEL, refused
from tests.helpers import TODAY, tiny

BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
)
HEAD = b"assessment_date: 2025-01-10\nfacts:\n"


def yaml(name: str, data: bytes | str, what: str) -> Any:
    return pytest.param(".yaml", data.encode() if isinstance(data, str) else data, what, id=f"YAML: {name}")


def json(name: str, data: bytes | str, what: str) -> Any:
    return pytest.param(".json", data.encode() if isinstance(data, str) else data, what, id=f"JSON: {name}")


def facts(name: str, text: str, what: str) -> Any:
    return yaml(name, HEAD + b"  " + text.encode(), what)


FILES = [
    yaml("an empty file", "", "the record is empty"),
    yaml("nothing but a remark", "# a remark\n", "the record is empty"),
    yaml("null", "null", "the record is empty"),
    yaml("a list for a mapping", "- facts: {}\n", "a record is a mapping"),
    yaml("a word", "bicycle", "a record is a mapping"),
    yaml("a number", "5", "a record is a mapping"),
    yaml("a table of commas", "id,gears\nB,7\nC,8\n", "a record is a mapping"),
    yaml("a page of the web", "<html><body>Not found</body></html>", "a record is a mapping"),
    yaml("binary", bytes(range(256)) * 20, "not UTF-8"),
    yaml("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not UTF-8"),
    yaml("an archive", b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "this is not YAML"),
    yaml("Latin-1", "about: Müller".encode("latin-1"), "not UTF-8"),
    yaml("UTF-16", "facts: {}".encode("utf-16"), "not UTF-8"),
    yaml("UTF-16 without its mark", "facts: {}".encode("utf-16-be"), "this is not YAML"),
    yaml("UTF-32", "facts: {}".encode("utf-32"), "not UTF-8"),
    yaml("a NUL", b"facts: {gears: \x00}", "this is not YAML"),
    yaml("NULs alone", b"\x00" * 1000, "this is not YAML"),
    yaml("a control character", b"facts: {gears: \x1b[31m}", "this is not YAML"),
    yaml("a lone surrogate in its bytes", b"about: \xed\xa0\x80", "not UTF-8"),
    yaml("an overlong encoding", b"about: \xc0\xaf", "not UTF-8"),
    yaml("billion laughs", BOMB, "an anchor (&name) is not allowed"),
    yaml("billion laughs by merging", "a: &a {b: 1}\nc: {<<: [*a, *a]}", "an anchor (&name)"),
    yaml("a circle", "facts: &a {gears: *a}", "an anchor (&name)"),
    yaml("an alias of nothing", "facts: *a", "an alias (*name)"),
    yaml("100 000 lists in each other", "[" * 100_000, "nested more than 40 deep"),
    yaml("100 000 mappings in each other", "{a: " * 100_000, "nested more than 40 deep"),
    yaml("100 000 dashes", "- " * 100_000, "nested more than 40 deep"),
    yaml("100 000 question marks", "? " * 100_000, "cannot be a key"),
    yaml("a text of 10 megabytes", "about: " + "x" * 10_000_000, "more than 4,000,000 bytes"),
    yaml("3.9 megabytes of small values", "- a\n" * 970_000, "keys and values"),
    yaml("3.9 megabytes of one key", "a: 1\n" * 780_000, "more than 100 problems"),
    yaml("3.9 megabytes of brackets and commas", "[" + "," * 3_900_000, "this is not YAML"),
    yaml("3.9 megabytes of blanks", " " * 3_900_000 + "\t:", "this is not YAML"),
    yaml("a tag that calls Python", f"about: !!python/object/apply:os.system ['touch {SENTINEL}']", "the tag"),
    yaml("a tag that makes an object", "about: !!python/object/new:type {}", "the tag"),
    yaml("a tag that names a function", "about: !!python/name:os.system", "the tag"),
    yaml("a tag of one's own", "facts: !mine {gears: 7}", "the tag"),
    yaml("two documents", "facts: {}\n---\nfacts: {}\n", "more than one document"),
    yaml("a key twice", "facts: {}\nfacts: {}\n", "the key 'facts' stands twice"),
    yaml("a fact twice", "facts:\n  gears: 7\n  gears: 8\n", "the key 'gears' stands twice"),
    yaml("a list for a key", "facts: {? [gears] : 7}", "cannot be a key"),
    yaml("a bracket left open", "facts: {gears: 7", "this is not YAML"),
    yaml("a quote left open", "about: 'x", "this is not YAML"),
    yaml("a tab for blanks", "facts:\n\tgears: 7\n", "this is not YAML"),
    yaml("another indentation", "facts:\n  gears: 7\n frame: steel\n", "this is not YAML"),
    yaml("an id that is a mapping", "id: {a: 1}\nfacts: {}", "where the record's name is needed"),
    yaml("an id that is a list", "id: [1, 2]\nfacts: {}", "where the record's name is needed"),
    yaml("facts as a list", "facts: [gears, 7]", "`facts` must be a mapping"),
    yaml("facts as text", "facts: gears 7", "`facts` must be a mapping"),
    yaml("a timeline as a list", "timeline: [{fact: gears}]", "`timeline` must be a mapping"),
    yaml("a timeline as a number", "timeline: 5", "`timeline` must be a mapping"),
    yaml("an assessment date that is none", "assessment_date: tomorrow", "is not a date"),
    yaml("an assessment date that is a list", "assessment_date: [2025, 1, 10]", "is not a date"),
    yaml("a fact at the top", "gears: 7", "unknown key 'gears'"),
    yaml("a key of 1000 characters", "x" * 1000 + ": 1", "unknown key"),
    yaml("a key of 1.5 megabytes", "? " + "x" * 1_500_000 + "\n: 1", "unknown key"),
    yaml("an emoji for a key", "🚲: 1", "unknown key"),
    yaml("a key that reads from right to left", "facts: {\u202esraeg: 7}", "there is no fact"),
    yaml("a key with an invisible blank", "facts: {gears\u200b: 7}", "there is no fact"),
    yaml("20 000 unknown facts", "facts:\n" + "".join(f"  gear_{n}: 7\n" for n in range(20_000)), "there is no fact"),
    facts("the wrong type for a number", "gears: {a: 1}", "unknown key 'a'"),
    facts("a text for a number", "gears: seven", "stands where a number is needed"),
    facts("a number for a list", "faults: 5", "stands where a list is needed"),
    facts("a mapping for a list", "faults: {value: {flat_tyre: true}}", "stands where a list is needed"),
    facts("NO for a boolean", "brakes_hold: NO", "stands where true or false"),
    facts("not a number", "weight_kg: .nan", ".nan is not a number"),
    facts("infinity", "weight_kg: .inf", ".inf is not a number"),
    facts("negative infinity", "weight_kg: -.inf", "-.inf is not a number"),
    facts("the word NaN", "weight_kg: NaN", "stands where a number is needed"),
    facts("1e999", "weight_kg: 1e999", "is not a number that can be used"),
    facts("1e-999", "weight_kg: 1e-999", "is not a number that can be used"),
    facts("a number of 5000 digits", "weight_kg: " + "9" * 5000, "stands where a number is needed"),
    facts("a number of 39 digits", "gears: " + "9" * 39, "is not a number that can be used"),
    facts("a negative weight", "weight_kg: -12", "outside the allowed range"),
    facts("a negative dose", "grease_ledger: [{grease: lithium, amount_g: -5}]", "outside the allowed range"),
    facts("the 30th of February", "bought_on: 2024-02-30", "is not a date of the calendar"),
    facts("the year zero", "bought_on: 0000-01-01", "is not a date of the calendar"),
    facts("a year of five digits", "bought_on: 20240-01-01", "is not a date"),
    facts("dates out of order", "services: [{start: 2024-05-02, end: 2024-05-01}]", "ends before it starts"),
    facts("a day ahead", "bought_on: 2999-01-01", "after the assessment date"),
    facts("records as a mapping", "services: {value: {start: 2024-01-01}}", "stands where a list of records"),
    facts("a record as a word", "services: [greased]", "stands where a record is needed"),
    facts("a list within a record", "services: [{start: [2024-01-01]}]", "is not a date"),
    facts("a value within a value", "gears: {value: {value: {value: 7}}}", "stands where a number is needed"),
    facts("a unit that is a mapping", "weight_kg: {value: 12, unit: {kg: 1}}", "is not accepted"),
    facts("a date that is a mapping", "gears: {value: 7, date: {year: 2024}}", "is not a date"),
    facts("a value with 3000 letters", "frame: " + "x" * 3000, "stands where one value of a list"),
    facts("3000 values in a list", "complaints: [" + ", ".join(f"a{n}" for n in range(3000)) + "]", "has 3000 values"),
    facts(
        "a list of 1500 doubles",
        "complaints: [" + ", ".join(f"{'a' * 99}{n // 2}" for n in range(1998)) + "]",
        "stands twice",
    ),
    facts("an expression for a value", f"gears: __import__('os').system('touch {SENTINEL}')", "stands where a number"),
    facts("code for a fact", f"\"__import__('os').system('touch {SENTINEL}')\": 7", "there is no fact"),
    facts("an attribute for a fact", "__class__: 7", "there is no fact '__class__'"),
    json("an empty file", "", "this is not JSON"),
    json("a list for a mapping", "[1]", "a record is a mapping"),
    json("null", "null", "the record is empty"),
    json("a trailing comma", '{"facts": {"gears": 7,}}', "this is not JSON"),
    json("single quotes", "{'facts': {}}", "this is not JSON"),
    json("a remark", '{"facts": {}} // x', "this is not JSON"),
    json("two objects", '{"facts": {}}{"facts": {}}', "this is not JSON"),
    json("cut off", '{"facts": {"gears"', "this is not JSON"),
    json("a key twice", '{"facts": {"gears": 7, "gears": 8}}', "the key 'gears' stands twice"),
    json("NaN", '{"facts": {"weight_kg": NaN}}', "NaN is not a number"),
    json("infinity", '{"facts": {"weight_kg": Infinity}}', "Infinity is not a number"),
    json("negative infinity", '{"facts": {"weight_kg": -Infinity}}', "-Infinity is not a number"),
    json("1e999", '{"facts": {"weight_kg": 1e999}}', "is not a number that can be used"),
    json(
        "an exponent of 30 digits", '{"facts": {"weight_kg": 1e' + "9" * 30 + "}}", "is not a number that can be used"
    ),
    json(
        "10 to the power of 5000", '{"facts": {"weight_kg": 1' + "0" * 5000 + "}}", "is not a number that can be used"
    ),
    json(
        "10 to the power of 4000", '{"facts": {"weight_kg": 1' + "0" * 4000 + "}}", "is not a number that can be used"
    ),
    json("a leading zero", '{"facts": {"gears": 07}}', "this is not JSON"),
    json("a plus sign", '{"facts": {"gears": +7}}', "this is not JSON"),
    json("minus zero for a whole number", '{"facts": {"gears": -0}}', "outside the allowed range"),
    json("minus zero with a point", '{"facts": {"gears": -0.0}}', "outside the allowed range"),
    json("a lone surrogate for a value", '{"facts": {"frame": "\\ud800"}}', "is not one of the allowed values"),
    json("a lone surrogate for a fact", '{"facts": {"\\udfff": 7}}', "there is no fact"),
    json(
        "a lone surrogate for the unit", '{"facts": {"weight_kg": {"value": 7, "unit": "\\ud800"}}}', "is not accepted"
    ),
    json("an escape of the terminal", '{"facts": {"frame": "\\u001b[2J\\u0000"}}', "is not one of the allowed values"),
    json("a line break in a fact", '{"facts": {"gears\\nremedy: all is well": 7}}', "there is no fact"),
    json("a key of a megabyte", '{"facts": {"' + "x" * 1_000_000 + '": 7}}', "there is no fact"),
    json("100 000 brackets", "[" * 100_000 + "]" * 100_000, "nested more than 40 deep"),
    json("100 000 braces", '{"a":' * 100_000 + "1" + "}" * 100_000, "nested more than 40 deep"),
    json("41 brackets", '{"facts": ' + "[" * 40 + "]" * 40 + "}", "nested more than 40 deep"),
    json("10 megabytes", '{"about": "' + "x" * 10_000_000 + '"}', "more than 4,000,000 bytes"),
    json("UTF-16", '{"facts": {}}'.encode("utf-16"), "not UTF-8"),
    json("a NUL", b'{"facts": \x00}', "this is not JSON"),
    json(
        "a list for a fact of the timeline",
        '{"timeline": {"values": [{"fact": ["gears"], "value": 7, "date": "2020-01-01"}]}}',
        "there is no fact",
    ),
    json("YAML", "facts: {}", "this is not JSON"),
]


@pytest.mark.parametrize(("suffix", "data", "what"), FILES)
def test_a_malformed_record_is_refused_in_words(tmp_path: Path, suffix: str, data: bytes, what: str) -> None:
    """An error of the package that says what is wrong and what to do; no other exception, no hanging, nothing run."""
    file = tmp_path / f"record{suffix}"
    file.write_bytes(data)
    error = refused(lambda: plan(file, guideline=tiny(), assessment_date=TODAY), tmp_path)
    assert what in str(error)


@pytest.mark.parametrize(
    "name",
    ["missing.yaml", "", "a\x00b.yaml", "x" * 5000, "facts: {gears: 7}\nid: B"],
    ids=["no such file", "a folder", "a NUL in the name", "a name too long", "the text of a record for its name"],
)
def test_a_path_that_leads_nowhere_is_refused_in_words(tmp_path: Path, name: str) -> None:
    """The path is named, with what to check."""
    error = refused(lambda: plan(tmp_path / name, guideline=tiny()), tmp_path)
    assert "the file cannot be read" in str(error)


def test_a_file_of_two_records_is_refused_where_one_is_needed(tmp_path: Path) -> None:
    """A file of JSON Lines is for many."""
    file = tmp_path / "records.jsonl"
    file.write_text('{"facts": {}}\n{"facts": {}}\n', encoding="utf-8")
    assert "holds 2 records" in str(refused(lambda: plan(file, guideline=tiny()), tmp_path))
