"""Load a guideline, and pick the edition that stood on a given day."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import structs

from sarcoguide.errors import GuidelineError, Problem, UsageError
from sarcoguide.knowledge import cache, validate
from sarcoguide.knowledge.about import About
from sarcoguide.knowledge.alike import take_over
from sarcoguide.knowledge.asking_entries import Asked
from sarcoguide.knowledge.cases import Behaviour, read_behaviours
from sarcoguide.knowledge.compiler import Compiler, has_status
from sarcoguide.knowledge.entries import Setting, Source, Statement, Term
from sarcoguide.knowledge.finding_out import check_finding_out
from sarcoguide.knowledge.findings import FindingRule, rules_of
from sarcoguide.knowledge.library import PACKAGED, Library, Located, read_library, yaml_files
from sarcoguide.knowledge.model import (
    ConditionRule,
    DefinitionRule,
    Edition,
    FactRule,
    InconsistencyRule,
    OptionRule,
    PropertyRule,
    Reduction,
)
from sarcoguide.knowledge.option_entries import Drug, Guard
from sarcoguide.knowledge.outlook import OutlookRules
from sarcoguide.knowledge.overlay import add_overlay, drugs_as_read
from sarcoguide.knowledge.overlay_entries import PLACE, Overlay
from sarcoguide.knowledge.pathway import StageRule
from sarcoguide.knowledge.reading_entries import Reading
from sarcoguide.knowledge.reducers import ALWAYS_APPLY, MAY_NOT_APPLY
from sarcoguide.knowledge.review_entries import ReviewRow
from sarcoguide.knowledge.side_effects import check_side_effects
from sarcoguide.knowledge.stories import Story, read_stories
from sarcoguide.knowledge.types_of_tumour import Histology
from sarcoguide.knowledge.validate_about_page import check_about_page
from sarcoguide.knowledge.validate_asking import check_asking
from sarcoguide.knowledge.validate_board import check_board
from sarcoguide.knowledge.validate_doses import check_doses, check_sheet
from sarcoguide.knowledge.validate_findings import check_findings
from sarcoguide.knowledge.validate_local import check_local
from sarcoguide.knowledge.validate_measurements import check_measurements
from sarcoguide.knowledge.validate_outlook import check_outlook
from sarcoguide.knowledge.validate_pathway import check_pathway
from sarcoguide.knowledge.validate_patient import check_patient_words
from sarcoguide.knowledge.validate_readings import check_readings
from sarcoguide.knowledge.validate_reducers import check_reducers
from sarcoguide.knowledge.validate_review import check_review
from sarcoguide.knowledge.validate_strength import check_strength
from sarcoguide.knowledge.validate_types import check_types
from sarcoguide.knowledge.validate_words import check_table_of_words
from sarcoguide.knowledge.vocabulary import Names, build_names
from sarcoguide.knowledge.yaml_reader import Document


@dataclass(frozen=True, slots=True)
class Guideline:
    """A guideline with all its dated versions. `at` gives the edition of a day."""

    folder: Path
    content_hash: str
    about: About
    facts: Mapping[str, FactRule]
    definitions: tuple[DefinitionRule, ...]
    settings: Mapping[str, Setting]
    options: tuple[OptionRule, ...]
    consistency: tuple[InconsistencyRule, ...]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    glossary: Mapping[str, Term]
    histologies: Mapping[str, Histology]
    outlook: OutlookRules
    findings: Mapping[str, FindingRule]
    names: Names
    behaviours: tuple[Behaviour, ...]
    properties: tuple[PropertyRule, ...]
    clinical_review: tuple[ReviewRow, ...]
    readings: tuple[Reading, ...]
    pathway: tuple[StageRule, ...]
    drugs: Mapping[str, Drug]
    guards: Mapping[str, Guard]
    asking: tuple[Asked, ...]
    patients: Mapping[str, Document]
    stories: tuple[Story, ...]
    #: What a hospital adds to it; None where nothing is added.
    overlay: Overlay | None = None
    _editions: dict[date, Edition] = field(default_factory=dict, repr=False, compare=False)

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The words for the values of each fact and definition, by its name."""
        return self.names.labels

    def at(self, as_of: date) -> Edition:
        """Return the edition that stood on `as_of`.

        Raises:
            UsageError: the guideline says nothing about a day before its first.
        """
        if as_of not in self._editions:
            self._editions[as_of] = self._edition(as_of)
        return self._editions[as_of]

    def dates(self) -> tuple[date, ...]:
        """Return every day on which something begins or ends to hold, in order."""
        days = {self.about.first_day}
        dated: list[OptionRule | DefinitionRule] = [*self.options, *self.definitions]
        for rule in dated:
            days.update(day for day in (rule.entry.since, rule.entry.until) if day is not None)
        for option in self.options:
            for licence in option.entry.only_in:
                days.update(day for day in (licence.since, licence.until) if day is not None)
            for absence in option.absences:
                days.update(day for day in (absence.since, absence.until) if day is not None)
            for condition in (*option.unless, *option.discouraged, *option.caution):
                days.update(day for day in (condition.since, condition.until) if day is not None)
        for figure in self.outlook.figures.values():
            days.update(day for day in (figure.entry.since, figure.entry.until) if day is not None)
        for finding in self.findings.values():
            days.update(day for day in (finding.entry.since, finding.entry.until) if day is not None)
        for histology in self.histologies.values():
            days.update(day for _, line in histology.dated() for day in (line.since, line.until) if day is not None)
        return tuple(sorted(day for day in days if day >= self.about.first_day))

    def _words_of_types(self) -> Mapping[str, Mapping[str, str]]:
        named = structs.asdict(self.about.values_of_types)
        return {
            key: self.names.labels.get(name) or self.names.domains.get(name) or {}
            for key, name in named.items()
            if name
        }

    def _edition(self, as_of: date) -> Edition:
        if as_of < self.about.first_day:
            raise UsageError(
                f"as of {as_of} there is no answer: this guideline begins on {self.about.first_day}. "
                f"Choose a later day."
            )
        rules = [_on_day(rule, as_of) for rule in self.options if rule.entry.since <= as_of]
        return Edition(
            about=self.about,
            as_of=as_of,
            facts=self.facts,
            definitions={
                rule.entry.name: rule for rule in self.definitions if _holds(rule.entry.since, rule.entry.until, as_of)
            },
            settings=self.settings,
            options={rule.entry.id: rule for rule in rules if has_status(rule.entry)},
            shown={
                rule.entry.id: rule
                for rule in rules
                if not has_status(rule.entry) and _holds(rule.entry.since, rule.entry.until, as_of)
            },
            consistency=self.consistency,
            sources=self.sources,
            statements=self.statements,
            glossary={name: term for name, term in self.glossary.items() if _holds(term.since, term.until, as_of)},
            histologies={name: entry.on_day(as_of) for name, entry in self.histologies.items()},
            outlook=OutlookRules(
                self.outlook.when,
                self.outlook.wanted,
                {
                    name: rule
                    for name, rule in self.outlook.figures.items()
                    if _holds(rule.entry.since, rule.entry.until, as_of)
                },
            ),
            findings={
                name: rule for name, rule in self.findings.items() if _holds(rule.entry.since, rule.entry.until, as_of)
            },
            quantities={rule.entry.id: rule.own for rule in self.options},
            drug_names=self.names.domains["drugs"],
            labels=self.names.labels,
            words_of_types=self._words_of_types(),
            pathway=tuple(stage for stage in self.pathway if stage.entry.since <= as_of),
        )


def load_guideline(
    folder: str | Path | None = None, *, overlay: str | Path | None = None, anew: bool = False
) -> Guideline:
    """Read, check and compile a guideline.

    Args:
        folder: the folder that holds guideline.yaml; by default the guideline of the package. The package's own is
            loaded once per process.
        overlay: the folder of a hospital's own additions (see docs/overlay.md); by default none.
        anew: whether the files are read and checked even if the guideline is kept on disk, checked (see `cache`).

    Raises:
        GuidelineError: with every problem of every file.
    """
    added = None if overlay is None else Path(overlay)
    if anew:
        return _load(Path(folder or PACKAGED), added)
    return _packaged() if folder is None and added is None else _kept(Path(folder or PACKAGED), added)


@lru_cache(maxsize=1)
def _packaged() -> Guideline:
    return _kept(PACKAGED)


def _kept(folder: Path, overlay: Path | None = None) -> Guideline:
    try:
        content = _content_hash(folder.resolve(), overlay and overlay.resolve())
    except (OSError, ValueError):  # what is wrong with such a folder, the reader says in words
        return _load(folder, overlay)
    place = "" if overlay is None else f"{PLACE}{overlay.resolve()}"
    return cache.kept(folder, f"{content}{place}", lambda: _load(folder, overlay))


def _load(folder: Path, overlay: Path | None = None) -> Guideline:
    library = read_library(folder)
    if library.about is None:
        raise GuidelineError(library.problems)
    in_force = None if overlay is None else add_overlay(library, overlay)
    problems = list(library.problems)
    if overlay is not None and in_force is None:
        raise GuidelineError(problems)
    take_over(library)
    about = library.about.entry
    names = build_names(library, problems)
    compiler = Compiler(library, names)
    facts = {located.entry.name: compiler.fact(located) for located in library.facts}
    definitions = [rule for located in library.definitions if (rule := compiler.definition(located)) is not None]
    options = [compiler.option(located, about.checked, about.review_months) for located in library.options]
    consistency = compiler.inconsistencies()
    properties = compiler.properties()
    outlook = compiler.outlook()
    pathway = compiler.pathway()
    behaviours, unreadable = read_behaviours(library)
    stories, unreadable_stories = read_stories(library)
    problems += [*_unique(compiler.problems), *unreadable, *unreadable_stories]
    problems += _cross_checks(library, names, facts, definitions, options, behaviours)
    if problems:
        raise GuidelineError(_without_echoes(problems, library.unread))
    return Guideline(
        folder=folder,
        content_hash=_content_hash(folder, overlay),
        about=about,
        facts=facts,
        definitions=tuple(definitions),
        settings={located.entry.name: located.entry for located in library.settings},
        options=tuple(sorted(options, key=lambda rule: rule.entry.id)),
        consistency=consistency,
        sources={located.entry.id: located.entry for located in library.sources},
        statements={located.entry.id: located.entry for located in library.statements},
        glossary={located.entry.id: located.entry for located in library.glossary},
        histologies={located.entry.id: located.entry for located in library.histologies},
        outlook=outlook,
        findings=rules_of(
            (located.entry for located in library.findings), {rule.entry.id: rule.population for rule in options}
        ),
        names=names,
        behaviours=tuple(located.entry for located in behaviours),
        properties=properties,
        clinical_review=tuple(located.entry for located in library.clinical_review),
        readings=tuple(located.entry for located in library.readings),
        pathway=pathway,
        drugs=drugs_as_read(library),
        guards={located.entry.id: located.entry for located in library.guards},
        asking=tuple(located.entry for located in library.asking),
        patients={
            str(document.data["id"]): document
            for document in library.patients
            if isinstance(document.data, dict) and "id" in document.data
        },
        stories=tuple(located.entry for located in stories),
        overlay=in_force,
    )


def _cross_checks(
    library: Library,
    names: Names,
    facts: Mapping[str, FactRule],
    definitions: Iterable[DefinitionRule],
    options: Iterable[OptionRule],
    behaviours: Iterable[Located[Behaviour]],
) -> list[Problem]:
    assert library.about is not None
    known = {*names.vocabulary.symbols}
    definitions = list(definitions)
    return [
        *validate.check_identities(library),
        *validate.check_sources(library),
        *validate.check_dates(library),
        *validate.check_first_day(library, library.about.entry.first_day),
        *validate.check_words(library),
        *check_strength(library),
        *check_table_of_words(library, names.domains, names.labels),
        *validate.check_references(library, known),
        *check_finding_out(library),
        *check_types(library, names),
        *check_outlook(library),
        *check_doses(library),
        *check_findings(library),
        *check_sheet(library, names.vocabulary.symbols),
        *check_reducers(library, names.vocabulary.symbols),
        *check_local(library),
        *check_measurements(library),
        *check_patient_words(library, names.vocabulary.symbols),
        *check_board(library, names.vocabulary.symbols),
        *check_side_effects(library),
        *validate.check_circles(library, facts, definitions),
        *validate.check_exclusion_arithmetic(options, _may_not_apply(names, definitions)),
        *validate.check_cases(library, behaviours),
        *check_review(library),
        *check_readings(library),
        *check_about_page(library),
        *check_pathway(library),
        *check_asking(library),
    ]


def _may_not_apply(names: Names, definitions: Iterable[DefinitionRule]) -> _NotApplicable:
    return _NotApplicable(names, {rule.entry.name: rule for rule in definitions})


@dataclass(frozen=True, slots=True)
class _NotApplicable:
    """Whether a name can be not applicable, through what it is worked out from."""

    names: Names
    definitions: Mapping[str, DefinitionRule]

    def __call__(self, name: str, seen: frozenset[str] = frozenset()) -> bool:
        if name in seen:
            return False  # a circle, which is reported as one
        symbol = self.names.vocabulary.symbols.get(name)
        if symbol is not None and symbol.may_not_apply:
            return True
        rule = self.definitions.get(name)
        if rule is None or rule.type.kind == "boolean":
            return False  # a condition is never not applicable
        if not isinstance(rule.body, Reduction):
            reads: Collection[str] = validate.value_names(rule.body)
        elif rule.body.name in MAY_NOT_APPLY:
            return True
        else:
            reads = () if rule.body.name in ALWAYS_APPLY else rule.body.reads
        return any(self(other, seen | {name}) for other in reads)


def _on_day(rule: OptionRule, as_of: date) -> OptionRule:
    return replace(
        rule,
        unless=_conditions_on(rule.unless, as_of),
        discouraged=_conditions_on(rule.discouraged, as_of),
        caution=_conditions_on(rule.caution, as_of),
    )


def _conditions_on(conditions: tuple[ConditionRule, ...], as_of: date) -> tuple[ConditionRule, ...]:
    return tuple(c for c in conditions if _holds(c.since, c.until, as_of))


def _holds(since: date | None, until: date | None, as_of: date) -> bool:
    return (since is None or since <= as_of) and (until is None or as_of < until)


def _unique(problems: Iterable[Problem]) -> list[Problem]:
    """A guard is compiled for each option that inherits it; its problems are told once."""
    return list(dict.fromkeys(problems))


def _without_echoes(problems: Iterable[Problem], unread: Collection[str]) -> list[Problem]:
    """Leave out what only says that an entry is missing which stands in a file but could not be read."""
    echoes = tuple(f"'{name}'" for name in unread)
    return [
        problem
        for problem in problems
        if not (problem.what.startswith(("nothing is called", "there is no ")) and problem.what.endswith(echoes))
    ]


def _content_hash(folder: Path, overlay: Path | None = None) -> str:
    digest = hashlib.sha256()
    for file in yaml_files(folder):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    if overlay is not None:
        # A folder that holds nothing is no overlay: it must not be taken for the guideline alone.
        digest.update(PLACE.encode())
        for file in yaml_files(overlay):
            digest.update(f"{PLACE}{file.relative_to(overlay).as_posix()}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
