"""YAML as it is read: what a file says, and nothing that a reader of it would not see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sarcoguide.knowledge.yaml_reader import MAX_BYTES, MAX_DEPTH, field_path, read_yaml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("NO", "NO", id="NO is Norway"),
        *(
            pytest.param(word, word, id=f"{word} is a word")
            for word in ("no", "yes", "on", "off", "Yes", "y", "n", "True", "NULL")
        ),
        pytest.param("true", True, id="true is a boolean"),
        pytest.param("false", False, id="false is a boolean"),
        pytest.param("null", None, id="null is nothing"),
        pytest.param("~", None, id="a tilde is nothing"),
        pytest.param("''", "", id="an empty text"),
        pytest.param("'true'", "true", id="true in quotes is a word"),
        pytest.param('"5"', "5", id="a number in quotes is a word"),
        pytest.param("5", 5, id="a whole number"),
        pytest.param("-5", -5, id="a negative number"),
        pytest.param("010", 10, id="a leading zero is not octal"),
        pytest.param("0x10", "0x10", id="a hexadecimal number is a word"),
        pytest.param("1_000", "1_000", id="an underscore makes a word"),
        pytest.param("1:30", "1:30", id="a time of day is a word"),
        pytest.param("1.2", Decimal("1.2"), id="a fraction is not rounded"),
        pytest.param("0.1", Decimal("0.1"), id="a tenth is a tenth"),
        pytest.param("1e3", Decimal("1000"), id="an exponent"),
        pytest.param(".5", Decimal("0.5"), id="a fraction without a zero"),
        pytest.param("1" * 30, Decimal("1" * 30), id="a long number is decimal"),
        pytest.param("1" * 5000, "1" * 5000, id="a number of 5000 digits is a word"),
        pytest.param("2026-03-09", date(2026, 3, 9), id="a date"),
        pytest.param("'2026-03-09'", "2026-03-09", id="a date in quotes is a word"),
        pytest.param("2026-3-9", "2026-3-9", id="a short date is a word"),
        pytest.param("2026-03", "2026-03", id="a month is a word"),
        pytest.param("2026-03-09T10:00:00", "2026-03-09T10:00:00", id="a moment is a word"),
        pytest.param("nan", "nan", id="nan is a word"),
        pytest.param("=", "=", id="an equals sign is a word"),
    ],
)
def test_a_scalar_is_read_as_written(text: str, expected: Any) -> None:
    """YAML 1.2 words: only `true` and `false` are booleans."""
    document = read_yaml(f"key: {text}", "file.yaml")
    assert ([], {"key": expected}) == (document.problems, document.data)
    assert type(expected) is type(document.data["key"])


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        pytest.param("a: 1\nb: 2\na: 3", "the key 'a' stands twice", 3, id="a key twice"),
        pytest.param("a:\n  b: 1\n  b: 1", "the key 'b' stands twice", 3, id="a key twice further in"),
        pytest.param("'1': a\n1: b", "the key '1' stands twice", 2, id="a key once in quotes"),
        pytest.param("a: &x 1", "an anchor (&name)", 1, id="an anchor"),
        pytest.param("a: *x", "an alias (*name)", 1, id="an alias"),
        pytest.param("- &x [1]\n- *x", "an anchor (&name)", 1, id="an anchor on a list"),
        pytest.param("a: 1\nb: {<<: *x}", "an alias (*name)", 2, id="a merge"),
        pytest.param("a: !!str 5", "the tag 'tag:yaml.org,2002:str'", 1, id="a standard tag"),
        pytest.param("a: !mine 5", "the tag '!mine'", 1, id="a local tag"),
        pytest.param("!!python/object/apply:os.system [true]", "the tag", 1, id="a tag that calls Python"),
        pytest.param("a: 1\n---\nb: 2", "more than one document", 2, id="two documents"),
        pytest.param("a: .nan", ".nan is not a number", 1, id="not a number"),
        pytest.param("a: 1\nb: .inf", ".inf is not a number", 2, id="infinity"),
        pytest.param("a: -.INF", "-.INF is not a number", 1, id="negative infinity"),
        pytest.param("a: 2026-02-30", "is not a date of the calendar", 1, id="the 30th of February"),
        pytest.param("a: 2026-13-01", "is not a date of the calendar", 1, id="the 13th month"),
        pytest.param("? [1]\n: 2", "cannot be a key", 1, id="a list as a key"),
        pytest.param("{a: 1}: 2", "cannot be a key", 1, id="a mapping as a key"),
        pytest.param("a: 1\n b: 2", "this is not YAML", 2, id="wrong indentation"),
        pytest.param("a: [1", "this is not YAML", 2, id="a bracket left open"),
        pytest.param("a: 'x", "this is not YAML", 1, id="a quote left open"),
        pytest.param("a: b: c", "this is not YAML", 1, id="two colons"),
        pytest.param("\ta: 1", "this is not YAML", 1, id="a tab"),
        pytest.param("a: @b", "this is not YAML", 1, id="a reserved character"),
        pytest.param("a: \x07", "this is not YAML", None, id="a control character"),
        pytest.param("[" * (MAX_DEPTH + 1), f"nested more than {MAX_DEPTH} deep", 1, id="one level too deep"),
        pytest.param("- " * 200, f"nested more than {MAX_DEPTH} deep", 1, id="200 levels of a list"),
        pytest.param("a: " + "x" * MAX_BYTES, "the file has more than", None, id="too long"),
        pytest.param("- a\n" * 200_000, "keys and values", 150_000, id="too many values"),
        pytest.param("a: 1\n" * 300, "there are more than 100 problems", 102, id="too many problems"),
        pytest.param("a: \ud800", "not UTF-8", None, id="a lone surrogate"),
    ],
)
def test_what_could_be_misread_is_refused(text: str, what: str, line: int | None) -> None:
    """Each with the line, the reason and the remedy."""
    problem = read_yaml(text, "file.yaml").problems[-1]
    assert what in problem.what
    assert ("file.yaml", line) == (problem.where, problem.line)
    assert problem.why
    assert problem.remedy


@pytest.mark.parametrize(
    ("data", "what"),
    [
        pytest.param("a: é".encode("latin-1"), "the file is not UTF-8", id="Latin-1"),
        pytest.param("a: 1".encode("utf-16"), "the file is not UTF-8", id="UTF-16"),
        pytest.param("a: 1".encode("utf-16-le"), "this is not YAML", id="UTF-16 without its mark"),
        pytest.param(b"a: \x00", "this is not YAML", id="a NUL"),
        pytest.param(bytes(range(256)), "the file is not UTF-8", id="binary"),
    ],
)
def test_only_utf8_is_read(data: bytes, what: str) -> None:
    """Other encodings are told, with what to do."""
    (problem,) = read_yaml(data, "file.yaml").problems
    assert what in problem.what
    assert problem.remedy


def test_a_byte_order_mark_is_left_out() -> None:
    """Editors on Windows write one."""
    assert read_yaml("a: é".encode("utf-8-sig"), "file.yaml").data == {"a": "é"}


def test_the_deepest_allowed_nesting_is_read() -> None:
    """One level less than what is refused."""
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "file.yaml").problems == []


def test_two_faults_of_a_file_are_told_together() -> None:
    """Reading goes on behind what can be understood."""
    found = read_yaml("a: 1\na: 2\nb: .nan\nc: 2026-02-30\n", "file.yaml").problems
    assert [problem.line for problem in found] == [2, 3, 4]


def test_every_part_knows_its_line() -> None:
    """A part that has no line of its own has that of what surrounds it."""
    document = read_yaml("a:\n  - b: 1\n    c: 2\n", "file.yaml")
    assert [document.line(("a", 0, "c")), document.line(("a", 0, "d")), document.line(("a",))] == [3, 2, 1]


def test_json_is_read_as_yaml() -> None:
    """JSON is YAML: numbers, words and escapes are the same."""
    assert {"a": [1, Decimal("1.5"), "é", True, None]} == read_yaml('{"a": [1, 1.5, "\\u00e9", true, null]}', "x").data


def test_a_path_is_printed_as_people_write_it() -> None:
    """List positions in brackets, keys behind dots."""
    assert field_path(("unless", 0, "when")) == "unless[0].when"
