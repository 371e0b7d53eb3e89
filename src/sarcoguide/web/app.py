"""The addresses of the server. A record comes in the body of a request and goes out in its answer; none is kept."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sarcoguide.knowledge import Guideline
from sarcoguide.report.html import STATIC
from sarcoguide.web import pages
from sarcoguide.web.answers import Answer, Workbench
from sarcoguide.web.limits import BodyLimit, Limits, Work, posted_fields
from sarcoguide.web.pages import Pages
from sarcoguide.web.plain import PageError, PlainErrors, http_page
from sarcoguide.web.posted import Posted
from sarcoguide.web.safety import KnownHost, SafeHeaders, SameSite

#: All that an address may carry: the name of an example, and a day. A record never stands in one.
IN_ADDRESS = frozenset(("example", "as_of"))


def create_app(
    guideline: Guideline, *, hosts: Collection[str] = (), any_address: bool = False, limits: Limits | None = None
) -> Starlette:
    """Return the application.

    Args:
        guideline: what answers.
        hosts: names of this server, besides those of the machine itself.
        any_address: whether it is also answered under any address in digits, for a server beyond this machine.
        limits: what a request may cost.
    """
    limits = limits or Limits()
    server = _Server(guideline, limits)
    app = Starlette(
        routes=[
            Route("/", server.start),
            Route("/workbench", server.example, methods=["GET"]),
            Route("/workbench", server.workbench, methods=["POST"]),
            Route("/plan", server.plan, methods=["POST"]),
            Route("/reasons", server.reasons, methods=["POST"]),
            Route("/what-if", server.what_if, methods=["POST"]),
            Route("/compare", server.compare, methods=["POST"]),
            Route("/patient", server.patient, methods=["POST"]),
            Route("/outlook", server.outlook, methods=["POST"]),
            Route("/board", server.board, methods=["POST"]),
            Route("/pdf", server.pdf, methods=["POST"]),
            Route("/report", server.report, methods=["POST"]),
            Route("/healthz", server.healthz),
            Mount("/static", _Static(directory=STATIC, packages=[("sarcoguide.web", "static")]), name="static"),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(PlainErrors),
            Middleware(KnownHost, names=tuple(hosts), any_address=any_address),
            Middleware(SameSite),
            Middleware(BodyLimit, limits=limits),
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

    def __init__(self, guideline: Guideline, limits: Limits) -> None:
        self.guideline = guideline
        self.limits = limits
        self.bench = Workbench(guideline)
        self.pages = Pages(guideline)
        self.work = Work(limits)

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Make ready what every request needs, and tell the collector that it stays."""
        self.bench.warm()
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

    async def patient(self, request: Request) -> Response:
        """Show the page for the patient, with what a clinician has released of it.

        What is wrong is put right in the form, not on a page for the patient.
        """
        return await self._about(request, self.pages.patient)

    async def outlook(self, request: Request) -> Response:
        """Show the outlook: nothing yet, the figures, or those for a patient who asked for them (`outlook`)."""
        return await self._about(request, self.pages.outlook)

    async def board(self, request: Request) -> Response:
        """Show the referral to a board, one sheet."""
        return await self._about(request, self.pages.board)

    async def report(self, request: Request) -> Response:
        """Send the clinician's report as one file that needs no server."""
        return await self._about(request, lambda answer, _posted: self.pages.report(answer))

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
        self, request: Request, shown: Callable[[Posted], Response], seconds: float | None = None
    ) -> Response:
        _refuse_in_address(request)
        posted = await posted_fields(request, self.limits)
        return await self.work.within(seconds or self.limits.seconds, shown, posted)


def _refuse_in_address(request: Request) -> None:
    """Refuse an address that carries more than it may: addresses stand in histories and logs.

    Raises:
        PageError: it does, or its day is no date.
    """
    if not IN_ADDRESS.issuperset(request.query_params):
        raise PageError(
            400,
            "The address carries too much",
            "An address names an example patient and a day. A record is sent in the form, never in the address.",
        )
    try:
        date.fromisoformat(request.query_params.get("as_of", "2000-01-01"))
    except ValueError:
        raise PageError(400, "The day in the address is not a date", "Write it as YYYY-MM-DD.") from None
