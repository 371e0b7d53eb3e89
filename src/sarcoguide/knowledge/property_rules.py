"""From entries to properties that must hold for every patient: what each kind of check needs and may name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.about import Property
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.model import PropertyRule
from sarcoguide.knowledge.option_entries import STATUS_KINDS
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language import Expr
from sarcoguide.language.syntax import suggestion
from sarcoguide.language.tree import And

#: For each check the keys it needs and those it may have; a check that is not listed takes none.
NEEDS: dict[str, frozenset[str]] = {
    "never": frozenset({"options", "when"}),
    "always": frozenset({"options", "when"}),
    "answered": frozenset({"when"}),
    "shown": frozenset({"options", "when"}),
    "not_shown": frozenset({"options", "when"}),
    "impossible": frozenset({"when"}),
    "partition": frozenset({"definition"}),
}
ALLOWS: dict[str, frozenset[str]] = {
    "answered": frozenset({"options"}),
    "impossible": frozenset({"worked_out"}),
    "read_source": frozenset({"options"}),
}
#: Checks that speak of what is shown without a status.
OF_SHOWN = ("shown", "not_shown")
#: Checks whose `when` speaks of the patient alone, and those whose `when` may ask whether something is known.
OF_PATIENT = ("impossible", *OF_SHOWN)
MAY_ASK_KNOWN = ("never", "always", *OF_PATIENT)
KEYS = ("options", "when", "definition", "worked_out")
WHY = "it would prove nothing"


def property_rule(
    located: Located[Property], when: Expr | None, library: Library, problems: list[Problem]
) -> PropertyRule:
    """Return the rule of a property; what it names and does not exist is added to `problems`."""
    problems.extend(_keys(located))
    problems.extend(_names(located, library))
    # Without two parts there is nothing that is possible by itself and impossible together.
    if located.entry.check == "impossible" and when is not None and not isinstance(when, And):
        what, remedy = "what is impossible needs two conditions or more", "join them with `and`"
        problems.append(located.problem(("when",), what, WHY, remedy))
    chosen = located.entry.options
    drugs = {drug.entry.id for drug in library.drugs if chosen and drug.entry.drug_class in chosen.classes}
    return PropertyRule(located.entry, when, frozenset(drugs.union(chosen.drugs if chosen else ())))


def _keys(located: Located[Property]) -> Iterator[Problem]:
    entry = located.entry
    given = {key for key in KEYS if getattr(entry, key)}
    needs = NEEDS.get(entry.check, frozenset())
    for key in sorted(needs - given):
        what = f"a property of the kind '{entry.check}' needs `{key}`"
        yield located.problem((), what, "it could not be proved", f"add `{key}:`")
    for key in sorted(given - needs - ALLOWS.get(entry.check, frozenset())):
        what = f"a property of the kind '{entry.check}' reads no `{key}`"
        yield located.problem((key,), what, "it would say more than is proved", f"remove `{key}:`")


def _names(located: Located[Property], library: Library) -> Iterator[Problem]:
    entry, chosen = located.entry, located.entry.options
    definitions = {definition.entry.name for definition in library.definitions}
    listed = {definition.entry.name for definition in library.definitions if definition.entry.type == "enum"}
    named: list[tuple[Path, str, Collection[str]]] = [
        (("worked_out", index), name, definitions) for index, name in enumerate(entry.worked_out)
    ]
    if entry.definition is not None:
        named.append((("definition",), entry.definition, listed))
    if chosen is not None:
        drugs = {drug.entry.id for drug in library.drugs}
        classes = {drug.entry.drug_class for drug in library.drugs}
        if chosen.id is not None:
            named.append((("options", "id"), chosen.id, {option.entry.id for option in library.options}))
            yield from _status(located, chosen.id, library)
        named += [(("options", "drugs", index), name, drugs) for index, name in enumerate(chosen.drugs)]
        named += [(("options", "classes", index), name, classes) for index, name in enumerate(chosen.classes)]
    for path, name, known in named:
        if name not in known:
            yield located.problem(path, f"nothing is called '{name}'", WHY, suggestion(name, known))


def _status(located: Located[Property], chosen: str, library: Library) -> Iterator[Problem]:
    """What is shown has no status, and what has a status is not just shown."""
    check = located.entry.check
    kinds = {option.entry.id: option.entry.kind for option in library.options}
    if check in OF_SHOWN and kinds.get(chosen) in STATUS_KINDS:
        what, remedy = f"'{chosen}' has a status, so it is always shown", "use the check never, always or answered"
    elif check in ("never", "always", "answered") and chosen in kinds and kinds[chosen] not in STATUS_KINDS:
        what, remedy = f"'{chosen}' has no status", "use the check shown or not_shown"
    else:
        return
    yield located.problem(("options", "id"), what, WHY, remedy)
