"""The pictures in the documentation: each is there, and none is left over."""

from __future__ import annotations

from tests.browser.screens import GALLERY, SCREENS, gallery


def test_the_gallery_shows_what_is_pictured() -> None:
    """docs/screens.md says what the list of pictures says."""
    assert gallery() == GALLERY.read_text(encoding="utf-8")


def test_every_picture_is_there_and_none_is_left_over() -> None:
    """A picture that no page shows is dead; one that is missing leaves a hole."""
    assert {screen.file for screen in SCREENS} == set((GALLERY.parent / "screens").iterdir())
