"""The names that expressions may use, with their types, drawn from the entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sarcoguide.errors import Problem
from sarcoguide.knowledge.entries import Definition, Fact
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.words import Words, build_words
from sarcoguide.language import Symbol, Type, Vocabulary
from sarcoguide.language.syntax import suggestion
from sarcoguide.language.tree import ValueSet
from sarcoguide.language.types import BOOLEAN, DATE, DURATIONS, Unit

RESERVED = {"own", "true", "false", "size", "known", "min", "max", "otherwise", "unknown", *DURATIONS}


@dataclass(frozen=True, slots=True)
class Names:
    """The vocabulary of a guideline, the words for the values of each list, and those that records may use for them."""

    vocabulary: Vocabulary
    labels: Mapping[str, Mapping[str, str]]
    domains: Mapping[str, Mapping[str, str]]
    words: Words = field(default_factory=dict)


def build_names(library: Library, problems: list[Problem]) -> Names:
    """Return the vocabulary of a library; what is wrong with a name is added to `problems`."""
    domains = _domains(library)
    symbols: dict[str, Symbol] = {}
    labels: dict[str, Mapping[str, str]] = {}
    for located in _described(library):
        entry = located.entry
        kind = _type(located, domains, problems)
        known = symbols.get(entry.name)
        if known is not None and not (isinstance(entry, Definition) and known.type == kind):
            problems.append(
                located.problem(
                    ("name",),
                    f"the name '{entry.name}' is used twice",
                    "one name must mean one thing",
                    "rename one of them; dated versions of a definition must have one type",
                )
            )
        if entry.name in RESERVED:
            problems.append(located.problem(("name",), f"'{entry.name}' is a word of the language", remedy="rename it"))
        symbols[entry.name] = Symbol(entry.name, kind, may_not_apply=entry.applies_when is not None)
        labels[entry.name] = _labels(entry, domains)
    for setting in library.settings:
        if setting.entry.name in symbols or setting.entry.name in RESERVED:
            problems.append(
                setting.problem(
                    ("name",),
                    f"the name '{setting.entry.name}' is used twice",
                    "one name must mean one thing",
                    "rename one",
                )
            )
        kind = Type("number", unit=Unit.of(setting.entry.unit), integer=setting.entry.type == "integer")
        symbols[setting.entry.name] = Symbol(setting.entry.name, kind)
    own = {
        name: Symbol(name, _own_type(quantity.type, quantity.unit, quantity.domain, domains))
        for name, quantity in (library.about.entry.own if library.about else {}).items()
    }
    sets = _sets(library, symbols, domains, problems)
    _refuse_values_named_like_facts(library, {*symbols, *sets}, domains, problems)
    return Names(Vocabulary(symbols, sets, own), labels, domains, build_words(library))


def _described(library: Library) -> list[Located[Fact] | Located[Definition]]:
    """Return facts and definitions: what both describe is a name with a type."""
    return [*library.facts, *library.definitions]


def _domains(library: Library) -> dict[str, dict[str, str]]:
    domains = {located.entry.name: dict(located.entry.values) for located in library.domains}
    domains["histologies"] = {located.entry.id: located.entry.name for located in library.histologies}
    domains["drugs"] = {located.entry.id: located.entry.name for located in library.drugs}
    domains["options"] = {o.entry.id: o.entry.label or o.entry.name or o.entry.id for o in library.options}
    domains["regimens"] = {o.entry.id: o.entry.name or o.entry.id for o in library.options if o.entry.drugs}
    return domains


def _labels(entry: Fact | Definition, domains: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    if entry.values:
        return entry.values
    return domains.get(entry.domain or "", {})


def _type(
    located: Located[Fact] | Located[Definition],
    domains: Mapping[str, Mapping[str, str]],
    problems: list[Problem],
) -> Type:
    entry = located.entry
    match entry.type:
        case "boolean":
            return BOOLEAN
        case "date":
            return DATE
        case "records":
            return Type("records")
        case "integer" | "number":
            return Type("number", unit=Unit.of(entry.unit), integer=entry.type == "integer")
        case kind:
            if isinstance(entry, Fact) and entry.open:
                return Type(kind, domain_name=entry.name)
            if entry.values is None and entry.domain not in domains:
                problems.append(
                    located.problem(
                        ("domain",) if entry.domain else ("type",),
                        f"'{entry.name}' has no list of values",
                        "any word would be accepted, misspelt ones too",
                        suggestion(entry.domain or "", domains) or "add `values:` or `domain:`",
                    )
                )
                return Type(kind, domain=frozenset(), domain_name=entry.name)
            values = entry.values if entry.values is not None else domains[str(entry.domain)]
            return Type(kind, domain=frozenset(values), domain_name=entry.domain or entry.name)


def _own_type(kind: str, unit: str | None, domain: str | None, domains: Mapping[str, Mapping[str, str]]) -> Type:
    match kind:
        case "boolean":
            return BOOLEAN
        case "set":
            return Type("set", domain=frozenset(domains.get(domain or "", {})), domain_name=domain or "")
        case _:
            return Type("number", unit=Unit.of(unit), integer=kind == "integer")


def _sets(
    library: Library,
    symbols: Mapping[str, Symbol],
    domains: Mapping[str, Mapping[str, str]],
    problems: list[Problem],
) -> dict[str, ValueSet]:
    sets: dict[str, ValueSet] = {}
    for located in library.sets:
        entry = located.entry
        if entry.name in symbols or entry.name in sets or entry.name in RESERVED:
            problems.append(located.problem(("name",), f"the name '{entry.name}' is used twice", remedy="rename it"))
        domain, name = _domain_of(entry.of, symbols, domains)
        if domain is None:
            remedy = suggestion(entry.of, [*symbols, *domains])
            problems.append(
                located.problem(("of",), f"'{entry.of}' is neither a fact nor a list of values", remedy=remedy)
            )
            continue
        for index, member in enumerate(entry.members):
            if member not in domain:
                problems.append(
                    located.problem(
                        ("members", index),
                        f"'{member}' is not a value of {entry.of}",
                        "it could never match",
                        suggestion(member, domain),
                    )
                )
        members = frozenset(entry.members)
        sets[entry.name] = ValueSet(entry.name, Type("set", domain=frozenset(domain), domain_name=name), members)
    return sets


def _domain_of(
    of: str, symbols: Mapping[str, Symbol], domains: Mapping[str, Mapping[str, str]]
) -> tuple[Iterable[str] | None, str]:
    if of in symbols and symbols[of].type.domain is not None:
        return symbols[of].type.domain, symbols[of].type.domain_name
    return (domains[of], of) if of in domains else (None, "")


def _refuse_values_named_like_facts(
    library: Library, names: set[str], domains: Mapping[str, Mapping[str, str]], problems: list[Problem]
) -> None:
    """A bare value that is also a name would be read as the name."""
    for located in _described(library):
        clashes = sorted(names.intersection(_labels(located.entry, domains)))
        problems.extend(
            located.problem(
                ("values", value),
                f"the value '{value}' is also the name of a fact, a definition or a set",
                "in a condition it would be read as that name",
                "rename one of them",
            )
            for value in clashes
        )
