"""The command as a process: start-up, pipes, bugs, and what is never printed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sarcoguide.cli import EXIT_CODES, build_parser
from sarcoguide.planning import make_plan
from tests.helpers import TINY

Run = Callable[..., Any]
COMMAND = [sys.executable, "-m", "sarcoguide.cli"]
ENGINE = ("sarcoguide.knowledge", "sarcoguide.planning", "msgspec", "yaml", "rich")


def process(*argv: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run([*COMMAND, *argv], input=stdin, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_no_engine(option: str) -> None:
    """They answer at once: neither the engine nor any library is imported."""
    code = f"import sys; from sarcoguide.cli import main; main(['{option}']); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout
    assert [name for name in ran.stderr.split() if name in ENGINE] == []


def test_a_pipe_gets_plain_text_without_loading_rich() -> None:
    """Colours are for terminals."""
    code = (
        "import sys; from sarcoguide.cli import main; "
        f"main(['plan', 'B_GOOD', '--guideline', {str(TINY)!r}]); print('rich' in sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stderr.strip() == "False"
    assert "\x1b" not in ran.stdout


def test_standard_input_and_exit_code_work_in_a_real_process() -> None:
    """One good and one bad line: two lines out, exit code 1."""
    lines = '{"id": "A", "facts": {}}\n{"id": "B", "facts": {"gears": 300}}\n'
    ran = process("plan", "-", "--guideline", str(TINY), "--format", "jsonl", stdin=lines)
    assert ran.returncode == 1
    assert ["options" if "options" in json.loads(line) else "error" for line in ran.stdout.splitlines()] == [
        "options",
        "error",
    ]


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    """As in `sarcoguide plan ... | head -1`: no traceback, exit code 130."""
    file = tmp_path / "many.jsonl"
    file.write_text('{"facts": {}}\n' * 60, encoding="utf-8")
    command = [*COMMAND, "plan", str(file), "--guideline", str(TINY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        error = running.stderr.read()
        code = running.wait(timeout=60)
    assert (code, error) == (130, "")


def test_ctrl_c_ends_the_command_quietly(run: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback, exit code 130."""

    def interrupted(*_: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sarcoguide.commands.plan.load_guideline", interrupted)
    ran = run("plan", good)
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_a_bug_is_one_line_without_any_value_of_the_patient(
    plan: Run, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message of an unexpected error may hold values, so only its kind and place are told."""

    def broken(*_: object) -> None:
        raise KeyError("secret value of a patient")

    monkeypatch.setattr("sarcoguide.commands.plan.make_plan", broken)
    monkeypatch.delenv("SARCOGUIDE_DEBUG", raising=False)
    ran = plan(good)
    assert ran.code == 70
    assert "this is a bug in Sarcoguide (KeyError at test_process.py:" in ran.err
    assert "secret" not in ran.err
    assert "Traceback" not in ran.err


def test_a_bug_shows_its_traceback_only_when_asked_for(plan: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SARCOGUIDE_DEBUG=1 is for whoever puts it right."""

    def broken(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr("sarcoguide.commands.plan.make_plan", broken)
    monkeypatch.setenv("SARCOGUIDE_DEBUG", "1")
    assert "Traceback" in plan(good).err


def test_a_bug_in_one_record_does_not_stop_the_others(plan: Run, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second record is planned, and the exit code tells of the bug."""
    calls = [0]

    def broken_once(*arguments: Any) -> Any:
        calls[0] += 1
        if calls[0] == 1:
            raise KeyError
        return make_plan(*arguments)

    monkeypatch.setattr("sarcoguide.commands.plan.make_plan", broken_once)
    ran = plan(good, "B_GOOD")
    assert ran.code == 70
    assert "Record B_GOOD" in ran.out


@pytest.mark.parametrize(
    "argv", [[], ["plan"], ["paln"], ["plan", "B_GOOD", "--fromat", "json"], ["plan", "x", "--form"]]
)
def test_what_is_not_understood_gives_exit_code_2(run: Run, argv: list[str]) -> None:
    """Options are never abbreviated: a new one could change what an old script means."""
    ran = run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert "usage: " in ran.err


def test_help_lists_every_exit_code(run: Run) -> None:
    """A script's author need not read the code."""
    ran = run("--help")
    assert ran.code == 0
    assert all(f"{code:>3}  {meaning}" in ran.out for code, meaning in EXIT_CODES.items())


def test_every_option_of_every_command_is_described() -> None:
    """An option without help would be documented as nothing."""
    parsers = [build_parser()]
    for action in parsers[0]._actions:
        if isinstance(action.choices, dict):
            parsers += action.choices.values()
    assert [a.dest for p in parsers for a in p._actions if not a.help and not isinstance(a.choices, dict)] == []


def test_the_packaged_guideline_plans_its_first_example(run: Run) -> None:
    """What `make run` prints."""
    ran = run("plan", "F_LIM")
    assert (ran.code, ran.err) == (0, "")
    assert "Record F_LIM" in ran.out
