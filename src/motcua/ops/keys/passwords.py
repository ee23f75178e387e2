"""New passwords for the roles of a city, while it serves.

A role has one password, and each changes its own, so no administrator is needed. Who opens a connection meanwhile tries
every password it may have (`base/opening`); connections open already know nothing of it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from motcua.kernel.database import COMMON, Place, app_of, derived_password, owner_of
from motcua.kernel.home import Home
from motcua.ops import jurisdiction, postgres
from motcua.ops.keys import turning
from motcua.ops.keys.errors import NoPasswordOpens
from motcua.ops.keys.working import opens, working

NAME = "database"


@dataclass
class Changed:
    """`left` are roles whose password is another city's to change."""

    roles: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def roles_of(home: Home, city: str) -> list[str]:
    """Those whose password follows from the keys of `home`; the administrator's where the server is our own."""
    own = [postgres.ADMIN] if postgres.initialised(home) else []
    return [app_of(city), owner_of(city), owner_of(COMMON), *own]


def rotate(home: Home, city: str, place: Place, *, copies: Path | None, spread: float) -> Changed:
    """NoPasswordOpens where a role of the city has one nobody here knows; then the present key stays the present."""
    turning.make_known(home, NAME)
    if copies:
        turning.copy(home, copies)
    time.sleep(spread)
    changed, fresh = Changed(), turning.read(home).coming[NAME]
    with _no_city_is_made(place, app_of(city), home):
        for role in roles_of(home, city):
            _change(home, place, role, fresh, changed)
        turning.make_present(home, NAME)
    time.sleep(spread)
    return changed


def _change(home: Home, place: Place, role: str, fresh: str, changed: Changed) -> None:
    password, known = derived_password(role, fresh), working(place, role, home)
    if opens(place, role, password):
        changed.roles.append(role)
        return
    try:
        with psycopg.connect(
            host=place.host, port=place.port, dbname=place.name, user=role, password=known, autocommit=True
        ) as connection:
            told = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
            connection.execute(sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(sql.Literal(told)))
    except psycopg.OperationalError as error:
        if role != owner_of(COMMON):
            raise NoPasswordOpens(role=role) from error
        changed.left.append(role)
    else:
        changed.roles.append(role)


@contextmanager
def _no_city_is_made(place: Place, role: str, home: Home) -> Iterator[None]:
    """`jurisdiction add` sets passwords by the key it read: never between ours and the key that follows from them."""
    with psycopg.connect(
        host=place.host, port=place.port, dbname=place.name, user=role, password=working(place, role, home),
        autocommit=True,
    ) as connection:  # fmt: skip
        connection.execute("SELECT pg_advisory_lock(%s)", [jurisdiction.LOCK_KEY])
        yield
