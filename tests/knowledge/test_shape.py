"""Keys and types of entries: every fault of every file at once, with the right key beside a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sarcoguide.errors import GuidelineError
from sarcoguide.knowledge import load_guideline
from tests.helpers import copy_of_tiny, guideline_problems

STATE = "definitions/state.yaml"
REPAIRS = "recommendations/repairs.yaml"
BICYCLE = "facts/bicycle.yaml"

FAULTS = [
    pytest.param(
        (BICYCLE, "  label: Weight\n", "  lable: Weight\n"),
        ["unknown key 'lable'", "the key 'label' is missing"],
        "did you mean label",
        id="a misspelt key",
    ),
    pytest.param(
        (BICYCLE, "  burden: look\n  aliases: [mass_kg]", "  burden: look\n  qqq: 1\n  aliases: [mass_kg]"),
        ["unknown key 'qqq'"],
        "keys here: name, label",
        id="a key that is like no other",
    ),
    pytest.param(
        (BICYCLE, "  question: How heavy is it?\n", ""),
        ["the key 'question' is missing"],
        "add 'question:'",
        id="a missing key",
    ),
    pytest.param(
        (BICYCLE, "  fresh_days: 30", "  fresh_days: a month"),
        ["'a month' stands where a whole number or nothing is needed"],
        "write",
        id="a word for a number",
    ),
    pytest.param(
        (BICYCLE, "  fresh_days: 30", "  fresh_days: 30.5"),
        ["stands where"],
        "write",
        id="a fraction for a whole number",
    ),
    pytest.param(
        (BICYCLE, "  fresh_days: 30", "  fresh_days: true"), ["True stands where"], "write", id="true for a number"
    ),
    pytest.param(
        (BICYCLE, "  range: [0, 12]", "  range: 0 to 12"),
        ["'0 to 12' stands where a list"],
        "write a list",
        id="no list",
    ),
    pytest.param(
        (BICYCLE, "  range: [0, 12]", "  range: [0, twelve]"),
        ["'twelve' stands where"],
        "write",
        id="a word within a list",
    ),
    pytest.param(
        (BICYCLE, "  type: number\n  unit: bar", "  type: numbr\n  unit: bar"),
        ["'numbr' is not allowed here"],
        "did you mean number",
        id="a misspelt choice",
    ),
    pytest.param(
        (BICYCLE, "  type: number\n  unit: bar", "  type: [number]\n  unit: bar"),
        ["['number'] is not allowed here"],
        "did you mean number",
        id="a list for a choice",
    ),
    pytest.param((BICYCLE, "label: Frame,", "label: no,"), [], "", id="a label that is the word no"),
    pytest.param(
        (BICYCLE, "label: Frame,", "label: 5,"), ["5 stands where text is needed"], "quote it", id="a number for text"
    ),
    pytest.param(
        (BICYCLE, "label: Frame,", "label: 2020-01-01,"),
        ["stands where text is needed"],
        "quote it",
        id="a date for text",
    ),
    pytest.param(
        (BICYCLE, "label: Frame,", "label: null,"), ["None stands where text"], "quote it", id="nothing for text"
    ),
    pytest.param(
        (BICYCLE, "{unit: g, factor: 0.001}", "{unit: g, factr: 0.001}"),
        ["unknown key 'factr'", "the key 'factor' is missing"],
        "did you mean factor",
        id="a misspelt key further in",
    ),
    pytest.param(
        (BICYCLE, "{unit: g, factor: 0.001}", "g"),
        ["'g' stands where a mapping"],
        "write a mapping",
        id="a word for a mapping",
    ),
    pytest.param(
        (REPAIRS, "  when: wobbles\n", "  when: [wobbles]\n"),
        ["stands where an expression is needed"],
        "",
        id="a list for a condition",
    ),
    pytest.param(
        (REPAIRS, "  when: wobbles\n", "  when: ''\n"),
        ["stands where an expression is needed"],
        "",
        id="an empty condition",
    ),
    pytest.param(
        (REPAIRS, "  when: wobbles\n", "  when: 5\n"),
        ["'5' is a number, where a boolean is needed"],
        "compare",
        id="a number as a condition",
    ),
    pytest.param(
        (REPAIRS, "unknown: check}", "unknown: ignore}"),
        ["'ignore' is not allowed here"],
        "one of: blocks, check",
        id="a wrong tier word",
    ),
    pytest.param(
        (REPAIRS, "  population: {handbook: frame in light_frames}", "  population: [handbook]"),
        ["stands where a mapping"],
        "write a mapping",
        id="a list for a mapping",
    ),
    pytest.param(
        (REPAIRS, "  from: 2021-03-01", "  from: '2021-03-01'"),
        ["stands where a date"],
        "write a date",
        id="a date in quotes",
    ),
    pytest.param(
        ("sources.yaml", "", "- 5\n"), ["5 stands where a mapping"], "write a mapping", id="a number for an entry"
    ),
    pytest.param(
        ("cases/cases.yaml", "  why: A hunch may refer.\n", "  wy: A hunch may refer.\n"),
        ["unknown key 'wy'", "the key 'why' is missing"],
        "did you mean why",
        id="a misspelt key of a case",
    ),
]


@pytest.mark.parametrize(("edit", "expected", "remedy"), FAULTS)
def test_a_fault_of_shape_is_told_with_its_place(
    tmp_path: Path, edit: tuple[str, str, str], expected: list[str], remedy: str
) -> None:
    """What is wrong, in which file and on which line, and what to write."""
    found = guideline_problems(tmp_path, edit)
    told = [problem for problem in found if any(what in problem.what for what in expected)]
    assert len(expected) == len(told)
    assert all(problem.where == edit[0] and problem.line for problem in told)
    assert not expected or any(remedy in problem.remedy for problem in told)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """Three faults of one entry and two of other files."""
    found = guideline_problems(
        tmp_path,
        (
            BICYCLE,
            "  label: Weight\n  question: How heavy is it?\n  type: number\n",
            "  lable: Weight\n  type: numbr\n",
        ),
        (STATE, "  type: enum\n", "  type: enm\n"),
        ("sources.yaml", "kind: review", "kind: rumour"),
    )
    shape = [p.what for p in found if "lable" in p.what or "missing" in p.what or "not allowed" in p.what]
    assert len(shape) == 6
    assert {BICYCLE, STATE, "sources.yaml"} <= {problem.where for problem in found}


def test_the_line_is_that_of_the_wrong_value(tmp_path: Path) -> None:
    """Not that of its entry."""
    folder = copy_of_tiny(tmp_path, (BICYCLE, "  fresh_days: 30", "  fresh_days: a month"))
    lines = (folder / BICYCLE).read_text(encoding="utf-8").splitlines()
    with pytest.raises(GuidelineError) as caught:
        load_guideline(folder)
    (problem,) = [one for one in caught.value.problems if "a month" in one.what]
    assert lines[(problem.line or 0) - 1] == "  fresh_days: a month"
    assert problem.field == "[5].fresh_days"


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        pytest.param("facts/more.yaml", "a: 1", "the file must hold one list of entries", id="a mapping for a list"),
        pytest.param(
            "cases/more.yaml", "a: 1", "a file of cases must hold one list", id="a mapping for a list of cases"
        ),
        pytest.param("fcats/more.yaml", "- a", "no part of a guideline is kept in", id="a folder that nobody reads"),
        pytest.param("facts/more.yaml", "- &a {name: x}", "an anchor", id="an anchor"),
        pytest.param("facts/more.yml", "- {name: x, name: y}", "the key 'name' stands twice", id="a key twice"),
        pytest.param("cases/patients/B.yaml", "- id: B", "the patient has no id of its own", id="a patient as a list"),
        pytest.param(
            "cases/patients/B.yaml", "facts: {}", "the patient has no id of its own", id="a patient without id"
        ),
        pytest.param(
            "cases/patients/Z.yaml", "id: B_GOOD", "the patient has no id of its own", id="two patients of one id"
        ),
    ],
)
def test_a_file_that_does_not_fit_is_told(tmp_path: Path, name: str, text: str, what: str) -> None:
    """Nothing of a folder is ignored in silence."""
    folder = copy_of_tiny(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(GuidelineError) as caught:
        load_guideline(folder)
    assert any(what in problem.what and problem.where == name for problem in caught.value.problems)


def test_an_empty_file_of_entries_holds_none(tmp_path: Path) -> None:
    """A file with nothing but a remark is no fault."""
    assert guideline_problems(tmp_path, ("facts/none_yet.yaml", "", "# nothing yet\n")) == ()


@pytest.mark.parametrize("text", ["", "# a remark\n", "null\n"], ids=["empty", "a remark", "null"])
def test_an_empty_guideline_file_is_told(tmp_path: Path, text: str) -> None:
    """Without it nothing can be read, and the error says so."""
    folder = copy_of_tiny(tmp_path)
    (folder / "guideline.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GuidelineError, match="the file is empty"):
        load_guideline(folder)


def test_a_folder_without_a_guideline_is_told(tmp_path: Path) -> None:
    """The remedy says which folder to name."""
    with pytest.raises(GuidelineError, match=r"guideline\.yaml is missing"):
        load_guideline(tmp_path)
