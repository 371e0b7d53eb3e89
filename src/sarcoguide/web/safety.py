"""What guards every answer: headers that let a page do no more than it needs, and whom a request may come from."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sarcoguide.web.plain import PageError

LOOPBACK = ("localhost", "127.0.0.1", "::1")
STATIC = "/static/"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: What a page may not use of the machine; nothing here needs any of it.
SWITCHED_OFF = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in SWITCHED_OFF),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: Styles and scripts hold no patient: a browser may keep them and asks whether they are still the same.
CACHED = "no-cache"
NEVER_KEPT = "no-store"


class SafeHeaders:
    """Sets the headers of every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and set the headers of its answer."""
        static = scope["type"] == "http" and scope["path"].startswith(STATIC)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers["Cache-Control"] = CACHED if static and message["status"] < 400 else NEVER_KEPT  # noqa: PLR2004
            await send(message)

        await self.app(scope, receive, with_headers)


class KnownHost:
    """Answers only under names that are this server's.

    Another site can have its own name resolved to this machine (DNS rebinding) and would then read what it sends. It
    cannot do so with an address in digits: any is answered once the server listens beyond this machine.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], any_address: bool = False) -> None:
        self.app = app
        self.names = {name.lower() for name in (*LOOPBACK, *names)}
        self.any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it names this server."""
        if scope["type"] == "http" and not self.known(_header(scope, b"host")):
            raise PageError(
                421,
                "This server has another name",
                "Open it under the address that it printed when it began, or name it with --allow-host.",
            )
        await self.app(scope, receive, send)

    def known(self, host: str) -> bool:
        """Whether a host, with or without a port, is this server."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        return name in self.names or (self.any_address and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class SameSite:
    """Refuses what another site's page sends. Reading needs no guard: an answer cannot be read across sites."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on if it comes from a page of this server, or from no page."""
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD") and not _own(scope):
            raise PageError(
                403,
                "This came from another page",
                "Send records from the pages of this server. Over plain http to another machine a browser does not say "
                "where a form comes from: put https in front, or open the page on the machine itself.",
            )
        await self.app(scope, receive, send)


def _own(scope: Scope) -> bool:
    """Whether a request comes from a page of this server, or from a program that is no browser.

    A form of a page that sends no referrer has the origin "null"; Sec-Fetch-Site then says where it is from.
    A page on another port is the same site to a browser, and not this server.
    """
    site, origin = _header(scope, b"sec-fetch-site"), _header(scope, b"origin")
    if site and site not in ("same-origin", "none"):
        return False
    if not origin or (origin == "null" and site):
        return True
    return urlsplit(origin).netloc.lower() == _header(scope, b"host").lower()


def _header(scope: Scope, name: bytes) -> str:
    values = [value.decode("latin-1") for key, value in scope["headers"] if key == name]
    # Two of what may stand once: nobody knows which of them another reader would take.
    return values[0].strip() if len(values) == 1 else ", ".join(values)
