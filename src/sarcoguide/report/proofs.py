"""What was proved over every possible patient, what was not, and what each means to a clinician."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sarcoguide.knowledge import Guideline
from sarcoguide.report.lines import Page, Segment
from sarcoguide.verify.outcome import Proof

MARKS = {"proved": ("✓ proved", "supported"), "witness": ("✗ broken", "urgent"), "undecided": ("? undecided", "urgent")}


def proofs_page(proofs: Sequence[Proof], written: Sequence[Path]) -> Page:
    """Return the outcomes with their times, and the files that hold the patients who break a property."""
    page = Page()
    for proof in proofs:
        mark, style = MARKS[proof.outcome]
        page.line(Segment(mark, style), f"  {proof.says} ({proof.seconds:.2f} s)", hang=2)
        if proof.detail:
            page.line(proof.detail, indent=4)
    page.blank()
    page.line(_count(proofs), f" in {sum(proof.seconds for proof in proofs):.1f} s")
    for file in written:
        page.line(f"A patient who breaks it: {file} (sarcoguide plan {file})")
    return page


def proofs_document(guideline: Guideline, as_of: date, proofs: Sequence[Proof]) -> str:
    """Return docs/proof.md; times are left out, so that it changes only when an outcome does."""
    return "\n".join(_document(guideline, as_of, proofs)) + "\n"


def _document(guideline: Guideline, as_of: date, proofs: Sequence[Proof]) -> Iterator[str]:
    about = guideline.about
    yield "# What is proved"
    yield ""
    yield f"{about.title}, version {about.version}, as of {as_of}: {_count(proofs)}."
    yield ""
    yield "A solver looks at every patient that a record can describe, with every fact known, unknown, stale or not"
    yield "applicable, and either shows that a property holds for all of them or finds one who breaks it. That patient"
    yield "is confirmed by the reference evaluator and written as a record. Values that are not linear in others"
    yield "(clearance, body surface) and what is counted over timelines are left free, so a proof covers more patients"
    yield "than there can be."
    yield ""
    yield "| Outcome | Property | What it means |"
    yield "|---|---|---|"
    for proof in proofs:
        detail = f" ({proof.detail})" if proof.detail else ""
        yield f"| {MARKS[proof.outcome][0]} | {proof.says}{detail} | {proof.means} |"
    yield ""
    yield "What this does not show: that the guideline's content is right. A proof says that the rules do what the"
    yield "sentence says, not that the sentence is good medicine. Supportive measures that are judged beside a regimen"
    yield "are not covered."


def _count(proofs: Sequence[Proof]) -> str:
    found = Counter(str(proof.outcome) for proof in proofs)
    parts = [f"{found['proved']} of {len(proofs)} properties proved"]
    parts += [f"{found[key]} {word}" for key, word in (("witness", "broken"), ("undecided", "undecided")) if found[key]]
    return ", ".join(parts)
