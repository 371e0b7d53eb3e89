"""What was proved, kept with what it was proved of: a result of other content, code or rules never counts as valid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import msgspec

from sarcoguide.knowledge import Guideline, cache
from sarcoguide.verify.agreement import Agreement
from sarcoguide.verify.outcome import Finding, Proof

#: Ends the name of a kept result, behind the digest of the content and the day.
SUFFIX = ".certificate.json"
#: How many results are kept beside the cached guidelines; the oldest go first.
KEPT = 8
FORMAT = 1
#: The code that a proof rests on; pages and commands may change without touching it.
CODE = ("language", "knowledge", "record", "planning", "engines", "verify")

State = Literal["valid", "none", "unreadable", "other_content", "other_program", "other_rules", "other_properties"]


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of every property for the edition of a day, found on the day `made`.

    `content` is the digest of the guideline's files, `program` that of the code that a proof rests on.
    """

    format: int
    guideline: str
    version: str
    content: str
    program: str
    as_of: date
    made: date
    proofs: tuple[Proof, ...]
    findings: tuple[Finding, ...]
    engines: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A kept result, if there is one, and whether it holds for the guideline and the program at hand."""

    state: State
    certificate: Certificate | None = None

    @property
    def valid(self) -> bool:
        """Whether it speaks of exactly what answers now."""
        return self.state == "valid"


def certificate(
    guideline: Guideline,
    as_of: date,
    proofs: Sequence[Proof],
    findings: Sequence[Finding],
    engines: Sequence[Agreement],
) -> Certificate:
    """Return what was found, with what it was found of."""
    return Certificate(
        format=FORMAT,
        guideline=guideline.about.id,
        version=guideline.about.version,
        content=guideline.content_hash,
        program=program(),
        as_of=as_of,
        made=date.today(),
        proofs=tuple(proofs),
        findings=tuple(findings),
        engines=tuple(engines),
    )


@lru_cache(maxsize=1)
def program() -> str:
    """Return a digest of the code that a proof rests on."""
    digest = blake2b(digest_size=20)
    for file in sorted(file for part in CODE for file in (cache.CODE / part).rglob("*.py")):
        digest.update(f"{file.relative_to(cache.CODE).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def write(found: Certificate, file: Path) -> None:
    """Write a result to a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1))


def keep(found: Certificate) -> Path | None:
    """Keep a result where pages look for it; None where nothing is kept."""
    place = cache.trusted()
    if place is None:
        return None
    file = place / f"{found.content}-{found.as_of}{SUFFIX}"
    write(found, file)
    by_age = sorted(place.glob(f"*{SUFFIX}"), key=lambda other: other.stat().st_mtime_ns)
    for other in by_age[:-KEPT]:
        other.unlink(missing_ok=True)
    return file


def standing(guideline: Guideline, today: date, named: Path | None = None) -> Standing:
    """Return the result that holds for a guideline today, or the nearest that there is and why it does not hold.

    Args:
        guideline: what answers.
        today: the day whose rules answer.
        named: the file of a result; by default those are looked through that were kept.
    """
    found = [_standing(file, guideline, today) for file in ([named] if named is not None else _kept(guideline))]
    order: tuple[State, ...] = ("valid", "other_rules", "other_properties", "other_program", "other_content")
    return min(
        found,
        key=lambda one: order.index(one.state) if one.state in order else len(order),
        default=Standing("none"),
    )


def _kept(guideline: Guideline) -> Iterator[Path]:
    place = cache.trusted()
    if place is not None:
        yield from sorted(place.glob(f"{guideline.content_hash}-*{SUFFIX}"), reverse=True)


def _standing(file: Path, guideline: Guideline, today: date) -> Standing:
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Certificate)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Standing("unreadable")
    state: State = "valid"
    if found.format != FORMAT:
        state = "unreadable"
    elif found.content != guideline.content_hash:
        state = "other_content"
    elif found.program != program():
        state = "other_program"
    elif _rules(guideline, found.as_of) != _rules(guideline, today):
        state = "other_rules"
    elif [proof.id for proof in found.proofs] != [rule.entry.id for rule in guideline.properties]:
        state = "other_properties"
    return Standing(state, None if state == "unreadable" else found)


def _rules(guideline: Guideline, day: date) -> tuple[date | None, frozenset[str]]:
    """Return from when the rules of a day hold, and what is past its review: else no two days differ in an outcome."""
    began = max((other for other in guideline.dates() if other <= day), default=None)
    return began, frozenset(rule.entry.id for rule in guideline.options if day > rule.review_by)
