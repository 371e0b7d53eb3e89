"""Response of measured lesions, row by row; the numbers and the table are those of the packaged guideline."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from sarcoguide.knowledge import Edition, Reduction
from sarcoguide.language import Trace
from sarcoguide.language.trace import KNOWN, NOT_APPLICABLE
from sarcoguide.language.trace import UNKNOWN as NOT_KNOWN
from sarcoguide.record.reducers import Reduced, reduce
from sarcoguide.record.response import Course, looked_up, response_course, told
from tests.strategies import guideline

DAYS = [date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1), date(2026, 9, 1)]
OPEN = object()


@lru_cache(maxsize=1)
def edition() -> Edition:
    return guideline().at(date(2026, 11, 22))


def parameters(name: str = "recist_response") -> Any:
    body = edition().definitions[name].body
    assert isinstance(body, Reduction)
    return body.parameters


def row(lesion: str, scan: int, mm: float | None = None, **more: Any) -> dict[str, Any]:
    """Return a measurement of a target lesion; the first scan is off treatment, the others report no new lesion."""
    held = {"lesion": lesion, "date": DAYS[scan], "modality": "ct", "organ": "lung", "is_target": True}
    held |= {"on_treatment": scan > 0, "new_lesion": False if scan else None, "diameter_mm": mm}
    return {key: value for key, value in (held | more).items() if value is not None}


def course(rows: list[dict[str, Any]] | None, new_deposit: bool | None = None) -> Course:
    def look(name: str) -> Trace:
        value: Any = {"lesion_measurements": None if rows is None else tuple(rows)}.get(name, new_deposit)
        return Trace("fact", name, NOT_KNOWN if value is None else KNOWN, value, name=name)

    return response_course(parameters(), look, edition())


def answer(rows: list[dict[str, Any]] | None, name: str = "response", new_deposit: bool | None = None) -> Any:
    """Return the value of a reducer; OPEN where it is not known, None where it does not apply."""

    def look(asked: str) -> Trace:
        value: Any = {"lesion_measurements": None if rows is None else tuple(rows)}.get(asked, new_deposit)
        return Trace("fact", asked, NOT_KNOWN if value is None else KNOWN, value, name=asked)

    found: Reduced = reduce(name, parameters(), look, edition())
    return OPEN if found.state is NOT_KNOWN else None if found.state is NOT_APPLICABLE else found.value


def sums(*each: float) -> list[dict[str, Any]]:
    """Return one target lesion measured on as many scans."""
    return [row("a", scan, mm) for scan, mm in enumerate(each)]


# --- the sum against baseline and the smallest so far --------------------------------------------------------


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        pytest.param((100, 70), "PR", id="just 30 % below the baseline"),
        pytest.param((100, 70.1), "SD", id="a little less than 30 %"),
        pytest.param((11, 7.7), "PR", id="just 30 %, where binary fractions would miss it"),
        pytest.param((100, 120), "PD", id="just 20 % and 20 mm above the smallest"),
        pytest.param((100, 119.9), "SD", id="a little less than 20 %"),
        pytest.param((20, 25), "PD", id="25 % and just 5 mm"),
        pytest.param((20, 24.9), "SD", id="24 % but less than 5 mm"),
        pytest.param((100, 105), "SD", id="5 mm but less than 20 %"),
        pytest.param((100, 70, 85), "PD", id="below the baseline, 21 % above the smallest"),
        pytest.param((100, 70, 83.9), "PR", id="a partial response lasts while it does not grow enough"),
        pytest.param((100, 80, 95.9), "SD", id="from the smallest sum just below 20 %"),
        pytest.param((100, 80, 96), "PD", id="from the smallest sum just 20 %"),
        pytest.param((100, 0), "CR", id="gone"),
        pytest.param((100, 0, 4), "PR", id="back, by less than 5 mm"),
        pytest.param((100, 0, 5), "PD", id="back, by 5 mm: the smallest sum was nought"),
        pytest.param((100, 130, 60), "PD", id="once grown the treatment has failed"),
    ],
)
def test_the_sum_is_held_against_the_baseline_and_the_smallest(measured: tuple[float, ...], expected: str) -> None:
    """Shrinking is counted from the first sum, growth from the smallest so far and by 5 mm at least."""
    assert expected == answer(sums(*measured))


# --- the table of what follows from the parts ----------------------------------------------------------------

GONE, SMALLER, SAME, LARGER, OPEN_TARGETS, NO_TARGETS = "gone", "smaller", "same", "larger", "not_judged", "none"


@pytest.mark.parametrize(
    ("targets", "others", "expected"),
    [
        (GONE, "gone", "CR"),
        (GONE, "none", "CR"),
        (GONE, "present", "PR"),
        (GONE, "not_judged", "PR"),
        *[(SMALLER, others, "PR") for others in ("gone", "present", "not_judged", "none")],
        *[(SAME, others, "SD") for others in ("gone", "present", "not_judged", "none")],
        *[(OPEN_TARGETS, others, "not_evaluable") for others in ("gone", "present", "not_judged", "none")],
        *[(LARGER, others, "PD") for others in ("gone", "present", "larger", "not_judged", "none")],
        *[(targets, "larger", "PD") for targets in (GONE, SMALLER, SAME, OPEN_TARGETS, NO_TARGETS)],
        (NO_TARGETS, "gone", "CR"),
        (NO_TARGETS, "present", "non_CR_non_PD"),
        (NO_TARGETS, "not_judged", "not_evaluable"),
        (NO_TARGETS, "none", None),
    ],
)
def test_each_row_of_the_table_of_overall_response(targets: str, others: str, expected: str | None) -> None:
    """Target, other lesions, no new one; with a new one it is progression whatever the others do."""
    table = parameters()["overall"]
    assert expected == looked_up({"targets": targets, "others": others, "new": False}, table)
    assert "PD" == looked_up({"targets": targets, "others": others, "new": True}, table)


def other(scan: int, mm: float | None = None, **more: Any) -> dict[str, Any]:
    return row("n", scan, mm, **({"is_target": False, "organ": "pleura"} | more))


@pytest.mark.parametrize(
    ("target", "seen", "expected"),
    [
        pytest.param(0, {"state": "gone"}, "CR", id="both gone"),
        pytest.param(0, {"state": "present"}, "PR", id="the other is still there"),
        pytest.param(0, {"state": "not_judged"}, "PR", id="the other was not judged"),
        pytest.param(0, None, "PR", id="the other is missing on the scan: not gone"),
        pytest.param(60, {"state": "present"}, "PR", id="smaller"),
        pytest.param(90, {"state": "present"}, "SD", id="as before"),
        pytest.param(60, {"state": "progressed"}, "PD", id="smaller, but the other grew past doubt"),
        pytest.param(90, {"mm": 40}, "SD", id="the other measures more: a number is not growth past doubt"),
    ],
)
def test_other_lesions_are_judged_by_eye(target: float, seen: dict[str, Any] | None, expected: str) -> None:
    """A lesion that is no target never shows progression by its size alone."""
    rows = [row("a", 0, 100), other(0, 20), row("a", 1, target)]
    rows += [] if seen is None else [other(1, **seen)]
    assert expected == answer(rows)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([other(0, 8), other(1, state="gone")], "CR", id="gone"),
        pytest.param([other(0, 8), other(1, state="present")], "non_CR_non_PD", id="present"),
        pytest.param([other(0, 8), other(1, state="merged")], "not_evaluable", id="merged"),
        pytest.param([other(0, 8), other(1, state="progressed")], "PD", id="grown past doubt"),
    ],
)
def test_without_a_target_the_other_lesions_decide(rows: list[dict[str, Any]], expected: str) -> None:
    """The second table of the criteria."""
    assert expected == answer(rows)


# --- what is not known ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([row("a", 1, 10)], "not_evaluable", id="one target missing"),
        pytest.param([row("a", 1, 10), row("b", 1, state="merged")], "not_evaluable", id="one has merged"),
        pytest.param([row("a", 1, 10), row("b", 1, 20, state="merged")], "not_evaluable", id="merged, with a size"),
        pytest.param([row("a", 1, 10), row("b", 1, 20, modality="mri")], "not_evaluable", id="measured in another way"),
        pytest.param([row("a", 1, 10), row("b", 1, state="gone")], "PR", id="one is gone by word"),
        pytest.param([row("a", 1, 20), row("b", 1, state="too_small")], "PR", id="too small to measure counts 5 mm"),
        pytest.param([row("a", 1, 23.1), row("b", 1, state="too_small")], "SD", id="28.1 of 40 mm: not nought"),
        pytest.param([row("a", 1, 48)], "PD", id="what was measured has grown enough already"),
        pytest.param([row("a", 1, 47.9)], "not_evaluable", id="or not quite"),
    ],
)
def test_what_is_missing_is_not_gone(rows: list[dict[str, Any]], expected: str) -> None:
    """Two targets of 20 mm each: 40 mm; 48 are 20 % more."""
    assert expected == answer([row("a", 0, 20), row("b", 0, 20), *rows])


@pytest.mark.parametrize(
    ("new", "fact", "now", "expected"),
    [
        pytest.param(None, None, 60, OPEN, id="nobody said: smaller or progression"),
        pytest.param(None, None, 130, "PD", id="nobody said, and it grew: progression either way"),
        pytest.param(False, None, 60, "PR", id="the scan says none"),
        pytest.param(True, None, 60, "PD", id="the scan says one"),
        pytest.param(None, False, 60, "PR", id="the fact of the latest scan says none"),
        pytest.param(None, True, 60, "PD", id="the fact of the latest scan says one"),
        pytest.param(True, False, 60, "PD", id="the scan's own word counts before the fact"),
    ],
)
def test_a_new_lesion_is_progression_and_silence_is_no_answer(
    new: bool | None, fact: bool | None, now: float, expected: Any
) -> None:
    """Unknown is never read as none."""
    rows = [row("a", 0, 100), row("a", 1, now, new_lesion=new)]
    assert expected == answer(rows, new_deposit=fact)


def test_a_lesion_that_the_baseline_does_not_list_leaves_the_scan_open() -> None:
    """It may be new or have been left out before; only the word `any new lesion` settles it."""
    rows = [row("a", 0, 100), row("a", 1, 60)]
    assert OPEN is answer([*rows, row("z", 1, 12)])
    assert "PD" == answer([*rows, row("z", 1, 12, new_lesion=True)])
    assert "PR" == answer([*rows, row("z", 1, 9, is_node=True)])  # a node of normal size is no lesion


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(None, OPEN, id="not known"),
        pytest.param([], OPEN, id="none"),
        pytest.param([row("a", 0, 100)], OPEN, id="one scan, off treatment"),
        pytest.param([row("a", 1, 100), row("a", 2, 60)], OPEN, id="no scan from before treatment"),
        pytest.param([row("a", 0, 100), row("a", 1, 60, on_treatment=False)], OPEN, id="no scan under treatment"),
        pytest.param([row("a", 0, 100, on_treatment=None), row("a", 1, 60)], "PR", id="the first says nothing of it"),
        pytest.param(
            [row("a", 0, 100), row("a", 1, 50), row("a", 2, 60, on_treatment=None), row("a", 3, 55)],
            OPEN,
            id="a scan between two under treatment does not say",
        ),
        pytest.param(
            [row("a", 0, 100), row("a", 1, 50), row("a", 2, 80, on_treatment=False), row("a", 3, 56)],
            "PR",
            id="of two treatments the later, with its own baseline",
        ),
        pytest.param(
            [row("a", 0, 100), row("a", 1, 50), row("a", 2, 80, is_baseline=True), row("a", 3, 80)],
            "SD",
            id="a marked baseline begins a new treatment without a pause",
        ),
    ],
)
def test_the_baseline_is_marked_or_the_last_scan_before_treatment(rows: Any, expected: Any) -> None:
    """Without one nothing is compared."""
    assert expected == answer(rows)


# --- nodes, and which lesions are followed -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mm", "expected"),
    [pytest.param(9.9, "CR", id="below 10 mm it is normal"), pytest.param(10, "PR", id="at 10 mm it is not")],
)
def test_a_node_is_normal_below_ten_millimetres(mm: float, expected: str) -> None:
    """Its short axis stays in the sum, which need not be nought."""
    assert expected == answer([row("a", 0, 20, is_node=True), row("a", 1, mm, is_node=True)])


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        pytest.param([row("a", 0, 10)], ("a",), id="10 mm on CT"),
        pytest.param([row("a", 0, 9.9)], (), id="9.9 mm on CT"),
        pytest.param([row("a", 0, 19.9, modality="xray")], (), id="below 20 mm on a radiograph"),
        pytest.param([row("a", 0, 20, modality="xray")], ("a",), id="20 mm on a radiograph"),
        pytest.param([row("a", 0, 14.9, is_node=True)], (), id="a node below 15 mm"),
        pytest.param([row("a", 0, 15, is_node=True)], ("a",), id="a node of 15 mm"),
        pytest.param([row("a", 0, 14.9, organ="distant_lymph_node")], (), id="a node by its place"),
        pytest.param([row("a", 0, 13.9, slice_mm=7)], (), id="less than twice a slice of 7 mm"),
        pytest.param([row("a", 0, 14, slice_mm=7)], ("a",), id="twice a slice of 7 mm"),
        pytest.param([row("a", 0, 10, slice_mm=5)], ("a",), id="slices of 5 mm"),
        pytest.param([row(n, 0, 30 - i) for i, n in enumerate("abc")], ("a", "b"), id="two in one organ"),
        pytest.param(
            [row(n, 0, 30 - i, organ=o) for i, (n, o) in enumerate(zip("abcdef", "uvwxyz", strict=True))],
            ("a", "b", "c", "d", "e"),
            id="five in all",
        ),
        pytest.param(
            [row("a", 0, 40), row("b", 0, 30), row("c", 0, 12, is_target=False)], ("a", "b"), id="as the record says"
        ),
        pytest.param(
            [row("a", 0, 40, is_target=None), row("b", 0, 30, is_target=None), row("c", 0, 20, is_target=None)],
            ("a", "b"),
            id="without a word the largest",
        ),
        pytest.param(
            [row("a", 0, 40, is_target=None, organ="bone"), row("b", 0, 12, is_target=None)],
            ("b",),
            id="bone is not chosen without a word",
        ),
        pytest.param([row("a", 0, 15, is_target=None, modality=None)], (), id="unknown way of measuring: strictest"),
    ],
)
def test_which_lesions_are_followed_by_size(first: list[dict[str, Any]], expected: tuple[str, ...]) -> None:
    """At most five, two in one organ, each large enough for the way in which it was measured."""
    chosen = course([*first, row("a", 1, 10, is_target=None)]).chosen
    assert chosen is not None
    assert expected == chosen.targets
    assert {item["lesion"] for item in first} == {*chosen.targets, *chosen.others}


def test_all_nodes_count_as_one_organ() -> None:
    """Three nodes in two places give two targets."""
    first = [
        row(n, 0, 20 + i, is_node=True, organ=o)
        for i, (n, o) in enumerate([("a", "lung"), ("b", "liver"), ("c", "liver")])
    ]
    chosen = course([*first, row("a", 1, 10, is_target=None)]).chosen
    assert chosen is not None
    assert ("b", "c") == chosen.targets


# --- what follows from the course ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measured", "best", "since"),
    [
        pytest.param((31, 25, 21, 20, 25), "PR", DAYS[4], id="smaller, then grown from the smallest"),
        pytest.param((100, 95), "SD", None, id="as before: no day of growth"),
        pytest.param((100, 130, 40), "PD", DAYS[1], id="what comes after growth is no response"),
    ],
)
def test_best_response_and_first_growth(measured: tuple[float, ...], best: str, since: date | None) -> None:
    """The best counts up to the first growth; its day is that of the first scan that shows it."""
    assert best == answer(sums(*measured), "response_best")
    assert since == answer(sums(*measured), "response_since")


def test_an_open_scan_leaves_the_best_response_open() -> None:
    """It could have shown a better one. Growth is dated to the first scan that shows it for certain."""
    rows = [row("a", 0, 100), row("a", 1, 60, new_lesion=None), row("a", 2, 90)]
    assert OPEN is answer(rows, "response_best")
    assert DAYS[2] == answer(rows, "response_since")
    assert OPEN is answer(rows[:2], "response_since")


def test_the_arithmetic_is_told() -> None:
    """The sum, the first one, and the smallest before."""
    rows = [row("a", 0, 20), row("b", 0, 11), row("a", 1, 12), row("b", 1, 8), row("a", 2, 14), row("b", 2, 11)]
    assert "sum 14 + 11 = 25; first sum 31 (-19 %); smallest before 20 (+25 %), +5 mm" == told(course(rows).visits[-1])
