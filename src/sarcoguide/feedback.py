"""What readers say of a page: whether it answered their question. It is kept in one SQLite file, without the reader.

Nothing of a record, of a patient or of the sender is kept: the page, the version of the guideline, the day, the answer,
and a comment where one was written. Each entry is written on a connection of its own, so that several servers may share
the file.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from sarcoguide.errors import SarcoguideError, UsageError, shorten

Answered = Literal["yes", "partly", "no"]
ANSWERS: tuple[Answered, ...] = get_args(Answered)
#: Characters of a comment, at most.
COMMENT = 1_000
#: Pages of a file, of `PAGE_SIZE` bytes each, at most: 16 MB, some 30,000 entries with a comment.
PAGE_SIZE, PAGES = 4_096, 4_096
#: Seconds that one server waits for another to have written.
PATIENCE = 5.0
#: What says of an SQLite file that it is one of these ("SGfb"), and in which form.
APPLICATION, FORM = 0x53476662, 1
#: What can point to a person: an address, a date, a long number.
_PERSONAL = re.compile(r"\S@\S|\b\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}\b|\d{5,}|\d(?:[ -]?\d){6,}")
_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
    id TEXT PRIMARY KEY, day TEXT NOT NULL, page TEXT NOT NULL, version TEXT NOT NULL, content TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'partly', 'no')), comment TEXT NOT NULL
) WITHOUT ROWID
"""


class FeedbackEntry(Struct, frozen=True):
    """What one reader said of one page. `content` is the digest of the guideline that made it."""

    id: str
    day: str
    page: str
    version: str
    content: str
    answer: Answered
    comment: str = ""


class NotKeptError(SarcoguideError):
    """What was said could not be kept."""


class FeedbackFile:
    """The file in which it is kept. It comes into being with the first entry."""

    def __init__(self, path: Path, pages: int = PAGES) -> None:
        self.path = path
        self.pages = pages

    def keep(self, said: FeedbackEntry) -> None:
        """Write one entry.

        Raises:
            NotKeptError: the disk or the file is full, it is not writable, or it is no file of feedback.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                self.path.touch(mode=0o600)
            with self._open() as connection:
                connection.execute("BEGIN IMMEDIATE")
                self._prepare(connection)
                row = (said.id, said.day, said.page, said.version, said.content, said.answer, said.comment)
                connection.execute("INSERT INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?)", row)
                connection.execute("COMMIT")
        except (OSError, sqlite3.Error, UsageError) as error:
            raise NotKeptError(str(error)) from None

    def entries(self) -> list[FeedbackEntry]:
        """Return what is kept, by day and page. No file is no entry.

        Raises:
            UsageError: it is no file of feedback.
        """
        if not self.path.exists():
            return []
        try:
            with self._open() as connection:
                self._check(connection)
                rows = connection.execute(
                    "SELECT id, day, page, version, content, answer, comment FROM feedback ORDER BY day, page, id"
                )
                return [FeedbackEntry(*row) for row in rows]
        except sqlite3.Error as error:
            raise UsageError(f"{shorten(str(self.path))} cannot be read: {error}") from None

    def check(self) -> None:
        """Raise if something else stands under the name of the file, or its folder is missing.

        Raises:
            UsageError: it does.
        """
        if not self.path.parent.is_dir():
            raise UsageError(f"there is no folder {shorten(str(self.path.parent))} to keep feedback in")
        if self.path.exists() and self.path.stat().st_size:
            self.entries()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete = ON")
            yield connection
        finally:
            connection.close()

    def _prepare(self, connection: sqlite3.Connection) -> None:
        if not _pragma(connection, "application_id") and not _pragma(connection, "schema_version"):
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {FORM}")
            connection.execute(_TABLE)
        self._check(connection)
        connection.execute(f"PRAGMA max_page_count = {self.pages}")

    def _check(self, connection: sqlite3.Connection) -> None:
        if (_pragma(connection, "application_id"), _pragma(connection, "user_version")) != (APPLICATION, FORM):
            raise UsageError(f"{shorten(str(self.path))} is no file of feedback; name another, or a new one")


def default_file() -> Path:
    """Return where it is kept unless told otherwise: in the folder of data of whoever runs the program."""
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return folder / "sarcoguide" / "feedback.sqlite"


def new_id() -> str:
    """Return a name by which an entry can be found again; it says nothing."""
    return secrets.token_hex(4)


def entry_of(answer: str, comment: str, page: str, version: str, content: str) -> FeedbackEntry:
    """Return an entry of today.

    Raises:
        UsageError: the answer is none, or the comment is too long or may name somebody.
    """
    if answer not in ANSWERS:
        raise UsageError("choose yes, partly or no")
    comment = comment.strip()
    if len(comment) > COMMENT:
        raise UsageError(f"the comment has {len(comment)} characters; {COMMENT} fit")
    if _PERSONAL.search(comment):
        raise UsageError("the comment holds an address, a date or a long number; take it out, it may name somebody")
    return FeedbackEntry(new_id(), date.today().isoformat(), page, version, content, answer, comment)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
