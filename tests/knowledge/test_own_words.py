"""Every text is in words of our own: none repeats eight words in a row of the first two documents."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from sarcoguide.knowledge.library import yaml_files
from sarcoguide.knowledge.yaml_reader import read_yaml
from tests.strategies import guideline

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "sarcoguide"
RUN = 8
DIGITS = 16
KEPT = frozenset(
    line for line in (ROOT / "tests/data/eight_words.txt").read_text("utf-8").split("\n") if line[:1] not in ("", "#")
)


def hashed(run: str) -> str:
    """Return what is kept of a run of words."""
    return hashlib.sha256(run.encode()).hexdigest()[:DIGITS]


def repeated(text: str, kept: Collection[str]) -> list[str]:
    """Return the runs of eight words of a text that are among those kept."""
    found = re.findall("[a-z0-9]+", text.lower())
    runs = [" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1)]
    return [run for run in runs if hashed(run) in kept]


def leaves(data: object) -> Iterator[str]:
    """Yield every text in lists and mappings."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from leaves(part)


def texts_of(file: Path) -> Iterator[str]:
    """Yield the texts of a file: each entry of YAML and each literal of Python for itself, any other file as one."""
    content = file.read_text("utf-8")
    if file.suffix == ".yaml":
        yield from leaves(read_yaml(file.read_bytes(), file.name).data)
    elif file.suffix == ".py":
        nodes = ast.walk(ast.parse(content))
        yield from (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    else:
        yield re.sub("<[^>]+>|{[{%#].*?[}%#]}", " ", content) if file.suffix == ".html" else content


def files() -> list[Path]:
    """Return the files that hold texts for people."""
    found = [*yaml_files(guideline().folder), *ROOT.glob("*.md")]
    for folder, pattern in (("docs", "*.md"), ("changelog.d", "*.md"), ("examples", "*.*"), ("src/sarcoguide", "*.py")):
        found += (ROOT / folder).rglob(pattern)
    return [*found, *PACKAGE.rglob("*.html")]


def test_no_text_repeats_eight_words_of_the_first_documents() -> None:
    """The guideline with its cases, the words of the pages, their templates, and the documentation."""
    seen = {str(file.relative_to(ROOT)): list(texts_of(file)) for file in files()}
    found = [(name, run) for name, texts in seen.items() for text in texts for run in repeated(text, KEPT)]
    assert [] == found


def test_the_list_holds_hashes_and_nothing_else() -> None:
    """The texts themselves are kept nowhere."""
    assert len(KEPT) > 1000
    assert all(re.fullmatch(f"[0-9a-f]{{{DIGITS}}}", line) for line in KEPT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Now: ask the team - that knows YOU how the end.", ["ask the team that knows you how the"]),
        ("Now ask the team that knows you how it went.", []),
        ("Ask the team.", []),
    ],
)
def test_a_planted_run_is_found_and_seven_words_are_not(text: str, expected: list[str]) -> None:
    """Whatever stands between the words, and in capitals too; the list is made up."""
    kept = {hashed(run) for run in ("ask the team that knows you how the",)}
    assert expected == repeated(text, kept)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "- {id: x, says: [{because: ask the team that knows you how the day was}]}"),
        ("a.py", 'A = "ask the team that " "knows you how the day was"'),
        ("a.html", "<p>ask the <b>team</b> that {{ x }}knows you how the day was</p>"),
        ("a.md", "ask the team that knows\nyou how the day was"),
    ],
)
def test_a_planted_run_is_found_in_each_kind_of_file(tmp_path: Path, name: str, content: str) -> None:
    """Broken over lines, or between marks."""
    (tmp_path / name).write_text(content)
    kept = {hashed("ask the team that knows you how the")}
    assert ["ask the team that knows you how the"] == [
        run for text in texts_of(tmp_path / name) for run in repeated(text, kept)
    ]


def test_two_entries_together_are_no_run(tmp_path: Path) -> None:
    """Each is read for itself."""
    (tmp_path / "a.yaml").write_text("[ask the team that, knows you how the day was]")
    kept = {hashed("ask the team that knows you how the")}
    assert [] == [run for text in texts_of(tmp_path / "a.yaml") for run in repeated(text, kept)]
