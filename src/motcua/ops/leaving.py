"""A web process that is leaving accepts nobody more and says so with each answer: who kept a connection comes anew.

So nothing is under way, and nobody asks on an open connection, at the moment the process ends.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from motcua.ops.holding import LISTENING, READY, STAY

Application = Callable[..., Iterable[bytes]]


class Leaving:
    """The application, which leaves once the process that holds the socket says so, or is gone itself."""

    def __init__(self, application: Application) -> None:
        self.application, self.told = application, threading.Event()
        if pipe := os.environ.get(STAY):
            threading.Thread(target=self._listen, args=(int(pipe),), name="leaving", daemon=True).start()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if not self.told.is_set() or not environ["SERVER_PROTOCOL"].startswith("HTTP/1"):
            return self.application(environ, start_response)
        return self.application(environ, closing(start_response))

    def _listen(self, pipe: int) -> None:
        os.read(pipe, 1)  # nothing ever comes but its end
        self.told.set()
        turn_deaf(int(os.environ[LISTENING]))


def turn_deaf(listening: int) -> None:
    """Put a socket nobody knows where this process has the shared one, which stays open in others.

    Who waits in its queue waits for those; closing it here, as the end does, would leave a moment between.
    """
    shared = os.fstat(listening)
    handles = [int(name) for name in os.listdir("/proc/self/fd")] if os.path.isdir("/proc/self/fd") else []
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.setblocking(False)
        for handle in handles:
            with suppress(OSError):
                if os.path.samestat(os.fstat(handle), shared):
                    os.dup2(deaf.fileno(), handle)


def closing(start_response: Any) -> Any:
    """The connection ends with this answer."""

    def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("Connection", "close")], *rest)

    return started


def tell_ready() -> None:
    """To the process that holds the socket, where there is one: this process has loaded and serves from now on."""
    if pipe := os.environ.get(READY):
        with suppress(OSError):
            os.write(int(pipe), b".")
            os.close(int(pipe))
