"""The libraries of an edition: what is given, what is worked out from it in two views, the status of every option.

Facts       one parameter for each fact, with the day of those that age; settings and sets of the guideline
Fresh       every name without values that are too old: what may support
Everything  every name with them: what may exclude
Statuses    one definition for each option
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sarcoguide.engines.cql.expressions import Library
from sarcoguide.engines.cql.text import TYPES, both, chosen, either, missing, number, quoted, string, words, wrapped
from sarcoguide.engines.cql.views import (
    ABSENT,
    EVERYTHING,
    FACTS,
    FRESH,
    OUTSIDE,
    STATUSES,
    TOO_OLD,
    ViewLibrary,
    ages,
    fact,
    given,
    is_outside,
    negated,
)
from sarcoguide.engines.order import derivation_order
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, OptionRule, Reduction
from sarcoguide.language.tree import ValueSet, expressions, walk
from sarcoguide.planning.judge import OPEN
from sarcoguide.record.view import ASSESSMENT_DATE

#: Ends the name of the parameter that says when a value was found.
DATED = " date"
ANY_TOO_OLD = "Something Is Too Old"
FIELD_TYPES: Mapping[str, str] = {
    "text": "String",
    "enum": "String",
    "boolean": "Boolean",
    "integer": "Decimal",
    "number": "Decimal",
    "date": "Date",
}


@dataclass
class Libraries:
    """The CQL libraries of an edition of the guideline."""

    edition: Edition
    content_hash: str = ""
    facts: Library = field(default_factory=Library)

    def __post_init__(self) -> None:
        self.rules: Mapping[str, FactRule | DefinitionRule] = {**self.edition.facts, **self.edition.definitions}
        self.order = derivation_order(self.edition)
        self.parameters = dict(self._parameters())
        self._write_facts()
        self.fresh, self.everything = (
            ViewLibrary(self.edition, self.order, self._sets, fresh=fresh) for fresh in (True, False)
        )
        # Read where values that are not too old are, so that an engine finds out once which are.
        self.any_too_old = self.fresh.read(self.fresh.library.define(ANY_TOO_OLD, fact(ANY_TOO_OLD)))
        self.statuses = Library()
        for option in self.options:
            self._own_status(option)
        for option in self.options:
            self._status(option)

    @property
    def options(self) -> list[OptionRule]:
        """The options that have a status of their own."""
        return [rule for rule in self.edition.options.values() if rule.entry.per is None]

    @cached_property
    def _sets(self) -> Mapping[str, str]:
        """The sets that expressions read, by name or as they are written: how they are read."""
        return {name: fact(name) for name in self._constant_sets}

    @cached_property
    def _constant_sets(self) -> Mapping[str, frozenset[str]]:
        bodies = [rule.body for rule in self.edition.definitions.values() if not isinstance(rule.body, Reduction)]
        read = [expr for body in bodies for expr in expressions(body)]
        read += [rule.applies for rule in self.rules.values() if rule.applies is not None]
        for option in self.options:
            read += [*option.when, *(each.when for each in (*option.unless, *option.discouraged))]
        sets = (part for expr in read for part in walk(expr) if isinstance(part, ValueSet))
        return {part.text: part.members for part in sorted(sets, key=lambda part: part.text) if part.members}

    # --- what is given -----------------------------------------------------------------------------------------

    def _parameters(self) -> Iterator[tuple[str, str]]:
        """Yield each parameter with its type."""
        for name in sorted(self.rules):
            rule = self.rules[name]
            if given(rule):
                yield name, self._type(rule)
            if ages(rule):
                yield name + DATED, "Date"
            if is_outside(rule):
                for view in (FRESH, EVERYTHING):
                    yield f"{name}{OUTSIDE} {view}", self._type(rule)
                    yield f"{name}{OUTSIDE} {view}{ABSENT}", "Boolean"

    def _type(self, rule: FactRule | DefinitionRule) -> str:
        if rule.type.kind != "records" or not isinstance(rule, FactRule):
            return TYPES[rule.type.kind]
        fields = (f"{quoted(name)} {FIELD_TYPES[form.type]}" for name, form in (rule.entry.fields or {}).items())
        return f"List<Tuple {{ {', '.join(fields)} }}>"

    def _write_facts(self) -> None:
        old = []
        for name, rule in sorted(self.rules.items()):
            if ages(rule):
                days = f"difference in days between {quoted(name + DATED)} and {quoted(ASSESSMENT_DATE)}"
                stale = f"{quoted(name)} is not null and Coalesce({days} > {rule.entry.fresh_days}, false)"
                old.append(self.facts.define(name + TOO_OLD, stale))
        self.facts.define(ANY_TOO_OLD, either(old))
        for name, setting in self.edition.settings.items():
            self.facts.define(name, "null as Decimal" if setting.value is None else number(setting.value), "a setting")
        for name, members in self._constant_sets.items():
            self.facts.define(name, words(members), "a set of values")

    # --- statuses ----------------------------------------------------------------------------------------------

    def _own_status(self, option: OptionRule) -> None:
        """Write the ladder of an option: of what holds, the first counts."""
        name, label = option.entry.id, option.entry.label
        fresh, everything = self.fresh, self.everything
        inside = {
            "excluded": fresh.kept(f"{name} excluded", fresh.excluded(option)),
            "indicated": fresh.kept(f"{name} indicated", fresh.indicated(option)),
            "discouraged": fresh.kept(f"{name} discouraged", fresh.discouraged(option)),
        }
        waiting = fresh.waits(option, inside["excluded"], inside["discouraged"])
        waits = fresh.read(fresh.kept(f"{name} held back", waiting))
        excluded, indicated, discouraged = (fresh.read(text) for text in inside.values())
        with_old = everything.read(everything.kept(f"{name} excluded", everything.excluded(option)))
        unlicensed, ask_country = self._licence(option)
        # A value that is too old never supports, but it excludes.
        old = chosen(self.any_too_old, with_old, "false")
        withdrawn = option.withdrawn_on(self.edition.as_of)
        open_ = [missing(text) for text in (indicated, waits) if text not in ("true", "false")]
        ladder = (
            ("excluded", excluded),
            ("excluded", "false" if with_old == "false" else old),
            ("unavailable", "true" if withdrawn else "false"),
            ("not_indicated", negated(indicated)),
            ("unavailable", unlicensed),
            ("discouraged", discouraged),
            ("needs_information", either((*open_, ask_country))),
        )
        steps = "\n".join(f"    when {holds} then {string(status)}" for status, holds in ladder if holds != "false")
        body = f"case\n{steps}\n    else 'supported'\n  end" if steps else "'supported'"
        self.statuses.define(self._by_itself(option), body, label)

    def _by_itself(self, option: OptionRule) -> str:
        return option.entry.id if option.rests_on is None else f"{option.entry.id} by itself"

    def _status(self, option: OptionRule) -> None:
        """Write the status of an option that rests on others: discouraged where none of those is open."""
        if option.rests_on is None:
            return
        held = {rule.entry.id: rule for rule in self.options}
        ours = quoted(self._by_itself(option))
        open_ = words(OPEN)
        carried = either(
            f"{quoted(self._by_itself(held[name]))} in {open_}" for name in option.rests_on if name in held
        )
        uncarried = both((f"{ours} in {open_}", f"not ({carried})"))
        body = f"if {uncarried} then 'discouraged' else {ours}"
        self.statuses.define(option.entry.id, body, option.entry.label)

    def _licence(self, option: OptionRule) -> tuple[str, str]:
        """Return where an option is not licensed where the patient lives, and where that must be asked."""
        name = self.edition.about.country
        if not option.entry.only_in or name is None:
            return "false", "false"
        valid = sorted({licence.country for licence in option.licences_on(self.edition.as_of)})
        if not valid:
            return "true", "false"
        country = self.fresh.names[name].value
        read = country if country.startswith(FACTS) else f"{FRESH}.{country}"
        nowhere = missing(read)
        return both((f"{wrapped(read)} is not null", f"not ({read} in {words(valid)})")), nowhere

    # --- as text -----------------------------------------------------------------------------------------------

    @property
    def prefix(self) -> str:
        """How the names of the libraries begin."""
        return "".join(part.capitalize() for part in self.edition.about.id.split("_"))

    def texts(self) -> dict[str, str]:
        """Return the text of each library, by its name; each stands after those that it includes."""
        includes = {FACTS: (), FRESH: (FACTS,), EVERYTHING: (FACTS,), STATUSES: (FACTS, FRESH, EVERYTHING)}
        held = (self.facts, self.fresh.library, self.everything.library, self.statuses)
        return {
            self.prefix + kind: self._text(kind, library, includes[kind])
            for kind, library in zip(includes, held, strict=True)
        }

    def _text(self, kind: str, library: Library, includes: tuple[str, ...]) -> str:
        about = self.edition.about
        version = f"{about.version}-{self.edition.as_of}"
        lines = [
            f"// {_line(about.title)}: {PURPOSES[kind]}",
            f"// Guideline {about.id} {about.version}, as of {self.edition.as_of}, content {self.content_hash[:12]}",
            "// Generated. The guideline and its reference evaluator define what it means; it is not a plan.",
            f"library {self.prefix}{kind} version '{version}'",
            "",
            *(f"include {self.prefix}{other} version '{version}' called {other}" for other in includes),
            *([""] if includes else []),
        ]
        if kind == FACTS:
            for name, type_ in self.parameters.items():
                rule = self.rules.get(name)
                if rule is not None:
                    lines.append(f"// {_line(rule.entry.label)}{_unit(rule)}")
                lines.append(f"parameter {quoted(name)} {type_}")
            lines.append("")
        for name, body in library.defines.items():
            note = library.notes.get(name)
            lines += [f"// {_line(note)}"] if note else []
            lines += [f"define {quoted(name)}:", f"  {body}", ""]
        return "\n".join(lines).rstrip() + "\n"


PURPOSES: Mapping[str, str] = {
    FACTS: "what is given of a patient",
    FRESH: "what follows from values that are not too old",
    EVERYTHING: "what follows when values that are too old count as well",
    STATUSES: "the status of every option",
}


def _line(text: str) -> str:
    return " ".join(text.split())


def _unit(rule: FactRule | DefinitionRule) -> str:
    days = "" if rule.entry.fresh_days is None else f"; too old after {rule.entry.fresh_days} days"
    unit = rule.entry.unit if rule.type.kind == "number" else None
    return (f", in {unit}" if unit not in (None, "1") else "") + days
