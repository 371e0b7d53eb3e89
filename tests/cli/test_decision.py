"""`sarcoguide decision`: a file is checked, and shown beside a plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sarcoguide.dossier import compose
from sarcoguide.dossier.decision import Choice, decide, written
from sarcoguide.record import read_record
from tests.cli.conftest import Run
from tests.strategies import guideline

WHY = "The board holds that all of it can be removed."


def test_the_command_checks_a_file_and_shows_it_beside_a_record(run: Run, tmp_path: Path) -> None:
    """A file in which something is wrong ends with its problems."""
    rules, today = guideline(), date.today()
    plan = compose(read_record(rules.patients["F_LIM"], rules), rules)
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    text = written(decide(plan, Choice(("surgery_metastasectomy",), "sarcoma_board", today, WHY), rules, today))
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace("sarcoma_board", "nobody"), encoding="utf-8")
    shown = run("decision", good, "F_LIM")
    assert (0, True) == (shown.code, WHY in shown.out)
    refused = run("decision", bad)
    assert (1, True) == (refused.code, "'nobody' is no role" in refused.err)
    assert 2 == run("decision", tmp_path / "none.yaml").code
