"""The page of the clinical review: every row once, under its kind, in the order of ids, with what came of it."""

from __future__ import annotations

from sarcoguide.report.clinical_review import clinical_review_document
from tests.helpers import tiny

PAGE = clinical_review_document(tiny().clinical_review)


def test_the_states_are_counted_over_all_and_for_each_kind() -> None:
    """Both are printed above the rows."""
    assert "4 rows: 1 applied, 1 in part, 1 open, 1 not applied." in PAGE
    assert "1 row: 0 applied, 0 in part, 0 open, 1 not applied." in PAGE


def test_a_row_shows_its_state_where_it_stands_and_what_is_left() -> None:
    """A stroke in a sentence does not end its cell."""
    row = "| A_RENT |  | in part | Where to rent \\| and for how long | `rent_another` | No prices |"
    assert row in PAGE.splitlines()


def test_rows_stand_in_the_order_of_their_numbers_whatever_their_order_in_the_file() -> None:
    """R9 comes before R10, and corrections before additions and notes."""
    rows = [line.split("|")[1].strip() for line in PAGE.splitlines() if line.startswith("| ")]
    assert ["R9", "R10", "A_RENT", "N2"] == [row for row in rows if row != "Row"]


def test_a_kind_without_rows_has_no_heading() -> None:
    """And a guideline without a review has a page that says so."""
    assert "## " not in clinical_review_document(())
    assert "0 rows" in clinical_review_document(())
