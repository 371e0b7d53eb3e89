"""What is written of questions: each row says one thing, and names entries that exist and emergencies that are some."""

from __future__ import annotations

from collections.abc import Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.asking_entries import Asked
from sarcoguide.knowledge.library import Library, Located
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.validate_review import names_of_entries

#: Fewer words cannot mean the same.
FEWEST = 2


def check_asking(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the rows about questions."""
    known = names_of_entries(library) | {located.entry.id for located in library.readings}
    emergencies = {located.entry.id for located in library.options if located.entry.kind == "emergency"}
    for located in library.asking:
        yield from _one_thing(located)
        row = located.entry
        for index, name in enumerate(row.entries):
            among = emergencies if row.signs else known
            if name.rpartition("/")[2] not in among:
                yield missing(located, ("entries", index), name, among, "a question would be answered with nothing")


def _one_thing(located: Located[Asked]) -> Iterator[Problem]:
    row = located.entry
    said = [name for name in ("same", "questions", "signs", "outside") if getattr(row, name)]
    if len(said) != 1:
        what = "a row about questions needs one of `same`, `questions`, `signs` or `outside`"
        yield located.problem((), what, "what it is for would be a guess", "write one row for each")
    elif bool(row.entries) is not (said[0] in ("questions", "signs")):
        what = f"`entries` {'are missing beside' if not row.entries else 'stand beside'} `{said[0]}`"
        remedy = "name the entries that answer `questions`, or the emergencies of `signs`, and nothing elsewhere"
        yield located.problem(("entries",), what, "nothing would come of it", remedy)
    if row.same and len(row.same) < FEWEST:
        yield located.problem(("same",), "one word stands alone", "it means the same as nothing", "name another")
