"""The running demo: database, web server, worker and stand-ins as one family of processes."""

import json
import os
import secrets
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from motcua.kernel.home import Home
from motcua.ops import postgres, web
from motcua.ops.practice import OnDemand
from motcua.ops.processes import Family, free_port, wait_for_port
from motcua.partners.identity.stand_in import CLIENT_SECRET

READY_SECONDS = 60
WATCH_SECONDS = 0.5


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

    def __post_init__(self) -> None:
        self.practice = OnDemand(self.home, self.environment)

    def open(self) -> None:
        """Start everything and wait until the portal answers. RuntimeError when it does not."""
        module = [sys.executable, "-m", "motcua"]
        at = self.addresses
        back = [f"http://{host}:{at.web}/dang-nhap/tra-loi/" for host in ("127.0.0.1", "localhost")]
        self.family.add(
            "identity",
            [*module, "stand-in", "identity", "--port", str(at.identity), "--redirect", back[0], "--redirect", back[1]],
            self.environment,
        )
        folder = str(self.home.path / "mail")
        self.family.add(
            "mail",
            [*module, "stand-in", "mail", "--smtp-port", str(at.smtp), "--http-port", str(at.mail), "--folder", folder],
            self.environment,
        )
        self.family.add("web", web.command(at.web), self.environment | web.SERVED)
        self.family.add("worker", [*module, "worker"], self.environment)
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

    def close(self) -> None:
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
        MOTCUA_PRACTICE_STARTS="1",
        DJANGO_SETTINGS_MODULE="motcua.conf.settings.run",
    )


def remembered(home: Home) -> dict[str, str]:
    """What the demo wrote down about itself at its first start; empty before."""
    place = home.path / "demo.json"
    return json.loads(place.read_text()) if place.exists() else {}


def remember(home: Home, **facts: str) -> None:
    place: Path = home.path / "demo.json"
    draft = home.path / f"demo.{secrets.token_hex(4)}"
    draft.write_text(json.dumps(remembered(home) | facts, indent=1))
    draft.replace(place)
