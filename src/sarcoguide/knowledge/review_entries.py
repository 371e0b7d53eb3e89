"""The rows of the clinical review: what was asked to be corrected, added or minded, and what came of it."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from sarcoguide.knowledge.entries import Entry

ReviewKind = Literal["correction", "addition", "loading_note"]
Severity = Literal["patient-safety", "changes an option", "wording"]
ReviewState = Literal["applied", "part", "open", "not_applied"]


class ReviewRow(Entry, frozen=True):
    """One row of the review; `where` names what carries it, `why` what is left of it or why it was not followed."""

    id: str
    kind: ReviewKind
    says: str
    state: ReviewState
    severity: Severity | None = None
    where: list[str] = field(default_factory=list)
    why: str = ""
