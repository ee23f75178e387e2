"""The worker: jobs of the queue, subscribers of the ledger, messages on their way out, stuck jobs taken up again; and
the server's pages read in turns.
"""

import logging
import os
import signal
import threading
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from motcua.base.ledger import delivery
from motcua.base.messages import sending
from motcua.base.opening.knocking import AsyncConnection
from motcua.kernel import clock
from motcua.kernel.home import Home
from motcua.ops.watching import tracing
from motcua.ops.watching.pages import Rounds

PAUSE_SECONDS = 0.5
GRACE_SECONDS = 3
ASKING: dict[str, Any] = (
    {"listen_notify": False, "fetch_job_polling_interval": 1} if getattr(settings, "MOTCUA_POOLED", False) else {}
)
"""Through a pooler nobody can listen for news of a job, so the queue is asked every second."""

log = logging.getLogger(__name__)


class Pump(threading.Thread):
    """Carries news from the ledger to its subscribers and messages to their channels until told to stop."""

    def __init__(self) -> None:
        super().__init__(name="pump", daemon=True)
        self.ending = threading.Event()

    def run(self) -> None:
        while not self.ending.is_set():
            busy = False
            try:
                busy = turn() > 0
            except Exception:
                log.exception("the pump stumbled; it goes on")
            finally:
                close_old_connections()
            if not busy:
                self.ending.wait(PAUSE_SECONDS)


def turn() -> int:
    """One round: every subscriber a batch, then what is due to be sent. How many things were done."""
    delivered: int = delivery.deliver_all()
    sent: int = sending.send_due()
    return delivered + sent


class Orphanage(threading.Thread):
    """Ends this process when its parent is gone: first politely (the kernel's TERM did that), then for certain."""

    def __init__(self) -> None:
        super().__init__(name="orphanage", daemon=True)
        self.parent = os.getppid()
        self.never = threading.Event()

    def run(self) -> None:
        while not self.never.wait(1):
            if os.getppid() != self.parent:
                self.never.wait(GRACE_SECONDS)
                os._exit(1)


def connector() -> PsycopgConnector:
    """To the same database as Django's, opened with whatever password the role has then."""
    return PsycopgConnector(kwargs=connector_params(), connection_class=AsyncConnection)


def run() -> None:
    """Work until TERM or Ctrl-C; a job in hand is finished first, and one cut off is taken up again."""
    Orphanage().start()
    tracing.begin("worker")
    pump, rounds = Pump(), Rounds(Home.current())
    pump.start()
    rounds.start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with app.replace_connector(connector()) as working:
            working.run_worker(concurrency=2, shutdown_graceful_timeout=8, **ASKING)
    except KeyboardInterrupt:
        log.info("worker stops at %s", clock.now())
    finally:
        for thread in (pump, rounds):
            thread.ending.set()
        for thread in (pump, rounds):
            thread.join(10)
