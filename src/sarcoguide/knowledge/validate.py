"""What must hold between the entries of a guideline; each check returns all it finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge.about import About, Property
from sarcoguide.knowledge.cases import Behaviour
from sarcoguide.knowledge.compiler import has_status
from sarcoguide.knowledge.entries import Definition, Entry, Fact, Inconsistency, Source, Statement, Term
from sarcoguide.knowledge.findings import Finding
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.model import ConditionRule, DefinitionRule, FactRule, OptionRule
from sarcoguide.knowledge.option_entries import Absence, Condition, Drug, Guard, Licence, Option
from sarcoguide.knowledge.outlook import Figure
from sarcoguide.knowledge.overlay_entries import Change
from sarcoguide.knowledge.pathway_entries import Stage
from sarcoguide.knowledge.reading_entries import Reading
from sarcoguide.knowledge.review_entries import ReviewRow
from sarcoguide.knowledge.types_of_tumour import Dated, Histology
from sarcoguide.knowledge.validate_sources import check_sources
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language import Expr, Table
from sarcoguide.language.syntax import suggestion
from sarcoguide.language.tree import Arithmetic, Extreme, Name, Size, walk

__all__ = [
    "check_cases",
    "check_circles",
    "check_dates",
    "check_exclusion_arithmetic",
    "check_first_day",
    "check_identities",
    "check_references",
    "check_sources",
    "check_words",
    "value_names",
]


def check_identities(library: Library) -> Iterator[Problem]:
    """Two entries of one kind must not share an id."""
    groups: list[
        Sequence[
            Located[
                Option
                | Guard
                | Drug
                | Source
                | Statement
                | Histology
                | Inconsistency
                | Property
                | Term
                | ReviewRow
                | Reading
                | Stage
                | Figure
                | Finding
            ]
        ]
    ] = [
        library.options,
        library.guards,
        library.drugs,
        library.sources,
        library.statements,
        library.histologies,
        library.consistency,
        library.properties,
        library.glossary,
        library.clinical_review,
        library.readings,
        library.pathway,
        library.outlook,
        library.findings,
    ]
    for group in groups:
        seen: set[str] = set()
        for located in group:
            entry_id = located.entry.id
            if entry_id in seen:
                yield located.problem(
                    ("id",), f"the id '{entry_id}' is used twice", "it must name one thing", "rename one"
                )
            seen.add(entry_id)


def check_dates(library: Library) -> Iterator[Problem]:
    """`until` must come after `from`, and versions of one definition must not overlap."""
    for located in _dated(library):
        entry = located.entry
        if entry.until is not None and entry.until <= entry.since:
            yield located.problem(("until",), "`until` is not after `from`", "it would never hold", "correct the dates")
        if isinstance(entry, Option):
            if entry.until is not None and not entry.until_because:
                yield located.problem(("until",), "`until` has no `until_because`", "people must learn why it ended")
            if entry.checked and entry.review_by and entry.review_by <= entry.checked:
                yield located.problem(
                    ("review_by",),
                    "`review_by` is not after `checked`",
                    "it would be stale at once",
                    "correct the dates",
                )
    for holder, path, part in _dated_parts(library):
        if part.since is not None and part.until is not None and part.until <= part.since:
            yield holder.problem(
                (*path, "until"), "`until` is not after `from`", "it would never hold", "correct the dates"
            )
    versions: defaultdict[str, list[Located[Definition]]] = defaultdict(list)
    for located in library.definitions:
        versions[located.entry.name].append(located)
    for group in versions.values():
        group.sort(key=lambda located: located.entry.since)
        for earlier, later in pairwise(group):
            if earlier.entry.until is None or earlier.entry.until > later.entry.since:
                yield later.problem(
                    ("from",),
                    f"two versions of '{later.entry.name}' hold on {later.entry.since}",
                    "the answer would depend on the order of files",
                    "give the earlier one `until:` the day the later one begins",
                )


def _dated(library: Library) -> list[Located[Option] | Located[Definition] | Located[Term] | Located[Figure | Finding]]:
    """Return the entries that hold from one day to another."""
    return [*library.options, *library.definitions, *library.glossary, *library.outlook, *library.findings]


def _dated_parts(library: Library) -> Iterator[tuple[Located[Entry], Path, Condition | Licence | Absence | Dated]]:
    """Yield the conditions of options, guards and drugs, the lines of types of tumour, and the licences of both."""
    for histology in library.histologies:
        for path, line in histology.entry.dated():
            yield histology, path, line
    holders: list[Located[Option] | Located[Guard] | Located[Drug] | Located[Change]] = [
        *library.changes,
        *library.options,
        *library.guards,
        *library.drugs,
    ]
    for located in holders:
        for key in ("unless", "discouraged", "caution", "only_in", "unavailable"):
            for index, part in enumerate(getattr(located.entry, key, ())):
                yield located, (key, index), part


def check_words(library: Library) -> Iterator[Problem]:
    """Burdens, intents, verbs and grades of evidence must be those that guideline.yaml declares."""
    if library.about is None:
        return
    about = library.about.entry
    for fact in library.facts:
        if fact.entry.burden not in about.burdens:
            yield _undeclared(fact, "burden", fact.entry.burden, about.burdens)
    yield from _check_ranges(library)
    for option in library.options:
        entry = option.entry
        if entry.intent not in about.intents:
            yield _undeclared(option, "intent", entry.intent, about.intents)
        if entry.verb not in about.verbs and (entry.verb or has_status(entry)):
            yield _undeclared(option, "verb", entry.verb, about.verbs)
        if entry.evidence not in about.evidence and entry.evidence:
            yield _undeclared(option, "evidence", entry.evidence, about.evidence)
        if not has_status(entry) and entry.kind != "reference" and entry.when is None and not entry.gates:
            yield option.problem((), f"'{entry.id}' has no `when`", "it would be shown to everyone", "add `when:`")


def _check_ranges(library: Library) -> Iterator[Problem]:
    for located in _described(library):
        bounds: list[tuple[Path, list[int | Decimal] | None]] = [(("range",), located.entry.range)]
        fields = located.entry.fields if isinstance(located.entry, Fact) else None
        bounds += [(("fields", name, "range"), form.range) for name, form in (fields or {}).items()]
        for path, pair in bounds:
            if pair is not None and (len(pair) != 2 or pair[0] > pair[1]):  # noqa: PLR2004
                yield located.problem(
                    path,
                    "a range is [lowest, highest]",
                    "values could not be checked",
                    "give two numbers in this order",
                )


def _undeclared(located: Located[Entry], key: str, word: str, allowed: Collection[str]) -> Problem:
    return located.problem(
        (key,),
        f"'{word}' is not a declared {key}",
        "faces would have no words for it",
        suggestion(word, allowed) or f"one of: {', '.join(allowed)}",
    )


def check_references(library: Library, names: Collection[str]) -> Iterator[Problem]:
    """Names outside expressions must exist too: checklists, questions, what is shown, headline, layers, statements."""
    options = {located.entry.id for located in library.options}
    statements = {located.entry.id for located in library.statements}
    facts = {located.entry.name for located in library.facts}
    for fact in library.facts:
        if fact.entry.checklist is not None and fact.entry.checklist not in names:
            yield missing(fact, ("checklist",), fact.entry.checklist, names)
        yield from _check_fields(fact, facts)
    for definition in library.definitions:
        for index, name in enumerate(definition.entry.ask or []):
            if name not in facts:
                yield missing(definition, ("ask", index), name, facts)
    for option in library.options:
        for key, known in (("shows", names), ("about", options), ("statements", statements)):
            for index, name in enumerate(getattr(option.entry, key)):
                if name not in known:
                    yield missing(option, (key, index), name, known)
    if library.about is not None:
        yield from _check_about(library.about, names)


def _check_fields(fact: Located[Fact], facts: Collection[str]) -> Iterator[Problem]:
    """A field that holds one value of a list must say which list."""
    for key, form in (fact.entry.fields or {}).items():
        if form.type == "enum" and form.values is None and form.values_of not in facts:
            yield missing(fact, ("fields", key, "values_of"), form.values_of or "", facts)


def _check_about(located: Located[About], names: Collection[str]) -> Iterator[Problem]:
    """What guideline.yaml tells the engine must name facts and definitions."""
    about = located.entry
    lists: list[tuple[Path, list[str]]] = [(("scope",), [about.scope])]
    lists += [
        ((key,), [value])
        for key in ("planned_option", "priorities", "country", "type_of_tumour")
        if (value := getattr(about, key))
    ]
    lists += [(("headline", i, "rests_on"), [h.fact, *h.rests_on]) for i, h in enumerate(about.headline)]
    lists.append((("always_shown",), about.always_shown))
    lists += [(("layers", i, "facts"), layer.facts) for i, layer in enumerate(about.layers)]
    for path, group in lists:
        for name in group:
            if name not in names:
                yield missing(located, path, name, names)


def missing(
    located: Located[Entry], path: Path, name: str, known: Iterable[str], why: str = "it would be ignored in silence"
) -> Problem:
    """Return the problem of a name that leads nowhere."""
    return located.problem(
        path,
        f"nothing is called '{name}'",
        why,
        suggestion(name, known) or "correct the name, or add it",
    )


def check_circles(
    library: Library, facts: Mapping[str, FactRule], definitions: Iterable[DefinitionRule]
) -> Iterator[Problem]:
    """What a definition reads must not lead back to it."""
    reads: defaultdict[str, set[str]] = defaultdict(set)
    places = {located.entry.name: located for located in _described(library)}
    rules: list[FactRule | DefinitionRule] = [*facts.values(), *definitions]
    for rule in rules:
        reads[rule.entry.name] |= rule.reads
    done: set[str] = set()
    for start in sorted(reads):
        trail: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                done.add(trail.pop())
            elif name in trail:
                circle = " -> ".join([*trail[trail.index(name) :], name])
                yield places[name].problem(
                    ("name",),
                    f"these definitions lead back to themselves: {circle}",
                    "none of them could ever be worked out",
                    "break the circle: state one of them as a fact",
                )
            elif name not in done:
                trail.append(name)
                stack.append((name, True))
                stack.extend((other, False) for other in sorted(reads.get(name, ())))


def check_exclusion_arithmetic(rules: Iterable[OptionRule], may_not_apply: Callable[[str], bool]) -> Iterator[Problem]:
    """Arithmetic in an exclusion must not read what can be not applicable: the exclusion would vanish with it."""
    seen: set[tuple[str, str]] = set()
    for rule in rules:
        for condition in rule.unless:
            for name in sorted(_calculated_names(condition)):
                if may_not_apply(name) and (condition.where, name) not in seen:
                    seen.add((condition.where, name))
                    where, _, line = condition.where.partition(":")
                    yield Problem(
                        f"'{condition.when.text}' calculates with '{name}', which may not apply",
                        where,
                        int(line) if line.isdigit() else None,
                        "unless",
                        "where it does not apply the exclusion would vanish",
                        "read a definition that always has a value",
                    )


def _described(library: Library) -> list[Located[Fact] | Located[Definition]]:
    return [*library.facts, *library.definitions]


def _calculated_names(condition: ConditionRule) -> set[str]:
    return {
        part.name
        for outer in walk(condition.when)
        if isinstance(outer, Arithmetic | Extreme | Size)
        for part in walk(outer)
        if isinstance(part, Name)
    }


def check_cases(library: Library, behaviours: Iterable[Located[Behaviour]]) -> Iterator[Problem]:
    """Every entry must be shown by at least one pair of cases, and a case may name only what exists."""
    options = {located.entry.id: located for located in library.options}
    figures = {located.entry.id: located for located in library.outlook}
    changes = {located.entry.id: located for located in library.changes}
    findings = {located.entry.id for located in library.findings}
    statements = {located.entry.id for located in library.statements}
    patients = {str(document.data.get("id")) for document in library.patients if isinstance(document.data, dict)}
    yield from _check_patients(library)
    covered: set[str] = set()
    sentences: set[str] = set()
    for located in behaviours:
        entry = located.entry
        covered.update(entry.entries)
        for index, name in enumerate(entry.entries):
            if name not in {*options, *figures, *findings, *changes}:
                yield missing(located, ("entries", index), name, options)
        for index, name in enumerate(entry.statements):
            if name not in statements:
                yield missing(located, ("statements", index), name, statements)
        for key, case in (("applies", entry.applies), ("does_not", entry.does_not)):
            if case.patient not in patients:
                yield located.problem(
                    (key, "patient"),
                    f"there is no patient '{case.patient}'",
                    remedy=suggestion(case.patient, patients) or "add it to cases/patients/",
                )
        if entry.behaviour in sentences:
            yield located.problem(("behaviour",), "this sentence names another pair already", remedy="say what differs")
        sentences.add(entry.behaviour)
    unseen: list[Located[Option] | Located[Figure] | Located[Change]] = [
        option for option in options.values() if option.entry.kind != "reference" and option.entry.id not in changes
    ]
    for holder in [*unseen, *figures.values(), *changes.values()]:
        if (name := holder.entry.id) not in covered:
            yield holder.problem(
                ("id",),
                f"no case shows '{name}'",
                "what no case shows can break unseen",
                "add a pair (applies / does_not) to cases/ that lists it under `entries`",
            )


def _check_patients(library: Library) -> Iterator[Problem]:
    """An example patient is a record with an id of its own."""
    seen: set[str] = set()
    for document in library.patients:
        name = document.data.get("id") if isinstance(document.data, dict) else None
        if not isinstance(name, str) or name in seen:
            yield Problem(
                f"the patient has no id of its own: {shorten(name)}",
                document.where,
                document.line(("id",)),
                why="cases could not name it",
                remedy="start the file with `id:` and a word that no other patient has",
            )
        else:
            seen.add(name)


def check_first_day(library: Library, first_day: date) -> Iterator[Problem]:
    """Nothing may hold before the first day of the guideline, but for what had ended by then (for older records)."""
    for located in _dated(library):
        until = located.entry.until
        if located.entry.since < first_day and (until is None or until > first_day):
            yield located.problem(
                ("from",),
                f"`from` is before the guideline's first day, {first_day}",
                remedy="use the first day",
            )


def value_names(body: Expr | Table) -> set[str]:
    """Return the names that make the value of a number or date definition, leaving the conditions of rows aside."""
    values = [row.value for row in body.rows if row.value is not None] if isinstance(body, Table) else [body]
    return {part.name for value in values for part in walk(value) if isinstance(part, Name)}
