"""What an entry is to find out: written as names, it becomes a condition that every engine understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sarcoguide.errors import Problem
from sarcoguide.knowledge.entries import Fact
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import Option
from sarcoguide.language.syntax import suggestion

#: Kinds of entries that find something out.
FINDING_KINDS = ("work_up", "question")


def still_open(entry: Option, facts: Mapping[str, Located[Fact]]) -> str:
    """Return the condition that one of the facts is not known although it applies; empty when nothing is found out."""
    return " or ".join(_open(facts[name].entry) for name in dict.fromkeys(entry.finds_out) if name in facts)


def _open(fact: Fact) -> str:
    missing = f"not known({fact.name})"
    return missing if fact.applies_when is None else f"{missing} and ({fact.applies_when})"


def check_finding_out(library: Library) -> Iterator[Problem]:
    """Only entries that find something out name facts for it, and these exist."""
    facts = {located.entry.name for located in library.facts}
    for option in library.options:
        entry = option.entry
        if entry.finds_out and entry.kind not in FINDING_KINDS:
            yield option.problem(
                ("finds_out",),
                f"an entry of kind '{entry.kind}' finds nothing out",
                "it would end as soon as the facts are known",
                f"make it one of: {', '.join(FINDING_KINDS)}; or remove `finds_out`",
            )
        for index, name in enumerate(entry.finds_out):
            if name not in facts:
                yield option.problem(
                    ("finds_out", index),
                    f"there is no fact '{name}'",
                    "the entry would be over although it is not known",
                    suggestion(name, facts) or "name a fact, not a definition",
                )
