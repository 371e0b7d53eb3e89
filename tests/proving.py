"""What the tests of the prover share: copies of the packaged guideline with a planted fault, and single proofs."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from sarcoguide import plan
from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.knowledge.library import PACKAGED
from sarcoguide.planning import Plan
from sarcoguide.report.output import to_json
from sarcoguide.verify.outcome import Proof
from sarcoguide.verify.prove import Examination, prove
from tests.strategies import guideline

DAY = date(2026, 11, 22)
#: A text of a file of the guideline and what stands there instead.
Edit = tuple[str, str, str]


def edited(tmp_path: Path, *edits: Edit) -> Path:
    """Return the folder of a copy of the packaged guideline in which texts are replaced."""
    folder = tmp_path / "guideline"
    shutil.copytree(PACKAGED, folder)
    for file, old, new in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds: {old}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def proof(rules: Guideline, property_id: str, as_of: date = DAY) -> Proof:
    """Return the outcome of one property of a guideline."""
    chosen = tuple(rule for rule in rules.properties if rule.entry.id == property_id)
    (found,) = prove(replace(rules, properties=chosen), as_of)
    return found


def proof_with(
    tmp_path: Path, property_id: str, *edits: Edit, options: Collection[str] = ()
) -> tuple[Proof, Guideline]:
    """Return the outcome of one property of a copy with a planted fault, and the copy.

    With `options` the copy is left with these entries: a sentence on every option is proved sooner of a few.
    """
    rules = load_guideline(edited(tmp_path, *edits))
    if options:
        rules = replace(rules, options=tuple(rule for rule in rules.options if rule.entry.id in options))
    return proof(rules, property_id), rules


@lru_cache(maxsize=1)
def examined() -> Examination:
    """Return the packaged guideline, ready to be looked over; its solver is made once."""
    return Examination(guideline(), DAY)


def planned(tmp_path: Path, record: Mapping[str, Any] | None, rules: Guideline, as_of: date = DAY) -> Plan:
    """Return the plan of a witness, written as a file and read back as anybody would."""
    file = tmp_path / "witness.json"
    file.write_text(to_json(record), encoding="utf-8")
    return plan(file, guideline=rules, as_of=as_of)


def known(found: Plan, name: str) -> Any:
    """Return the value of a headline fact of a plan."""
    return next(headline.value for headline in found.headline if headline.fact == name)
