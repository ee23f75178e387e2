"""`motcua check migrations`: a city as the first tables held it, filled, brought to the present ones, and watched.

What a migration leaves new among the growing tables is filled before the next one: each meets many rows wherever there
may be many.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from motcua.base.growing import GROWING
from motcua.kernel.database import COMMON, Place, city
from motcua.ops import jurisdiction
from motcua.ops.checks.upgrades.filling import Filler
from motcua.ops.checks.upgrades.watching import Felt, Watch

END = "apply_success"
AFTERWARDS = "afterwards: triggers, keys, rights"


class Stopped(RuntimeError):
    """A migration did not come through; the text is what it said."""


@dataclass
class Step:
    """A migration with its seconds and what was felt of it."""

    name: str
    seconds: float
    felt: Felt

    def row(self) -> dict[str, Any]:
        """Of the growing tables the one that was locked longest, and the one somebody waited for longest."""
        locks = {table: lock for table, lock in self.felt.locks.items() if grows(table)}
        on = max(locks, key=lambda table: locks[table][1], default="")
        mode, held = locks.get(on, ("", 0.0))
        waited_for = max(self.felt.waits, key=lambda table: self.felt.waits[table], default="")
        return {
            "name": self.name,
            "seconds": round(self.seconds, 2),
            "lock": mode.removesuffix("Lock"),
            "on": on,
            "held": round(held, 2),
            "waited_for": waited_for,
            "wait": round(self.felt.waits.get(waited_for, 0.0), 2),
        }


def grows(table: str) -> bool:
    """Whether it is a growing table or a year's part of one."""
    return table in GROWING or table.rpartition("_")[0] in GROWING


def check(admin_url: str, *, rows: int, limit: float, tell: Callable[[str], None]) -> dict[str, Any]:
    """Figures of the way from the first tables to the present ones. Stopped."""
    first(admin_url)
    return measure(admin_url, rows=rows, limit=limit, tell=tell)


def measure(admin_url: str, *, rows: int, limit: float, tell: Callable[[str], None]) -> dict[str, Any]:
    """Figures of the migrations that are missing in a city; its growing tables are filled. "ok" where no lock that
    keeps anybody from a growing table, and no wait, was longer than the limit in seconds. Stopped.
    """
    began = time.monotonic()
    told = []
    with psycopg.connect(admin_url, autocommit=True) as admin, Watch(admin_url, city()).watching() as watch:
        path = sql.SQL(", ").join(map(sql.Identifier, (city(), COMMON, "public")))
        admin.execute(sql.SQL("SET search_path TO {}").format(path))
        filler = Filler(admin, rows)
        fill(filler, watch, tell)
        for step in walk(admin_url, watch):
            told.append(step.row())
            tell(line(step.row()))
            fill(filler, watch, tell)
    slow = [line(row) for row in told if max(row["held"], row["wait"]) > limit]
    return {
        "ok": len(told) > 1 and not slow and not watch.failed,
        "rows": rows,
        "tables": len(filler.filled & GROWING),
        "migrations": len(told) - 1,
        "longest_lock": max(row["held"] for row in told),
        "longest_wait": max(row["wait"] for row in told),
        "over_the_limit": slow,
        "failed": watch.failed,
        "seconds": round(time.monotonic() - began),
        "steps": told,
    }


def fill(filler: Filler, watch: Watch, tell: Callable[[str], None]) -> None:
    began = time.monotonic()
    if new := filler.fill_new():
        tell(f"  + {', '.join(new)}: {time.monotonic() - began:.0f} s")
    watch.tables = sorted(filler.filled & GROWING)


def line(row: dict[str, Any]) -> str:
    lock = f"{row['lock']} {row['on']} {row['held']:.2f} s" if row["lock"] else "–"
    return f"{row['name']:<70} {row['seconds']:>7.2f} s | {lock} | {row['waited_for']} {row['wait']:.2f} s"


def first(admin_url: str) -> None:
    """A city as the first migration of each area made it, in the place of the one that is there. Stopped."""
    place = Place.parse(admin_url)
    with jurisdiction.administrator(admin_url) as connection:
        for schema in (city(), COMMON):
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
        jurisdiction.found(connection, place.name, city())
    command = [sys.executable, "-m", "motcua.ops.checks.upgrades.first"]
    done = subprocess.run(command, env=as_owner(place), capture_output=True, text=True)
    if done.returncode:
        raise Stopped(done.stderr)


def as_owner(place: Place) -> dict[str, str]:
    told = {"MOTCUA_DATABASE": place.url, "MOTCUA_CITY": city(), "DJANGO_SETTINGS_MODULE": "motcua.conf.settings.owner"}
    return os.environ | told


def walk(admin_url: str, watch: Watch) -> Iterator[Step]:
    """Each migration as it is done, and what follows the last, by the steps of `motcua upgrade`. Stopped."""
    command = [sys.executable, "-m", "django", "prepare_city_by_steps"]
    environment = as_owner(Place.parse(admin_url))
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout
        began = time.monotonic()
        for text in process.stdout:
            said = json.loads(text)
            if said["action"] == END:
                yield Step(said["name"], time.monotonic() - began, watch.felt)
            watch.felt, began = Felt(), time.monotonic()
            process.stdin.write("\n")
            process.stdin.flush()
        code = process.wait()
        if code:
            raise Stopped(f"{' '.join(command[1:])}: {code}")
        yield Step(AFTERWARDS, time.monotonic() - began, watch.felt)
