"""Where records come from: files, folders, JSON Lines, standard input, and the guideline's example patients."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.language.syntax import suggestion
from sarcoguide.record.files import find_records, read_lines, read_stream

STANDARD_INPUT = "-"
LINES = (".jsonl", ".ndjson")


def documents(names: Sequence[str], guideline: Guideline) -> Iterator[Document]:
    """Yield the records that the names stand for, one by one; what cannot be read yields its problems."""
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            yield from _standard_input()
        elif path.exists():
            yield from find_records(path)
        elif name in guideline.patients:
            yield guideline.patients[name]
        else:
            yield _nowhere(name, guideline)


def holds_several(names: Sequence[str]) -> bool:
    """Return whether the names may stand for several records: then JSON output is a list, even of one."""
    path = Path(names[0])
    return len(names) > 1 or path.is_dir() or path.suffix in LINES


def _standard_input() -> Iterator[Document]:
    """Yield the records of standard input; JSON Lines are taken as they come, anything else is read whole."""
    where, stream = "standard input", sys.stdin.buffer
    head: list[bytes] = []
    filled: list[bytes] = []
    for line in stream:
        head.append(line)
        filled += [line.strip()] if line.strip() else []
        if len(filled) > 1:
            break
    begins = [line.startswith(b"{") for line in filled]
    if begins == [True, True] and filled[0].endswith(b"}"):
        yield from read_lines(chain(head, stream), where)
    else:
        yield from read_stream(b"".join(head) + stream.read(), where)


def _nowhere(name: str, guideline: Guideline) -> Document:
    what = f"there is no file, folder or example patient {shorten(name)}"
    near = suggestion(name, guideline.patients)
    remedy = near or f"examples: {', '.join(sorted(guideline.patients))}"
    return Document(name, None, problems=[Problem(what, remedy=remedy)])
