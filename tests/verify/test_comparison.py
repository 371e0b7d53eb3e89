"""Two editions compared: each relation with the patient who shows it, and nothing where nothing differs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.knowledge import Guideline, load_guideline
from sarcoguide.planning.judge import Judge
from sarcoguide.record import Situation, read_record
from sarcoguide.verify.comparison import Compared, Comparison, Side
from tests.helpers import TINY
from tests.proving import Edit

DAY = date(2025, 1, 10)


def tiny(tmp_path: Path, *edits: Edit) -> Guideline:
    """Return a copy of the small guideline in which texts are replaced."""
    folder = tmp_path / "copy"
    shutil.copytree(TINY, folder)
    for file, old, new in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return load_guideline(folder)


def status_of(record: Mapping[str, Any], side: Side, option: str = "change_tyre") -> str:
    """Return the status of an option by the reference evaluator."""
    situation = Situation(read_record(record, side.guideline), side.edition)
    return Judge(situation).judge(side.edition.options[option]).status


def compared(before: Side, after: Side, option: str = "change_tyre") -> Compared:
    """Return what is found of one option; each witness is judged anew."""
    found = {one.option: one for one in Comparison(before, after, DAY).options()}[option]
    for witness in found.witnesses:
        assert (witness.before, witness.after) == tuple(
            status_of(witness.record, side, option) for side in (before, after)
        )
    return found


def on(day: str) -> Side:
    """Return the small guideline as it stood on a day."""
    rules = load_guideline(TINY)
    return Side(rules, rules.at(date.fromisoformat(day)))


def changed(tmp_path: Path, *edits: Edit) -> Compared:
    """Return what a change of text does to the new tyre."""
    before, after = load_guideline(TINY), tiny(tmp_path, *edits)
    return compared(Side(before, before.at(DAY)), Side(after, after.at(DAY)))


REPAIRS = "recommendations/repairs.yaml"


@pytest.mark.parametrize(
    ("edit", "relation", "offers"),
    [
        pytest.param(
            (
                REPAIRS,
                "{when: not brakes_hold, because: It would be ridden without brakes}",
                "{when: wobbles, because: x}",
            ),
            "incomparable",
            [(None, "supported"), ("supported", None)],
            id="another exclusion in its place",
        ),
        pytest.param(
            (REPAIRS, "load_kg > 80", "load_kg > 60"), "narrower", [("supported", None)], id="a stricter limit"
        ),
        pytest.param((REPAIRS, "load_kg > 80", "load_kg > 90"), "wider", [(None, "supported")], id="a looser limit"),
        pytest.param(
            (REPAIRS, "frame == steel and gears < 3", "frame == steel and gears < 3 and not brakes_hold"),
            "wider",
            [(None, "supported")],
            id="a discouragement that never bites",
        ),
        pytest.param(
            ("definitions/state.yaml", "tyre_pressure_bar < 2.5", "tyre_pressure_bar < 2"),
            "narrower",
            [("supported", None)],
            id="a definition that it rests on",
        ),
    ],
)
def test_a_change_is_told_with_a_patient_for_whom_it_matters(
    tmp_path: Path, edit: Edit, relation: str, offers: list[tuple[str | None, str | None]]
) -> None:
    """In the direction in which it goes: with the offer on one side, and none on the other."""
    found = changed(tmp_path, edit)
    shown = [[status if status == "supported" else None for status in (w.before, w.after)] for w in found.witnesses]
    assert (relation, [list(pair) for pair in offers]) == (found.relation, shown)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param((REPAIRS, "says: Change the tyre.", "says: Put on a new tyre."), id="other words"),
        pytest.param((REPAIRS, "{when: second_hand,", "{when: wobbles,"), id="another caution"),
        pytest.param((REPAIRS, "load_kg > 80", "not (load_kg <= 80)"), id="the same limit in other words"),
    ],
)
def test_a_change_that_gives_nobody_another_status_is_none(tmp_path: Path, edit: Edit) -> None:
    """Words and cautions are shown; they do not decide."""
    found = changed(tmp_path, edit)
    assert ("equivalent", ()) == (found.relation, found.witnesses)


def test_another_status_of_somebody_who_is_not_offered_it_is_told_apart(tmp_path: Path) -> None:
    """Discouraged instead of not indicated is no offer."""
    edit = (
        REPAIRS,
        "{when: frame == steel and gears < 3, because: Not worth it}",
        "{when: frame == steel, because: x}",
    )
    more = (
        REPAIRS,
        "unless:\n    - {when: not brakes_hold",
        "unless:\n    - {when: frame == steel, because: y, unknown: check}\n    - {when: not brakes_hold",
    )
    before = tiny(tmp_path / "one", edit)
    after = tiny(tmp_path / "two", edit, more)
    found = compared(Side(before, before.at(DAY)), Side(after, after.at(DAY)))
    assert ("otherwise", 1) == (found.relation, len(found.witnesses))


def test_a_witness_holds_nothing_that_the_difference_does_not_need(tmp_path: Path) -> None:
    """A reader sees at once what it is about: without any one of its facts nobody loses an offer."""
    after = tiny(tmp_path, (REPAIRS, "load_kg > 80", "load_kg > 60"))
    sides = (on(DAY.isoformat()), Side(after, after.at(DAY)))
    (witness,) = compared(*sides).witnesses
    assert ("supported", "excluded") == (witness.before, witness.after)
    facts = witness.record["facts"]
    assert {"load_kg", "brakes_hold"} <= facts.keys()
    for name in facts:
        less = {**witness.record, "facts": {other: value for other, value in facts.items() if other != name}}
        assert "supported" != status_of(less, sides[0]) or "supported" == status_of(less, sides[1]), name


def test_two_days_of_one_guideline_differ_by_what_began_and_ended() -> None:
    """The limit of load begins in 2022; the wheel is exchanged from July 2025 on."""
    assert "narrower" == compared(on("2021-12-31"), on("2022-01-01")).relation
    assert "new" == compared(on("2021-02-28"), on("2021-03-01"), "straighten_wheel").relation
    assert "gone" == compared(on("2021-03-01"), on("2021-02-28"), "straighten_wheel").relation
    assert "narrower" == compared(on("2025-06-30"), on("2025-07-01"), "straighten_wheel").relation
