"""A disagreement is shrunk, written as a record, and replayed for ever."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sarcoguide.cli import main
from sarcoguide.record import Situation
from tests.engines import agreement
from tests.engines.agreement import ENGINES, KEPT, Answer, Engine, disagree, expect_agreement, replayed
from tests.strategies import sound_records


def forgetful(situation: Situation) -> Answer:
    """Answer as the compiled engine does, but forget every exclusion: a planted fault."""
    right = agreement.compiled(situation)
    return replace(
        right,
        options={
            name: ("needs_information" if status == "excluded" else status, mark)
            for name, (status, mark) in right.options.items()
        },
    )


PLANTED = {"forgetful": Engine(forgetful)}


def test_no_record_that_is_kept_shows_a_disagreement() -> None:
    """Every record on which engines once disagreed, by all engines."""
    assert {name: differs for name, differs in replayed(KEPT, ENGINES).items() if differs} == {}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder to which the record of a planted disagreement was written, and what was said."""
    folder = tmp_path_factory.mktemp("disagreements")
    with pytest.raises(AssertionError) as caught:
        expect_agreement("planted", sound_records(), PLANTED, examples=300, folder=folder)
    return folder, str(caught.value)


def test_a_planted_disagreement_is_written_and_the_failure_says_what_to_do(found: tuple[Path, str]) -> None:
    """One file; the message names it, what differs, and where to move it."""
    folder, said = found
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == ["planted.json"]
    assert [text in said for text in (str(files[0]), "forgetful", "tests/data/disagreements")] == [True] * 3


def test_a_planted_disagreement_is_minimal(found: tuple[Path, str]) -> None:
    """With any one fact or date less the engines agree."""
    raw = agreement.read_raw(found[0] / "planted.json")
    assert disagree(raw, PLANTED)
    assert [other for other in agreement.smaller(raw) if disagree(other, PLANTED)] == []


def test_a_planted_disagreement_can_be_planned(found: tuple[Path, str]) -> None:
    """`sarcoguide plan` reads the file."""
    assert main(["plan", str(found[0] / "planted.json")]) == 0


def test_a_planted_disagreement_is_replayed(found: tuple[Path, str]) -> None:
    """It shows with the engine that is wrong, and with no engine of the package."""
    folder, _ = found
    assert {name: bool(differs) for name, differs in replayed(folder, PLANTED).items()} == {"planted": True}
    assert replayed(folder, ENGINES) == {"planted": {}}
