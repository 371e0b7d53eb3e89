"""Templates that stand in for those of the pages, so that the server can be shown by itself."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from sarcoguide.report import html

FOLDER = Path(__file__).parent / "stand_ins"
#: Taken before a test puts `environment` in its place.
OF_THE_PAGES = html.environment


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates with the stand-ins first: what they show is what the tests read."""
    made = OF_THE_PAGES()
    assert made.loader is not None
    return made.overlay(loader=ChoiceLoader([FileSystemLoader(FOLDER), made.loader]))
