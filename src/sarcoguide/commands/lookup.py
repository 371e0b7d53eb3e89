"""What the look-up commands share: the edition of a day, and names that do not exist."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from datetime import date

from sarcoguide.errors import UsageError, shorten
from sarcoguide.knowledge import Edition, load_guideline
from sarcoguide.language.syntax import suggestion

#: Names that are offered at most in place of one that does not exist.
MOST_NAMED = 5


def edition_of(args: Namespace) -> Edition:
    """Return the guideline of the day that was asked for."""
    return load_guideline(args.guideline).at(args.as_of or date.today())


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a name that the guideline does not have."""
    names = sorted(known)
    holding = [other for other in names if name and name.lower() in other.lower()][:MOST_NAMED]
    near = suggestion(name, names) or (f"did you mean {' or '.join(holding)}?" if holding else "")
    command = "facts" if "fact" in kind else f"{kind.rsplit(maxsplit=1)[-1]}s"
    return UsageError(
        f"there is no {kind} {shorten(name)} in this guideline; {near or f'`sarcoguide {command}` lists them'}"
    )
