"""Where records come from: files, folders, JSON Lines, standard input, and the guideline's example patients."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.language.syntax import suggestion
from sarcoguide.record.files import LINES, find_records, read_stream

STANDARD_INPUT = "-"


def documents(names: Sequence[str], guideline: Guideline) -> Iterator[Document]:
    """Yield the records that the names stand for, one by one; what cannot be read yields its problems."""
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            yield from read_stream(sys.stdin.buffer, "standard input")
        elif os.path.exists(path):  # never raises, as Path.exists does of a name too long for the system
            yield from find_records(path)
        elif name in guideline.patients:
            yield guideline.patients[name]
        else:
            yield _nowhere(name, guideline)


def holds_several(names: Sequence[str]) -> bool:
    """Return whether the names may stand for several records: then JSON output is a list, even of one."""
    path = Path(names[0])
    return len(names) > 1 or path.is_dir() or path.suffix.lower() in LINES


def _nowhere(name: str, guideline: Guideline) -> Document:
    what = f"there is no file, folder or example patient {shorten(name)}"
    near = suggestion(name, guideline.patients)
    remedy = near or f"examples: {', '.join(sorted(guideline.patients))}"
    return Document(name, None, problems=[Problem(what, remedy=remedy)])
