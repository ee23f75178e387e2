"""The web server: granian in WSGI mode, several processes, loopback unless told otherwise."""

import os
import sys
from collections.abc import Mapping

from motcua.ops.holding import HANDOVER_SECONDS, Holder, listening

WORKERS = 2
THREADS = 5
"""Of them at most four are the public's (`base/rush`), except for what somebody sends."""
GRACE_SECONDS = 10

SERVED = {"MOTCUA_SERVED_BY": "granian"}
"""Told to the server's processes, so that its workers end with their master."""


def command(port: int, *, host: str = "127.0.0.1", workers: int = WORKERS, grace: int = GRACE_SECONDS) -> list[str]:
    """What starts the server on `host:port`; when told to end, requests in hand have `grace` seconds."""
    return [
        sys.executable, "-m", "motcua.ops.serving", "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws",
        "--respawn-failed-workers", "--workers-kill-timeout", str(grace),
        "--log-level", os.environ.get("MOTCUA_WEB_LOG", "warning"), "motcua.conf.wsgi:application",
    ]  # fmt: skip


def held(port: int, environment: Mapping[str, str], *, host: str = "127.0.0.1", workers: int = WORKERS) -> Holder:
    """A server that is renewed by HUP. OSError where the port is taken."""
    serving = command(port, host=host, workers=workers, grace=HANDOVER_SECONDS)
    return Holder(serving, environment, listening(host, port), workers)
