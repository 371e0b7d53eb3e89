"""From entries to rules: every expression becomes a typed tree, every option gets what it inherits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sarcoguide.errors import Problem, shorten
from sarcoguide.knowledge.about_options import with_options
from sarcoguide.knowledge.entries import Definition, Entry, Fact, RowEntry, SourceUse
from sarcoguide.knowledge.finding_out import still_open
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.model import (
    ConditionRule,
    DefinitionRule,
    FactRule,
    InconsistencyRule,
    OptionRule,
    PropertyRule,
    Reduction,
)
from sarcoguide.knowledge.option_entries import STATUS_KINDS, Condition, Drug, Guard, Option
from sarcoguide.knowledge.outlook import FigureRule, OutlookRules
from sarcoguide.knowledge.overlay_entries import Change
from sarcoguide.knowledge.pathway import PlaceRule, StageRule, assumed, chosen, named_by
from sarcoguide.knowledge.pathway_entries import Stage
from sarcoguide.knowledge.property_rules import MAY_ASK_KNOWN, OF_PATIENT, property_rule
from sarcoguide.knowledge.reducers import READS
from sarcoguide.knowledge.resting import carriers
from sarcoguide.knowledge.side_effects import joined
from sarcoguide.knowledge.vocabulary import Names
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language import Checker, Expr, ExpressionIssue, Row, Table, Type
from sarcoguide.language.syntax import suggestion
from sarcoguide.language.tree import Own, all_of, walk
from sarcoguide.language.types import BOOLEAN

#: An entry that can hold conditions of an option.
Holder = Located[Option] | Located[Guard] | Located[Drug] | Located[Change]


class Compiler:
    """Compiles the entries of one library; problems are collected, not raised."""

    def __init__(self, library: Library, names: Names) -> None:
        self.library = library
        self.names = names
        self.checker = Checker(names.vocabulary)
        self.problems: list[Problem] = []
        self.guards = {located.entry.id: located for located in library.guards}
        self.drugs = {located.entry.id: located for located in library.drugs}
        self.facts = {located.entry.name: located for located in library.facts}
        self.shared: dict[tuple[type[Entry], str, str, int, tuple[SourceUse, ...]], ConditionRule | None] = {}

    # --- expressions -----------------------------------------------------------------------------------------

    def expression(
        self,
        located: Located[Entry],
        path: Path,
        text: str,
        expected: Type = BOOLEAN,
        *,
        definition: bool = False,
        empirical: bool = False,
    ) -> Expr | None:
        """Return the typed tree of an expression of an entry, or None with its problems noted."""
        expr, issues = self.checker.check(text, expected, definition=definition, empirical=empirical)
        self.note(located, path, issues)
        return expr

    def note(self, located: Located[Entry], path: Path, issues: Iterable[ExpressionIssue]) -> None:
        """Note what is wrong with an expression."""
        self.problems.extend(located.problem(path, issue.what, issue.why, issue.remedy) for issue in issues)

    # --- facts and definitions -------------------------------------------------------------------------------

    def fact(self, located: Located[Fact]) -> FactRule:
        """Return the rule of a fact."""
        entry = located.entry
        applies = None
        if entry.applies_when is not None:
            applies = self.expression(located, ("applies_when",), entry.applies_when, definition=True)
        return FactRule(entry, self.names.vocabulary.symbols[entry.name].type, applies, _where(located))

    def definition(self, located: Located[Definition]) -> DefinitionRule | None:
        """Return the rule of a definition, or None when it cannot be used."""
        entry = located.entry
        kind = self.names.vocabulary.symbols[entry.name].type
        applies = None
        if entry.applies_when is not None:
            applies = self.expression(located, ("applies_when",), entry.applies_when, definition=True)
        bodies = [part for part in (entry.first_match, entry.expression, entry.reducer) if part is not None]
        if len(bodies) != 1:
            self.problems.append(
                located.problem(
                    (),
                    f"the definition '{entry.name}' has {len(bodies)} bodies",
                    "exactly one way to work it out must be given",
                    "keep one of first_match, expression, reducer",
                )
            )
            return None
        body: Expr | Table | Reduction | None
        if entry.first_match is not None:
            body = self.table(located, entry.first_match, kind)
        elif entry.expression is not None:
            body = self.expression(
                located, ("expression",), entry.expression, kind, definition=True, empirical=entry.empirical
            )
        else:
            body = self.reduction(located, entry.reducer or {})
        return DefinitionRule(entry, kind, applies, body) if body is not None else None

    def table(self, located: Located[Definition], rows: list[RowEntry], kind: Type) -> Table | None:
        """Return the rows of a first-match table, or None when a row cannot be used."""
        compiled: list[Row] = []
        for index, row in enumerate(rows):
            path: Path = ("first_match", index)
            last = row.otherwise is not None or bool(row.otherwise_unknown)
            if last and (row.when is not None or index != len(rows) - 1):
                self.problems.append(
                    located.problem(path, "`otherwise` must be the last row and has no `when`", remedy="move it")
                )
            if not last and row.when is None:
                self.problems.append(
                    located.problem(
                        path, "the row has neither `when` nor `otherwise`", "nothing says when it holds", "add `when:`"
                    )
                )
                continue
            when = self.expression(located, (*path, "when"), row.when or "true", definition=True)
            value = row.otherwise if last else row.value
            reason = row.otherwise_unknown if last else row.unknown
            if (value is None) == (not reason):
                self.problems.append(
                    located.problem(
                        path,
                        "the row yields no value, or both a value and `unknown`",
                        "a row must say what holds when it matches",
                        "give `value:` or `unknown: <reason>`",
                    )
                )
            key = "otherwise" if last else "value"
            expr = None if value is None else self.row_value(located, (*path, key), value, kind)
            if when is not None and (expr is not None or reason):
                compiled.append(Row(when, expr, reason, row.because))
        return Table(kind, tuple(compiled)) if len(compiled) == len(rows) else None

    def row_value(
        self, located: Located[Definition], path: Path, value: bool | int | Decimal | str, kind: Type
    ) -> Expr | None:
        """Return what a row yields: a value of the definition's type, or an expression of it."""
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return self.expression(located, path, text, kind, definition=True, empirical=located.entry.empirical)

    def reduction(self, located: Located[Definition], parameters: Mapping[str, Any]) -> Reduction | None:
        """Return the reducer of a definition with its parameters and what it reads."""
        name = parameters.get("name")
        if not isinstance(name, str):
            self.problems.append(located.problem(("reducer",), "the reducer has no name", remedy="add `name:`"))
            return None
        reads: set[str] = set()
        for key in sorted(READS.intersection(parameters)):
            for item in parameters[key] if isinstance(parameters[key], list) else [parameters[key]]:
                if isinstance(item, str) and item in self.names.vocabulary.symbols:
                    reads.add(item)
                    continue
                remedy = suggestion(str(item), self.names.vocabulary.symbols)
                path: Path = ("reducer", key)
                self.problems.append(
                    located.problem(
                        path, f"nothing is called {shorten(item)}", "it would be unknown", remedy or "name a fact"
                    )
                )
        return Reduction(name, {k: v for k, v in parameters.items() if k != "name"}, frozenset(reads))

    # --- options ---------------------------------------------------------------------------------------------

    def option(self, located: Located[Option], checked: date, months: Mapping[str, int]) -> OptionRule:
        """Return the rule of an option with what its gates, guards and drugs add."""
        entry = with_options(located, self.library, self.problems)
        when: list[Expr | None] = []
        for index, gate in enumerate(entry.gates):
            guard = self.guard(located, ("gates", index), gate)
            if guard is not None and guard.entry.when is None:
                self.problems.append(
                    located.problem(
                        ("gates", index),
                        f"the guard '{gate}' has no `when`",
                        "as a gate it would let everyone through",
                        "give it a `when`, or list it under `guards`",
                    )
                )
            elif guard is not None and guard.entry.when is not None:
                when.append(self.expression(guard, ("when",), guard.entry.when))
        # A gate is asked before what the entry itself needs.
        if entry.when is not None:
            when.append(self.expression(located, ("when",), entry.when))
        # What it finds out comes last: nobody is asked whether it is known before the entry concerns the patient.
        if finds := still_open(entry, self.facts):
            when.append(self.expression(located, ("finds_out",), finds, definition=True))
        holders = self.holders(located)
        checked = entry.checked or checked
        conditions = tuple(expr for expr in when if expr is not None)
        return OptionRule(
            entry=entry,
            when=conditions,
            indicated=all_of(conditions),
            unless=self.conditions(holders, "unless", entry.sources),
            discouraged=self.conditions(holders, "discouraged", entry.sources),
            caution=self.conditions(holders, "caution", entry.sources),
            population={
                source: expr
                for source, text in entry.population.items()
                if (expr := self.expression(located, ("population", source), text)) is not None
            },
            own=self.own(located),
            monitoring=tuple(dict.fromkeys((*entry.monitoring, *self.drug_monitoring(entry)))),
            side_effects=joined(entry, {name: drug.entry for name, drug in self.drugs.items()}),
            checked=checked,
            review_by=entry.review_by or _add_months(checked, months.get(entry.kind, months.get("default", 24))),
            where=_where(located),
            rests_on=carriers(located, self.library, self.drugs, self.problems),
            absences=tuple(absence for holder in holders for absence in getattr(holder.entry, "unavailable", ())),
        )

    def guard(self, located: Located[Entry], path: Path, name: str) -> Located[Guard] | None:
        """Return the guard of a name, or None with the problem noted."""
        if name not in self.guards:
            self.problems.append(
                located.problem(
                    path,
                    f"there is no guard '{name}'",
                    "an option without its guard could be offered where it harms",
                    suggestion(name, self.guards) or "add it to guards.yaml",
                )
            )
        return self.guards.get(name)

    def changed(self, target: str, name: str) -> dict[tuple[str, str], Holder]:
        """Return what an overlay changes about an option or a drug."""
        found = [each for each in self.library.changes if getattr(each.entry, target) == name]
        return {("change", each.entry.id): each for each in found}

    def holders(self, located: Located[Option]) -> list[Holder]:
        """Return the entries whose conditions guard an option: itself, its drugs, the guards and changes of both."""
        holders: dict[tuple[str, str], Holder] = {("", ""): located}
        holders |= self.changed("option", located.entry.id)
        for index, name in enumerate(located.entry.guards):
            if (guard := self.guard(located, ("guards", index), name)) is not None:
                holders["guard", name] = guard
        for index, use in enumerate(located.entry.drugs):
            drug = self.drugs.get(use.drug)
            if drug is None:
                self.problems.append(
                    located.problem(
                        ("drugs", index, "drug"),
                        f"there is no drug '{use.drug}'",
                        "its guards would be missing",
                        suggestion(use.drug, self.drugs) or "add it to drugs/",
                    )
                )
                continue
            holders["drug", use.drug] = drug
            holders |= self.changed("drug", use.drug)
            for position, name in enumerate(drug.entry.guards):
                if (guard := self.guard(drug, ("guards", position), name)) is not None:
                    holders["guard", name] = guard
        return list(holders.values())

    def conditions(
        self,
        holders: Iterable[Holder],
        tier: str,
        sources: list[SourceUse],
    ) -> tuple[ConditionRule, ...]:
        """Return the conditions of one tier that guard an option."""
        return tuple(
            rule
            for holder in holders
            for index in range(len(getattr(holder.entry, tier)))
            if (rule := self.condition(holder, tier, index, sources)) is not None
        )

    def condition(
        self,
        holder: Holder,
        tier: str,
        index: int,
        sources: list[SourceUse],
    ) -> ConditionRule | None:
        """Return the rule of one condition, compiled once for all options that inherit it."""
        condition: Condition = getattr(holder.entry, tier)[index]
        cited = tuple(condition.sources or holder.entry.sources or sources)
        key = (type(holder.entry), holder.entry.id, tier, index, cited)
        if key not in self.shared:
            when = self.expression(holder, (tier, index, "when"), condition.when)
            unknown = condition.unknown or ("blocks" if tier == "unless" else "check")
            self.shared[key] = (
                None
                if when is None
                else ConditionRule(
                    when=when,
                    because=condition.because,
                    blocks=unknown == "blocks" and tier != "caution",
                    sources=cited,
                    verified=condition.verified,
                    origin=holder.entry.id,
                    where=f"{holder.where}:{holder.document.line((*holder.path, tier, index))}",
                    since=condition.since,
                    until=condition.until,
                    patient=condition.patient,
                    shadowed=condition.shadowed,
                    reads_own=any(isinstance(part, Own) for part in walk(when)),
                )
            )
        return self.shared[key]

    def own(self, located: Located[Option]) -> dict[str, Any]:
        """Return the quantities of an option; drugs and their number are counted from its list of drugs."""
        own = self.names.vocabulary.own
        values: dict[str, Any] = {}
        for name, value in located.entry.own.items():
            kind = own[name].type.kind if name in own else None
            if kind is None or (kind == "boolean") != isinstance(value, bool):
                self.problems.append(
                    located.problem(
                        ("own", name),
                        f"options have no quantity '{name}' of this type",
                        remedy=suggestion(name, own) or "declare it under `own` in guideline.yaml",
                    )
                )
                continue
            values[name] = float(value) if isinstance(value, Decimal) else value
        if located.entry.drugs:
            drugs = frozenset(use.drug for use in located.entry.drugs if not use.supportive)
            values |= {"drugs": drugs, "drug_count": len(drugs)}
        return {name: value for name, value in values.items() if name in own}

    def drug_monitoring(self, entry: Option) -> list[str]:
        """Return what a regimen's drugs ask to be watched."""
        drugs = [self.drugs[use.drug] for use in entry.drugs if use.drug in self.drugs]
        return [line for drug in drugs for line in drug.entry.monitoring]

    # --- the rest --------------------------------------------------------------------------------------------

    def inconsistencies(self) -> tuple[InconsistencyRule, ...]:
        """Return the rules about what a record cannot say at once."""
        rules = []
        for located in sorted(self.library.consistency, key=lambda located: located.entry.id):
            when = self.expression(located, ("when",), located.entry.when)
            if when is not None:
                rules.append(InconsistencyRule(located.entry, when))
        return tuple(rules)

    def outlook(self) -> OutlookRules:
        """Return the figures of outlook, each with its group as a condition."""
        about = self.library.about
        advice = about.entry.outlook if about is not None else None
        when = wanted = None
        if about is not None and advice is not None:
            when = self.expression(about, ("outlook", "when"), advice.when)
            if advice.wanted is not None:
                wanted = self.expression(about, ("outlook", "wanted"), advice.wanted)
        figures = {
            located.entry.id: FigureRule(located.entry, group)
            for located in sorted(self.library.outlook, key=lambda located: located.entry.id)
            if (group := self.expression(located, ("group",), located.entry.group)) is not None
        }
        return OutlookRules(when, wanted, figures)

    def pathway(self) -> tuple[StageRule, ...]:
        """Return the stages of the map, each place with its branch and the entries that stand there."""
        named = named_by(self.library)
        return tuple(self._stage(located, named) for located in self.library.pathway)

    def _stage(self, located: Located[Stage], named: frozenset[str]) -> StageRule:
        places = []
        for index, place in enumerate(located.entry.places):
            text, path = place.when, ("places", index, "when")
            when = None if text is None else self.expression(located, path, text)
            places.append(PlaceRule(place, when, chosen(place, self.library, named), assumed(when)))
        return StageRule(located.entry, tuple(places))

    def properties(self) -> tuple[PropertyRule, ...]:
        """Return the properties that must hold for every patient."""
        rules = []
        for located in self.library.properties:
            entry = located.entry
            when = None
            if entry.when is not None:
                of_patient = entry.check in OF_PATIENT
                # What speaks of one patient at one time may ask whether something is known.
                asks = entry.check in MAY_ASK_KNOWN
                when, issues = self.checker.check(entry.when, definition=of_patient, asks_known=asks)
                self.note(located, ("when",), issues)
            rules.append(property_rule(located, when, self.library, self.problems))
        return tuple(rules)


def _where(located: Located[Any]) -> str:
    return f"{located.where}:{located.document.line(located.path)}"


def has_status(entry: Option) -> bool:
    """Whether an entry is an option with a status, rather than something shown beside them."""
    return entry.kind in STATUS_KINDS


def _add_months(day: date, months: int) -> date:
    """Return the same day so many calendar months later, or the month's last day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
