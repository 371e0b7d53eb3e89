"""Runs the application on a socket: no access log, and an error log that holds no value."""

from __future__ import annotations

import socket
import sys
from collections.abc import Collection
from pathlib import Path

import uvicorn

from sarcoguide.feedback import FeedbackFile
from sarcoguide.knowledge import Guideline
from sarcoguide.web.app import create_app

#: Seconds that are waited for answers under way once the server is to end.
LAST_ANSWERS = 3
#: Connections at once; more are told that the server is busy.
CONNECTIONS = 200


class Server(uvicorn.Server):
    """Prints its address once it listens."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        for listening in (sockets or []) if self.started else []:
            sys.stdout.write(f"Sarcoguide is at {address(listening)} (Ctrl-C ends it)\n")
            sys.stdout.flush()


def address(listening: socket.socket) -> str:
    """Return the address under which a browser on this machine reaches a socket."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def serve(
    guideline: Guideline,
    listening: socket.socket,
    *,
    hosts: Collection[str] = (),
    beyond: bool = False,
    feedback: FeedbackFile | None = None,
    certificate: Path | None = None,
) -> None:
    """Answer on a socket until the process is told to end.

    Args:
        guideline: what answers.
        listening: a socket that listens.
        hosts: names of this server, besides those of the machine itself.
        beyond: whether others than this machine can reach it.
        feedback: where it is kept whether a page answered its reader's question; None asks for no answer.
        certificate: the file of what was proved; by default what was kept on this machine.
    """
    names = (*hosts, socket.gethostname()) if beyond else tuple(hosts)
    config = uvicorn.Config(
        create_app(guideline, hosts=names, any_address=beyond, feedback=feedback, certificate=certificate),
        access_log=False,
        log_level="error",
        lifespan="on",
        server_header=False,
        date_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=LAST_ANSWERS,
        ws="none",
    )
    try:
        Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        # Ctrl-C is how a server is ended: uvicorn has ended in order and only passes the signal on.
        sys.stdout.write("\nSarcoguide has ended.\n")
