"""Which options carry one that stands for them all: drug options that are under one of its guards."""

from __future__ import annotations

from collections.abc import Mapping

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import Drug, Option
from sarcoguide.language.syntax import suggestion


def carriers(
    located: Located[Option], library: Library, drugs: Mapping[str, Located[Drug]], problems: list[Problem]
) -> tuple[str, ...] | None:
    """Return the ids of the options that an option rests on, or None where it stands by itself."""
    rests_on = located.entry.rests_on
    if rests_on is None:
        return None
    known = {guard.entry.id for guard in library.guards}
    for index, name in enumerate(rests_on.guards):
        if name not in known:
            what, why = f"there is no guard '{name}'", "no option would carry it"
            problems.append(located.problem(("rests_on", "guards", index), what, why, suggestion(name, known)))
    wanted = set(rests_on.guards)
    found = [
        option.entry.id
        for option in library.options
        if option.entry.drugs
        # What an overlay adds cannot hold up an option that the guideline would let fall.
        and (located.added_here or not option.added_here)
        and wanted.intersection(_guards(option.entry, drugs))
    ]
    if not found:
        what, why = "it rests on no option", "it could never be supported"
        problems.append(located.problem(("rests_on",), what, why, "name a guard of a drug option"))
    return tuple(sorted(found))


def _guards(entry: Option, drugs: Mapping[str, Located[Drug]]) -> list[str]:
    """Return the guards of a drug option and of its drugs against the tumour; those that support it do not count."""
    own = [use.drug for use in entry.drugs if not use.supportive and use.drug in drugs]
    return [*entry.guards, *(guard for name in own for guard in drugs[name].entry.guards)]
