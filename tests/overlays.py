"""What the tests of overlays share: the made-up guideline with the additions of a made-up workshop."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

from sarcoguide.errors import GuidelineError, Problem
from sarcoguide.knowledge import Guideline, load_guideline
from tests.helpers import TINY, with_edits

TINY_OVERLAY = Path(__file__).parent / "data" / "tiny_overlay"
#: A file, what stands there once (nothing: the end of the file), and what is to stand there.
Edit = tuple[str, str, str]


@lru_cache(maxsize=1)
def with_overlay() -> Guideline:
    """Return the made-up guideline with the additions of the workshop."""
    return load_guideline(TINY, overlay=TINY_OVERLAY, anew=True)


def copy_of_overlay(tmp_path: Path, *edits: Edit) -> Path:
    """Return a copy of the workshop's additions after edits."""
    return with_edits(Path(shutil.copytree(TINY_OVERLAY, tmp_path / "overlay")), edits)


def overlay_problems(tmp_path: Path, *edits: Edit, guideline: Path = TINY) -> tuple[Problem, ...]:
    """Return what is wrong with the workshop's additions after edits; empty if they load."""
    try:
        load_guideline(guideline, overlay=copy_of_overlay(tmp_path, *edits), anew=True)
    except GuidelineError as error:
        return error.problems
    return ()
