"""Which password a role has now: one statement nobody needs but while passwords are rotated."""

import psycopg

from motcua.kernel.database import Place, derived_password
from motcua.kernel.home import Home

SECONDS = 5


def working(place: Place, role: str, home: Home | None = None) -> str:
    """The present key's where there is no other, without asking; else the first that opens, in doubt the present."""
    keys = Home((home or Home.current()).path).keys.all_of("database")
    known = [derived_password(role, key) for key in keys]
    return next((one for one in known if opens(place, role, one)), known[0]) if len(known) > 1 else known[0]


def opens(place: Place, role: str, password: str) -> bool:
    try:
        psycopg.connect(
            host=place.host, port=place.port, dbname=place.name, user=role, password=password, connect_timeout=SECONDS
        ).close()
    except psycopg.OperationalError:
        return False
    return True
