"""The examples of docs/python.md run as they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


def test_every_example_of_the_python_page_runs() -> None:
    """One after another, as a reader would type them; the headline is the one that the page promises."""
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        exec(block, names)
    assert names["answer"].headline[0].word == "indeterminate"
    assert names["difference"].headline[0].after == "disseminated"
