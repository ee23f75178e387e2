"""A real house for a browser: web server, worker, stand-ins, and a database of its own filled with the demo city."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from motcua.kernel import clock
from motcua.kernel.home import Home
from motcua.ops import web
from motcua.ops.processes import Family, free_port, wait_for_port
from motcua.partners.identity import stand_in
from motcua.partners.mail.stand_in import catcher
from tests.support import cluster

READY_SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class House:
    """`site` is the portal's address without a trailing slash; the rest is as `filling.facts` gives it."""

    site: str
    cases: list[dict[str, str]]
    documents: list[dict[str, str]]
    places: dict[str, str]
    mail: catcher.MailCatcher
    texts: list[str]
    told: Mapping[str, str]

    @contextmanager
    def multiplied(self, case_id: str, count: int) -> Iterator[None]:
        """So many more cases like this one, in the same hands, on desks within the block."""
        for number in (count, 0):
            line = [sys.executable, "-m", "tests.browser.multiplying", case_id, str(number)]
            subprocess.run(line, env=self.told, cwd=ROOT, check=True)
            if number:
                yield

    def hurry(self) -> None:
        """What the processes owe is done now: the worker looks once a minute."""
        subprocess.run([sys.executable, "-m", "tests.browser.hurrying"], env=self.told, cwd=ROOT, check=True)

    def case(self, **wanted: str) -> dict[str, str]:
        """The first case whose facts are these."""
        return next(case for case in self.cases if wanted.items() <= case.items())

    def document(self, kind: str) -> dict[str, str]:
        return next(document for document in self.documents if document["kind"] == kind)


@contextmanager
def open_house(folder: Path, data: str = "normal", day: date | None = None, *, lived: bool = False) -> Iterator[House]:
    """Everything ends with the block: the children, the stand-ins, the database, the files.

    `data` is "normal" (the demo city), "little" (its first morning), "much" or "told" (the demo city with the
    tutorial's procedure); `day` is the day it is in there, and for the stand-ins of this process as long as the house
    is open. With `lived` all of `happenings` has happened.
    """
    keep_keys(folder)
    Home(folder).mark_made_up()
    name = f"{cluster.NAME}_house_{data}{day or ''}".replace("-", "_")
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    with ExitStack() as ending:
        place = cluster.clone(name)
        ending.callback(cluster.drop, name)
        redirect = f"{site}/dang-nhap/tra-loi/"
        identity = ending.enter_context(stand_in.run(0, redirect_uris=[redirect]))
        mail = ending.enter_context(catcher.run())
        told = environment(folder, place.url, site, identity.issuer, mail.smtp_port)
        if day:
            behind = (clock.today() - day).days
            told["MOTCUA_CLOCK_SHIFT_DAYS"] = str(behind)
            ending.callback(clock.shift, days=0)
            clock.shift(days=behind)
        known = filled(folder, told, data, *(["lived"] if lived else []))
        family = Family()
        ending.callback(family.stop)
        family.add("web", web.command(port), told)
        family.add("worker", [sys.executable, "-m", "motcua", "worker"], told)
        assert wait_for_port(port, READY_SECONDS, lambda: not family.children[0].fell())
        yield House(site, known["cases"], known["documents"], known["places"], mail, known["texts"], told)


def keep_keys(folder: Path) -> None:
    """The roles' passwords follow from the keys of the run; files and slips go to a folder of the house's own."""
    shutil.copy(Home.current().path / "keys.json", folder / "keys.json")


def environment(folder: Path, database: str, site: str, issuer: str, smtp_port: int) -> dict[str, str]:
    return os.environ | {
        "MOTCUA_HOME": str(folder),
        "MOTCUA_DATABASE": database,
        "MOTCUA_SITE": site,
        "MOTCUA_IDENTITY_ISSUER": issuer,
        "MOTCUA_IDENTITY_CLIENT_ID": stand_in.CLIENT_ID,
        "MOTCUA_IDENTITY_CLIENT_SECRET": stand_in.CLIENT_SECRET,
        "MOTCUA_SMTP_HOST": "127.0.0.1",
        "MOTCUA_SMTP_PORT": str(smtp_port),
        "MOTCUA_POOL": "8",
    }


def filled(folder: Path, told: Mapping[str, str], *data: str) -> dict[str, Any]:
    place = folder / "filled.json"
    subprocess.run([sys.executable, "-m", "tests.browser.filling", str(place), *data], env=told, cwd=ROOT, check=True)
    facts: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return facts
