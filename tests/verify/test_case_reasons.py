"""Cases may say on which facts the reasons of an option rest, and of which kind the reasons are."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.knowledge import load_guideline
from sarcoguide.verify import run_cases
from tests.helpers import copy_of_tiny

PAIR = """
- behaviour: A tyre without brakes rests on them
  entries: [change_tyre]
  why: It would be ridden.
  applies: {{case: old steel, patient: B_GOOD, with: {{faults: [flat_tyre], frame: steel, gears: 1{brakes}}},
            expect: {{options: {{change_tyre: {expected}}}}}}}
  does_not: {{case: it is sound, patient: B_GOOD, expect: {{options: {{change_tyre: not_indicated}}}}}}
"""


@pytest.mark.parametrize(
    ("brakes", "expected", "holds"),
    [
        ("", "{status: discouraged, discouraged_on: [frame, gears]}", True),
        ("", "{status: discouraged, reasons_on: [frame]}", True),
        ("", "{discouraged_on: [brakes_hold]}", False),
        (", brakes_hold: false", "{status: excluded, reasons_on: [brakes_hold]}", True),
        (", brakes_hold: false", "{status: excluded, discouraged_on: [brakes_hold]}", False),
        ("", "{cautions_on: [frame]}", False),
    ],
)
def test_the_facts_of_reasons_are_compared_by_kind(tmp_path: Path, brakes: str, expected: str, holds: bool) -> None:
    """What discourages is told apart from what excludes."""
    text = PAIR.format(brakes=brakes, expected=expected)
    guideline = load_guideline(copy_of_tiny(tmp_path, ("cases/reasons.yaml", "", text)))
    failures = [told for case in run_cases(guideline) if "old steel" in case.sentence for told in case.failures]
    assert holds is (failures == [])
