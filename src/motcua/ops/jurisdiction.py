"""One idempotent act per city: roles and schemas, extensions, migrations of common and city, grants (schemas.md 6, 7).

Roles: `<schema>_owner` migrates, `<city>_app` serves. What the app may do is computed from the models after each
migration: everything is denied first, then SELECT everywhere and INSERT, UPDATE, DELETE per model, INSERT alone where
the model is append-only, with UPDATE of the columns it calls erasable. A schema carries the mark of the keys that open
it (`cities/marks.py`): other keys are refused before anything is touched.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.kernel.database import COMMON, Place, app_of, city, owner_of, password_of
from motcua.kernel.home import Home
from motcua.ops import postgres
from motcua.ops.cities import marks
from motcua.ops.cities.errors import NoRight, NoServer

EXTENSIONS = ("btree_gist", "pg_trgm")
LOCK_KEY = 0x4D43
PACKAGES = ("django", "django-pgtrigger", "procrastinate")
"""Bring tables of their own, or write what ours are made by."""
READERS = "common_reader"
RIGHTS = (
    "SELECT current_user::text, rolsuper OR rolcreaterole, rolsuper OR pg_has_role(datdba, 'USAGE')"
    " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = %s"
)
NEEDED = ("CREATEROLE", "sở hữu cơ sở dữ liệu / owner of the database")
APP_LIMITS = {
    "statement_timeout": "20s",
    "lock_timeout": "8s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}
"""What the application's sessions have from the start: through a pooler nobody may set it for a session."""


def add(admin_url: str, schema: str | None = None, *, place: Place | None = None, name: str = "") -> Place:
    """Create or bring up to date the city `schema` in the database of `admin_url`. Safe to repeat at each deploy.

    Its keys are those of this process's folder. Faults of `cities/errors.py` before anything was changed.
    """
    schema = schema or city()
    place = place or Place.parse(admin_url)
    with administrator(admin_url) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        found(connection, place.name, schema, name)
        migrate(place, schema)
        connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
    return place


@contextmanager
def administrator(admin_url: str) -> Iterator[psycopg.Connection]:
    """A connection that commits each statement. NoServer where there is none, in libpq's words."""
    try:
        connection = psycopg.connect(admin_url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise NoServer(said=" ".join(str(error).split())[:300]) from error
    with connection:
        yield connection


def found(connection: psycopg.Connection, database: str, schema: str, name: str = "") -> None:
    """Roles, extensions and schemas without a table in them: what tables and a backup of them stand on."""
    _refuse_without_rights(connection, database)
    marks.check(connection, schema, Home.current())
    for owned in (COMMON, schema):
        _role(connection, owner_of(owned), search_path=_path(owned))
    _role(connection, app_of(schema), search_path=_path(schema), limits=APP_LIMITS)
    _group(connection, schema)
    _schemas(connection, database, schema)
    marks.write(connection, schema, name, Home.current())


def _refuse_without_rights(connection: psycopg.Connection, database: str) -> None:
    """NoRight before anything is touched: half a city would be worse than none."""
    user, *has = connection.execute(RIGHTS, [database]).fetchone() or ("", False, False)
    lacking = [words for words, granted in zip(NEEDED, has, strict=True) if not granted]
    if lacking:
        raise NoRight(user=user, lacking=", ".join(lacking))


def fingerprint() -> str:
    """A digest of what shapes the database: migrations, models, national facts, roles, grants, packages, the server."""
    sources = Path(__file__).parents[1]
    shaping = [*sources.rglob("migrations/*.py"), *sources.rglob("models/*.py"), *sources.rglob("models.py")]
    shaping += [*sources.glob("base/*/facts/*.csv"), *sources.glob("base/*/services/fill.py")]
    shaping += [Path(__file__), *sources.glob("ops/cities/*.py"), sources / "ops/management/commands/prepare_city.py"]
    digest = hashlib.sha256()
    digest.update(" ".join([*map(version, PACKAGES), _server()]).encode())
    for path in sorted(shaping):
        digest.update(str(path.relative_to(sources)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _server() -> str:
    """Where the binaries of the embedded server lie: another place, another server; "" where there are none."""
    try:
        return str(postgres.find_binaries())
    except postgres.NoPostgres:
        return ""


def _path(schema: str) -> tuple[str, ...]:
    return (COMMON, "public") if schema == COMMON else (schema, COMMON, "public")


def _role(
    connection: psycopg.Connection, name: str, *, search_path: tuple[str, ...], limits: dict[str, str] | None = None
) -> None:
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = sql.SQL("ALTER" if exists else "CREATE")
    role = sql.Identifier(name)
    connection.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, role, sql.Literal(password_of(name))))
    path = sql.SQL(", ").join(sql.Identifier(part) for part in search_path)
    connection.execute(sql.SQL("ALTER ROLE {} SET search_path TO {}").format(role, path))
    for setting, value in (limits or {}).items():
        connection.execute(
            sql.SQL("ALTER ROLE {} SET {} TO {}").format(role, sql.Identifier(setting), sql.Literal(value))
        )
    _quiet(connection, name)


def _quiet(connection: psycopg.Connection, role: str) -> None:
    """The server's log tells which rule a row broke, not the row with its names; only a superuser may say so."""
    statement = sql.SQL("ALTER ROLE {} SET log_error_verbosity TO 'terse'").format(sql.Identifier(role))
    with suppress(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def _group(connection: psycopg.Connection, schema: str) -> None:
    """Who may read what is common; and an administrator who is no superuser joins the owners whose schemas it makes."""
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [READERS]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(READERS)))
    for member in (owner_of(schema), app_of(schema)):
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(READERS), sql.Identifier(member)))
    for owner in (owner_of(COMMON), owner_of(schema)):
        row = connection.execute("SELECT pg_has_role(%s, 'USAGE')", [owner]).fetchone()
        if row and not row[0]:
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(owner)))


def _schemas(connection: psycopg.Connection, database: str, schema: str) -> None:
    db = sql.Identifier(database)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(db))
    connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for role in (owner_of(COMMON), owner_of(schema), app_of(schema)):
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(db, sql.Identifier(role)))
    for name in (COMMON, schema):
        connection.execute(
            sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(
                sql.Identifier(name), sql.Identifier(owner_of(name))
            )
        )
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public").format(sql.Identifier(extension)))
    common, readers = sql.Identifier(COMMON), sql.Identifier(READERS)
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(common, readers))
    connection.execute(sql.SQL("GRANT SELECT, REFERENCES ON ALL TABLES IN SCHEMA {} TO {}").format(common, readers))
    connection.execute(
        sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA {} GRANT SELECT, REFERENCES ON TABLES TO {}").format(
            sql.Identifier(owner_of(COMMON)), common, readers
        )
    )


def migrate(place: Place, schema: str) -> None:
    """Migrate common, then the city, and grant, in a process of its own with the owner's settings."""
    environment = dict(
        os.environ,
        MOTCUA_DATABASE=place.url,
        MOTCUA_CITY=schema,
        DJANGO_SETTINGS_MODULE="motcua.conf.settings.owner",
    )
    done = subprocess.run(
        [sys.executable, "-m", "django", "prepare_city"], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"migration failed:\n{done.stdout}{done.stderr}")
