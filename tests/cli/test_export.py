"""`sarcoguide export cql`: the libraries of a day in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.helpers import TINY, TODAY, tiny

Run = Callable[..., Any]


def test_the_export_writes_libraries_and_exclusions_with_what_they_come_from(run: Run, tmp_path: Path) -> None:
    """Version, day and hash stand in each head; a second export gives the same bytes."""
    first, again = tmp_path / "first", tmp_path / "again"
    for folder in (first, again):
        ran = run("export", "cql", "--out", folder, "--guideline", TINY, "--as-of", TODAY)
        assert (0, "") == (ran.code, ran.err)
    names = [f"BicycleRepair{kind}.cql" for kind in ("Everything", "Facts", "Fresh", "Statuses")]
    assert [*names, "exclusions.yaml"] == sorted(file.name for file in first.iterdir())
    for name in names:
        text = (first / name).read_text(encoding="utf-8")
        assert f"bicycle_repair 1.0.0, as of {TODAY}, content {tiny().content_hash[:12]}" in text
        assert text == (again / name).read_text(encoding="utf-8")


def test_an_export_does_not_mix_with_other_files(run: Run, tmp_path: Path) -> None:
    """Nothing of somebody else's is overwritten or taken for a part of it."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    ran = run("export", "cql", "--out", tmp_path, "--guideline", TINY)
    assert 2 == ran.code
    assert "notes.txt" in ran.err
