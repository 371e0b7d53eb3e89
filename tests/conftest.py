"""What every test stands on: guidelines are kept in the repository's own build folder, never in that of a person.

Many tests read a copy of the guideline in which one file differs: what was read of the other files is used again.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest

from sarcoguide.knowledge import cache
from sarcoguide.knowledge.yaml_reader import read_yaml

os.environ[cache.VARIABLE] = str(Path(__file__).parents[1] / "build" / "cache")
# Nobody changes a document once it is read. There is room for four guidelines.
pytest.MonkeyPatch().setattr("sarcoguide.knowledge.library.read_yaml", lru_cache(maxsize=1200)(read_yaml))
