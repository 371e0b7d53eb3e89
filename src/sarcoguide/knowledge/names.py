"""Names that a guideline does not have: what may have been meant."""

from __future__ import annotations

from collections.abc import Iterable

from sarcoguide.errors import UsageError, shorten
from sarcoguide.language.syntax import suggestion

#: Names that are offered at most in place of one that does not exist.
MOST_NAMED = 5


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error for a name that the guideline does not have."""
    names = sorted(known)
    holding = [other for other in names if name and name.lower() in other.lower()][:MOST_NAMED]
    near = suggestion(name, names) or (f"did you mean {' or '.join(holding)}?" if holding else "")
    command = "facts" if "fact" in kind else f"{kind.rsplit(maxsplit=1)[-1]}s"
    return UsageError(
        f"there is no {kind} {shorten(name)} in this guideline; {near or f'`sarcoguide {command}` lists them'}"
    )
