"""Malformed guideline files, and expressions that try to do more than to compare."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from tests.bad_input.bounds import SENTINEL, refused
from tests.helpers import copy_of_tiny

LAUGHS = "- &a [x, x]\n" + "".join(f"- &a{n} [*a, *a]\n" for n in range(30))
TOUCH = f"touch {SENTINEL}"


@pytest.mark.parametrize("name", ["guideline.yaml", "facts/more.yaml", "cases/more.yaml", "cases/patients/B.yaml"])
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(LAUGHS.encode(), id="billion laughs"),
        pytest.param(b"[" * 100_000, id="100 000 lists in each other"),
        pytest.param(b"a: " + b"x" * 10_000_000, id="10 megabytes"),
        pytest.param(bytes(range(256)), id="binary"),
        pytest.param("- é".encode("utf-16"), id="UTF-16"),
        pytest.param(b"- \x00", id="a NUL"),
        pytest.param(f"- !!python/object/apply:os.system ['{TOUCH}']".encode(), id="a tag that calls Python"),
        pytest.param(b"just a word", id="a word"),
        pytest.param(b"5", id="a number"),
        pytest.param(b"true", id="a boolean"),
        pytest.param(b"- - - - x", id="lists in lists"),
        pytest.param(b"a: 1\n" * 100_000, id="a key 100 000 times"),
        pytest.param(b"- {name: x\n", id="a brace left open"),
        pytest.param("- 🚲: 🚲".encode(), id="emoji"),
        pytest.param(b"- " + b"k" * 1000 + b": 1", id="a long key"),
        pytest.param(b"- {? [a] : 1}", id="a list for a key"),
        pytest.param(b"a: 1\n---\nb: 1", id="two documents"),
    ],
)
def test_a_malformed_file_of_a_guideline_is_refused_in_words(tmp_path: Path, name: str, data: bytes) -> None:
    """The file is named, whichever of them it is."""
    folder = copy_of_tiny(tmp_path)
    (folder / name).write_bytes(data)
    error = refused(lambda: load_guideline(folder), tmp_path)
    assert name in str(error)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("  range: [0, 12]", "  range: [.nan, 12]", id="NaN in a range"),
        pytest.param("  range: [0, 12]", "  range: [0, .inf]", id="infinity in a range"),
        pytest.param("  range: [0, 12]", "  range: [12, 0]", id="a range the wrong way round"),
        pytest.param("  range: [0, 12]", "  range: []", id="an empty range"),
        pytest.param("  range: [0, 12]", "  range: {0: 12}", id="a mapping for a range"),
        pytest.param("  fresh_days: 30", "  fresh_days: " + "9" * 5000, id="a number of 5000 digits"),
        pytest.param("  fresh_days: 30", "  fresh_days: [[[[30]]]]", id="lists in lists for a number"),
        pytest.param("  fresh_days: 30", "  fresh_days: 1e3", id="a decimal for a whole number"),
        pytest.param("  accepts: [{unit: psi, factor: 0.0689}]", "  accepts: psi", id="a word for a list"),
        pytest.param("  accepts: [{unit: psi, factor: 0.0689}]", "  accepts: [[psi, 1]]", id="a list for a mapping"),
        pytest.param("  label: Tyre pressure", "  label: {}", id="a mapping for text"),
        pytest.param("- name: weight_kg", "- name: [weight_kg]", id="a list for a name"),
        pytest.param("- name: weight_kg", "- name: " + "x" * 100_000, id="a name of 100 000 letters"),
        pytest.param("- name: weight_kg", "- name: '\u202eweight'", id="a name that reads from right to left"),
        pytest.param("- name: weight_kg", "- name: ''", id="an empty name"),
        pytest.param("- name: weight_kg", "- name: __class__", id="a name with two underscores"),
        pytest.param("- name: weight_kg", "- " + "k" * 1000 + ": weight_kg", id="a long key"),
        pytest.param("- name: weight_kg", "- name: weight_kg\n  name: weight_kg", id="a key twice"),
    ],
)
def test_a_malformed_fact_is_refused_in_words(tmp_path: Path, old: str, new: str) -> None:
    """Values of the wrong kind in a fact."""
    folder = copy_of_tiny(tmp_path, ("facts/bicycle.yaml", old, new))
    refused(lambda: load_guideline(folder), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"__import__('os').system('{TOUCH}')", id="an import by call"),
        pytest.param(f"import os; os.system('{TOUCH}')", id="an import"),
        pytest.param(f"eval(\"open('{SENTINEL}', 'w')\")", id="eval"),
        pytest.param(f"exec(\"open('{SENTINEL}', 'w')\")", id="exec"),
        pytest.param(f"open('{SENTINEL}', 'w')", id="open"),
        pytest.param(f"(lambda: open('{SENTINEL}', 'w'))()", id="a lambda that is called"),
        pytest.param(f"[open('{SENTINEL}', 'w') for x in [1]]", id="a comprehension"),
        pytest.param("().__class__.__bases__[0].__subclasses__()", id="the way to all classes"),
        pytest.param("wobbles.__class__.__mro__", id="an attribute of a fact"),
        pytest.param("own.__class__.__mro__", id="an attribute of own"),
        pytest.param("own.__class__", id="a dunder of own"),
        pytest.param("wobbles.__init__.__globals__['os']", id="an index of globals"),
        pytest.param("getattr(wobbles, 'x')", id="getattr"),
        pytest.param("globals()", id="globals"),
        pytest.param("__builtins__", id="builtins"),
        pytest.param("size.__self__", id="an attribute of a function of the language"),
        pytest.param("size(size)", id="a function of the language as a value"),
        pytest.param("min(*[weight_kg, load_kg]) > 1", id="a star"),
        pytest.param("min(weight_kg, load_kg, key=open) > 1", id="a key"),
        pytest.param("(wobbles := true)", id="a walrus"),
        pytest.param("f'{open}'", id="an f-string"),
        pytest.param("f\"{__import__('os')}\" == frame", id="an f-string that imports"),
        pytest.param("weight_kg ** 999999999 > 1", id="a power of a unit that never ends"),
        pytest.param("9 ** 9 ** 9 ** 9 > 1", id="a tower of powers"),
        pytest.param("9 ** 999999999 > 1", id="a number that fills the memory"),
        pytest.param("weight_kg > 1e999", id="an infinite number"),
        pytest.param("9" * 5000 + " > weight_kg", id="a number of 5000 digits"),
        pytest.param("(" * 1900 + "wobbles", id="1900 brackets"),
        pytest.param("not " * 499 + "wobbles", id="499 times not"),
        pytest.param("[" * 500 + "]" * 500, id="500 lists in each other"),
        pytest.param("wobbles and " * 100_000 + "wobbles", id="a megabyte of conditions"),
        pytest.param(" or ".join(["(wobbles == true)"] * 90), id="90 faults of one condition"),
        pytest.param("x" * 1999, id="a name of 1999 letters"),
        pytest.param("frame == '" + "x" * 1900 + "'", id="a value of 1900 letters"),
        pytest.param("wobbles \u202e and squeaks", id="a mark that turns the line round"),
        pytest.param("wobbles and 🚲", id="an emoji"),
        pytest.param("wobbles\\\n and", id="a line that goes on"),
        pytest.param("'''", id="quotes left open"),
        pytest.param("wobbles; squeaks", id="a semicolon"),
        pytest.param("wobbles if squeaks else wobbles", id="a conditional expression"),
        pytest.param("yield wobbles", id="yield"),
        pytest.param("await wobbles", id="await"),
        pytest.param("async def f(): pass", id="a function"),
        pytest.param("wobbles = true", id="a single equals sign"),
        pytest.param("None", id="None"),
        pytest.param("...", id="an ellipsis"),
        pytest.param("b'x' == frame", id="bytes"),
    ],
)
def test_an_expression_can_only_compare(tmp_path: Path, text: str) -> None:
    """Nothing is looked up, called, imported or run: the text is parsed, never evaluated by Python."""
    quoted = "'" + text.replace("'", "''").replace("\n", "\n\n") + "'"
    edit = ("recommendations/repairs.yaml", "  when: wobbles\n", f"  when: {quoted}\n")
    folder = copy_of_tiny(tmp_path, edit)
    assert "repairs.yaml" in str(refused(lambda: load_guideline(folder), tmp_path))


@pytest.mark.parametrize("name", ["missing", "guideline.yaml", "a\x00b", "x" * 5000])
def test_a_folder_that_is_none_is_refused_in_words(tmp_path: Path, name: str) -> None:
    """A missing folder, a file, a name that no system takes."""
    (tmp_path / "guideline.yaml").write_text("id: x", encoding="utf-8")
    refused(lambda: load_guideline(tmp_path / name), tmp_path)


def test_a_folder_in_place_of_a_file_is_refused_in_words(tmp_path: Path) -> None:
    """guideline.yaml itself is a folder."""
    (tmp_path / "guideline.yaml").mkdir()
    refused(lambda: load_guideline(tmp_path), tmp_path)


def test_a_guideline_of_1000_definitions_in_one_chain_is_read(tmp_path: Path) -> None:
    """A long chain is no circle, and its length overflows nothing while it is checked."""
    chain = "".join(
        f"- {{name: c{n}, label: x, type: boolean, sources: [{{id: S1}}], from: 2020-01-01,"
        f" expression: not {f'c{n - 1}' if n else 'wobbles'}}}\n"
        for n in range(1000)
    )
    assert load_guideline(copy_of_tiny(tmp_path, ("definitions/chain.yaml", "", chain))).definitions
