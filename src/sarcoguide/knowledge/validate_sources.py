"""Every line must cite a source that is there, and an offer one that was read."""

from __future__ import annotations

from collections.abc import Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.about import SideEffectAdvice
from sarcoguide.knowledge.asking_entries import AskingAdvice
from sarcoguide.knowledge.entries import Definition, Entry, Setting, SourceUse
from sarcoguide.knowledge.findings import FindingAdvice
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.option_entries import JUDGEMENT_KINDS, Condition, Drug, Guard, Option
from sarcoguide.knowledge.outlook import OutlookAdvice
from sarcoguide.knowledge.overlay_entries import Change
from sarcoguide.knowledge.sheets import SheetAdvice
from sarcoguide.knowledge.types_of_tumour import Dated
from sarcoguide.knowledge.yaml_reader import Path
from sarcoguide.language.syntax import suggestion

#: The most characters of a source's label in a line.
MAX_SHORT = 40

#: Parts of guideline.yaml that cite sources of their own.
Advice = SideEffectAdvice | OutlookAdvice | SheetAdvice | FindingAdvice | AskingAdvice


def check_sources(library: Library) -> Iterator[Problem]:
    """Every source must be there, and an offer must rest on one that was read and is not judgement alone."""
    kinds = {located.entry.id: (located.entry.kind, located.entry.verified) for located in library.sources}
    kinds |= {located.entry.id: ("statement", True) for located in library.statements}
    yield from _check_short(library)
    for located, path, uses in _uses(library):
        for index, use in enumerate(uses):
            if use.id not in kinds:
                yield located.problem(
                    (*path, index, "id"),
                    f"there is no source '{use.id}'",
                    "a line without its source cannot be reviewed",
                    suggestion(use.id, kinds) or "add it to sources",
                )
    yield from _check_titles(library)
    for holder in _worked_out(library):
        if not holder.entry.sources:
            yield holder.problem(
                ("sources",),
                f"'{holder.entry.name}' names no source",
                "nobody could look up where it comes from",
                "cite one; for our own rules `convention` with a note",
            )
    for option in library.options:
        for name in option.entry.population:
            if name not in kinds:
                yield option.problem(
                    ("population", name),
                    f"there is no source '{name}'",
                    "nobody could look up who was studied",
                    suggestion(name, kinds) or "add it to sources",
                )
    for option in library.options:
        if option.entry.kind in JUDGEMENT_KINDS:
            continue
        uses = [use for use in option.entry.sources if use.position == "for"]
        if not any(kinds.get(use.id, ("", False))[1] and kinds[use.id][0] != "clinical_judgement" for use in uses):
            yield option.problem(
                ("sources",),
                f"'{option.entry.id}' rests on clinical judgement or unverified sources alone",
                "such an entry may warn or ask, but never supports an option",
                "cite a verified source, or make it a question, referral or work-up",
            )


def _check_short(library: Library) -> Iterator[Problem]:
    """Every source needs its own label of a few words: a citation of two sources under one name leads astray."""
    first: dict[str, str] = {}
    for located in library.sources:
        source = located.entry
        if not source.short or len(source.short) > MAX_SHORT:
            yield located.problem(
                ("short",),
                f"'{source.id}' has no label of at most {MAX_SHORT} characters",
                "readers would see its id, or a line that is all citation",
                "write `short`: first author or body, and the year",
            )
        elif (other := first.setdefault(source.short.lower(), source.id)) != source.id:
            yield located.problem(
                ("short",),
                f"'{source.id}' and '{other}' are both called '{source.short}'",
                "nobody could tell which of them is cited",
                "add a word that tells them apart",
            )


def _check_titles(library: Library) -> Iterator[Problem]:
    """A source has a title, unless nobody could trace it: then it has none, and nothing was read in it."""
    for located in library.sources:
        entry = located.entry
        if entry.resolved and not entry.title:
            remedy = "add `title:`, or `resolved: false` if nobody could trace it"
            yield located.problem((), f"the source '{entry.id}' has no title", "nobody could find it", remedy)
        elif not entry.resolved and (entry.title or entry.verified):
            what = "has a title" if entry.title else "counts as verified"
            yield located.problem(
                ("title",) if entry.title else ("verified",),
                f"the source '{entry.id}' could not be traced, but {what}",
                "a reader would take it for a source that was found",
                "remove `title:` and write `verified: false`, or remove `resolved: false`",
            )


def _uses(library: Library) -> Iterator[tuple[Located[Entry], Path, list[SourceUse]]]:
    """Yield every list of sources with its entry and its place there."""
    yield from _of_about(library)
    for drug in library.drugs:
        for index, effect in enumerate(drug.entry.side_effects):
            yield drug, ("side_effects", index, "sources"), effect.sources
    for term in library.glossary:
        yield term, ("sources",), term.entry.sources
    for stage in library.pathway:
        yield stage, ("sources",), stage.entry.sources
    yield from _of_types(library)
    for located in (*_worked_out(library), *library.outlook, *library.findings):
        yield located, ("sources",), located.entry.sources
    holders: list[Located[Option] | Located[Guard] | Located[Drug] | Located[Change]] = [
        *library.changes,
        *library.options,
        *library.guards,
        *library.drugs,
    ]
    for holder in holders:
        entry = holder.entry
        yield holder, ("sources",), entry.sources
        for tier in ("unless", "discouraged", "caution"):
            conditions: list[Condition] = getattr(entry, tier)
            for index, condition in enumerate(conditions):
                yield holder, (tier, index, "sources"), condition.sources
        for index, absence in enumerate(getattr(entry, "unavailable", ())):
            yield holder, ("unavailable", index, "sources"), absence.sources
        if isinstance(entry, Option):
            yield holder, ("until_sources",), entry.until_sources
            for index, licence in enumerate(entry.only_in):
                yield holder, ("only_in", index, "sources"), licence.sources
            if entry.rests_on is not None:
                yield holder, ("rests_on", "sources"), entry.rests_on.sources


def _of_about(library: Library) -> Iterator[tuple[Located[Entry], Path, list[SourceUse]]]:
    """Yield the sources of what guideline.yaml itself says."""
    about = library.about
    if about is not None:
        for key in ("side_effects", "outlook", "regimen_sheet", "findings", "asking"):
            advice: Advice | None = getattr(about.entry, key)
            if advice is not None:
                yield about, (key, "sources"), advice.sources


def _of_types(library: Library) -> Iterator[tuple[Located[Entry], Path, list[SourceUse]]]:
    """Yield the sources of what is known of types of tumour, and of why it ended or where alone it holds."""
    for histology in library.histologies:
        for path, line in histology.entry.cited():
            yield histology, (*path, "sources"), line.sources
        for path, dated in histology.entry.dated():
            if isinstance(dated, Dated):
                yield histology, (*path, "until_sources"), dated.until_sources
            else:
                yield histology, (*path, "sources"), dated.sources


def _worked_out(library: Library) -> list[Located[Definition] | Located[Setting]]:
    return [*library.definitions, *library.settings]
