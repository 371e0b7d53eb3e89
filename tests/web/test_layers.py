"""The pages and the command line are two faces of one program: what both need stands below them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sarcoguide

SOURCE = Path(sarcoguide.__file__).parent
FACES = ("commands", "web", "cli")


def imported(file: Path) -> Iterator[str]:
    """Yield the modules that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def part_of(file: Path) -> str:
    """Return the part of the package in which a file stands."""
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


def test_the_pages_take_nothing_from_the_command_line() -> None:
    """A command may begin the server; the server knows no command."""
    found = {(f.name, name) for f in (SOURCE / "web").rglob("*.py") for name in imported(f)}
    assert set() == {pair for pair in found if pair[1].startswith(("sarcoguide.commands", "sarcoguide.cli"))}


@pytest.mark.parametrize("face", ["commands", "web"])
def test_nothing_below_the_faces_takes_from_a_face(face: str) -> None:
    """Records, plans and reports are the same for both; only the writer of the documents reads the command line."""
    below = [file for file in SOURCE.rglob("*.py") if part_of(file) not in (*FACES, "__main__")]
    assert [] == [(f.name, name) for f in below for name in imported(f) if name.startswith(f"sarcoguide.{face}")]
