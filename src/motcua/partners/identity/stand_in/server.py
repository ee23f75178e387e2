"""A stand-in for the national identity provider: OpenID Connect, code flow with PKCE, for try-outs and tests.

It listens on the loopback address only, knows made-up people only, and keeps everything in memory.
"""

import threading
from collections.abc import Sequence
from functools import partial
from http.server import ThreadingHTTPServer
from types import TracebackType

from motcua.partners.identity.stand_in.handler import Handler
from motcua.partners.identity.stand_in.hostile import Hostile
from motcua.partners.identity.stand_in.house import CLIENT_ID, CLIENT_SECRET, House
from motcua.partners.identity.stand_in.people import MadeUpPerson, load_people

LOOPBACK = "127.0.0.1"


class IdentityServer(ThreadingHTTPServer):
    """The running stand-in. As a context manager it serves in a thread of its own and ends with the block."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        port: int,
        *,
        redirect_uris: Sequence[str],
        people: Sequence[MadeUpPerson],
        client_id: str = CLIENT_ID,
        client_secret: str = CLIENT_SECRET,
    ) -> None:
        super().__init__((LOOPBACK, port), Handler)
        self.house = House(
            f"http://{LOOPBACK}:{self.server_address[1]}",
            redirect_uris=redirect_uris,
            people=people,
            client_id=client_id,
            client_secret=client_secret,
        )
        self.RequestHandlerClass = partial(Handler, self.house)
        self._thread: threading.Thread | None = None

    def misbehave(self, mode: Hostile | None, at: str | None = None) -> None:
        """Now behave as `mode` says (None: well); wrong answers on the wire come at path `at` or everywhere."""
        self.house.hostile, self.house.hostile_at = mode, at

    @property
    def issuer(self) -> str:
        return self.house.issuer

    @property
    def asked(self) -> Sequence[str]:
        """The paths asked for so far, in order."""
        return tuple(self.house.asked)

    def start(self) -> "IdentityServer":
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="stand-in-identity", daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        self.house.stopped.set()
        if self._thread:
            self.shutdown()
            self._thread.join()
        self.server_close()

    def __enter__(self) -> "IdentityServer":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def run(port: int, *, redirect_uris: Sequence[str], people: Sequence[MadeUpPerson] | None = None) -> IdentityServer:
    """A stand-in bound to 127.0.0.1:`port` (0: any free port), to be used with `with`. OSError: the port is taken."""
    return IdentityServer(port, redirect_uris=redirect_uris, people=load_people() if people is None else people)


def serve(
    port: int,
    *,
    redirect_uris: Sequence[str],
    people: Sequence[MadeUpPerson] | None = None,
    client_id: str = CLIENT_ID,
    client_secret: str = CLIENT_SECRET,
) -> None:
    """Serve in the foreground until the process is told to end (KeyboardInterrupt ends it quietly)."""
    server = IdentityServer(
        port,
        redirect_uris=redirect_uris,
        people=load_people() if people is None else people,
        client_id=client_id,
        client_secret=client_secret,
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
