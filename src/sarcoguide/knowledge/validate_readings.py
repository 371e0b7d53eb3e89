"""The readings: each names what exists, and is told somewhere or says why not."""

from __future__ import annotations

from collections.abc import Iterator

from sarcoguide.errors import Problem
from sarcoguide.knowledge.library import Library
from sarcoguide.knowledge.validate import missing
from sarcoguide.knowledge.validate_review import names_of_entries


def check_readings(library: Library) -> Iterator[Problem]:
    """Yield what is wrong with the readings: each is told somewhere, and names what exists."""
    known = names_of_entries(library)
    statements = {located.entry.id for located in library.statements}
    patients = {str(document.data.get("id")) for document in library.patients if isinstance(document.data, dict)}
    for located in library.readings:
        row = located.entry
        for key, names in (("where", known), ("statements", statements)):
            for index, name in enumerate(getattr(row, key)):
                if name not in names:
                    yield missing(located, (key, index), name, names)
        if row.patient and row.patient not in patients:
            yield missing(located, ("patient",), row.patient, patients)
        if not row.where:
            what = f"'{row.id}' names nothing that carries it"
            yield located.problem(("where",), what, "nobody could find it", "name an entry under `where:`")
        if bool(row.told and row.patient) is bool(row.waits):
            what = f"'{row.id}' needs either `patient` and `told`, or `waits`"
            remedy = "name a patient and words of the report that tell the reading, or say why none does yet"
            yield located.problem((), what, "a reader might never learn how it was read", remedy)
