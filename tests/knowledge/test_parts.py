"""A part of a guideline may be one file or a folder of files: where an entry stands changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.knowledge.library import CONTENTS
from tests.helpers import TINY, copy_of_tiny, guideline_problems, said, tiny

SINGLE_FILES = sorted(part for part in CONTENTS if (TINY / f"{part}.yaml").exists())


def without_places(guideline: Guideline) -> tuple[object, ...]:
    """What the files say, without where each entry stands."""
    options = [rule.entry for rule in guideline.options]
    facts = {name: rule.entry for name, rule in guideline.facts.items()}
    others = guideline.glossary, guideline.settings, guideline.clinical_review
    return options, facts, guideline.sources, guideline.names.vocabulary.sets, *others


@pytest.mark.parametrize("part", SINGLE_FILES)
def test_a_part_kept_in_a_folder_says_what_it_said_in_one_file(part: str, tmp_path: Path) -> None:
    """Only the content of a part counts, whatever its files are called."""
    folder = copy_of_tiny(tmp_path)
    (folder / part).mkdir()
    (folder / f"{part}.yaml").rename(folder / part / "any_name.yaml")
    assert without_places(tiny()) == without_places(load_guideline(folder))


def test_a_file_and_a_folder_of_one_part_are_read_together(tmp_path: Path) -> None:
    """A set of a new file stands beside those of the single one."""
    more = "- {name: heavy_frames, of: frame, members: [steel], meaning: frames of steel, source: S1}\n"
    folder = copy_of_tiny(tmp_path, ("sets/heavy.yaml", "", more))
    names = load_guideline(folder).names.vocabulary.sets
    assert {"heavy_frames", "light_frames"} <= set(names)


def test_one_name_in_two_files_of_a_part_is_told(tmp_path: Path) -> None:
    """Two files do not hide that a name is used twice."""
    again = "- {name: light_frames, of: frame, members: [steel], meaning: steel, source: S1}\n"
    found = guideline_problems(tmp_path, ("sets/again.yaml", "", again))
    assert any("the name 'light_frames' is used twice" in what for what in said(found))


def test_a_folder_that_is_no_part_is_told_with_the_names_of_parts(tmp_path: Path) -> None:
    """A misspelt folder would be lost in silence otherwise."""
    (problem,) = guideline_problems(tmp_path, ("histology/more.yaml", "", "- {id: x}\n"))
    assert ("histology/more.yaml", True) == (problem.where, "histologies" in problem.remedy)
