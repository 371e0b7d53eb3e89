"""What was proved over every possible patient, what was not, what each means to a clinician, and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from sarcoguide.knowledge import Guideline
from sarcoguide.report.lines import Page, Segment
from sarcoguide.verify.outcome import Finding, Proof

MARKS = {"proved": ("✓ proved", "supported"), "witness": ("✗ broken", "urgent"), "undecided": ("? undecided", "urgent")}

#: For each kind of finding its heading and what it means to a clinician.
FOUND = {
    "implied": (
        "Exclusions behind others",
        "The exclusion is right but excludes nobody whom another does not. It matters again if the other one changes.",
    ),
    "overshadowed": (
        "Options that are always discouraged",
        "The option is shown here to say why it is not advised. Nobody is ever offered it in this way.",
    ),
    "one_sided": (
        "Comparisons that come out alike for everybody",
        "The number looks like a limit and is none, because of the range of the value or of what is added to it.",
    ),
    "no_population": (
        "Trials without a population",
        "Nobody can be told that the trial did not take patients like them.",
    ),
    "judgement_alone": (
        "Entries that rest on judgement",
        "A question, a work-up or a referral may rest on the reviewers' judgement. A source would make it stronger.",
    ),
    "unused_fact": (
        "Facts that nothing uses",
        "They may be entered and change no line of any plan. Most wait for a part of the guideline still to come.",
    ),
}


#: How it is proved, and what a proof leaves open, a line each as the document has it.
HOW = (
    "A solver looks at every patient that a record can describe, with every fact known, unknown, stale or not",
    "applicable, and either shows that a property holds for all of them or finds one who breaks it. That patient",
    "is confirmed by the reference evaluator and written as a record. Values that are not linear in others",
    "(clearance, body surface) and what is counted over timelines are left free, so a proof covers more patients",
    "than there can be.",
)
OPEN = (
    "A proof says that the rules do what the sentence says, not that the sentence is good medicine. Statuses",
    "speak of the options of a plan; supportive measures that are judged beside a regimen are not among them.",
    "Emergencies, exits, warnings and information have none: of them it is proved whether a plan shows them.",
    "Whether a comparison can come out the other way is judged with worked-out numbers in their declared range.",
    "What is said of questions rests on the order in which a plan asks.",
)


def proofs_page(proofs: Sequence[Proof], written: Sequence[Path], findings: Sequence[Finding] = ()) -> Page:
    """Return the outcomes with their times, the files of the patients who break a property, and the findings."""
    page = Page()
    for proof in proofs:
        mark, style = MARKS[proof.outcome]
        page.line(Segment(mark, style), f"  {proof.says} ({proof.seconds:.2f} s)", hang=2)
        if proof.detail:
            page.line(proof.detail, indent=4)
    page.blank()
    page.line(counted(proofs), f" in {sum(proof.seconds for proof in proofs):.1f} s")
    for file in written:
        page.line(f"A patient who breaks it: {file} (sarcoguide plan {file})")
    if findings:
        page.blank()
        page.line("Found, to be looked at; nothing here fails:")
    for finding in findings:
        page.line("- ", finding.says, f" ({', '.join(finding.where)})", indent=2, hang=4)
    return page


def proofs_document(guideline: Guideline, as_of: date, proofs: Sequence[Proof], findings: Sequence[Finding]) -> str:
    """Return docs/proof.md; times and lines are left out, so that it changes only when an outcome does."""
    return "\n".join(_document(guideline, as_of, proofs, findings)) + "\n"


def _document(guideline: Guideline, as_of: date, proofs: Sequence[Proof], findings: Sequence[Finding]) -> Iterator[str]:
    about = guideline.about
    yield "# What is proved"
    yield ""
    yield f"{about.title}, version {about.version}, as of {as_of}: {counted(proofs)}."
    yield ""
    yield from HOW
    yield ""
    yield "| Property | What it means |"
    yield "|---|---|"
    yield from (f"| {proof.says} | {proof.means} |" for proof in proofs if proof.outcome == "proved")
    yield ""
    yield "# What is not proved"
    yield ""
    yield from _not_proved([proof for proof in proofs if proof.outcome != "proved"])
    yield from OPEN
    yield ""
    yield "# What was found"
    yield ""
    yield "None of this is an error. Each line is something that an author or reviewer should have seen."
    for kind, group in groupby(findings, key=lambda finding: finding.kind):
        heading, meaning = FOUND[kind]
        yield from ("", f"## {heading}", "", meaning, "")
        yield from (f"- {finding.says} ({_files(finding)})" for finding in group)


def _not_proved(proofs: Sequence[Proof]) -> Iterator[str]:
    if not proofs:
        yield "Every property of this version is proved. That leaves open:"
        yield ""
        return
    yield "| Outcome | Property | What it means |"
    yield "|---|---|---|"
    for proof in proofs:
        yield f"| {MARKS[proof.outcome][0]} | {proof.says} ({proof.detail}) | {proof.means} |"
    yield ""


def _files(finding: Finding) -> str:
    return ", ".join(dict.fromkeys(f"`{place.partition(':')[0]}`" for place in finding.where))


def counted(proofs: Sequence[Proof]) -> str:
    """Return how many properties were proved, broken and left undecided."""
    found = Counter(str(proof.outcome) for proof in proofs)
    parts = [f"{found['proved']} of {len(proofs)} properties proved"]
    parts += [f"{found[key]} {word}" for key, word in (("witness", "broken"), ("undecided", "undecided")) if found[key]]
    return ", ".join(parts)
