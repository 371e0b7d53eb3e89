"""What is generated for an edition: the derivation of every name, the status of every option, every trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from sarcoguide.engines.condition_code import ConditionCode
from sarcoguide.engines.order import derivation_order
from sarcoguide.engines.pieces import Code
from sarcoguide.engines.python_code import Source
from sarcoguide.engines.runtime import OneFact, gatherer
from sarcoguide.knowledge import DefinitionRule, Edition, FactRule, OptionRule, Reduction
from sarcoguide.language import Expr, Table
from sarcoguide.language.trace import known, not_applicable, unknown
from sarcoguide.language.tree import Name, Own, names_in, walk
from sarcoguide.record.reducers import ALGORITHMS
from sarcoguide.record.view import NO_QUANTITIES

#: Mark the places of a name with what it rests on, of how a definition is worked out, of an option.
EXPLAINED, BODY, TRUTH = "explained", "body", "truth"
CONDITIONS, STATUS, CHANGES = "conditions", "status", "changes"


class Generator:
    """Writes the source of one function for an edition."""

    def __init__(self, edition: Edition, *, traced: bool, in_place: frozenset[object] = frozenset()) -> None:
        self.edition = edition
        self.traced = traced
        self.names = derivation_order(edition)
        self.source = Source(traced, in_place=in_place)
        #: Where each trace stands in what the function returns: by name, by (EXPLAINED, name), by `place_of`.
        self.places: dict[object, int] = {}
        self._results: list[str] = []
        self._gathered: dict[object, str] = {}

    @classmethod
    def of_statuses(cls, edition: Edition) -> Source:
        """Return the source of `statuses`, with what is read once worked out where it is read."""
        counting = cls(edition, traced=False)
        counting.statuses()
        once = frozenset(key for key, times in counting.source.reads.items() if times == 1)
        return cls(edition, traced=False, in_place=once).statuses()

    def statuses(self) -> Source:
        """Return the source of a function from flat values to the status of each option, in the edition's order."""
        self._derive(frozenset(derivation_order(self.edition, status_names(self.edition))))
        results = [self._status(rule) for rule in self.edition.options.values() if rule.entry.per is None]
        self.source.add(f"return ({', '.join(results)},)")
        return self.source

    def traces(self) -> Source:
        """Return the source of a function from flat values to the trace of every name and expression."""
        self._derive(frozenset(self.names))
        for expr, own in judged_expressions(self.edition):
            key = place_of(expr, own)
            if key not in self.places:
                self._keep(key, self.source.made(expr, own).trace)
        untraced = self.source.untraced()
        for expr, own in asked_expressions(self.edition):
            self._keep((TRUTH, place_of(expr, own)), untraced.truth(expr, own))
        conditions = ConditionCode(self.source, self.edition)
        for option in self.edition.options.values():
            self._keep((CONDITIONS, id(option)), conditions.of_option(option))
            self._keep((STATUS, id(option)), self._status(option))
            self._keep((CHANGES, id(option)), conditions.would_indicate(option))
        self.source.add(f"return ({', '.join(self._results)},)")
        return self.source

    def _keep(self, key: object, code: str) -> None:
        self.places[key] = len(self._results)
        self._results.append(code)

    # --- names -----------------------------------------------------------------------------------------------

    def _derive(self, wanted: frozenset[str]) -> None:
        """Write how the names that are wanted are worked out."""
        source = self.source
        source.add(f"({', '.join(f'v{index}' for index in range(len(self.names)))},) = given")
        for name, setting in self.edition.settings.items():
            amount = None if setting.value is None else float(setting.value)
            leaf = unknown("setting", name, name=name) if amount is None else known("setting", name, amount, name=name)
            source.names[name] = Code(repr(amount), source.constant(leaf) if self.traced else "", open=amount is None)
            if self.traced:
                self._keep(name, source.names[name].trace)
        for index, name in enumerate(self.names):
            if name not in wanted:
                continue
            if name in self.edition.facts:
                code = self._fact(f"v{index}", self.edition.facts[name])
            else:
                code = self._definition(f"v{index}", self.edition.definitions[name])
            source.names[name] = code
            if self.traced:
                self._keep(name, code.trace)

    def _fact(self, value: str, rule: FactRule) -> Code:
        """Write how a fact that is not given does not apply, or is answered by its checklist."""
        source, name = self.source, rule.entry.name
        applies = None if rule.applies is None else source.made(rule.applies, {})
        holds = "True" if rule.applies is None else source.truth(rule.applies, {})
        if applies is not None:
            source.add(f"if {value} is None and {holds} is False: {value} = NA")
        if rule.entry.checklist is not None:
            listed = source.names[rule.entry.checklist]
            there = f"{listed.value} is not None" + (f" and {listed.value} is not NA" if listed.absent else "")
            source.add(f"if {value} is None and {there}:")
            source.add(f"    {value} = False if not {listed.value} else True if {name!r} in {listed.value} else None")
        missing = unknown("fact", name, name=name)
        finite = applies is None and rule.type.kind in ("boolean", "enum")
        if self.traced:
            absent = not_applicable("fact", name, name=name)
            if finite:
                source.finite.add(name)
                leaf = Name(name, rule.type, name)
                source.add(f"x{value} = {source.constant(OneFact(leaf, name))}[{value}]")
            else:
                made = f"T('fact', {name!r}, K, {value}, (), {name!r})"
                inapplicable = f"{source.constant(absent)} if {value} is NA else " if applies is not None else ""
                source.add(f"x{value} = {source.constant(missing)} if {value} is None else {inapplicable}{made}")
            if applies is not None:
                rests = f"{value} is NA or ({value} is None and {holds} is None)"
                source.add(f"d{value} = {self._explained('fact', name, value, applies.trace)} if {rests} else None")
                self._keep((EXPLAINED, name), f"d{value}")
        return Code(value, f"x{value}", open=True, absent=applies is not None, blank=missing)

    def _explained(self, kind: str, name: str, value: str, applies: str) -> str:
        """Return code for a name that does not apply, or may not, together with the condition that says so."""
        return f"T({kind!r}, {name!r}, N if {value} is NA else U, None, ({applies},), {name!r})"

    def _definition(self, value: str, rule: DefinitionRule) -> Code:
        """Write how a definition that is not stated is worked out."""
        source, name = self.source, rule.entry.name
        applies = None if rule.applies is None else source.made(rule.applies, {})
        holds = "True" if rule.applies is None else source.truth(rule.applies, {})
        body = self._body(rule)
        if self.traced:
            stated = f"T('definition', {name!r}, K, {value}, (), {name!r})"
            source.add(f"if {value} is not None: x{value}, d{value} = {stated}, None")
            if applies is not None:
                missing, absent = unknown("definition", name, name=name), not_applicable("definition", name, name=name)
                source.add(f"elif {holds} is False: {value}, x{value} = NA, {source.constant(absent)}")
                source.add(f"elif {holds} is None: x{value} = {source.constant(missing)}")
            if body.blank is not None:
                self._blank_definition(value, name, body)
            source.add("else:")
            leaf = f"'definition', {name!r}, {body.trace}.state, {body.trace}.value"
            source.add(f"    {value}, x{value} = {body.value}, T({leaf}, (), {name!r}, {body.trace}.because)")
            source.add(f"    d{value} = T({leaf}, ({body.trace},), {name!r}, {body.trace}.because)")
            if applies is not None:
                source.add(f"if {holds} is not True and x{value}.state is not K:")
                source.add(f"    d{value} = {self._explained('definition', name, value, applies.trace)}")
            self._keep((EXPLAINED, name), f"d{value}")
            self._keep((BODY, name), body.trace)
        elif applies is None:
            source.add(f"if {value} is None: {value} = {body.value}")
        else:
            source.add(f"if {value} is None: {value} = {body.value} if {holds} else NA if {holds} is False else None")
        return Code(value, f"x{value}", open=True, absent=applies is not None or body.absent)

    def _blank_definition(self, value: str, name: str, body: Code) -> None:
        """Write a definition of whose facts none is known: its traces are the same for every patient."""
        assert body.blank is not None
        constant = self.source.constant
        leaf = unknown("definition", name, name=name, because=body.blank.because)
        whole = constant(replace(leaf, parts=(body.blank,)))
        self.source.add(f"elif {body.trace} is {constant(body.blank)}: x{value}, d{value} = {constant(leaf)}, {whole}")

    def _body(self, rule: DefinitionRule) -> Code:
        source, body, name = self.source, rule.body, rule.entry.name
        if isinstance(body, Table):
            return source.table(body, name)
        if isinstance(body, Reduction):
            return self._reduction(body)
        code = source.made(body, {})
        if rule.type.kind != "boolean" or not code.absent:
            return code
        # A condition is never not applicable.
        value = source.truth(body, {})
        if self.traced:
            source.add(f"x{value} = denied({code.trace}) if {code.value} is NA else {code.trace}")
        return Code(value, f"x{value}", open=True)

    def _reduction(self, body: Reduction) -> Code:
        """Write the calls of a reducer. What two of them gather alike is gathered once."""
        source = self.source
        reads = sorted(body.reads)
        parts = [source.names[name] for name in reads]
        gather, conclude = ALGORITHMS[body.name]
        key = (gather, repr(sorted(body.parameters.items())))
        if key not in self._gathered:
            call = source.constant(gatherer(body, reads, self.edition))
            traces = [part.trace if self.traced else f"leaf({part.value})" for part in parts]
            self._gathered[key] = f"g{len(self._gathered)}"
            call = f"{call}(({''.join(f'{trace}, ' for trace in traces)}))"
            nothing = " and ".join(f"{part.value} is None" for part in parts if part.open)
            if nothing and not self.traced:
                blanks = tuple(part.blank or unknown("fact", name) for part, name in zip(parts, reads, strict=True))
                blank = gatherer(body, reads, self.edition)(blanks)
                call = f"{source.constant(blank)} if {nothing} else {call}"
            source.add(f"{self._gathered[key]} = {call}")
        target = f"r{len(self._gathered)}{body.name}"
        source.add(f"{target} = {source.constant(conclude)}({self._gathered[key]})")
        if self.traced:
            inside = "".join(f"{part.trace}, " for part in parts)
            made = f"T('reducer', {body.name!r}, {target}.state, {target}.value, ({inside}), '', {target}.because)"
            source.add(f"x{target} = {made}")
        source.add(f"{target} = NA if {target}.state is N else {target}.value")
        return Code(target, f"x{target}", open=True, absent=True)

    # --- options ---------------------------------------------------------------------------------------------

    def _status(self, rule: OptionRule) -> str:
        """Write the ladder of statuses of an option, and return the variable that holds it."""
        source, own = self.source, rule.own
        when = [source.condition(expr, own) for expr in rule.when]
        unless = [source.condition(condition.when, own) for condition in rule.unless]
        discouraged = [source.condition(condition.when, own) for condition in rule.discouraged]
        conditions = zip((*rule.unless, *rule.discouraged), unless + discouraged, strict=True)
        waits = [f"{truth.value} is None" for condition, truth in conditions if condition.blocks]
        waits += [f"{truth.value} is None" for truth in when]
        unlicensed, ask_country = self._licence(rule)
        ladder = (
            ("excluded", [truth.at_first for truth in unless]),
            ("unavailable", ["True"] if rule.withdrawn_on(self.edition.as_of) else []),
            ("not_indicated", [f"{truth.at_first} is False" for truth in when]),
            ("unavailable", unlicensed),
            ("discouraged", [truth.at_first for truth in discouraged]),
            ("needs_information", [*waits, *ask_country]),
        )
        steps = [f"{status!r} if {' or '.join(tests)} else" for status, tests in ladder if tests]
        return source.assign(f"{' '.join(steps)} 'supported'")

    def _licence(self, rule: OptionRule) -> tuple[list[str], list[str]]:
        """Return code for 'not licensed where the patient lives', and for 'the country must be asked'."""
        name = self.edition.about.country
        if rule.absences_on(self.edition.as_of):
            return ["True"], []
        if not rule.entry.only_in or name is None:
            return [], []
        valid = frozenset(licence.country for licence in rule.licences_on(self.edition.as_of))
        if not valid:
            return ["True"], []
        country = self.source.names[name].value
        unknown_place = f"{country} is None or {country} is NA"
        covered = f"{country} in {self.source.constant(valid)}"
        return [f"not ({unknown_place} or {covered})"], [unknown_place]


def status_names(edition: Edition) -> frozenset[str]:
    """Return the names that the statuses of options rest on directly."""
    country = edition.about.country
    found = frozenset() if country is None else frozenset({country})
    for rule in edition.options.values():
        conditions = [condition.when for condition in (*rule.unless, *rule.discouraged)]
        found = found.union(*map(names_in, (*rule.when, *conditions)))
    return found


def place_of(expr: Expr, own: Mapping[str, Any]) -> object:
    """Return under which key an expression stands: by identity, with that of the quantities when it reads any."""
    reads_own = any(isinstance(part, Own) for part in walk(expr))
    return (id(expr), id(own)) if reads_own else id(expr)


def judged_expressions(edition: Edition) -> Iterator[tuple[Expr, Mapping[str, Any]]]:
    """Yield every expression whose trace a plan shows, with the quantities of the option that it is judged for."""
    rules: list[FactRule | DefinitionRule] = [*edition.facts.values(), *edition.definitions.values()]
    yield from ((rule.applies, NO_QUANTITIES) for rule in rules if rule.applies is not None)
    for option in edition.options.values():
        beside = [option.own]
        if option.entry.per is not None:
            beside += [NO_QUANTITIES, *(other.own for other in edition.options.values())]
        for own in beside:
            yield option.indicated, own
            for condition in (*option.unless, *option.discouraged, *option.caution):
                yield condition.when, own


def asked_expressions(edition: Edition) -> Iterator[tuple[Expr, Mapping[str, Any]]]:
    """Yield every expression of which mostly no more is asked than whether it is true."""
    rules: list[FactRule | DefinitionRule] = [*edition.facts.values(), *edition.definitions.values()]
    yield from ((rule.applies, NO_QUANTITIES) for rule in rules if rule.applies is not None)
    yield from ((rule.when, NO_QUANTITIES) for rule in edition.consistency)
    yield from ((rule.indicated, rule.own) for rule in edition.shown.values())
    if edition.outlook.when is not None:
        yield edition.outlook.when, NO_QUANTITIES
    yield from ((rule.group, NO_QUANTITIES) for rule in edition.outlook.figures.values())
    yield from ((rule.group, NO_QUANTITIES) for rule in edition.findings.values() if rule.group is not None)
    for option in edition.options.values():
        yield from ((expr, option.own) for expr in option.population.values())
