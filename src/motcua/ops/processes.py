"""Child processes that end with their parent, however it ends, and are started again when they fall."""

import ctypes
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 15
TOO_SOON_SECONDS = 2.0
TOO_OFTEN = 5
STDERR = 2
"""Where children print when what the parent prints are figures for a program."""


def dying_with_parent(sent: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: a process group of its own, and `sent` from the kernel when the parent is gone."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        os.setpgid(0, 0)
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, sent)

    return prepare


def die_with_parent(sent: signal.Signals) -> None:
    """From now on the kernel sends `sent` to this process when its parent is gone (Linux only).

    A parent that went before this was asked is found out too, where it was a Python process that spawned this one.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sent)
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:
        os.kill(os.getpid(), sent)


@dataclass
class Child:
    """One supervised process: how to start it, and how often it fell lately.

    `said_to`: where it prints, if not where we do.
    """

    name: str
    command: list[str]
    environment: Mapping[str, str]
    said_to: int | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls: int = 0

    def start(self) -> None:
        """Start it; what a fallen one left of its group is ended first, so that it holds no port."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=self.said_to,
            preexec_fn=dying_with_parent(signal.SIGTERM),
        )

    def fell(self) -> bool:
        return self.process is not None and self.process.poll() is not None


@dataclass
class Family:
    """Children started together, watched, and stopped together in reverse order."""

    children: list[Child] = field(default_factory=list)

    def add(
        self, name: str, command: list[str], environment: Mapping[str, str], *, said_to: int | None = None
    ) -> Child:
        child = Child(name, command, environment, said_to)
        child.start()
        self.children.append(child)
        return child

    def pid_of(self, name: str) -> int | None:
        """The process behind a name, as it is now."""
        return next((child.process.pid for child in self.children if child.name == name and child.process), None)

    def mend(self) -> list[str]:
        """Start again what fell; names of those. RuntimeError when one falls again and again at once."""
        fallen = []
        for child in self.children:
            if not child.fell():
                continue
            child.falls = child.falls + 1 if time.monotonic() - child.started_at < TOO_SOON_SECONDS else 0
            if child.falls >= TOO_OFTEN:
                raise RuntimeError(f"{child.name} không khởi động được / does not start")
            child.start()
            fallen.append(child.name)
        return fallen

    def stop(self) -> None:
        for child in reversed(self.children):
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in reversed(self.children):
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()


def free_port(preferred: int = 0) -> int:
    """`preferred` on loopback when nobody listens there, else any free port."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            chosen: int = probe.getsockname()[1]
            return chosen
    raise OSError("no free port")


def wait_for_port(port: int, seconds: float, still_alive: Callable[[], bool] = lambda: True) -> bool:
    """Whether somebody listens on loopback `port` within `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and still_alive():
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.05)
    return False
