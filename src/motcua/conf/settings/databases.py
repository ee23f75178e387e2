"""How a process that serves people signs in to PostgreSQL, directly or through pgbouncer."""

from collections.abc import Mapping
from typing import Any

from motcua.base.opening.knocking import Connection
from motcua.kernel.database import Place, app_of, city, password_of

PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
"""PostgreSQL keeps the plan of what a session asks again and again, and is sent parameters, never texts with values."""

HURRIED = PREPARED | {"options": "-c synchronous_commit=off"}
"""For filling made-up cities: the last second may be lost when the machine falls."""

POOLED = {"prepare_threshold": None}
"""Through a pooler that gives a session for one transaction only: a statement prepared in one is missing in the next,
and no cursor outlives its transaction. The rest needs no session: schema, time zone and limits are the role's own,
locks end with their transaction."""


POOL = {"min_size": 1, "timeout": 10, "connection_class": Connection}


def pooled(told: Mapping[str, str]) -> bool:
    return told.get("MOTCUA_POOLED") == "1"


def run_time(place: Place, told: Mapping[str, str]) -> dict[str, Any]:
    """The one database of a process, as the application role of its city. `told` is its environment."""
    role, size = app_of(city()), int(told.get("MOTCUA_POOL", "16"))
    options: dict[str, Any] = {
        "pool": POOL | {"max_size": size} if size else False,
        "application_name": told.get("MOTCUA_PROCESS", "motcua"),
    }
    if pooled(told):
        options |= POOLED
    else:
        options |= HURRIED if told.get("MOTCUA_HURRY") else PREPARED
    return {
        "ENGINE": "motcua.base.opening",
        "HOST": place.host,
        "PORT": place.port,
        "NAME": place.name,
        "USER": role,
        "PASSWORD": password_of(role),
        "OPTIONS": options,
        "DISABLE_SERVER_SIDE_CURSORS": pooled(told),
    }


def follower(place: Place, told: Mapping[str, str]) -> dict[str, Any]:
    """The copy that lists and tracking may be read from: kept open by each thread, given up after two seconds."""
    plain = run_time(place, {**told, "MOTCUA_HURRY": "", "MOTCUA_POOL": "0"})
    plain["OPTIONS"]["connect_timeout"] = 2
    return plain | {"CONN_MAX_AGE": 60}
