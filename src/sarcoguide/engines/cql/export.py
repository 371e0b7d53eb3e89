"""The libraries as files in a folder, with the list of what is not in them."""

from __future__ import annotations

from pathlib import Path

from sarcoguide.engines.cql.exclusions import FILE
from sarcoguide.engines.cql.libraries import Libraries
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Edition

ENDING = ".cql"


def write_export(edition: Edition, content_hash: str, folder: Path) -> tuple[Path, ...]:
    """Write one file for each library, and the exclusions; the same guideline and day give the same bytes.

    Raises:
        UsageError: the folder holds something else.
    """
    texts = {name + ENDING: text for name, text in Libraries(edition, content_hash).texts().items()}
    texts[FILE.name] = FILE.read_text(encoding="utf-8")
    if folder.exists():
        others = sorted(file.name for file in folder.iterdir() if file.name not in texts)
        if others:
            raise UsageError(
                f"{folder} holds something else ({others[0]}). Name a new folder, or one of an earlier export"
            )
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in texts)
