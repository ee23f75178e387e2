"""The running demo: database, web server, worker and stand-ins as one family of processes."""

import os
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from motcua.kernel.home import Home
from motcua.ops import postgres, web
from motcua.ops.demo.everyday import Everyday
from motcua.ops.practice import OnDemand
from motcua.ops.processes import Family, free_port, wait_for_port
from motcua.partners.identity.stand_in import CLIENT_SECRET

READY_SECONDS = 120
WATCH_SECONDS = 0.5
MOTCUA = [sys.executable, "-m", "motcua"]


@dataclass(frozen=True)
class Addresses:
    """Where each server of the demo listens on loopback."""

    web: int
    identity: int
    smtp: int
    mail: int

    @property
    def portal(self) -> str:
        return f"http://127.0.0.1:{self.web}/"


@dataclass
class House:
    """Started in order, watched, mended when something falls, ended in reverse order."""

    home: Home
    server: postgres.Server | postgres.ForeignServer
    addresses: Addresses
    environment: dict[str, str]
    family: Family = field(default_factory=Family)
    ending: threading.Event = field(default_factory=threading.Event)
    practice: OnDemand = field(init=False)
    everyday: Everyday = field(init=False)

    def __post_init__(self) -> None:
        self.practice = OnDemand(self.home, self.environment)
        self.everyday = Everyday(self.home, self.environment)

    def open_stand_ins(self) -> None:
        """What needs no database starts while that is prepared."""
        at = self.addresses
        back = [f"http://{host}:{at.web}/dang-nhap/tra-loi/" for host in ("127.0.0.1", "localhost")]
        self.family.add(
            "identity",
            [*MOTCUA, "stand-in", "identity", "--port", str(at.identity), "--redirect", back[0], "--redirect", back[1]],
            self.environment,
        )
        folder = str(self.home.path / "mail")
        self.family.add(
            "mail",
            [*MOTCUA, "stand-in", "mail", "--smtp-port", str(at.smtp), "--http-port", str(at.mail), "--folder", folder],
            self.environment,
        )

    def open_portal(self) -> None:
        """It starts while the city is filled: the tables are there."""
        self.family.add("web", web.command(self.addresses.web), self.environment | web.SERVED)

    def open(self) -> None:
        """Start the rest and wait until every address answers. RuntimeError when one does not."""
        at = self.addresses
        self.family.add("worker", [*MOTCUA, "worker"], self.environment)
        for port in (at.web, at.identity, at.mail):
            if not wait_for_port(port, READY_SECONDS):
                raise RuntimeError(f"cổng {port} không trả lời / port {port} does not answer")

    def watch(self) -> None:
        """Until told to end: start again what fell, the database on its old port."""
        while not self.ending.wait(WATCH_SECONDS):
            if self.server.process is not None and self.server.process.poll() is not None:
                with suppress(postgres.NoPostgres):
                    self.server = postgres.start(self.home, port=self.server.port)
            self.family.mend()
            self.practice.heed()
            self.everyday.heed()

    def close(self) -> None:
        self.everyday.stop()
        self.practice.stop()
        self.family.stop()
        self.server.stop()


def addresses(preferred: int) -> Addresses:
    return Addresses(free_port(preferred), free_port(), free_port(), free_port())


def environment(
    home: Home, server: postgres.Server | postgres.ForeignServer, at: Addresses, shift_days: int
) -> dict[str, str]:
    """What every process of the demo is told."""
    return dict(
        os.environ,
        MOTCUA_HOME=str(home.path),
        MOTCUA_DATABASE=server.place.url,
        MOTCUA_SITE=f"http://127.0.0.1:{at.web}",
        MOTCUA_IDENTITY_ISSUER=f"http://127.0.0.1:{at.identity}",
        MOTCUA_IDENTITY_CLIENT_SECRET=CLIENT_SECRET,
        MOTCUA_SMTP_HOST="127.0.0.1",
        MOTCUA_SMTP_PORT=str(at.smtp),
        MOTCUA_CLOCK_SHIFT_DAYS=str(shift_days),
        MOTCUA_POOL="8",
        MOTCUA_LINES=os.environ.get("MOTCUA_LINES", "0"),
        MOTCUA_PRACTICE_STARTS="1",
        DJANGO_SETTINGS_MODULE="motcua.conf.settings.run",
    )
