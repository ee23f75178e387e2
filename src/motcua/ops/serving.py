"""granian by its own command line, but for how it ends, and for who opens the socket where one is open already.

Reached through two methods of granian's which are none of its promises: `tests/ops/test_handover.py` and
`tests/ops/test_leaving.py` hold them.
"""

import multiprocessing
import os
import time

from granian import cli
from granian._granian import SocketHolder
from granian.server import Server

from motcua.ops.holding import BACKLOG, LISTENING

LOOK_SECONDS = 0.01


class Serving(Server):  # type: ignore[misc, valid-type, unused-ignore]
    """Each worker is waited for by a thread of its own too. Whoever waits second hears for a moment that it still
    lives, and granian would say of a worker that went by itself that it had to be killed: so it is asked once nobody
    else is to be told."""

    workers_kill_timeout: float | None

    def _stop_workers(self) -> None:
        for worker in self.wrks:
            worker.terminate()
        until = time.monotonic() + (self.workers_kill_timeout or 0)
        while any(worker.is_alive() for worker in self.wrks) and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)
        self.workers_kill_timeout = max(until - time.monotonic(), LOOK_SECONDS)
        super()._stop_workers()


class Inheriting(Serving):
    """On the socket that `holding.Holder` opened."""

    def _init_shared_socket(self) -> None:
        self._ssp, self._sso = None, None
        self._sfd = int(os.environ[LISTENING])
        self._shd = SocketHolder(self._sfd, False, BACKLOG)  # type: ignore[call-arg]


if __name__ == "__main__":
    inherited = LISTENING in os.environ
    if inherited:
        multiprocessing.set_start_method("fork")  # only so have they the numbers of what is open from their parent
    cli.Server = Inheriting if inherited else Serving  # type: ignore[misc, attr-defined, unused-ignore]
    cli.entrypoint()
