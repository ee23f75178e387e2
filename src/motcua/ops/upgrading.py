"""A database brought to what this code needs: said first, put away first, migrated, and proven afterwards.

A database that has migrations this code does not know is newer than the code, and refused before anything is touched:
older code would take rights away from tables it has never heard of.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import django
import psycopg
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from motcua.kernel.database import COMMON, Place
from motcua.kernel.errors import Fault
from motcua.kernel.home import Home
from motcua.kernel.words import Words
from motcua.ops import bootstrap, jurisdiction
from motcua.ops.saving import restore
from motcua.ops.saving.backup import Made, backup
from motcua.ops.saving.sealing import chosen

Migration = tuple[str, str]
SHOWN = 5


class DatabaseNewer(Fault):
    code = "upgrade.newer"
    sentence = Words(
        "Cơ sở dữ liệu mới hơn phần mềm (có thêm: {names}). Hãy cài bản phần mềm mới hơn; chưa có gì bị thay đổi.",
        "The database is newer than the code (it has {names}). Install newer code; nothing was changed.",
    )


class NoCity(Fault):
    code = "upgrade.no_city"
    sentence = Words(
        "Chưa có thành phố {city} trong cơ sở dữ liệu này: dùng motcua jurisdiction add.",
        "There is no city {city} in this database: use motcua jurisdiction add.",
    )


@dataclass(frozen=True)
class Plan:
    """What is missing, in the order of apps and numbers: nothing where the database is what this code needs."""

    city: str
    missing: tuple[Migration, ...]

    @property
    def names(self) -> list[str]:
        return [f"{app}.{name}" for app, name in self.missing]


def look(admin_url: str, city: str) -> Plan:
    """What would be migrated. NoCity, DatabaseNewer."""
    known = _known(Place.parse(admin_url))
    with psycopg.connect(admin_url, autocommit=True) as connection:
        applied, common = _applied(connection, city), _applied(connection, COMMON)
    if not applied:
        raise NoCity(city=city)
    strange = (applied | common) - known
    if strange:
        raise DatabaseNewer(names=_told(strange))
    return Plan(city, tuple(sorted(known - applied)))


def upgrade(admin_url: str, home: Home, city: str, folder: Path | None) -> tuple[Plan, Made | None]:
    """Migrate, after a backup in `folder` (None for none), sealed where public keys are named; rights and national
    facts are renewed either way."""
    plan = look(admin_url, city)
    made = backup(admin_url, home, city, folder, chosen()) if folder and plan.missing else None
    jurisdiction.add(admin_url, city, place=Place.parse(admin_url))
    return plan, made


def prove(admin_url: str, home: Home, city: str) -> list[str]:
    """What does not fit afterwards: migrations, every chain and seal of the ledger, every case."""
    place = Place.parse(admin_url)
    found = [f"{name}: not applied" for name in look(admin_url, city).names]
    found += restore.verify_ledger(place, home, city, "")[0]
    cases, complaint = restore.asked(place, home, city, "verify", "cases")
    if complaint:
        found.append(f"cases: {complaint}")
    elif cases["different"]:
        found.append(f"cases: {cases['different']} are not as the ledger tells them")
    return found


def _known(place: Place) -> set[Migration]:
    """The migrations in the files of this code and its packages."""
    os.environ.setdefault("MOTCUA_DATABASE", place.url)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", bootstrap.RUN)
    django.setup()
    return set(MigrationLoader(None).disk_migrations)


def _applied(connection: psycopg.Connection, schema: str) -> set[Migration]:
    history = sql.Identifier(schema, "django_migrations")
    row = connection.execute("SELECT to_regclass(%s)", [f"{schema}.django_migrations"]).fetchone()
    if not row or row[0] is None:
        return set()
    return set(connection.execute(sql.SQL("SELECT app, name FROM {}").format(history)).fetchall())


def _told(migrations: Iterable[Migration]) -> str:
    names = sorted(f"{app}.{name}" for app, name in migrations)
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
