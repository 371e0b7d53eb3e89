"""A guideline about bicycles runs unchanged: the engine knows no medicine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sarcoguide.errors import UsageError
from sarcoguide.knowledge import load_guideline
from sarcoguide.verify import run_cases
from tests.helpers import TINY, TODAY, copy_of_tiny, fact, plan_of, record, tiny

FLAT = {"is_bicycle": True, "faults": ["flat_tyre"], "brakes_hold": True, "load_kg": 90, "frame": "carbon", "gears": 7}


def status(option: str, as_of: date) -> str:
    found = plan_of(FLAT | {"faults": ["flat_tyre", "bent_wheel"], "frame": "steel"}, as_of).option(option)
    return found.status if found else "absent"


@pytest.mark.parametrize("result", [pytest.param(one, id=one.sentence) for one in run_cases(tiny())])
def test_each_case_of_the_bicycles_comes_out(result: object) -> None:
    """Options, exits, emergencies, warnings and notes are shown by pairs of cases."""
    assert getattr(result, "failures", None) == ()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2021, 2, 28), "absent", id="the day before it begins"),
        pytest.param(date(2021, 3, 1), "supported", id="the day it begins"),
        pytest.param(date(2025, 6, 30), "supported", id="the day before it ends"),
        pytest.param(date(2025, 7, 1), "unavailable", id="the day it ends"),
    ],
)
def test_an_option_holds_from_its_first_day_until_before_its_last(day: date, expected: str) -> None:
    """`from` is the first day it holds, `until` the first day it no longer does."""
    assert expected == status("straighten_wheel", day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2021, 12, 31), "supported", id="the day before the exclusion"),
        pytest.param(date(2022, 1, 1), "excluded", id="the day of the exclusion"),
        pytest.param(date(2025, 12, 31), "excluded", id="its last day"),
        pytest.param(date(2026, 1, 1), "supported", id="the day after"),
    ],
)
def test_an_exclusion_has_dates_of_its_own(day: date, expected: str) -> None:
    """A condition of an option begins and ends within the option's own time."""
    assert expected == status("change_tyre", day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2024, 5, 31), False, id="the day before the change"),
        pytest.param(date(2024, 6, 1), True, id="the day of the change"),
    ],
)
def test_a_definition_has_one_version_for_each_day(day: date, expected: bool) -> None:
    """2.3 bar were enough until 2024-06-01 and are too low from then on."""
    assert expected is fact("tyre_low", {"tyre_pressure_bar": 2.3}, assessment_date=day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2024, 12, 31), [], id="before"),
        pytest.param(date(2026, 1, 1), [], id="on the day of review"),
        pytest.param(date(2026, 1, 2), ["change_tyre"], id="the day after"),
    ],
)
def test_content_past_its_review_date_runs_and_says_so(day: date, expected: list[str]) -> None:
    """A treatment is to be reviewed 12 months after it was checked, on 2025-01-01; the others after 24."""
    plan = plan_of(FLAT, day)
    assert expected == [name for name in plan.guideline.stale if name != "straighten_wheel"]
    assert (["stale_content"] if plan.guideline.stale else []) == [
        w.id for w in plan.warnings if w.id == "stale_content"
    ]


def test_the_guideline_of_a_day_before_its_first_gives_no_answer() -> None:
    """Asking for it is an error that names the first day."""
    with pytest.raises(UsageError, match="begins on 2020-01-01"):
        tiny().at(date(2019, 12, 31))


def test_the_first_day_gives_an_answer() -> None:
    """`first_day` itself holds."""
    assert date(2020, 1, 1) == tiny().at(date(2020, 1, 1)).as_of


def test_every_day_on_which_something_changes_is_listed() -> None:
    """Options, conditions, definitions, licences, and what is said of types."""
    from_types = date(2024, 1, 1)
    days = [date(2020, 1, 1), date(2021, 3, 1), date(2022, 1, 1), from_types, date(2024, 6, 1), date(2025, 7, 1)]
    days.append(date(2026, 1, 1))
    assert days == list(tiny().dates())


def test_the_hash_changes_with_every_word(tmp_path: Path) -> None:
    """The content hash names exactly what answered; a copy has the same."""
    copy = copy_of_tiny(tmp_path)
    assert tiny().content_hash == load_guideline(copy).content_hash
    copy_of_tiny(tmp_path, ("consistency.yaml", "More gears than usual.", "Many gears."))
    assert tiny().content_hash != load_guideline(copy).content_hash


def test_the_order_of_files_and_entries_does_not_matter(tmp_path: Path) -> None:
    """Entries moved to files that are read first and last give the same plan."""
    folder = copy_of_tiny(tmp_path)
    (folder / "recommendations/repairs.yaml").rename(folder / "recommendations/zzz.yaml")
    (folder / "definitions/state.yaml").rename(folder / "definitions/zzz.yaml")
    moved = load_guideline(folder)
    assert [rule.entry.id for rule in tiny().options] == [rule.entry.id for rule in moved.options]
    assert set(tiny().at(TODAY).definitions) == set(moved.at(TODAY).definitions)


def test_a_guideline_is_read_by_its_path_as_text() -> None:
    """A folder may be given as a string."""
    assert load_guideline(str(TINY)).about.id == "bicycle_repair"


def test_the_record_has_the_types_of_the_dictionary() -> None:
    """One value of each type, as the engine holds it."""
    given = record({"gears": 7, "weight_kg": 12.5, "faults": [], "frame": "steel", "brakes_hold": True}).given
    assert [7, 12.5, frozenset(), "steel", True] == [one.value for one in given.values()]
