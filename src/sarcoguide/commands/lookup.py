"""What the look-up commands share: the edition of a day."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from sarcoguide.knowledge import Edition, load_guideline


def edition_of(args: Namespace) -> Edition:
    """Return the guideline of the day that was asked for."""
    return load_guideline(args.guideline, overlay=args.overlay).at(args.as_of or date.today())
