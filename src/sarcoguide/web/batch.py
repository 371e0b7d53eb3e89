"""The page of several records: posted as files or text, judged one by one, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from starlette.responses import Response

from sarcoguide.dossier.several import Composed, compose_each
from sarcoguide.errors import UsageError
from sarcoguide.knowledge.yaml_reader import Document
from sarcoguide.record import values as checks
from sarcoguide.record.several import documents_of
from sarcoguide.record.values import ENTER_A_DAY, BadValueError
from sarcoguide.report import batch_words as text
from sarcoguide.report.batch import Batch
from sarcoguide.report.batch_page import batch_csv, batch_data
from sarcoguide.report.html_batch import batch_html
from sarcoguide.report.output import to_json
from sarcoguide.web import pages
from sarcoguide.web.answers import Workbench
from sarcoguide.web.plain import PageError
from sarcoguide.web.posted import Posted
from sarcoguide.web.reading import day
from sarcoguide.web.written import as_json

#: So many are judged within a fraction of the time that an answer may take.
MOST = 100
#: Files of one request.
FILES = 100
#: What stands for the name of a file: a name may be that of a person.
WHERE = "file"


class Batches:
    """Shows several records of one guideline; keeps none."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench

    def empty(self) -> Response:
        """Return the page with the form alone."""
        return pages.page(batch_html(None))

    def posted(self, posted: Posted) -> Response:
        """Return the page, or a file, of the records that were sent.

        Raises:
            PageError: there are too many.
        """
        as_of_text = next((value.strip() for value in posted.get("as_of", ()) if value.strip()), "")
        try:
            as_of = checks.day(day(as_of_text)) if as_of_text else None
            if as_of is not None:
                self.bench.guideline.at(as_of)
        except BadValueError:
            return pages.page(batch_html(None, problem=f"{as_of_text}: {ENTER_A_DAY}"), sound=False)
        except UsageError as error:
            return pages.page(batch_html(None, problem=str(error)), sound=False)
        documents = list(self._documents(posted))
        if not documents:
            return pages.page(batch_html(None, problem=text.NONE_SENT), sound=False)
        composed = self._composed(documents, as_of)
        records: dict[int, str] = {}
        batch = Batch.of(self.bench.guideline, _noted(composed, records))
        wanted = next(iter(posted.get("format", ())), "")
        if wanted == "csv":
            # A spreadsheet takes a file for UTF-8 if it begins with this mark.
            return _file("\ufeff" + batch_csv(batch), "text/csv", "csv")
        if wanted == "json":
            return _file(to_json(batch_data(batch)), "application/json", "json")
        day_asked = as_of.isoformat() if as_of else ""
        return pages.page(batch_html(batch, records=records, sent=tuple(_texts(posted)), as_of=day_asked))

    def _composed(self, documents: list[Document], as_of: date | None) -> Iterator[Composed]:
        return compose_each(documents, self.bench.guideline, self.bench.engines, as_of)

    def _documents(self, posted: Posted) -> Iterator[Document]:
        number = 0
        for place, value in enumerate(_texts(posted), start=1):
            for document in documents_of(value.encode(), f"{WHERE} {place}", self.bench.guideline):
                number += 1
                if number > MOST:
                    raise PageError(413, text.TOO_MANY, text.TOO_MANY_REMEDY.format(most=MOST))
                yield document


def _texts(posted: Posted) -> Iterator[str]:
    """Yield what was sent; what is no UTF-8 has a sign in its place, by which it is refused."""
    for name in ("file", "text"):
        for value in posted.get(name, ()):
            if value.strip():
                yield value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _noted(composed: Iterator[Composed], records: dict[int, str]) -> Iterator[Composed]:
    """Pass records on, each noted as text by its number where it is one."""
    for number, one in enumerate(composed, start=1):
        if one.raw is not None:
            records[number] = as_json(one.raw)
        yield one


def _file(text: str, kind: str, ending: str) -> Response:
    body = Response(text.encode("utf-8", "replace"), media_type=kind)
    return pages.download(body, "records", date.today(), ending)
