"""What the look-up commands share: the edition of a day, and names that do not exist."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from datetime import date

from sarcoguide.errors import UsageError
from sarcoguide.knowledge import Edition, load_guideline
from sarcoguide.language.syntax import suggestion


def edition_of(args: Namespace) -> Edition:
    """Return the guideline of the day that was asked for."""
    return load_guideline(args.guideline).at(args.as_of or date.today())


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a name that the guideline does not have."""
    near = suggestion(name, list(known))
    return UsageError(f"there is no {kind} '{name}' in this guideline{f'; {near}' if near else ''}")
