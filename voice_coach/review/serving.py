"""Serving the review page on this machine alone, until it is told to stop."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

import uvicorn

from voice_coach.errors import UsageError
from voice_coach.review.app import Review, application
from voice_coach.review.security import Gate

LOOPBACK = "127.0.0.1"


def serve(review: Review, port: int, landing: str, launched: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `launched` gets the one-time link once the page can be asked.

    `port` 0 is any free one. Raises UsageError where the port cannot be had.
    """
    with bound(port) as listener:
        gate = Gate(application(review), listener.getsockname()[1], landing)
        config = uvicorn.Config(
            gate,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            ws="none",
            lifespan="off",
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        launched(gate.launch_url)
        with contextlib.suppress(KeyboardInterrupt):  # which is how it is told to stop
            uvicorn.Server(config).run(sockets=[listener])


def bound(port: int) -> socket.socket:
    """A listening socket on the loopback interface. Raises UsageError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise UsageError(
            f"Port {port} cannot be used: {problem.strerror}.", "Choose another one, or 0 for any: --port 0."
        ) from problem
    return listener
