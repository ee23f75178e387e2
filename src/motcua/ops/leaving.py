"""A web process that is leaving accepts nobody more and says so with each answer: who kept a connection comes anew.

So nothing is under way, and nobody asks on an open connection, at the moment the process ends. Told to end, it goes as
soon as everything asked is answered: not after its whole grace, because somebody's head of a request never came whole
or their connection was taken in the very moment the others were told.
"""

import os
import signal
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from typing import Any

from motcua.ops.holding import LISTENING, READY, STAY

Application = Callable[..., Iterable[bytes]]

QUIET_SECONDS = float(os.environ.get("MOTCUA_QUIET", "1"))
"""So long nothing must be under way before a process that was told to end goes: what was just handed on is sent."""
LOOK_SECONDS = 0.05
OPEN = "/proc/self/fd"


class Answer:
    """One answer, in hand from the moment it is asked for until it has been sent or given up."""

    __slots__ = ("body", "in_hand")
    body: Iterable[bytes]

    def __init__(self, in_hand: "set[Answer]") -> None:
        self.in_hand = in_hand
        in_hand.add(self)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        try:
            if close := getattr(self.body, "close", None):
                close()
        finally:
            self.in_hand.discard(self)


class Leaving:
    """The application, which leaves once the process that holds the socket says so, or is gone itself."""

    def __init__(self, application: Application) -> None:
        self.application, self.told = application, threading.Event()
        self.in_hand: set[Answer] = set()
        self.ears: socket.socket | None = None
        if pipe := os.environ.get(STAY):
            threading.Thread(target=self._listen, args=(int(pipe),), name="leaving", daemon=True).start()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self.told.is_set() and environ["SERVER_PROTOCOL"].startswith("HTTP/1"):
            start_response = closing(start_response)
        answer = Answer(self.in_hand)
        try:
            answer.body = self.application(environ, start_response)
        except BaseException:
            self.in_hand.discard(answer)
            raise
        return answer

    def end_when_told(self) -> None:
        """From now on a TERM ends this process once nothing is in hand. Only from the main thread."""
        self.ears, said = socket.socketpair()
        said.setblocking(False)
        signal.set_wakeup_fd(said.detach(), warn_on_full_buffer=False)
        signal.signal(signal.SIGUSR1, lambda *_: sys.exit(0))
        threading.Thread(target=self._end, args=(self.ears,), name="ending", daemon=True).start()

    def _end(self, ears: socket.socket) -> None:
        while signal.SIGTERM not in ears.recv(64):
            pass
        last, stayed = time.monotonic(), Stayed()
        while self.in_hand or time.monotonic() - last < QUIET_SECONDS:
            if self.in_hand:
                last = time.monotonic()
            time.sleep(LOOK_SECONDS)
            stayed.deafen()
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)

    def _listen(self, pipe: int) -> None:
        os.read(pipe, 1)  # nothing ever comes but its end
        self.told.set()
        turn_deaf(int(os.environ[LISTENING]))


class Stayed:
    """Ears that granian leaves open though it is told to end: seldom, where somebody comes in that very moment.

    What listens at one look alone is being closed, and its number may be another's at once.
    """

    def __init__(self, among: Container[int] = range(sys.maxsize)) -> None:
        self.among = among
        self.before: set[int] = set()
        self.deaf: set[int] = set()

    def deafen(self) -> None:
        """Those that were there at the last look too."""
        ears = {ear for ear in handles_that(listens) if ear in self.among} - self.deaf
        stayed = ears & self.before
        deafen(stayed)
        self.before, self.deaf = ears, self.deaf | stayed


def turn_deaf(listening: int) -> None:
    """Put a socket nobody knows where this process has the shared one, which stays open in others.

    Who waits in its queue waits for those; closing it here, as the end does, would leave a moment between.
    """
    shared = os.fstat(listening)
    deafen(handles_that(lambda handle: os.path.samestat(os.fstat(handle), shared)))


def handles_that(are: Callable[[int], bool]) -> set[int]:
    """Of what is open in this process, where the system tells."""
    found = set()
    for name in os.listdir(OPEN) if os.path.isdir(OPEN) else ():
        with suppress(OSError):
            if are(int(name)):
                found.add(int(name))
    return found


def listens(handle: int) -> bool:
    if not stat.S_ISSOCK(os.fstat(handle).st_mode):
        return False
    with socket.socket(fileno=os.dup(handle)) as found:
        return bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


def deafen(listening: Iterable[int]) -> None:
    """These hear nobody any more; where no other process has them open, who knocks is refused."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.setblocking(False)
        for handle in listening:
            with suppress(OSError):
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
