"""Coverage of the statements: done, content only, not yet."""

from __future__ import annotations

from pathlib import Path

from sarcoguide.knowledge import load_guideline
from sarcoguide.knowledge.cases import Expectation
from sarcoguide.report.plain import to_text
from sarcoguide.report.reference.other_pages import statement_page
from sarcoguide.report.statements import count_line, coverage, statements_page
from tests.helpers import copy_of_tiny, guideline_problems, said
from tests.strategies import guideline

MORE = """
- {id: S8, document: clinician, topic: brakes, kind: process}
- {id: S9, document: clinician, topic: bells, kind: process, shown_by: a page of bells}
- {id: S10, document: clinician, topic: lights, kind: process}
"""
ENTRY = """
- {id: oil_brakes, kind: information, says: Oil them., when: is_bicycle, statements: [S8], from: 2020-01-01,
   sources: [{id: S1}]}
"""
PAIR = """
- behaviour: Oil is for bicycles
  why: nothing else has such brakes
  entries: [oil_brakes]
  applies: {case: a bicycle, patient: B_GOOD, expect: {information: [oil_brakes]}}
  does_not: {case: no bicycle, patient: B_GOOD, with: {is_bicycle: false}, must_not: {information: [oil_brakes]}}
"""


def states(folder: Path) -> dict[str, str]:
    """Return the state of each statement of a guideline."""
    return {one.id: one.state for one in coverage(load_guideline(folder))}


def test_a_statement_is_done_when_an_entry_says_it_and_a_pair_shows_it(tmp_path: Path) -> None:
    """An entry without a pair is content only; a page that is merely named is not yet."""
    edits = (("statements.yaml", MORE), ("recommendations/repairs.yaml", ENTRY), ("cases/cases.yaml", PAIR))
    folder = copy_of_tiny(tmp_path, *((file, "", text) for file, text in edits))
    found = states(folder)
    assert found["S1"] == "done"
    assert found["S8"] == "content_only"
    assert found["S9"] == "not_yet"
    assert found["S10"] == "not_yet"


def test_a_pair_of_tests_shows_a_statement_that_speaks_of_a_page(tmp_path: Path) -> None:
    """Where nothing says it, tests alone do not; and one test is no pair."""
    tests = "tests: {shows: 'tests/a.py::test_a', must_not: 'tests/a.py::test_b'}}"
    statements = MORE.replace("kind: process}", f"kind: process, {tests}")
    statements = statements.replace("page of bells}", f"page of bells, {tests}")
    word = ("glossary.yaml", "", "- {id: bell, term: bell, meaning: It rings., statements: [S9], from: 2020-01-01}\n")
    found = states(copy_of_tiny(tmp_path / "two", ("statements.yaml", "", statements), word))
    assert ("done", "not_yet") == (found["S9"], found["S10"])
    half = statements.replace(", must_not: 'tests/a.py::test_b'", "")
    problems = guideline_problems(tmp_path / "one", ("statements.yaml", "", half), word)
    assert any("'must_not' is missing" in told for told in said(problems))


def test_each_test_that_shows_a_statement_is_there() -> None:
    """Under its name, and as a pair of two."""
    root = Path(__file__).parents[2]
    pairs = [one.tests for one in coverage(guideline()) if one.tests]
    assert pairs != []
    assert [] == [pair for pair in pairs if len({*pair}) < 2]
    named = [name.partition("::") for pair in pairs for name in pair]
    assert [] == [test for file, _, test in named if f"def {test}(" not in (root / file).read_text(encoding="utf-8")]


def test_a_word_of_the_glossary_carries_a_statement(tmp_path: Path) -> None:
    """It is content; a pair of cases makes it done, as with an entry. A word without it carries none."""
    word = ("glossary.yaml", "", "- {id: bell, term: bell, meaning: It rings., statements: [S9], from: 2020-01-01}\n")
    folder = copy_of_tiny(tmp_path, ("statements.yaml", "", MORE), word)
    found = states(folder)
    assert ("content_only", "not_yet") == (found["S9"], found["S10"])
    assert "glossary: bell" in to_text(statements_page(coverage(load_guideline(folder))))


def test_the_count_is_that_of_the_list(tmp_path: Path) -> None:
    """A page that is named is not content."""
    folder = copy_of_tiny(tmp_path, ("statements.yaml", "", MORE))
    line = count_line(coverage(load_guideline(folder)))
    assert line.endswith("0 content only, 3 not yet")


def test_the_list_names_the_entries_and_the_pairs(tmp_path: Path) -> None:
    """Whoever doubts a state sees what it rests on."""
    text = to_text(statements_page(coverage(load_guideline(copy_of_tiny(tmp_path)))))
    assert "change_tyre" in text
    assert "pairs" in text


def test_a_statement_is_done_or_names_the_issue_that_brings_its_face() -> None:
    """In the packaged guideline: what no pair shows yet says what will, and what is done waits for nothing."""
    covered = coverage(guideline())
    assert [] == [one.id for one in covered if one.state == "not_yet"]
    waiting = {one.id for one in covered if one.shown_by and one.shown_by.startswith("issue ")}
    assert {one.id for one in covered if one.state == "content_only"} == waiting
    assert [] == [one.id for one in covered if one.shown_by and one.id not in waiting]


def test_the_list_names_the_face_beside_the_content(tmp_path: Path) -> None:
    """A reader of the list sees what is still missing."""
    word = ("glossary.yaml", "", "- {id: bell, term: bell, meaning: It rings., statements: [S9], from: 2020-01-01}\n")
    folder = copy_of_tiny(tmp_path, ("statements.yaml", "", MORE), word)
    assert "glossary: bell; shown by: a page of bells" in to_text(statements_page(coverage(load_guideline(folder))))


def asserts(wanted: Expectation) -> bool:
    """Whether something is expected, or forbidden."""
    return any(getattr(wanted, name) for name in Expectation.__struct_fields__)


def test_each_statement_that_is_done_has_a_case_that_shows_it_and_one_that_forbids() -> None:
    """The one side of a pair expects something; the other forbids something or expects something else."""
    shown: dict[str, set[str]] = {}
    for behaviour in guideline().behaviours:
        pair = {"shown": behaviour.applies, "forbidden": behaviour.does_not}
        sides = {side for side, case in pair.items() if asserts(case.expect) or asserts(case.must_not)}
        for name in behaviour.statements:
            shown.setdefault(name, set()).update(sides)
    done = {one.id for one in coverage(guideline()) if one.state == "done" and not one.tests}
    assert {name: {"shown", "forbidden"} for name in done} == {name: shown[name] for name in done}


def test_what_is_otherwise_than_asked_says_so_in_the_list_and_on_its_page() -> None:
    """The pair that a document names in angiosarcoma, and a statement that is followed."""
    covered = {one.id: one for one in coverage(guideline())}
    assert "discouraged" in covered["P42"].differs
    assert "" == covered["C04"].differs
    for page in (statements_page([covered["P42"]]), statement_page(covered["P42"])):
        assert "no trial of it in angiosarcoma" in " ".join(to_text(page).split())
    assert "Otherwise here" not in to_text(statements_page([covered["C04"]]))
