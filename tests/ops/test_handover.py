"""`motcua serve` told to renew itself while people ask: nobody is refused, and what does not load changes nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from motcua.ops import holding
from motcua.ops.faults.deploys import Visits, visited
from motcua.ops.faults.house import children_of
from motcua.ops.processes import free_port

HANDOVERS = 2
DRAIN = "0.8"
SECONDS = 60
FAILS = """
from pathlib import Path
Path(__file__).with_name("tried").touch()
raise ImportError('a new version that does not load')
"""


class Served:
    """`motcua serve` of one process, and who serves behind it."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        told = os.environ | {"MOTCUA_LINES": "0", "MOTCUA_DRAIN": DRAIN, "PYTHONPATH": self.path()}
        command = [sys.executable, "-m", "motcua", "serve", "--port", str(self.port), "--workers", "1"]
        self.holder = subprocess.Popen(command, env=told)
        self.until(lambda: len(self.workers()) == 1 and self.answers())

    def path(self) -> str:
        return os.pathsep.join([str(self.folder), os.environ.get("PYTHONPATH", "")])

    def workers(self) -> set[int]:
        return {worker for server in children_of(self.holder.pid) for worker in children_of(server)}

    def answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 20) as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return line.recv(64).startswith(b"HTTP/1.1 200 ")
        return False

    def until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < deadline and self.holder.poll() is None
            time.sleep(0.02)

    def renew(self) -> None:
        """Until the former process is gone."""
        before = self.workers()
        self.holder.send_signal(signal.SIGHUP)
        self.until(lambda: not before & self.workers())


@pytest.fixture(scope="module")
def served(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    city = Served(tmp_path_factory.mktemp("new-version"))
    yield city
    city.holder.terminate()
    assert city.holder.wait(30) == 0


def test_nobody_who_asks_meanwhile_is_refused_cut_off_or_told_of_a_failure(served: Served) -> None:
    visits = Visits()
    with visited(served.port, visits):
        for _ in range(HANDOVERS):
            served.renew()
    assert visits.asked > 20 * HANDOVERS and visits.failed == 0, visits.first


def test_a_new_version_that_does_not_load_leaves_the_former_as_it_was(served: Served) -> None:
    before = served.workers()
    (served.folder / "granian.py").write_text(FAILS)
    served.holder.send_signal(signal.SIGHUP)
    served.until((served.folder / "tried").exists)
    served.until(lambda: len(children_of(served.holder.pid)) == 1)
    assert served.workers() == before and served.answers()


def test_a_socket_that_a_service_manager_holds_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        monkeypatch.setattr(holding, "HANDED", os.dup(held.fileno()))
        monkeypatch.setenv("LISTEN_FDS", "1")
        monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
        with holding.listening("127.0.0.1", 1) as taken:
            assert taken.getsockname() == held.getsockname()
        monkeypatch.setenv("LISTEN_PID", "1")
        with holding.listening("127.0.0.1", free_port()) as own:
            assert own.getsockname() != held.getsockname()


LEAVES = """
import os, socket, sys
from motcua.ops.leaving import turn_deaf
held = socket.socket(fileno=int(sys.argv[1]))
turn_deaf(os.dup(held.fileno()))
print(held.getsockname()[1])
"""


def test_a_process_that_leaves_accepts_nobody_more_and_the_socket_stays_open_in_others() -> None:
    with socket.create_server(("127.0.0.1", 0)) as shared:
        command = [sys.executable, "-c", LEAVES, str(shared.fileno())]
        said = subprocess.run(command, pass_fds=[shared.fileno()], capture_output=True, text=True, check=True)
        port = shared.getsockname()[1]
        assert int(said.stdout) not in (0, port)
        with socket.create_connection(("127.0.0.1", port), 5):
            shared.accept()[0].close()
