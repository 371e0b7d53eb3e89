"""The sheet of a regimen in words: doses as arithmetic, limits with the patient's values, what counts for a lifetime.

The page and the text take every number from here, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sarcoguide.dossier.model import FactLine
from sarcoguide.dossier.sheet import DoseLine, LedgerLine, Limit, Sheet, SizeLine, Worked
from sarcoguide.knowledge.doses import Dose
from sarcoguide.language import Trace
from sarcoguide.planning.wording import plain
from sarcoguide.report import sheet_words, words
from sarcoguide.report.lexicon import Lexicon
from sarcoguide.report.trace_words import TraceWords, dates_of


def number(value: Decimal) -> str:
    """Return a number with all its digits and no empty ones: 138.00 is 138."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class DoseRow:
    """A drug with its dose as published, and each amount as arithmetic; `unknown` where it cannot be worked out."""

    name: str
    supportive: bool
    published: str
    worked: tuple[str, ...]
    unknown: bool


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A condition with its truth for the patient (None: unknown; not `judged`: no patient) and the values."""

    because: str
    tier: str
    truth: bool | None
    judged: bool
    values: tuple[tuple[str, str, str], ...]
    sources: tuple[str, ...]
    verified: bool
    stale: bool = False


@dataclass(frozen=True, slots=True)
class LimitSection:
    """Conditions under one heading: those to look at, and those that do not hold."""

    title: str
    rows: tuple[LimitRow, ...]
    rest: tuple[LimitRow, ...] = ()

    @property
    def rest_told(self) -> str:
        """How many more there are that do not hold."""
        return sheet_words.THE_REST.get(len(self.rest), sheet_words.REST.format(count=len(self.rest)))


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """A lifetime dose: rows of label, value and whether it is unknown; one sentence; what is missing."""

    label: str
    rows: tuple[tuple[str, str, bool], ...]
    sentence: str
    missing: str
    line: LedgerLine


@dataclass(frozen=True)
class SheetView:
    """The words of a sheet."""

    sheet: Sheet

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the edition."""
        return Lexicon(self.sheet.edition)

    @property
    def title(self) -> str:
        """What the regimen is called."""
        entry = self.sheet.rule.entry
        return entry.label or entry.name or entry.id

    @property
    def withheld(self) -> str:
        """Why no dose is worked out, or nothing."""
        return sheet_words.WITHHELD.get(self.sheet.withheld, "")

    @property
    def check(self) -> str:
        """What stands on every sheet."""
        return self.sheet.advice.says if self.sheet.advice is not None else ""

    @property
    def needed(self) -> str:
        """What must be known before the first dose, where the regimen waits for it."""
        option = self.sheet.option
        if option is None or not option.missing or self.sheet.withheld:
            return ""
        return sheet_words.BEFORE_KNOWN.format(list="; ".join(map(self.lexicon.label, option.missing)))

    @property
    def doses(self) -> tuple[DoseRow, ...]:
        """Each drug."""
        return tuple(map(self._dose, self.sheet.doses))

    def _dose(self, line: DoseLine) -> DoseRow:
        use = line.use
        how = " ".join(part for part in (use.dose, use.route, use.schedule) if part)
        published = how if use.verified else words.DOSE_NOT_VERIFIED
        if self.sheet.withheld:
            return DoseRow(line.name, use.supportive, published, (), unknown=False)
        if line.dose is None:
            told = (sheet_words.NOT_IN_NUMBERS,) if use.verified else ()
            return DoseRow(line.name, use.supportive, published, told, unknown=False)
        unknown = any(worked.dose is None for worked in line.worked)
        return DoseRow(line.name, use.supportive, published, tuple(self._worked(line, line.dose)), unknown)

    def _worked(self, line: DoseLine, dose: Dose) -> Iterator[str]:
        for index, worked in enumerate(line.worked):
            link = f"{sheet_words.CHOICE[dose.choice]} " if index and dose.choice else ""
            form = f" of {worked.form}" if worked.form else ""
            yield f"{link}{self.arithmetic(line, dose, worked)}{form}"
            yield from _sums(dose, worked)

    def arithmetic(self, line: DoseLine, dose: Dose, worked: Worked) -> str:
        """Return one amount as arithmetic: `75 mg/m2 × 1.84 m2 = 138 mg`."""
        amount = f"{number(worked.amount)} {dose.unit}"
        capped = (
            ""
            if not worked.capped or worked.cap is None
            else sheet_words.CAPPED.format(cap=number(worked.cap), unit=dose.unit)
        )
        if dose.per is None:
            return f"{amount}, {sheet_words.NOTHING_TO_WORK_OUT}{capped}"
        if worked.size is None or worked.product is None or line.size is None:
            form = sheet_words.OLD_SIZE if line.size is not None and line.size.stale else sheet_words.UNKNOWN_SIZE
            label = line.size.label if line.size is not None else dose.per
            return f"{amount}/{dose.per} × ? = {form.format(label=label)}"
        size = f"{worked.size:f}" if line.decimals is not None else number(worked.size)
        return f"{amount}/{dose.per} × {size} {dose.per} = {number(worked.product)} {dose.unit}{capped}"

    @property
    def works_out(self) -> bool:
        """Whether some dose is multiplied by a body size that is known."""
        return any(worked.size is not None for line in self.sheet.doses for worked in line.worked)

    @property
    def sizes(self) -> tuple[tuple[str, str, str, bool], ...]:
        """Each body size: label, value as multiplied, what it is worked out from, whether it is unknown."""
        return tuple(
            (size.line.label, self._size(size), self._from(size), size.used is None) for size in self.sheet.sizes
        )

    def _size(self, size: SizeLine) -> str:
        line = size.line
        if line.state != "known":
            return line.words
        if line.stale:
            return f"{line.words} ({words.OLD})"
        exact = self.lexicon.value(line.fact, line.value)
        if size.used is None or size.decimals is None:
            return exact
        return sheet_words.SIZE_ROUNDED.format(exact=exact, used=f"{size.used:f}")

    def _from(self, size: SizeLine) -> str:
        definition = self.sheet.edition.definitions.get(size.line.fact)
        formula = ""
        if definition is not None and definition.entry.expression:
            shorts = (self.sheet.edition.sources[use.id].short for use in definition.entry.sources)
            formula = f"; {self.lexicon.expression(definition.entry.expression)} ({', '.join(shorts)})"
        listed = ", ".join(map(self.told, size.inputs))
        return f"{sheet_words.SIZE_FROM.format(list=listed)}{formula}" if listed else ""

    def told(self, line: FactLine) -> str:
        """Return a fact of the patient with its label."""
        return f"{line.label}: {line.words}{f' ({words.OLD})' if line.stale else ''}"

    @property
    def ledgers(self) -> tuple[LedgerShown, ...]:
        """Each dose that counts for a lifetime."""
        return tuple(map(self._ledger, self.sheet.ledgers))

    def _ledger(self, line: LedgerLine) -> LedgerShown:
        unit = line.unit
        adds = f"{number(line.adds)} {unit}"
        if self.sheet.dossier is None:
            return LedgerShown(line.ledger.label, ((sheet_words.THIS_CYCLE, adds, False),), "", "", line)
        given = self._quantity(line.given, line.at_least, sheet_words.AT_LEAST, unit)
        limit = self._quantity(line.limit, None, "", unit)
        remains = self._quantity(line.remains, line.remains_at_most, sheet_words.AT_MOST, unit)
        least = line.remains if line.remains is not None else line.remains_at_most
        if least is not None and least < 0:
            remains = sheet_words.PASSED.format(value=number(-least), unit=unit)
        rows = (
            (sheet_words.GIVEN, given, line.given is None),
            (sheet_words.THIS_CYCLE, adds, False),
            (sheet_words.LIMIT, limit, line.limit is None),
            (sheet_words.REMAINS, remains, line.remains is None),
        )
        sentence = sheet_words.LEDGER_SENTENCE.format(given=given, adds=adds, limit=limit, remains=remains)
        if least is None:
            sentence = sheet_words.LEDGER_UNKNOWN
        missing = ", ".join(map(self.told, line.missing))
        told = sheet_words.LEDGER_MISSING.format(list=missing) if missing else ""
        return LedgerShown(line.ledger.label, rows, f"{sentence[:1].upper()}{sentence[1:]}", told, line)

    def _quantity(self, value: Decimal | None, bound: Decimal | None, form: str, unit: str) -> str:
        if value is not None:
            return f"{number(value)} {unit}"
        return form.format(value=number(bound), unit=unit) if bound is not None else words.NOT_KNOWN.lower()

    @property
    def quantities(self) -> tuple[tuple[str, str, bool], ...]:
        """Each quantity of the regimen: label, value, whether it is unknown."""
        return tuple(
            (
                self.lexicon.label(f"own.{name}"),
                sheet_words.NOT_READ if value is None else self._own(name, value),
                value is None,
            )
            for name, value in self.sheet.quantities
        )

    def _own(self, name: str, value: object) -> str:
        unit = self.sheet.edition.about.own[name].unit or ""
        return f"{self.lexicon.value(f'own.{name}', plain(value))} {unit}".strip()  # type: ignore[arg-type]

    @cached_property
    def limits(self) -> tuple[LimitSection, ...]:
        """The conditions by heading. Under those of the guideline all are told; others that are false are counted."""
        found = []
        for title, limits in self.sheet.limits:
            rows = tuple(map(self._limit, limits))
            loud = tuple(sorted((row for row in rows if row.truth is not False), key=lambda row: row.truth is None))
            quiet = tuple(row for row in rows if row.truth is False)
            if title:
                found.append(LimitSection(title, (*loud, *quiet)))
            else:
                found.append(LimitSection(sheet_words.OTHER_LIMITS, loud, quiet))
        return tuple(found)

    @cached_property
    def _said(self) -> TraceWords:
        dossier = self.sheet.dossier
        return TraceWords(self.lexicon, dates_of(dossier.record if dossier is not None else None))

    def _limit(self, limit: Limit) -> LimitRow:
        tier = words.TIER[limit.tier]
        view = limit.view
        if view is None:
            return LimitRow(limit.because, tier, None, False, (), limit.sources, limit.verified)
        leaves = {part.name: part for part in view.trace.walk() if part.kind in ("fact", "definition")}
        values = tuple(map(self._value, leaves.values()))
        return LimitRow(limit.because, tier, view.truth, True, values, limit.sources, limit.verified, view.stale)

    def _value(self, trace: Trace) -> tuple[str, str, str]:
        return self.lexicon.label(trace.name), self._said.value(trace), str(trace.state)

    def truth(self, row: LimitRow) -> str:
        """Return whether a condition holds, in a word."""
        return words.TRUTH_WORD[row.truth] if row.judged else ""


def _sums(dose: Dose, worked: Worked) -> Iterator[str]:
    """Yield what several doses of a day, or of a cycle, come to."""
    each, days = worked.dose, dose.on_days
    if each is None or dose.choice == "as":
        return
    if dose.times_a_day is not None and dose.times_a_day > 1:
        daily = each * dose.times_a_day
        yield f"{number(each)} {dose.unit} × {dose.times_a_day} = {number(daily)} {dose.unit} {sheet_words.PER_DAY}"
        each = daily
    if len(days) > 1:
        total = number(each * len(days))
        yield f"{number(each)} {dose.unit} × {len(days)} days = {total} {dose.unit} {sheet_words.PER_CYCLE}"
