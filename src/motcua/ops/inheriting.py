"""granian on a socket that is open already: its own command line, but for who opens the socket.

Its processes are forked, because only so they have the numbers of what is open from their parent.
"""

import multiprocessing
import os

from granian import cli
from granian._granian import SocketHolder
from granian.server import Server

from motcua.ops.holding import BACKLOG, LISTENING


class Inheriting(Server):  # type: ignore[misc, valid-type, unused-ignore]
    """Reached through one method of granian's, which is none of its promises: `tests/ops/test_handover.py` holds it."""

    def _init_shared_socket(self) -> None:
        self._ssp, self._sso = None, None
        self._sfd = int(os.environ[LISTENING])
        self._shd = SocketHolder(self._sfd, False, BACKLOG)  # type: ignore[call-arg]


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    cli.Server = Inheriting  # type: ignore[misc, attr-defined, unused-ignore]
    cli.entrypoint()
