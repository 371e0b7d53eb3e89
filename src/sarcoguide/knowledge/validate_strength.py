"""No line is stronger than its source: neither its verb, nor the words in which clinicians and patients read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sarcoguide.errors import Problem
from sarcoguide.knowledge.about import Strength
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import Option

#: Sources that give no strength of their own: the verb is then that of the statements.
NO_STRENGTH = ("convention", "statement")
TEXTS = ("says", "patient", "patient_name", "because")


def check_strength(library: Library) -> Iterator[Problem]:
    """Yield the entries whose verb or words say more than what they rest on; entries without a verb are not judged."""
    steps = library.about.entry.strength if library.about is not None else []
    if library.about is None or not steps:
        return
    ranks = {verb: rank for rank, step in enumerate(steps) for verb in step.verbs}
    for verb in library.about.entry.verbs:
        if verb not in ranks:
            what = f"the verb '{verb}' stands in no step of `strength`"
            yield library.about.problem(("strength",), what, "nobody could tell how strong it is", "add it to a step")
    strengths = {located.entry.id: located.entry.strength for located in library.statements}
    without = {located.entry.id for located in library.sources if located.entry.kind in NO_STRENGTH}
    for option in library.options:
        if option.entry.verb in ranks:
            yield from _verb(option, ranks, strengths, without)
            yield from _words(option, steps[: ranks[option.entry.verb]])


def _verb(
    option: Located[Option], ranks: dict[str, int], strengths: dict[str, str], without: set[str]
) -> Iterator[Problem]:
    cited = [use.id for use in option.entry.sources if use.id not in without]
    stated = [ranks[strengths[name]] for name in cited if strengths.get(name) in ranks]
    if stated and len(stated) == len(cited) and ranks[option.entry.verb] < min(stated):
        what = f"the verb '{option.entry.verb}' is stronger than the statements that '{option.entry.id}' rests on"
        why, remedy = "a reader would take it for their word", "keep the strength of the source"
        yield option.problem(("verb",), what, why, remedy)


def _words(option: Located[Option], stronger: Sequence[Strength]) -> Iterator[Problem]:
    for key in TEXTS:
        for step in stronger:
            for word in said(getattr(option.entry, key), step):
                what = f"'{word}' says more than '{option.entry.verb}'"
                remedy = "keep the strength of the source, or say it in other words"
                yield option.problem((key,), what, "the words would be stronger than the source", remedy)


def said(text: str, step: Strength) -> list[str]:
    """Return the words of a text that only a step, or a stronger one, may use."""
    rest = text.lower()
    for phrase in step.save:
        rest = rest.replace(phrase, "")
    return [word for word in step.words if re.search(rf"\b{re.escape(word)}\b", rest)]
