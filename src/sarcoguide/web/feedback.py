"""Asks at the foot of each page whether it answered its reader's question, and keeps the answer without the reader."""

from __future__ import annotations

from collections.abc import Collection

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sarcoguide.errors import UsageError
from sarcoguide.feedback import FeedbackEntry, FeedbackFile, NotKeptError, entry_of
from sarcoguide.knowledge import Guideline
from sarcoguide.report import feedback_form, feedback_words
from sarcoguide.web import pages
from sarcoguide.web.plain import PageError
from sarcoguide.web.posted import Posted

ADDRESS = "/feedback"
_HEAD, _BODY = b"</head>", b"</body>"


class Feedback:
    """Takes what readers of one guideline say."""

    def __init__(self, guideline: Guideline, file: FeedbackFile) -> None:
        self.guideline = guideline
        self.file = file

    def taken(self, request: Request, posted: Posted, addresses: Collection[str]) -> Response:
        """Keep what was said of a page, and thank for it once it is kept.

        Raises:
            PageError: it could not be kept, or is about no page of this server.
        """
        page, answer, comment = ((*posted.get(name, ()), "")[0] for name in ("page", "answer", "comment"))
        if page not in addresses:
            raise PageError(400, feedback_words.NOT_TAKEN, "The answer names no page of this server.")
        alone = "hx-request" not in request.headers
        try:
            entry = self._kept(answer, comment.replace("\r\n", "\n"), page)
        except UsageError as error:
            again = feedback_form.answer_html(alone=alone, entry=None, page=page, comment=comment, problem=str(error))
            return pages.page(again, sound=False)
        except NotKeptError:
            raise PageError(503, feedback_words.NOT_KEPT, feedback_words.NOT_KEPT_WHY) from None
        return pages.page(feedback_form.answer_html(alone=alone, entry=entry, page=page))

    def _kept(self, answer: str, comment: str, page: str) -> FeedbackEntry:
        about = self.guideline.about
        text = comment.encode("utf-8", "replace").decode()
        entry = entry_of(answer, text, page, about.version, self.guideline.content_hash[:12])
        self.file.keep(entry)
        return entry


class AskReaders:
    """Adds the form to each page that goes out. Files that are saved and parts of pages have none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the form to a page that answers it."""
        if scope["type"] != "http" or scope["path"] == ADDRESS:
            await self.app(scope, receive, send)
            return
        start: Message | None = None

        async def with_form(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
                return
            if start is not None and message["type"] == "http.response.body":
                whole = not message.get("more_body", False)
                body = _added(message.get("body", b""), scope["path"]) if whole else message.get("body", b"")
                length = [(b"content-length", str(len(body)).encode())] if whole else []
                kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
                await send({**start, "headers": kept + length})
                start, message = None, {**message, "body": body}
            await send(message)

        await self.app(scope, receive, with_form)


def _is_page(start: Message) -> bool:
    headers = dict(start["headers"])
    is_html = headers.get(b"content-type", b"").startswith(b"text/html")
    return start["status"] == 200 and is_html and b"content-disposition" not in headers  # noqa: PLR2004


def _added(body: bytes, path: str) -> bytes:
    """Return a page with the form at its foot; what has no foot is a part of a page and stays as it is."""
    before, foot, after = body.rpartition(_BODY)
    if not foot:
        return body
    sheet = f'<link rel="stylesheet" href="/static/{feedback_form.SHEET}">\n'.encode()
    before = before.replace(_HEAD, sheet + _HEAD, 1)
    return b"".join((before, feedback_form.form_html(path).encode(), foot, after))
