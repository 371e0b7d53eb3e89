"""One dossier for each of several records. A record that cannot be read, or judged, stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from sarcoguide.bugs import bug_line, show_traceback
from sarcoguide.dossier.compose import compose
from sarcoguide.dossier.model import Dossier
from sarcoguide.engines.by_day import Engines
from sarcoguide.errors import Problem, RecordError, SarcoguideError
from sarcoguide.knowledge import Guideline
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.record import read_record


@dataclass(frozen=True, slots=True)
class Composed:
    """One record with its dossier, or with what is wrong with it; `raw` is the record as written, where it is one.

    `bug` says that the program failed, not the record.
    """

    where: str
    id: str
    raw: Mapping[str, Any] | None
    dossier: Dossier | None = None
    problems: tuple[Problem, ...] = ()
    bug: bool = False


def compose_each(
    documents: Iterable[Document],
    guideline: Guideline,
    engines: Engines,
    as_of: date | None = None,
    *,
    assessment_date: date | None = None,
    assume: bool = False,
) -> Iterator[Composed]:
    """Yield the dossier of each record, in their order.

    Args:
        documents: the records as parsed.
        guideline: the guideline with all its versions.
        engines: its compiled engines.
        as_of: the day whose guideline answers; by default each record's day of assessment.
        assessment_date: the day on which all are judged; by default each record's own.
        assume: whether the values under `assumed` are used.
    """
    for document in documents:
        data = document.data if isinstance(document.data, Mapping) and not document.problems else None
        name = name_of(document)
        try:
            record = read_record(document, guideline, assessment_date=assessment_date, assume=assume)
            dossier = compose(record, guideline, as_of, engines.of(as_of or record.assessment_date))
            yield Composed(document.where, record.id, data, dossier)
        except RecordError as error:
            yield Composed(document.where, name, data, problems=error.problems)
        except SarcoguideError as error:
            yield Composed(document.where, name, data, problems=(Problem(str(error), document.where),))
        except Exception as error:
            show_traceback()
            yield Composed(document.where, name, data, problems=(Problem(bug_line(error), document.where),), bug=True)


def name_of(document: Document) -> str:
    """Return the id of a record that could not be read, as far as it can be seen; else where it stands."""
    data = document.data
    if isinstance(data, dict) and isinstance(data.get("id"), str | int):
        return str(data["id"])
    return PurePath(document.where).name or document.where
