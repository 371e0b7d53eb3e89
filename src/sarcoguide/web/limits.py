"""What a request may cost: size and time of its body, number of its fields, time and number of its plans."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import ParamSpec, TypeVar
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sarcoguide.web.plain import PageError

P = ParamSpec("P")
T = TypeVar("T")

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds.

    `waiting` is how many plans may be at work or in line at once; `seconds` how long one may take in all,
    `pdf_seconds` one that ends in a PDF file.
    """

    body: int = MEGABYTE
    body_seconds: float = 15
    fields: int = 3_000
    seconds: float = 20
    pdf_seconds: float = 120
    workers: int = 2
    waiting: int = 32


class BodyLimit:
    """Counts the body of a request while it comes in, whatever its header says of its length."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app = app
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its body within the limits of size and time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self.limits.body:
            raise too_large(self.limits)
        seen = 0
        whole = False
        end = asyncio.get_running_loop().time() + self.limits.body_seconds

        async def counted() -> Message:
            nonlocal seen, whole
            if whole:  # what is awaited now is the end of the connection
                return await receive()
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError:
                raise PageError(408, "The record took too long to arrive", "Send it again.") from None
            seen += len(message.get("body", b""))
            if seen > self.limits.body:
                raise too_large(self.limits)
            whole = not message.get("more_body", False)
            return message

        await self.app(scope, counted, send)


def too_large(limits: Limits) -> PageError:
    """Return the answer to a body that is too large."""
    return PageError(
        413,
        "The record is too large",
        f"At most {limits.body / MEGABYTE:g} MB are read at once. Send the record of one patient, without images.",
    )


async def posted_fields(request: Request, limits: Limits, files: int = 1) -> dict[str, list[str]]:
    """Return the fields of a form, uploaded files as their text; `files` says how many there may be.

    A file is held in memory: the limit of the body is below the size at which one would be written to disk.

    Raises:
        PageError: too many fields, or no form at all.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    fields: dict[str, list[str]] = {}
    try:
        if kind == "application/x-www-form-urlencoded":
            text = (await request.body()).decode("ascii", "replace")
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=limits.fields, errors="replace")
            for name, value in pairs:
                fields.setdefault(name, []).append(value)
        elif kind == "multipart/form-data":
            if not (await request.body()).rstrip(b"\r\n").endswith(b"--"):
                raise ValueError  # cut short: what is missing would be unknown without a word
            async with request.form(max_files=files, max_fields=limits.fields, max_part_size=limits.body) as form:
                for name, part in form.multi_items():
                    if isinstance(part, UploadFile):
                        fields.setdefault(name, []).append(_text(await part.read()))
                    else:
                        fields.setdefault(name, []).append(part)
        else:
            raise PageError(415, "This is not a form", "Send the fields of the form, or a file from the start page.")
    except (ValueError, MultiPartException, HTTPException):
        most = "one file" if files == 1 else f"{files} files"
        remedy = f"A form has at most {limits.fields} fields and {most}. Load the record again."
        raise PageError(400, "The form cannot be read", remedy) from None
    return fields


def _text(data: bytes) -> str:
    """Return a file as text; bytes that are no text stay as they are for the reader of records, who refuses them."""
    return data.decode("utf-8", "surrogateescape")


class Work:
    """Runs plans beside the loop that answers, so many at a time, none longer than the limit."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._pool = ThreadPoolExecutor(limits.workers, "plan")
        self._busy = 0
        self._lock = Lock()

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the work returns within the time of an answer."""
        return await self.within(self.limits.seconds, work, *args, **kwargs)

    async def within(self, seconds: float, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the work returns, if it does in so many seconds.

        Raises:
            PageError: too much is waiting already, or it takes too long. A thread cannot be stopped: it counts as busy
                until it ends, whoever still waits for it.
        """
        with self._lock:
            if self._busy >= self.limits.waiting:
                raise PageError(503, "Sarcoguide is busy", "Wait a moment and send the record again.")
            self._busy += 1
        future = self._pool.submit(work, *args, **kwargs)
        future.add_done_callback(self._done)
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            future.cancel()
            raise PageError(
                503,
                "This took too long",
                f"An answer may take {seconds:g} seconds. Send the record again.",
            ) from None

    def _done(self, _future: object) -> None:
        with self._lock:
            self._busy -= 1

    def close(self) -> None:
        """Wait for no work any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
