"""A practice city beside a city: a schema, roles, keys and files of its own, filled with made-up cases.

It shares nothing with the real one but the database server and the national tables. Its keys are others (only the one
that names database passwords is the same), so neither a QR code nor a session of one opens anything of the other.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.kernel.database import city, practice_of
from motcua.kernel.home import Home
from motcua.ops import bootstrap, jurisdiction, postgres, web
from motcua.ops.demo.models import MODELS, TWO_LEVEL
from motcua.ops.printing import say
from motcua.ops.processes import Family, dying_with_parent, free_port, wait_for_port

WANTED, TOLD = "practice.wanted", "practice.json"
READY_SECONDS = 60
SECRETS = ("MOTCUA_IDENTITY_CLIENT_SECRET", "MOTCUA_IDENTITY_FORMER_SECRET")
ELSEWHERE = ("MOTCUA_SMTP_HOST", "MOTCUA_IDENTITY_ISSUER", *SECRETS, "MOTCUA_PRACTICE_STARTS")
"""What a practice city is not told: where mail goes, and who vouches for citizens."""


@dataclass(frozen=True)
class Practice:
    """Where it lives: `real` is the data folder of the city it stands beside."""

    real: Home
    server: postgres.Server | postgres.ForeignServer
    port: int
    site: str

    @property
    def home(self) -> Home:
        return Home(self.real.path / "practice")

    @property
    def schema(self) -> str:
        return practice_of(city())

    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
        return kept | {
            "MOTCUA_HOME": str(self.home.path),
            "MOTCUA_CITY": self.schema,
            "MOTCUA_DATABASE": self.server.place.url,
            "MOTCUA_SITE": self.site,
            "MOTCUA_POOL": "4",
            "MOTCUA_LINES": os.environ.get("MOTCUA_LINES", "0"),
            "DJANGO_SETTINGS_MODULE": bootstrap.RUN,
        }


def keys_for(practice: Practice) -> None:
    """Fresh keys, but for the one from which database passwords follow: the server's roles are shared."""
    place = practice.home.path / "keys.json"
    if place.exists():
        return
    practice.home.path.mkdir(parents=True, exist_ok=True)
    fresh = {name: secrets.token_hex(32) for name in ("django", "sealing", "digest", "tokens")}
    draft = practice.home.path / f"keys.{secrets.token_hex(4)}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(fresh | {"database": practice.real.keys.database}, indent=1))
    draft.replace(place)


def start_over(practice: Practice) -> None:
    """Everything that was practised goes; the real city is not touched."""
    with psycopg.connect(practice.server.admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(practice.schema)))
    shutil.rmtree(practice.home.path, ignore_errors=True)


def prepare(practice: Practice) -> None:
    """Schema and roles where something changed, made-up agencies' staff and cases where there are none yet."""
    keys_for(practice)
    told = practice.environment()
    os.environ.clear()
    os.environ.update(told)
    prepared, file = jurisdiction.fingerprint(), practice.home.path / "prepared"
    if not file.exists() or file.read_text() != prepared:
        say("chuẩn bị bản luyện tập / preparing the practice city")
        jurisdiction.add(practice.server.admin_url, practice.schema, place=practice.server.place)
        file.write_text(prepared)
    model = MODELS.get(os.environ.get("MOTCUA_PRACTICE_MODEL", ""), TWO_LEVEL)
    bootstrap.load("motcua.ops.demo.city").build(model, say)


def run(practice: Practice, family: Family) -> None:
    """Start its server and worker and say so in the real city's data folder. RuntimeError when it does not answer."""
    environment = practice.environment()
    family.add("web", web.command(practice.port, workers=1), environment | web.SERVED)
    family.add("worker", [sys.executable, "-m", "motcua", "worker"], environment)
    if not wait_for_port(practice.port, READY_SECONDS):
        raise RuntimeError(f"cổng {practice.port} không trả lời / port {practice.port} does not answer")
    tell(practice.real, practice.site)


def tell(real: Home, site: str) -> None:
    draft = real.path / f"practice.{secrets.token_hex(4)}"
    draft.write_text(json.dumps({"site": site, "pid": os.getpid()}))
    draft.replace(real.path / TOLD)


def forget(real: Home) -> None:
    for name in (TOLD, WANTED):
        with suppress(FileNotFoundError):
            (real.path / name).unlink()


@dataclass
class OnDemand:
    """Starts a practice city beside a try-out once somebody wishes for it on its page."""

    real: Home
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        forget(self.real)

    def heed(self) -> None:
        """Called again and again: a wish starts it, and one that fell is forgotten until the next wish."""
        wish: Path = self.real.path / WANTED
        if self.process is not None and self.process.poll() is not None:
            self.process = None
            forget(self.real)
        if self.process is None and wish.exists():
            command = [sys.executable, "-m", "motcua", "practice", "--port", str(free_port())]
            self.process = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, preexec_fn=dying_with_parent(signal.SIGTERM)
            )

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
        forget(self.real)
