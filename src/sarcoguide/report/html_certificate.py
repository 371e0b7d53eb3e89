"""What was proved, as a page. A result that is not of this content is never shown as if it were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sarcoguide.days import day
from sarcoguide.knowledge import Guideline
from sarcoguide.report import certificate_words as text
from sarcoguide.report import words
from sarcoguide.report.html import render
from sarcoguide.report.output import to_json
from sarcoguide.report.proofs import FOUND, HOW, OPEN
from sarcoguide.verify.certificate import Certificate, Standing
from sarcoguide.verify.outcome import Proof

TEMPLATE = "certificate.html"
SHEETS = ("workbench.css", "certificate.css")
MARKS = {
    "proved": ("ok", text.PROVED),
    "witness": ("excl", text.BROKEN_WORD),
    "undecided": ("need", text.UNDECIDED_WORD),
}
#: Of a digest as much as tells two apart.
SHORT = 12


@dataclass(frozen=True, slots=True)
class Property:
    """A property in words with its outcome: icon and word."""

    id: str
    says: str
    means: str
    icon: str
    word: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CertificateView:
    """What the page shows."""

    guideline: Guideline
    standing: Standing
    today: date

    @property
    def found(self) -> Certificate | None:
        """The result, where it is of what answers here; nothing is told of any other but that it does not hold."""
        return self.standing.certificate if self.standing.valid else None

    @property
    def properties(self) -> list[Property]:
        """Every property of the guideline, in its order; without a valid result each is not proved."""
        proofs = {proof.id: proof for proof in self.found.proofs} if self.found is not None else {}
        return [
            _property(rule.entry.id, rule.entry.says, rule.entry.means, proofs) for rule in self.guideline.properties
        ]

    def count(self, outcome: str) -> int:
        """Return how many properties have an outcome."""
        return sum(proof.outcome == outcome for proof in self.found.proofs) if self.found is not None else 0

    @property
    def headline(self) -> str:
        """The outcome in one sentence."""
        if not self.guideline.properties:
            return text.NO_PROPERTIES
        if self.found is None:
            return text.STANDING[self.standing.state][0]
        broken, undecided = self.count("witness"), self.count("undecided")
        said = (
            text.HOLDS.format(proved=self.count("proved"), count=len(self.found.proofs)),
            text.BROKEN.get(broken, text.BROKEN_MANY.format(count=broken)),
            text.UNDECIDED.get(undecided, text.UNDECIDED_MANY.format(count=undecided)),
        )
        return " ".join(part for part in said if part)

    @property
    def why_not(self) -> str:
        """Why the kept result does not hold here; empty where it does."""
        if self.found is not None:
            return ""
        kept = self.standing.certificate
        told = text.STANDING[self.standing.state][1]
        return told if kept is None else told.format(content=kept.content[:SHORT], as_of=day(kept.as_of.isoformat()))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was proved, when, and what else was compared."""
        about = self.guideline.about
        told = [
            (text.FACTS["guideline"], f"{about.title}, version {about.version}"),
            (text.FACTS["content"], self.guideline.content_hash[:SHORT]),
        ]
        if self.found is None:
            return [*told, (text.FACTS["as_of"], day(self.today.isoformat()))]
        seconds = sum(proof.seconds for proof in self.found.proofs)
        return [
            *told,
            (text.FACTS["as_of"], day(self.found.as_of.isoformat())),
            (text.FACTS["made"], day(self.found.made.isoformat())),
            (text.FACTS["seconds"], text.SECONDS.format(seconds=seconds)),
            (text.FACTS["engines"], " ".join([*self.engines, text.ENGINE_NOT])),
        ]

    @property
    def engines(self) -> list[str]:
        """Whether the engines that were compared agree."""
        return [
            (text.ENGINE_DIFFERS if one.differs else text.ENGINE_AGREES).format(
                engine=one.engine, count=one.patients, differs=", ".join(one.differs)
            )
            for one in (self.found.engines if self.found is not None else ())
        ]

    @property
    def witnesses(self) -> list[tuple[Proof, str, list[tuple[str, str]]]]:
        """Each broken property with its patient: as a record, and in short."""
        proofs = self.found.proofs if self.found is not None else ()
        return [(proof, to_json(proof.record), _facts(proof.record)) for proof in proofs if proof.record is not None]

    @property
    def findings(self) -> list[tuple[str, str, list[str]]]:
        """What was found by kind: heading, what it means, and each finding."""
        found = self.found.findings if self.found is not None else ()
        return [(*FOUND[kind], [one.says for one in same]) for kind, same in groupby(found, key=lambda one: one.kind)]

    @property
    def review(self) -> str:
        """The state of review of the guideline."""
        by = self.guideline.about.reviewed.said
        return words.REVIEWED.format(by=by) if by else words.NOT_REVIEWED


def _property(name: str, says: str, means: str, proofs: dict[str, Proof]) -> Property:
    proof = proofs.get(name)
    if proof is None:
        return Property(name, says, means, "need", text.UNPROVED)
    return Property(name, says, means, *MARKS[proof.outcome], detail=proof.detail)


def _facts(record: object) -> list[tuple[str, str]]:
    facts = record.get("facts") if isinstance(record, dict) else None
    return [(name, to_json(value)) for name, value in facts.items()] if isinstance(facts, dict) else []


def certificate_html(guideline: Guideline, standing: Standing, today: date) -> str:
    """Return the page of what was proved.

    Args:
        guideline: what answers.
        standing: the kept result and whether it holds.
        today: the day whose rules answer.
    """
    return render(
        TEMPLATE,
        sheets=SHEETS,
        scripts=("workbench.js",),
        page=CertificateView(guideline, standing, today),
        text=text,
        how=" ".join(HOW),
        left_open=" ".join(OPEN),
    )
