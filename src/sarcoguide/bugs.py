"""How an error of the program itself is told, by every face: one line, never a value of a patient."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

#: Set to 1 to see where an error of the program comes from.
DEBUG = "SARCOGUIDE_DEBUG"
REPORT_TO = "please report this line and the command, without the record (see CONTRIBUTING.md)"


def bug_line(error: BaseException) -> str:
    """Return one line that names an error of the program by its kind and place.

    The message of the error may hold a patient's values, so it stays out.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"this is a bug in Sarcoguide ({type(error).__name__}{place}): {REPORT_TO}"


def show_traceback() -> None:
    """Print the traceback of the error at hand, when it was asked for."""
    if os.environ.get(DEBUG) == "1":
        traceback.print_exc(file=sys.stderr)
