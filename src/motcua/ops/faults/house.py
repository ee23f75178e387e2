"""The city's processes on this machine: started, looked for, killed, started again when they fell."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from motcua.kernel.database import Place
from motcua.kernel.home import Home
from motcua.ops import postgres
from motcua.ops.processes import STDERR, Family, wait_for_port

READY_SECONDS = 60
WEB_WORKERS = 2
UNLIMITED = {"MOTCUA_OFFICE_NETWORKS": "127.0.0.1", "MOTCUA_API_PER_MINUTE": "0", "MOTCUA_FILINGS_PER_MINUTE": "0"}
"""Those who work here all come from one address, and knock ten times a second while nobody answers."""
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


@dataclass
class House:
    """`server` is the database as it was started last; `tend` is to be called again and again, from one thread.

    The kernel counts threads as parents: what a thread started ends with that thread.
    """

    home: Home
    server: postgres.Server
    family: Family
    port: int

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tend(self) -> None:
        """Start again what fell, as a supervisor would."""
        for child in self.family.children:
            child.falls = 0
        self.family.mend()
        if self.database_is_down():
            with suppress(postgres.NoPostgres):
                self.server = postgres.start(self.home, port=self.server.port)

    def database_is_down(self) -> bool:
        return self.server.process is None or self.server.process.poll() is not None

    def web_server(self) -> list[int]:
        """The process that holds the socket, then the servers behind it."""
        holder = self.family.pid_of("web")
        return [holder, *children_of(holder)] if holder else []

    def web_workers(self) -> list[int]:
        return [worker for server in self.web_server()[1:] for worker in children_of(server)]

    def backends(self) -> list[int]:
        """The database's processes that serve somebody else."""
        with connection.cursor() as cursor:
            cursor.execute(BACKENDS)
            return [pid for (pid,) in cursor.fetchall()]

    def database(self) -> list[int]:
        """The database's first process, then all others."""
        first = postgres.pid_of(self.home)
        return [first, *children_of(first)] if first else []

    def kill(self, pids: list[int]) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        connection.close()


@contextmanager
def open_house(
    home: Home, server: postgres.Server, port: int, told: dict[str, str], through: Place | None = None
) -> Iterator[House]:
    """Web server and worker as a city has them; everything ends with the block. The web server asks the database
    `through` another place where one is given."""
    family = Family()
    surroundings = os.environ | {"MOTCUA_SITE": f"http://127.0.0.1:{port}", "MOTCUA_POOL": "8", "MOTCUA_LINES": "0"}
    surroundings |= {"MOTCUA_LOG": "CRITICAL"} | UNLIMITED | told
    web = {"MOTCUA_DATABASE": through.url} if through else {}
    house = House(home, server, family, port)
    try:
        served = ["serve", "--port", str(port), "--workers", str(WEB_WORKERS)]
        for name, command, own in (("web", served, web), ("worker", ["worker"], {})):
            family.add(name, [sys.executable, "-m", "motcua", *command], surroundings | own, said_to=STDERR)
        if not wait_for_port(port, READY_SECONDS):
            raise RuntimeError("the web server does not answer")
        yield house
    finally:
        connection.close()
        family.stop()


def children_of(pid: int) -> list[int]:
    """Its living children."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if told[1] == str(pid) and told[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def wait_until_up(house: House) -> None:
    """Until the database answers this process. RuntimeError after a minute."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        house.tend()
        connection.close()
        with suppress(Exception), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return
        time.sleep(0.1)
    raise RuntimeError("the database does not come back")
