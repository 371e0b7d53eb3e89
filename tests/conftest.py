"""What every test stands on: guidelines are kept in the repository's own build folder, never in that of a person."""

from __future__ import annotations

import os
from pathlib import Path

from sarcoguide.knowledge import cache

os.environ[cache.VARIABLE] = str(Path(__file__).parents[1] / "build" / "cache")
