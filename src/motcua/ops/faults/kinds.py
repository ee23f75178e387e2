"""What can happen in a round, by name."""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError

from motcua.kernel.words import Words
from motcua.ops import postgres
from motcua.ops.faults.cutting import DatabaseLine, line
from motcua.ops.faults.deploys import Visits, deploy
from motcua.ops.faults.disks import Disks
from motcua.ops.faults.house import House
from motcua.ops.faults.partners import MAIL_WAYS, Partners
from motcua.ops.faults.told import Told
from motcua.partners.identity.stand_in import Hostile

CALM = (0.3, 1.2)
"""Seconds of undisturbed work before each fault, drawn anew."""

LASTS = 1.5
"""Seconds for which a disk stays full and a partner bad."""

IDENTITY_WAYS = (Hostile.REFUSING, Hostile.SLOW, Hostile.SERVER_ERROR, Hostile.HTML, Hostile.REPLAYED_NONCE)


@dataclass
class Scene:
    """Everything a fault may touch; `wait` looks after the house meanwhile. `line` is there where it may be cut."""

    house: House
    partners: Partners
    disks: Disks
    chance: random.Random
    told: Told = field(default_factory=Told)
    visits: Visits = field(default_factory=Visits)
    line: DatabaseLine | None = None

    def wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.house.tend()
            time.sleep(0.05)


def web_worker(scene: Scene) -> None:
    workers = scene.house.web_workers()
    if workers:
        scene.house.kill([scene.chance.choice(workers)])


def web_master(scene: Scene) -> None:
    scene.house.kill(scene.house.web_server())


def worker(scene: Scene) -> None:
    pid = scene.house.family.pid_of("worker")
    scene.house.kill([pid] if pid else [])


def backend(scene: Scene) -> None:
    """PostgreSQL ends every connection and recovers when one of its processes is killed."""
    try:
        serving = scene.house.backends()
    except (DatabaseError, InterfaceError):
        serving = []
    scene.house.kill([scene.chance.choice(serving)] if serving else [])


def database(scene: Scene) -> None:
    scene.house.kill(scene.house.database())


def everything(scene: Scene) -> None:
    house = scene.house
    house.kill([*house.database(), *house.web_workers()])
    web_master(scene)
    worker(scene)


def restart(scene: Scene) -> None:
    """What an operator does in daytime: an orderly end of the database in mid-request, and a start."""
    pid = postgres.pid_of(scene.house.home)
    if pid:
        os.kill(pid, signal.SIGINT)


def disk_database(scene: Scene) -> None:
    scene.disks.fill(scene.disks.database)
    scene.wait(LASTS)
    scene.disks.empty(scene.disks.database)


def disk_files(scene: Scene) -> None:
    scene.disks.fill(scene.disks.files)
    scene.wait(LASTS)
    scene.disks.empty(scene.disks.files)


def mail(scene: Scene) -> None:
    scene.partners.mail_line.way = scene.chance.choice(MAIL_WAYS)
    scene.wait(LASTS)
    scene.partners.mail_line.mend()


def identity(scene: Scene) -> None:
    scene.partners.identity.misbehave(scene.chance.choice(IDENTITY_WAYS))
    scene.wait(LASTS)
    scene.partners.identity.misbehave(None)


@dataclass(frozen=True, slots=True)
class Kind:
    words: Words
    happen: Callable[[Scene], None]
    calm: tuple[float, float] = CALM


KINDS = {
    "web-worker": Kind(Words("một tiến trình web bị giết", "one web process killed"), web_worker),
    "web": Kind(Words("máy chủ web bị giết", "the web server killed"), web_master),
    "worker": Kind(Words("tiến trình nền bị giết", "the background worker killed"), worker),
    "backend": Kind(Words("một kết nối PostgreSQL bị giết", "one PostgreSQL backend killed"), backend),
    "database": Kind(Words("cả PostgreSQL bị giết", "PostgreSQL killed whole"), database),
    "everything": Kind(Words("mọi tiến trình bị giết", "everything killed"), everything),
    "restart": Kind(Words("PostgreSQL khởi động lại", "PostgreSQL restarted"), restart),
    "deploy": Kind(Words("bản mới thay bản cũ", "a new version"), deploy),
    "line": Kind(Words("đường tới PostgreSQL bị cắt", "the line to PostgreSQL cut"), line, calm=(0.0, 0.2)),
    "disk-database": Kind(Words("đĩa dữ liệu đầy", "the database's disk full"), disk_database),
    "disk-files": Kind(Words("đĩa tệp đầy", "the files' disk full"), disk_files),
    "mail": Kind(Words("máy chủ thư hỏng", "the mail server bad"), mail),
    "identity": Kind(Words("nơi định danh hỏng", "the identity provider bad"), identity),
}
KILLS = ("web-worker", "web", "worker", "backend", "database", "everything")
ORDERLY = frozenset({"deploy"})
"""Kinds after which nothing may be left undone."""
DISKS = ("disk-database", "disk-files")
