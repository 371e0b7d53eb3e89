"""`sarcoguide plan`: where records come from, what is printed, and that one bad record stops no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_a_good_record_gives_a_plan_and_exit_code_0(plan: Run, good: Path) -> None:
    """The headline comes with its word, and nothing is on standard error."""
    ran = plan(good)
    assert (ran.code, ran.err) == (0, "")
    assert "STATE: worn [ride_state]" in ran.out


def test_a_bad_record_gives_its_problems_and_exit_code_1(plan: Run, bad: Path) -> None:
    """Both problems are on standard error, with the place and the remedy, and nothing is on standard output."""
    ran = plan(bad)
    assert (ran.code, ran.out) == (1, "")
    assert "facts.gears: '300' is outside the allowed range" in ran.err
    assert "remedy: did you mean frame?" in ran.err


def test_a_bad_record_beside_a_good_one_does_not_stop_it(plan: Run, good: Path, bad: Path) -> None:
    """The good plan is printed, and the exit code tells of the bad one."""
    ran = plan(bad, good)
    assert ran.code == 1
    assert "Record GOOD" in ran.out
    assert "frmae" in ran.err


def test_pages_of_several_records_are_parted_by_a_rule(plan: Run, good: Path) -> None:
    """Two records have one rule between them; one record has none."""
    assert plan(good, "B_GOOD").out.count("─" * 100) == 1
    assert plan(good).out.count("─" * 100) == 0


def test_an_example_patient_is_found_by_its_id(plan: Run) -> None:
    """B_GOOD is no file; it is an example of the guideline."""
    assert "Record B_GOOD" in plan("B_GOOD").out


def test_a_file_goes_before_an_example_patient_of_the_same_name(
    plan: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in the working directory is what was meant."""
    (tmp_path / "B_GOOD").write_text('{"id": "MINE", "facts": {}}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "Record MINE" in plan("B_GOOD").out


def test_a_name_that_is_neither_file_nor_example_is_told(plan: Run) -> None:
    """The error lists the examples there are."""
    ran = plan("B_GOD")
    assert ran.code == 1
    assert "there is no file, folder or example patient 'B_GOD'" in ran.err
    assert "B_GOOD" in ran.err


@pytest.mark.parametrize("text", ['{"id": "S", "facts": {}}', "id: S\nfacts: {}\n", '{"id":\n "S"}'])
def test_standard_input_holds_one_record_in_yaml_or_json(plan: Run, text: str) -> None:
    """A dash stands for standard input."""
    assert "Record S" in plan("-", stdin=text).out


def test_standard_input_may_hold_json_lines(plan: Run) -> None:
    """Each line is one record, and a bad line is only its own."""
    lines = '{"id": "A", "facts": {}}\n\n{"id": broken}\n{"id": "C", "facts": {}}\n'
    ran = plan("-", "--format", "jsonl", stdin=lines)
    printed = [json.loads(line) for line in ran.out.splitlines()]
    assert ["options" in item for item in printed] == [True, False, True]
    assert ran.code == 1
    assert "standard input:3" in ran.err


def test_empty_standard_input_is_an_error_not_silence(plan: Run) -> None:
    """Nothing at all is no record."""
    ran = plan("-", stdin="")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err


def test_a_folder_gives_each_of_its_records(plan: Run, good: Path, bad: Path) -> None:
    """A folder of a good and a bad record gives one plan and one list of problems."""
    assert good.parent == bad.parent
    ran = plan(good.parent)
    assert ran.code == 1
    assert "Record GOOD" in ran.out
    assert "frmae" in ran.err


def test_json_of_one_record_is_one_object(plan: Run, good: Path) -> None:
    """Other programs find the fixed names."""
    data = plan(good, "--format", "json").data
    assert {"guideline", "headline", "urgent", "options", "missing", "warnings", "out_of_scope", "statements"} <= set(
        data
    )
    assert data["headline"][0]["word"] == "worn"
    wanted = {
        *("id", "kind", "intent", "verb", "status", "reasons", "trace", "missing", "cautions", "would_change"),
        *("sources", "from", "until", "statements"),
    }
    assert wanted <= set(data["options"][0])
    assert {"version", "as_of", "reviewed", "stale"} <= set(data["guideline"])


def test_json_of_several_records_is_one_list(plan: Run, good: Path, bad: Path) -> None:
    """A record that cannot be planned keeps its place, with its problems."""
    data = plan(bad, good, "--format", "json").data
    assert [item["record"] for item in data] == ["BAD", {"id": "GOOD", "assessment_date": "2025-01-10"}]
    assert {"what", "where", "line", "field", "why", "remedy"} <= set(data[0]["error"][0])


def test_json_of_a_folder_is_a_list_even_of_one(plan: Run, good: Path) -> None:
    """A program need not know how many records a folder holds."""
    assert len(plan(good.parent, "--format", "json").data) == 1


def test_json_lines_have_a_line_for_each_record_bad_ones_too(plan: Run, good: Path, bad: Path) -> None:
    """The error stands on standard output as data and on standard error as text."""
    ran = plan(good, bad, "--format", "jsonl")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [problem["field"] for problem in lines[1]["error"]] == ["facts.gears", "facts.frmae"]
    assert "frmae" in ran.err


def test_as_of_picks_the_guideline_of_a_day(plan: Run, good: Path) -> None:
    """The wheel is straightened from 2021-03-01 on; the day before nothing is said of it."""
    assert "straighten_wheel" not in plan(good, "--as-of", "2021-02-28").out
    assert "straighten_wheel" in plan(good, "--as-of", "2021-03-01").out


def test_assessment_date_judges_the_record(plan: Run, good: Path) -> None:
    """A pressure is fresh for 30 days: a value of 2 January is too old on 10 February."""
    assert "too old" not in plan(good).out
    assert "too old" in plan(good, "--assessment-date", "2025-02-10").out


def test_assumed_values_are_used_only_when_asked_for(plan: Run, tmp_path: Path) -> None:
    """They come with a warning either way."""
    file = tmp_path / "assumed.yaml"
    file.write_text("assessment_date: 2025-01-10\nassumed: {brakes_hold: false}\n", encoding="utf-8")
    assert "URGENT" not in plan(file).out
    assert "assumptions that were not used: Brakes hold" in plan(file).out
    assert "URGENT" in plan(file, "--assume").out


def test_markup_in_a_record_is_shown_as_text(plan: Run, tmp_path: Path) -> None:
    """Neither Rich's markup nor a terminal's control characters do anything."""
    file = tmp_path / "markup.json"
    origin = "[bold]gauge[/bold] \x1b[31mred"
    facts = {"is_bicycle": True, "brakes_hold": {"value": True, "origin": origin}}
    file.write_text(json.dumps({"id": "[red]M\x1b[2J", "facts": facts}), encoding="utf-8")
    ran = plan(file)
    assert "[bold]gauge[/bold] \\x1b[31mred" in ran.out
    assert "Record [red]M\\x1b[2J" in ran.out
    assert "\x1b" not in ran.out


def test_plain_output_has_no_colour_and_no_line_wider_than_100(plan: Run, good: Path) -> None:
    """Piped text is the same on every machine."""
    out = plan(good).out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 100


def test_explain_prints_the_reason_tree(plan: Run, good: Path) -> None:
    """The patient's own values stand beside each condition."""
    out = plan(good, "--explain", "change_tyre").out
    assert "WHY New tyre IS" in out
    assert "✓ true Tyre pressure below 2.5 bar: 2 bar (2 Jan 2025)" in out


def test_explaining_an_option_that_does_not_exist_is_refused(plan: Run, good: Path) -> None:
    """The nearest name is offered."""
    ran = plan(good, "--explain", "chnge_tyre")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean change_tyre?" in ran.err


def test_explaining_an_option_of_a_later_day_says_so(plan: Run, good: Path) -> None:
    """The option exists, but not yet."""
    assert "begins later" in plan(good, "--explain", "straighten_wheel", "--as-of", "2020-06-01").out


@pytest.mark.parametrize(
    "options", [["--format", "json", "--explain", "change_tyre"], ["--format", "jsonl", "--audience", "patient"]]
)
def test_faces_that_exclude_each_other_are_refused(plan: Run, good: Path, options: list[str]) -> None:
    """An option that would be ignored in silence is an error."""
    assert plan(good, *options).code == 2


def test_a_week_is_no_date(plan: Run, good: Path) -> None:
    """Python reads 2026-W47-7 as a date of the same length; the error says YYYY-MM-DD, so it must mean it."""
    assert plan(good, "--as-of", "2026-W47-7").code == 2


def test_a_date_that_is_none_is_refused(plan: Run, good: Path) -> None:
    """The message says how to write it."""
    ran = plan(good, "--as-of", "31.12.2024")
    assert ran.code == 2
    assert "write it as YYYY-MM-DD" in ran.err


def test_a_day_before_the_guideline_is_refused(plan: Run, good: Path) -> None:
    """There is no answer for that day."""
    ran = plan(good, "--as-of", "2019-12-31")
    assert ran.code == 2
    assert "begins on 2020-01-01" in ran.err


def test_a_record_older_than_the_guideline_is_only_its_own_problem(plan: Run, good: Path, tmp_path: Path) -> None:
    """Without --as-of the day is the record's: the other record is planned."""
    old = tmp_path / "old.yaml"
    old.write_text("id: OLD\nassessment_date: 2019-12-31\nfacts: {is_bicycle: true}\n", encoding="utf-8")
    ran = plan(old, good)
    assert ran.code == 1
    assert "Record GOOD" in ran.out
    assert "begins on 2020-01-01" in ran.err
