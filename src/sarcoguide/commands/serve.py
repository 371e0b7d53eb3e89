"""`sarcoguide serve`: the pages, on this machine unless told otherwise. No record is kept and none is logged."""

from __future__ import annotations

import errno
import importlib
import socket
import sys
from argparse import Namespace
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

from sarcoguide.commands.feedback import file_of
from sarcoguide.commands.outcome import OK
from sarcoguide.errors import UsageError, shorten
from sarcoguide.knowledge import load_guideline

#: What the pages need and the core does not.
NEEDED = ("jinja2", "python_multipart", "starlette", "uvicorn")
BACKLOG = 128


def run(args: Namespace) -> int:
    """Serve until Ctrl-C."""
    refuse_without_extra()
    feedback = file_of(args.feedback)
    listening = listen(args.host, args.port)
    with listening:
        guideline = load_guideline(args.guideline, overlay=args.overlay)
        if not is_loopback(args.host):
            sys.stderr.write(warning(args.host))
        server = importlib.import_module("sarcoguide.web.server")
        server.serve(
            guideline,
            listening,
            hosts=args.allow_host,
            beyond=not is_loopback(args.host),
            feedback=feedback,
            certificate=None if args.certificate is None else Path(args.certificate),
        )
    return OK


def refuse_without_extra() -> None:
    """Raise if what the pages need is not installed.

    Raises:
        UsageError: it is not.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"the pages need more than the core ({', '.join(missing)}): "
            "install them with `pip install 'sarcoguide[web]'`, or use `make run`"
        )


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        UsageError: the port is taken, or the host is none of this machine.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        made = socket.socket(family, socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{shorten(host)} is no name or address of this machine: {error}") from None
    try:
        # A server that was just stopped leaves its port waiting; on Windows the option would share a port in use.
        if sys.platform != "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise UsageError(
                f"port {port} is taken, perhaps by another Sarcoguide: choose another with --port {port + 1}, "
                "or --port 0 for any that is free (with make: `make run PORT=...`)"
            ) from None
        raise UsageError(f"cannot listen on {shorten(host)}, port {port}: {error.strerror}") from None
    return made


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def warning(host: str) -> str:
    """Return what must be known when others can reach the pages."""
    return (
        f"WARNING: on {shorten(host)} everyone who reaches this machine can use these pages, and records travel "
        "over the network without encryption.\n"
        "Put a server with https and a login in front, and name it with --allow-host; or leave out --host.\n"
    )
