"""Citus, PostgreSQL spread over several servers: seen, said, and refused where it cannot carry a city yet.

In a distributed schema the queue's tables cannot stand (its functions, LISTEN and advisory locks work through the
coordinator only), and with them a job and a case would no longer commit together; nobody has tried the way round.
"""

from typing import Literal

import psycopg

from motcua.kernel.words import Words
from motcua.ops.cities.errors import Distributed

Standing = Literal["absent", "available", "installed"]
ASKED = "SELECT installed_version IS NOT NULL FROM pg_available_extensions WHERE name = 'citus'"
SAID = Words(
    "Máy chủ có Citus nhưng cơ sở dữ liệu này chưa bật: tạo lược đồ thường.",
    "The server has Citus, not set up in this database: an ordinary schema is made.",
)
ORDINARY = Words(
    "Cơ sở dữ liệu này bật Citus: tạo lược đồ thường trên máy điều phối, theo yêu cầu.",
    "This database has Citus set up: an ordinary schema is made on the coordinator, as asked.",
)


def standing(connection: psycopg.Connection) -> Standing:
    row = connection.execute(ASKED).fetchone()
    return "absent" if row is None else "installed" if row[0] else "available"


def check(found: Standing, *, ordinary: bool) -> Words | None:
    """What to say about it, None where there is no Citus. Distributed where it is set up and not waved off."""
    if found == "installed" and not ordinary:
        raise Distributed()
    return {"absent": None, "available": SAID, "installed": ORDINARY}[found]
