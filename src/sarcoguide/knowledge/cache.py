"""A checked guideline is kept on disk, so that the next process need not read and check its files again.

It is kept under a digest of the files' content and of the code that read them: a change of either makes a new one. Only
a folder that belongs to this user, and that nobody else can write to, is trusted, because what is read back is run.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

#: The folder to use; `off` keeps and reads nothing.
VARIABLE, OFF = "SARCOGUIDE_CACHE", "off"
#: How many guidelines are kept; the ones used longest ago go first.
KEPT = 8
SUFFIX = ".guideline"
#: The code whose change makes what was kept worthless: any of the package, so that none is forgotten.
CODE = Path(__file__).parent.parent


def kept(folder: Path, content: str, load: Callable[[], T]) -> T:
    """Return what `load` returns, from the disk if it was kept there, and keep it otherwise.

    Without a folder that can be trusted and written, this is `load`.

    Args:
        folder: the guideline's folder.
        content: a digest of what the folder holds.
        load: reads and checks the guideline; what it raises is raised.
    """
    place = trusted()
    if place is None:
        return load()
    file = place / f"{_key(folder, content)}{SUFFIX}"
    found: T | None = _read(file)
    if found is None:
        found = load()
        _write(file, found)
    return found


def trusted() -> Path | None:
    """Return the folder of the cache, made if need be; None where there is none that can be trusted."""
    named = os.environ.get(VARIABLE, "")
    if named == OFF or not hasattr(os, "getuid"):
        return None
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    place = Path(named or Path(home) / "sarcoguide")
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = place.stat()
    except OSError:
        return None
    ours = state.st_uid == os.getuid() and not state.st_mode & 0o022
    return place if ours else None


def _key(folder: Path, content: str) -> str:
    """Return a digest of all that decides what a loaded guideline is."""
    digest = blake2b(f"{folder.resolve()}\0{content}\0{sys.version}\0".encode(), digest_size=20)
    for file in sorted(CODE.rglob("*.py")):
        state = file.stat()
        digest.update(f"{file}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _read(file: Path) -> Any:
    """Return what a file holds; None where it is not there, or cannot be read to its end."""
    try:
        data = file.read_bytes()
        with _without_collecting():
            found = pickle.loads(data)
        with suppress(OSError):
            file.touch()
    except Exception:
        # Whatever is wrong with it, the guideline's own files are there to be read instead.
        return None
    return found


def _write(file: Path, found: object) -> None:
    """Keep a guideline; two processes may do so at once, and the whole of one of them stays."""
    with suppress(OSError):
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as writing:
            _Pickler(writing, pickle.HIGHEST_PROTOCOL).dump(found)
        os.replace(writing.name, file)
        by_age = sorted(file.parent.glob(f"*{SUFFIX}"), key=lambda other: other.stat().st_mtime_ns)
        for other in by_age[:-KEPT]:
            other.unlink(missing_ok=True)


class _Pickler(pickle.Pickler):
    """Keeps a dataclass with slots as a call of its class: reading back field after field takes five times as long."""

    def reducer_override(self, item: Any) -> Any:
        """Return how an object is made anew, or leave that to the object itself."""
        kind = type(item)
        if not hasattr(kind, "__dataclass_fields__") or not hasattr(kind, "__slots__") or kind is type:
            return NotImplemented
        held = fields(item)
        if not all(part.init and not part.kw_only for part in held):
            return NotImplemented
        return kind, tuple(getattr(item, part.name) for part in held)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hold the collector still: of a hundred thousand new objects, none is garbage."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
