"""Pages that say why there is no answer. They are made without templates and hold nothing that was sent."""

from __future__ import annotations

import sys
from html import escape
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sarcoguide.bugs import bug_line, show_traceback
from sarcoguide.errors import SarcoguideError

_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title} · Sarcoguide</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/tokens.css">
<link rel="stylesheet" href="/static/components.css">
</head>
<body>
<header class="bar"><a class="brand" href="/">Sarcoguide</a></header>
<main id="main" class="plain">
<h1>{title}</h1>
<p role="alert">{remedy}</p>
<p><a href="/">To the start page</a></p>
</main>
</body>
</html>
"""


class PageError(SarcoguideError):
    """A request that gets a page of its own instead of an answer: a status, what is wrong, what to do."""

    def __init__(self, status: int, title: str, remedy: str) -> None:
        super().__init__(title)
        self.status, self.title, self.remedy = status, title, remedy


def page(status: int, title: str, remedy: str) -> HTMLResponse:
    """Return a plain page."""
    return HTMLResponse(_PAGE.format(title=escape(title), remedy=escape(remedy)), status)


class PlainErrors:
    """Answers every error with a plain page. Of one that nobody expected only kind and place are told, no value."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except PageError as error:
            answer = page(error.status, error.title, error.remedy)
        except Exception as error:
            show_traceback()
            sys.stderr.write(f"sarcoguide: {bug_line(error)}\n")
            answer = page(
                500, "Something went wrong here", "This is a bug in Sarcoguide. What you sent was not kept anywhere."
            )
        else:
            return
        if not started:  # else half an answer is out: the connection ends and shows that it is no whole one
            await answer(scope, receive, send)


def http_page(_request: object, error: Exception) -> HTMLResponse:
    """Return the page of an error of the protocol: an address that does not exist, a method that is not answered."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    answer = page(status, HTTPStatus(status).phrase, "Nothing is answered at this address. Go to the start page.")
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer
