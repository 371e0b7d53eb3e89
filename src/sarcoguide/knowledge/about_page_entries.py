"""What the page on what this is takes from the guideline, and who may decide: two parts of guideline.yaml."""

from __future__ import annotations

from msgspec import field

from sarcoguide.knowledge.entries import Entry, SourceUse


class PatientSection(Entry, frozen=True):
    """One question of a patient, answered by words of the glossary (`terms`) and by entries in words for patients.

    `more` are entries that say where to read on.
    """

    id: str
    question: str
    terms: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


class AboutPage(Entry, frozen=True):
    """What the page says in the guideline's own words: ids of entries for each part, and questions of patients.

    `question` is what the statements of the document for clinicians answer; `documents` are titles of the documents.
    `summary` is the entry that ends the part for patients.
    """

    question: str
    documents: dict[str, str]
    readers: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    printing: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    abbreviations: dict[str, str] = field(default_factory=dict)
    patients: list[PatientSection] = field(default_factory=list)
    summary: str = ""


class DecisionAdvice(Entry, frozen=True):
    """What stands where a decision is recorded, and the roles in which somebody may decide: key and words of each."""

    says: str
    roles: dict[str, str]
    sources: list[SourceUse]
