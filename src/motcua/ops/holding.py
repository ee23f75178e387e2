"""The listening socket of `motcua serve`, held by one small process while the servers behind it come and go.

HUP brings a new server on the code that lies on disk now. Both have the same socket, whose one queue whoever connects
waits in until either accepts, so nobody is refused and nothing that waits is reset. Once every process of the new one
has loaded, the former is told to leave: it serves on, but closes each connection with its answer, so that whoever asks
again comes anew. After `DRAIN_SECONDS` it is told to end: it accepts nothing more, closes what has been idle since, and
goes when what is under way is answered, at the latest after `HANDOVER_SECONDS`. A new one that does not come up ends,
and the former stays.
"""

import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from motcua.ops.printing import complain
from motcua.ops.processes import dying_with_parent

LISTENING, READY, STAY = "MOTCUA_LISTENING", "MOTCUA_READY", "MOTCUA_STAY"
"""Told to a server: the numbers of the open socket, of a pipe into which each of its processes puts a byte, and of one
that is open at its other end as long as the server is to stay."""

HANDED = 3
"""The first socket a service manager hands over (`sd_listen_fds`)."""

BACKLOG = 1024
GRACE_SECONDS = 10
DRAIN_SECONDS = float(os.environ.get("MOTCUA_DRAIN", "5"))
HANDOVER_SECONDS = 60
UP_SECONDS = 90
LOOK_SECONDS = 0.2
TOLD = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there, or the one a service manager holds for us (`LISTEN_FDS`). OSError."""
    if os.environ.get("LISTEN_PID") == str(os.getpid()) and os.environ.get("LISTEN_FDS") == "1":
        return socket.socket(fileno=HANDED)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


@dataclass
class Server:
    """One generation: `due` processes report through `ready` until `until`, when one that is leaving is to end."""

    process: "subprocess.Popen[bytes]"
    ready: int
    stay: int
    due: int
    until: float

    def leave(self, seconds: float) -> None:
        os.close(self.stay)
        self.until = time.monotonic() + seconds

    def left(self) -> bool:
        """Whether it is gone; told to end once its time has come."""
        if time.monotonic() > self.until:
            self.process.terminate()
            self.until = float("inf")
        return self.process.poll() is not None

    def up(self) -> bool:
        """Whether every process has loaded, by what lies in the pipe."""
        with suppress(BlockingIOError):
            self.due -= len(os.read(self.ready, 64))
        return self.due <= 0

    def failed(self) -> bool:
        return self.process.poll() is not None or time.monotonic() > self.until

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@dataclass
class Holder:
    """`present` serves, `coming` loads, `former` are on their way out."""

    command: list[str]
    environment: Mapping[str, str]
    socket: socket.socket
    workers: int
    drain: float = DRAIN_SECONDS
    present: Server | None = None
    coming: Server | None = None
    former: list[Server] = field(default_factory=list)

    def run(self) -> int:
        """Serve until told to end, or until the server ends by itself; its exit code."""
        heard = _ears()
        self.renew()
        while True:
            pipes = [self.coming.ready] if self.coming else []
            select.select([heard.fileno(), *pipes], [], [], LOOK_SECONDS)
            with suppress(BlockingIOError):
                told = set(heard.recv(64))
                if told & {signal.SIGTERM, signal.SIGINT}:
                    return self.end()
                if signal.SIGHUP in told:
                    self.renew()
            self.look()
            if self.over():
                return self.end()

    def renew(self) -> None:
        """Start a new server beside the present one; one that is coming already is not up to date any more."""
        if self.coming is not None:
            self.drop()
        (ready, told), (staying, stay) = os.pipe(), os.pipe()
        os.set_blocking(ready, False)
        handles = {LISTENING: self.socket.fileno(), READY: told, STAY: staying}
        process = subprocess.Popen(
            self.command,
            env=dict(self.environment) | {name: str(handle) for name, handle in handles.items()},
            pass_fds=tuple(handles.values()),
            preexec_fn=dying_with_parent(signal.SIGTERM),
        )
        os.close(told)
        os.close(staying)
        self.coming = Server(process, ready, stay, self.workers, time.monotonic() + UP_SECONDS)

    def look(self) -> None:
        """Hand over once the new one is up; let go of what ended, or of what does not come up."""
        if self.coming is not None and self.coming.up():
            if self.present is not None:
                self.present.leave(self.drain)
                self.former.append(self.present)
            os.close(self.coming.ready)
            self.present, self.coming = self.coming, None
        elif self.coming is not None and self.coming.failed() and self.present is not None:
            complain("motcua: bản mới không lên, bản cũ ở lại / the new server does not come up, the former stays")
            self.drop()
        self.former = [one for one in self.former if not one.left()]

    def over(self) -> bool:
        """Whether nobody serves any more, and nobody is to come."""
        if self.coming is not None:
            return self.present is None and self.coming.failed()
        return self.present is None or self.present.process.poll() is not None

    def drop(self) -> None:
        """Give up the one that is coming."""
        assert self.coming is not None
        self.coming.kill()
        os.close(self.coming.ready)
        os.close(self.coming.stay)
        self.coming = None

    def end(self) -> int:
        """Nobody can connect any more; what is under way has `GRACE_SECONDS`."""
        self.socket.close()
        serving = [one for one in (self.present, self.coming, *self.former) if one is not None]
        for one in serving:
            one.process.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for one in serving:
            with suppress(subprocess.TimeoutExpired):
                one.process.wait(max(0.1, until - time.monotonic()))
            one.kill()
        return serving[0].process.returncode


def _ears() -> socket.socket:
    """From here comes the number of every signal in `TOLD`."""
    heard, said = socket.socketpair()
    heard.setblocking(False)
    said.setblocking(False)
    for kind in TOLD:
        signal.signal(kind, lambda *_: None)
    signal.set_wakeup_fd(said.detach())
    return heard
