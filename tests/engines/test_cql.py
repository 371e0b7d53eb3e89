"""The CQL libraries as text: what is guarded, what is left out, and that the same guideline gives the same bytes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sarcoguide.engines.cql import Libraries, parameters_of
from sarcoguide.engines.cql.exclusions import exclusions, outside
from sarcoguide.engines.cql.expressions import Library, Writer
from sarcoguide.engines.cql.text import Cell, number, quoted, string
from sarcoguide.engines.cql.walks import WALKS
from sarcoguide.record import Situation
from sarcoguide.record.reducers import ALGORITHMS
from tests.helpers import TODAY, record, tiny, tree_of

#: Names of every type; `tags` and `far` can be not applicable.
CELLS = {
    **{name: Cell(quoted(name)) for name in ("p", "q", "near", "paint", "marks", "start", "end", "rides")},
    "tags": Cell('"tags"', '"tags does not apply"'),
    "far": Cell('"far"', '"far does not apply"'),
}


def written(text: str, **own: Any) -> str:
    """Return the CQL of a condition, with what it keeps as definitions put in."""
    library = Library()
    body = Writer(library, CELLS, {}).truth(tree_of(text), own)
    return library.defines.get(body.strip('"'), body)


@pytest.mark.parametrize(
    ("text", "cql"),
    {
        "p and not q": '"p" and (not "q")',
        "paint in [red, blue]": "if \"paint\" is null then null else (\"paint\" in {'blue', 'red'})",
        "red in marks": 'if "marks" is null then null else (\'red\' in "marks")',
        "red in tags": '(not "tags does not apply") and (if "tags" is null then null else (\'red\' in "tags"))',
        "size(rides) >= 2": '"size(rides)" >= 2.0',
        "far < near": '(not "far does not apply") and ("far" < "near")',
        "near != 3": '"near" != 3.0',
        "start < '2026-03-09'": '"start" < @2026-03-09',
        "(end - start) / months > 6": '((ToDecimal(difference in days between "start" and "end")) / 30.4375) > 6.0',
        "own.dose + near > 5": '(12.5 + "near") > 5.0',
    }.items(),
)
def test_a_condition_is_written_with_its_guards(text: str, cql: str) -> None:
    """Membership of null is false in CQL, and nothing there fails to apply."""
    assert cql == written(text, dose=12.5)


def test_the_size_of_what_is_unknown_is_unknown() -> None:
    """CQL counts nothing as 0."""
    library = Library()
    Writer(library, CELLS, {}).truth(tree_of("size(rides) >= 2"), {})
    assert {"size(rides)": 'if "rides" is null then null else (ToDecimal(Count("rides")))'} == library.defines


def test_an_own_quantity_that_an_option_does_not_have_is_unknown() -> None:
    """As in the reference evaluator."""
    assert "(null as Decimal) > 5.0" == written("own.dose > 5")


@pytest.mark.parametrize(
    ("value", "cql"),
    [
        (3, "3.0"),
        (0.5, "0.5"),
        (Decimal("30.4375"), "30.4375"),
        (1e-8, "0.00000001"),
        (0.6931471805599453, "(6931471805599453.0 / 10000000000000000.0)"),
    ],
    ids=str,
)
def test_a_number_is_written_exactly(value: float, cql: str) -> None:
    """A decimal of CQL ends after eight places; more are written as a quotient."""
    assert cql == number(value)


def test_marks_in_names_and_words_are_escaped() -> None:
    """So that no text of the guideline ends a name or a constant."""
    assert (r'"a \"b\" \\"', r"'it\'s'") == (quoted('a "b" \\'), string("it's"))


def test_every_walk_is_written_in_cql_or_left_out_with_a_reason() -> None:
    """A new reducer needs one of the two."""
    assert set(ALGORITHMS) == set(WALKS) | outside()
    assert set() == set(WALKS) & outside()
    assert [] == [entry.name for entry in exclusions() if not entry.because]


def test_what_is_left_out_is_a_parameter_for_each_view() -> None:
    """The host hands it in, and what rests on it is worked out in CQL."""
    libraries = Libraries(tiny().at(TODAY))
    wanted = {f"wear_rate_per_day from outside {view}" for view in ("Fresh", "Everything")}
    assert wanted <= libraries.parameters.keys()
    given = parameters_of(Situation(record({"wear": []}), tiny().at(TODAY)), libraries)
    assert given.keys() == libraries.parameters.keys()


def test_an_option_that_is_withdrawn_stays_with_its_status() -> None:
    """On the day on which it ends."""
    ends = [(rule.entry.id, rule.entry.until) for rule in tiny().options if rule.entry.until is not None]
    name, day = ends[0]
    assert "then 'unavailable'" in Libraries(tiny().at(day)).statuses.defines[name]
    before = date.fromordinal(day.toordinal() - 1)
    assert "when true then 'unavailable'" not in Libraries(tiny().at(before)).statuses.defines[name]
