"""Lines: wrapping, styles, and text that can only be read."""

from __future__ import annotations

import io

import pytest

from sarcoguide.report.lines import Page, Segment, clean, wrapped
from sarcoguide.report.plain import to_text
from sarcoguide.report.terminal import print_page


def test_a_long_line_continues_at_its_hanging_indent() -> None:
    """Nothing is lost and nothing stands out."""
    page = Page()
    page.line("one two three four", indent=2, hang=4)
    assert to_text(page, 12) == "  one two\n    three\n    four\n"


def test_a_short_line_is_not_wrapped() -> None:
    """It fits to the last column."""
    page = Page()
    page.line("one two")
    assert to_text(page, 7) == "one two\n"


def test_a_word_wider_than_the_page_stays_whole() -> None:
    """An address that is broken cannot be copied."""
    page = Page()
    page.line("see http://example.org/long now")
    assert to_text(page, 10) == "see\nhttp://example.org/long\nnow\n"


def test_a_word_of_two_styles_is_not_broken_between_them() -> None:
    """The full stop stays with its word."""
    page = Page()
    page.line("aaa bbb", Segment(";", "quiet"), " ccc")
    assert to_text(page, 7) == "aaa\nbbb;\nccc\n"


def test_neighbours_of_one_style_become_one_segment() -> None:
    """A terminal gets as few escapes as it can."""
    page = Page()
    page.line(Segment("a b c", "strong"))
    assert list(wrapped(page.lines[0])) == [[Segment("a b c", "strong")]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – text", "plain – text"),
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eright to left", "\\u202eright to left"),
        ("bell\x07", "bell\\x07"),
    ],
)
def test_what_does_not_print_is_escaped(text: str, shown: str) -> None:
    """A record cannot move the cursor, change colours or turn the direction of writing."""
    assert clean(text) == shown


def test_blank_lines_do_not_pile_up() -> None:
    """A page does not begin with one, and two in a row are one."""
    page = Page()
    page.blank()
    page.line("a")
    page.blank()
    page.blank()
    page.line("b")
    assert to_text(page) == "a\n\nb\n"


def test_a_label_wider_than_its_column_does_not_touch_the_text() -> None:
    """A space always stands between."""
    page = Page()
    page.field("a very long label", "text")
    assert to_text(page) == "a very long label text\n"


def test_a_terminal_shows_the_same_words_and_reads_no_markup() -> None:
    """Rich prints what plain text prints."""
    page = Page()
    page.line(Segment("[bold]one[/bold]", "supported"), " :smile: [link=x]two")
    stream = io.StringIO()
    print_page(page, stream)
    assert stream.getvalue() == to_text(page)
