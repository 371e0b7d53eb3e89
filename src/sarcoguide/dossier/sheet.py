"""The sheet of one regimen: its doses worked out for a patient, its limits with the patient's values, and its ledgers.

Without a patient it holds what was published. What is not known is never taken for a number, and nothing is rounded in
silence: a body size is rounded where the guideline says so, and what is worked out from it is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from sarcoguide.dossier.model import Dossier, FactLine
from sarcoguide.errors import UsageError, shorten
from sarcoguide.knowledge import Edition, OptionRule
from sarcoguide.knowledge.doses import Dose
from sarcoguide.knowledge.option_entries import DrugUse
from sarcoguide.knowledge.sheets import Ledger, SheetAdvice, SheetSection
from sarcoguide.language import Trace, names_in
from sarcoguide.language.syntax import suggestion
from sarcoguide.language.trace import walk_behind
from sarcoguide.planning.model import ConditionView, OptionView, Tier

#: Statuses of which no dose is worked out: the number could be taken for an order.
WITHOUT_DOSE = ("excluded", "unavailable", "not_indicated")
Withheld = Literal["", "no_patient", "out_of_scope", "not_held", "excluded", "unavailable", "not_indicated"]
TIERS: tuple[Tier, ...] = ("excludes", "discourages", "cautions")


@dataclass(frozen=True, slots=True)
class Worked:
    """One amount worked out: `amount` times `size`, and what a published cap leaves of it."""

    amount: Decimal
    form: str = ""
    size: Decimal | None = None
    product: Decimal | None = None
    cap: Decimal | None = None

    @property
    def capped(self) -> bool:
        """Whether the published cap is lower than what was worked out."""
        return self.cap is not None and self.product is not None and self.product > self.cap

    @property
    def dose(self) -> Decimal | None:
        """What one dose comes to, None where it cannot be worked out."""
        return self.cap if self.capped else self.product


@dataclass(frozen=True, slots=True)
class DoseLine:
    """A drug with its dose as published, and worked out where that may be; `size` is the body size that it needs."""

    name: str
    use: DrugUse
    worked: tuple[Worked, ...] = ()
    size: FactLine | None = None
    decimals: int | None = None

    @property
    def dose(self) -> Dose | None:
        """The published dose in numbers."""
        return self.use.given


@dataclass(frozen=True, slots=True)
class SizeLine:
    """A body size with what it is worked out from, and as it is multiplied."""

    line: FactLine
    used: Decimal | None
    decimals: int | None
    inputs: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A dose that counts for a lifetime: so far, this cycle, limit. What is not known stays unknown."""

    ledger: Ledger
    unit: str
    adds: Decimal
    given: Decimal | None = None
    at_least: Decimal | None = None
    limit: Decimal | None = None
    missing: tuple[FactLine, ...] = ()

    @property
    def remains(self) -> Decimal | None:
        """What is left of the limit after this cycle; below zero it is passed."""
        return None if self.given is None or self.limit is None else self.limit - self.given - self.adds

    @property
    def remains_at_most(self) -> Decimal | None:
        """The most that can be left where the sum is known only as a lower bound."""
        if self.given is not None or self.at_least is None or self.limit is None:
            return None
        return self.limit - self.at_least - self.adds


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition on the regimen; `view` is None without a patient, `names` are what it reads itself."""

    tier: Tier
    because: str
    condition: str
    sources: tuple[str, ...]
    verified: bool
    names: tuple[str, ...]
    view: ConditionView | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one regimen; `option` is None without a patient, `withheld` says why no dose is worked out."""

    edition: Edition
    rule: OptionRule
    option: OptionView | None
    withheld: Withheld
    doses: tuple[DoseLine, ...]
    sizes: tuple[SizeLine, ...]
    ledgers: tuple[LedgerLine, ...]
    limits: tuple[tuple[str, tuple[Limit, ...]], ...]
    #: Quantities of the regimen: name and value, None where it has none and one is asked for.
    quantities: tuple[tuple[str, object], ...]
    advice: SheetAdvice | None
    dossier: Dossier | None = field(default=None, compare=False)


def sheet_of(edition: Edition, name: str, dossier: Dossier | None = None) -> Sheet:
    """Return the sheet of a regimen.

    Args:
        edition: the guideline as it stood on the day.
        name: the id of an option with drugs.
        dossier: the patient; without one nothing is worked out.

    Raises:
        UsageError: there is no such regimen on that day.
    """
    rule = edition.options.get(name) or edition.shown.get(name)
    if rule is None or not rule.entry.drugs:
        regimens = [key for key, other in edition.options.items() if other.entry.drugs]
        near = suggestion(name, regimens) or "`sarcoguide options` lists them"
        raise UsageError(f"there is no regimen {shorten(name)}; {near}")
    option = dossier.plan.option(name) if dossier is not None else None
    withheld = _withheld(dossier, option)
    advice = edition.about.regimen_sheet
    sizes = dict(_sizes(rule, edition, dossier, advice))
    doses = tuple(_dose(use, edition, {} if withheld else sizes, withheld) for use in rule.entry.drugs)
    ledgers = tuple(_ledgers(rule, edition, dossier, advice))
    own = {
        key: value for key, value in rule.own.items() if edition.about.own[key].domain is None and key != "drug_count"
    }
    missing = {key: None for key in (advice.always if advice else ()) if key not in own}
    sections = advice.sections if advice is not None else []
    limits = tuple(_sorted_limits(tuple(_limits(rule, option)), sections, edition, dossier))
    told = () if withheld else tuple(sizes.values())
    return Sheet(
        edition,
        rule,
        option,
        withheld,
        doses,
        told,
        ledgers,
        limits,
        tuple({**own, **missing}.items()),
        advice,
        dossier,
    )


def _withheld(dossier: Dossier | None, option: OptionView | None) -> Withheld:
    if dossier is None:
        return "no_patient"
    if dossier.plan.out_of_scope:
        return "out_of_scope"
    if option is None:
        return "not_held"
    return option.status if option.status in WITHOUT_DOSE else ""  # type: ignore[return-value]


def _sizes(
    rule: OptionRule, edition: Edition, dossier: Dossier | None, advice: SheetAdvice | None
) -> Iterator[tuple[str, SizeLine]]:
    wanted = {use.given.per for use in rule.entry.drugs if use.given is not None and use.given.per}
    for key, size in (advice.per if advice is not None else {}).items():
        if key not in wanted or dossier is None:
            continue
        line = dossier.beside[size.fact]
        used = None
        if line.state == "known" and not line.stale:
            used = Decimal(str(line.value))
            if size.decimals is not None:
                used = used.quantize(Decimal(1).scaleb(-size.decimals), ROUND_HALF_UP)
        yield key, SizeLine(line, used, size.decimals, tuple(inputs_of(size.fact, edition, dossier.beside)))


def inputs_of(name: str, edition: Edition, beside: Mapping[str, FactLine]) -> Iterator[FactLine]:
    """Yield the facts that a definition is worked out from, as the patient has them."""
    definition = edition.definitions.get(name)
    if definition is not None:
        yield from (beside[read] for read in sorted(definition.reads) if read in beside)


def _dose(use: DrugUse, edition: Edition, sizes: Mapping[str, SizeLine], withheld: Withheld) -> DoseLine:
    name, dose = edition.drug_names.get(use.drug, use.drug), use.given
    if dose is None or not use.verified or withheld:
        return DoseLine(name, use)
    forms = dose.forms or [""] * len(dose.amounts)
    cap = None if dose.cap is None else Decimal(dose.cap)
    size = sizes[dose.per] if dose.per is not None else None
    factor = size.used if size is not None else None
    worked = []
    for amount, form in zip(map(Decimal, dose.amounts), forms, strict=True):
        product = amount if size is None else None if factor is None else amount * factor
        worked.append(Worked(amount, form, factor, product, cap))
    return DoseLine(
        name, use, tuple(worked), None if size is None else size.line, None if size is None else size.decimals
    )


def _ledgers(
    rule: OptionRule, edition: Edition, dossier: Dossier | None, advice: SheetAdvice | None
) -> Iterator[LedgerLine]:
    for ledger in advice.ledgers if advice is not None else ():
        if ledger.adds not in rule.own:
            continue
        adds, unit = Decimal(str(rule.own[ledger.adds])), edition.about.own[ledger.adds].unit or ""
        if dossier is None:
            yield LedgerLine(ledger, unit, adds)
            continue
        given, least = _known(dossier, ledger.given), _known(dossier, ledger.at_least)
        limit = _known(dossier, ledger.limit)
        open_names = [name for name, found in ((ledger.given, given), (ledger.limit, limit)) if found is None]
        missing = [
            line
            for name in open_names
            for line in inputs_of(name, edition, dossier.beside)
            if line.state == "unknown" or line.stale
        ]
        yield LedgerLine(
            ledger, unit, adds, given, least if given is None else None, limit, tuple(dict.fromkeys(missing))
        )


def _known(dossier: Dossier, name: str | None) -> Decimal | None:
    line = dossier.beside.get(name) if name is not None else None
    return Decimal(str(line.value)) if line is not None and line.state == "known" and not line.stale else None


def _limits(rule: OptionRule, option: OptionView | None) -> Iterator[Limit]:
    if option is not None:
        for view in option.conditions:
            names = dict.fromkeys(part.name for part in view.trace.walk() if part.kind in ("fact", "definition"))
            yield Limit(view.tier, view.because, view.condition, view.sources, view.verified, tuple(names), view)
        return
    for tier, conditions in zip(TIERS, (rule.unless, rule.discouraged, rule.caution), strict=True):
        for each in conditions:
            ids = tuple(dict.fromkeys(use.id for use in each.sources))
            yield Limit(tier, each.because, each.when.text, ids, each.verified, tuple(sorted(names_in(each.when))))


def _sorted_limits(
    limits: Sequence[Limit], sections: Sequence[SheetSection], edition: Edition, dossier: Dossier | None
) -> Iterator[tuple[str, tuple[Limit, ...]]]:
    """Yield the conditions by heading; those that belong under none come last, under an empty one."""
    behind = {trace.name: trace.parts for trace in dossier.plan.definitions} if dossier is not None else {}
    left = list(limits)
    for section in sections:
        facts, subjects = {*section.facts}, {*section.subjects}
        inside = []
        for limit in left:
            read = _reads(limit, edition, behind)
            of_subject = {edition.facts[name].entry.subject for name in read if name in edition.facts}
            if facts & read or subjects & of_subject:
                inside.append(limit)
        left = [limit for limit in left if limit not in inside]
        yield section.title, tuple(inside)
    yield "", tuple(left)


def _reads(limit: Limit, edition: Edition, behind: Mapping[str, tuple[Trace, ...]]) -> set[str]:
    if limit.view is not None:
        parts = walk_behind(limit.view.trace, lambda name: behind.get(name, ()))
        return {part.name for part in parts if part.kind in ("fact", "definition")}
    found: set[str] = set()
    waiting = [*limit.names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            definition = edition.definitions.get(name)
            waiting += definition.reads if definition is not None else ()
    return found
