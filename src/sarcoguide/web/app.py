"""The addresses of the server. A record comes in the body of a request and goes out in its answer; none is kept."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Collection, Set
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sarcoguide.feedback import FeedbackFile
from sarcoguide.knowledge import Guideline
from sarcoguide.report.html import STATIC
from sarcoguide.report.html_certificate import certificate_html
from sarcoguide.verify.certificate import program, standing
from sarcoguide.web import pages
from sarcoguide.web.about import about_page
from sarcoguide.web.answers import Answer, Workbench
from sarcoguide.web.asking import Questions
from sarcoguide.web.batch import FILES, Batches
from sarcoguide.web.decision import Decisions
from sarcoguide.web.feedback import AskReaders, Feedback
from sarcoguide.web.limits import BodyLimit, Limits, Work, posted_fields
from sarcoguide.web.pages import Pages
from sarcoguide.web.pathway import Pathway
from sarcoguide.web.plain import PageError, PlainErrors, http_page
from sarcoguide.web.posted import Posted
from sarcoguide.web.reference import Reference
from sarcoguide.web.safety import KnownHost, SafeHeaders, SameSite

#: All that an address may carry: the name of an example, and a day. A record never stands in one.
IN_ADDRESS = frozenset(("example", "as_of"))
#: Of pages about nobody: a day, or two.
DAY, TWO_DAYS = frozenset(("as_of",)), frozenset(("since", "until"))
DAYS = DAY | TWO_DAYS


def create_app(
    guideline: Guideline,
    *,
    hosts: Collection[str] = (),
    any_address: bool = False,
    limits: Limits | None = None,
    feedback: FeedbackFile | None = None,
    certificate: Path | None = None,
) -> Starlette:
    """Return the application.

    Args:
        guideline: what answers.
        hosts: names of this server, besides those of the machine itself.
        any_address: whether it is also answered under any address in digits, for a server beyond this machine.
        limits: what a request may cost.
        feedback: where it is kept whether a page answered its reader's question; None asks for no answer.
        certificate: the file of what was proved; by default what was kept on this machine.
    """
    limits = limits or Limits()
    server = _Server(guideline, limits, feedback, certificate)
    asking = [Middleware(AskReaders)] if feedback is not None else []
    app = Starlette(
        routes=[
            Route("/", server.start),
            Route("/workbench", server.example, methods=["GET"]),
            Route("/workbench", server.workbench, methods=["POST"]),
            Route("/plan", server.plan, methods=["POST"]),
            Route("/reasons", server.reasons, methods=["POST"]),
            Route("/what-if", server.what_if, methods=["POST"]),
            Route("/compare", server.compare, methods=["POST"]),
            Route("/pathway", server.map, methods=["GET"]),
            Route("/pathway", server.pathway, methods=["POST"]),
            Route("/measurements", server.measurements, methods=["POST"]),
            Route("/patient", server.patient, methods=["POST"]),
            Route("/outlook", server.outlook, methods=["POST"]),
            Route("/decision", server.decision, methods=["POST"]),
            Route("/decision/file", server.decision_file, methods=["POST"]),
            Route("/board", server.board, methods=["POST"]),
            Route("/pdf", server.pdf, methods=["POST"]),
            Route("/report", server.report, methods=["POST"]),
            Route("/regimen", server.regimen, methods=["POST"]),
            Route("/ask", server.ask, methods=["GET"]),
            Route("/ask", server.asked, methods=["POST"]),
            Route("/about", server.about, methods=["GET"]),
            *([Route("/feedback", server.feedback, methods=["POST"])] if feedback is not None else []),
            Route("/batch", server.several, methods=["GET"]),
            Route("/batch", server.batch, methods=["POST"]),
            Route("/guideline/{path:path}", server.reference, methods=["GET"]),
            Route("/changes", server.changes, methods=["GET"]),
            Route("/certificate", server.certificate, methods=["GET"]),
            Route("/healthz", server.healthz),
            Mount("/static", _Static(directory=STATIC, packages=[("sarcoguide.web", "static")]), name="static"),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(PlainErrors),
            Middleware(KnownHost, names=tuple(hosts), any_address=any_address),
            Middleware(SameSite),
            Middleware(BodyLimit, limits=limits),
            *asking,
        ],
        exception_handlers={HTTPException: http_page},
        lifespan=server.lifespan,
    )
    # No answer sends a browser elsewhere: an address is right or it does not exist.
    app.router.redirect_slashes = False
    return app


class _Static(StaticFiles):
    """Styles, fonts and scripts of the package."""

    def is_not_modified(self, response_headers: Any, request_headers: Any) -> bool:
        # Dates of files in a package say nothing: only the tag decides.
        return "if-none-match" in request_headers and super().is_not_modified(response_headers, request_headers)


class _Server:
    """What answers at each address."""

    def __init__(
        self, guideline: Guideline, limits: Limits, feedback: FeedbackFile | None, proved: Path | None
    ) -> None:
        self.guideline = guideline
        self.proved = proved
        self.limits = limits
        self.bench = Workbench(guideline)
        self.pages = Pages(guideline)
        self.maps = Pathway(self.bench, self.pages)
        self.questions = Questions(guideline)
        self.decisions = Decisions(guideline)
        self.readers = Feedback(guideline, feedback) if feedback is not None else None
        self.batches = Batches(self.bench)
        self.lookups = Reference(guideline)
        self.work = Work(limits)

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Make ready what every request needs, and tell the collector that it stays."""
        self.bench.warm()
        program()  # of the code that was loaded, not of what may lie there later
        gc.collect()
        gc.freeze()
        try:
            yield
        finally:
            self.work.close()

    async def start(self, request: Request) -> Response:
        """Choose an example, open a record, or begin with an empty form."""
        _refuse_in_address(request)

        def shown() -> Response:
            return self.pages.answered(pages.START, self.bench.of_raw({}), pages.WORKBENCH_PARTS)

        return await self.work.run(shown)

    async def example(self, request: Request) -> Response:
        """Show an example patient, or an empty form where none is named."""
        _refuse_in_address(request)
        name = request.query_params.get("example")
        if name is not None and name not in self.guideline.patients:
            raise PageError(404, "There is no such example patient", "Choose one on the start page.")
        raw = {} if name is None else self.guideline.patients[name].data
        posted = {"as_of": [request.query_params["as_of"]]} if "as_of" in request.query_params else {}

        def shown() -> Response:
            return self.pages.answered(pages.PAGE, self.bench.of_raw(raw, posted), pages.WORKBENCH_PARTS)

        return await self.work.run(shown)

    async def workbench(self, request: Request) -> Response:
        """Show the whole page of a form, or of an uploaded (`file`) or pasted (`text`) record."""

        def shown(posted: Posted) -> Response:
            texts = [text for name in ("file", "text") for text in posted.get(name, ()) if text.strip()]
            answer = self.bench.of_text(texts[0], posted) if texts else self.bench.of_form(posted)
            return self.pages.answered(pages.PAGE, answer, pages.WORKBENCH_PARTS)

        return await self._posted(request, shown)

    async def plan(self, request: Request) -> Response:
        """Show the part of the page that depends on the record; of what it has already (`kept`) only the place."""

        def shown(posted: Posted) -> Response:
            kept = frozenset(key for keys in posted.get("kept", ()) for key in keys.split())
            return self.pages.answered(pages.ANSWER, self.bench.of_form(posted), pages.WORKBENCH_PARTS, kept=kept)

        return await self._posted(request, shown)

    async def reasons(self, request: Request) -> Response:
        """Show the reason tree of each option: three quarters of all there is to read, so no other page has them."""

        def shown(posted: Posted) -> Response:
            return self.pages.answered(pages.REASONS, self.bench.of_form(posted), pages.WORKBENCH_PARTS)

        return await self._posted(request, shown)

    async def what_if(self, request: Request) -> Response:
        """Show what changes of facts would do."""
        return await self._posted(
            request, lambda posted: self.pages.compared(pages.WHAT_IF, self.bench.what_if(posted))
        )

    async def compare(self, request: Request) -> Response:
        """Show how the answers of two days differ."""
        return await self._posted(
            request, lambda posted: self.pages.compared(pages.COMPARE, self.bench.compare(posted))
        )

    async def map(self, request: Request) -> Response:
        """Show the map of the guideline, of an example patient or of nobody."""
        _refuse_in_address(request)
        asked = request.query_params
        return await self.work.run(self.maps.asked(asked.get("example"), asked.get("as_of")))

    async def pathway(self, request: Request) -> Response:
        """Show the map with this patient's way through it."""
        return await self._posted(request, self.maps.posted)

    async def patient(self, request: Request) -> Response:
        """Show the page for the patient, with what a clinician has released of it.

        What is wrong is put right in the form, not on a page for the patient.
        """
        return await self._about(request, self.pages.patient)

    async def outlook(self, request: Request) -> Response:
        """Show the outlook: nothing yet, the figures, or those for a patient who asked for them (`outlook`)."""
        return await self._about(request, self.pages.outlook)

    async def measurements(self, request: Request) -> Response:
        """Show the lesions over time."""
        return await self._about(request, self.pages.measurements)

    async def ask(self, request: Request) -> Response:
        """Show the box for a question in words."""
        _refuse_in_address(request)
        return await self.work.run(lambda: pages.page(self.questions.empty()))

    async def asked(self, request: Request) -> Response:
        """Answer a question in words with lines of the guideline."""

        def shown(posted: Posted) -> Response:
            text, sound = self.questions.answered(posted)
            return pages.page(text, sound=sound)

        return await self._posted(request, shown)

    async def about(self, request: Request) -> Response:
        """Show what this is, on a day (`as_of`) or today."""
        _refuse_in_address(request)
        return await self.work.run(about_page, self.guideline, request.query_params.get("as_of"))

    async def board(self, request: Request) -> Response:
        """Show the referral to a board, one sheet."""
        return await self._about(request, self.pages.board)

    async def report(self, request: Request) -> Response:
        """Send the clinician's report as one file that needs no server."""
        return await self._about(request, lambda answer, _posted: self.pages.report(answer))

    async def regimen(self, request: Request) -> Response:
        """Show the sheet of a regimen (`regimen`), worked out for the patient."""
        return await self._about(request, self.pages.regimen)

    async def feedback(self, request: Request) -> Response:
        """Keep whether a page answered its reader's question, and thank for it."""
        assert self.readers is not None
        addresses = frozenset(route.path for route in request.app.routes if isinstance(route, Route))
        readers = self.readers
        return await self._posted(request, lambda posted: readers.taken(request, posted, addresses))

    async def decision(self, request: Request) -> Response:
        """Show the page on which a decision is recorded, and one that was recorded beside the plan."""
        return await self._about(request, self.decisions.page)

    async def decision_file(self, request: Request) -> Response:
        """Send a decision as a file, or the page where something is missing."""
        return await self._about(request, self.decisions.file)

    async def several(self, request: Request) -> Response:
        """Show the form for several records."""
        _refuse_in_address(request)
        return await self.work.run(self.batches.empty)

    async def batch(self, request: Request) -> Response:
        """Show several records in short: who is urgent, what is not known of whom, what the guideline says of each."""
        return await self._posted(request, self.batches.posted, files=FILES)

    async def reference(self, request: Request) -> Response:
        """Show a page of the guideline."""
        _refuse_in_address(request, DAY)
        path = request.path_params["path"]
        return await self.work.run(self.lookups.page(path, request.query_params.get("as_of")))

    async def changes(self, request: Request) -> Response:
        """Show what changed in the guideline between two days."""
        _refuse_in_address(request, TWO_DAYS)
        return await self.work.run(self.lookups.changes(request.query_params))

    async def certificate(self, request: Request) -> Response:
        """Show what was proved of this guideline; nothing is proved here."""
        _refuse_in_address(request, frozenset())

        def shown() -> Response:
            today = date.today()
            found = standing(self.guideline, today, self.proved)
            return pages.page(certificate_html(self.guideline, found, today))

        return await self.work.run(shown)

    async def pdf(self, request: Request) -> Response:
        """Send a page (`page`: report, board or patient) as a PDF file, which may take its time."""
        return await self._about(request, self.pages.pdf, self.limits.pdf_seconds)

    async def healthz(self, _request: Request) -> Response:
        """Say that the server answers."""
        return PlainTextResponse("ok\n")

    async def _about(
        self, request: Request, made: Callable[[Answer, Posted], Response], seconds: float | None = None
    ) -> Response:
        """Return a page about a patient, or the workbench where there is something to be put right first."""

        def shown(posted: Posted) -> Response:
            answer = self.bench.of_form(posted)
            if answer.dossier is None:
                return self.pages.answered(pages.PAGE, answer, pages.WORKBENCH_PARTS)
            return made(answer, posted)

        return await self._posted(request, shown, seconds)

    async def _posted(
        self, request: Request, shown: Callable[[Posted], Response], seconds: float | None = None, files: int = 1
    ) -> Response:
        _refuse_in_address(request)
        posted = await posted_fields(request, self.limits, files)
        return await self.work.within(seconds or self.limits.seconds, shown, posted)


def _refuse_in_address(request: Request, allowed: Set[str] = IN_ADDRESS) -> None:
    """Refuse an address that carries more than it may: addresses stand in histories and logs.

    Raises:
        PageError: it does, or a day in it is no date.
    """
    names = [name for name, _ in request.query_params.multi_items()]
    if not allowed >= {*names} or len(names) != len({*names}):
        raise PageError(
            400,
            "The address carries too much",
            "An address names an example patient and a day. A record is sent in the form, never in the address.",
        )
    try:
        for name in DAYS.intersection(names):
            date.fromisoformat(request.query_params[name])
    except ValueError:
        raise PageError(400, "The day in the address is not a date", "Write it as YYYY-MM-DD.") from None
