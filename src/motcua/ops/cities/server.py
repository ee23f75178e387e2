"""The database server a command about jurisdictions speaks to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from motcua.kernel.database import Place, app_of, city
from motcua.kernel.home import Home
from motcua.ops import bootstrap, postgres
from motcua.ops.keys.working import working


@dataclass(frozen=True)
class Server:
    """`url` has a role and its password in it and is never shown."""

    url: str
    place: Place
    base: Home


@contextmanager
def server(*, reading: bool = False) -> Iterator[Server]:
    """`DATABASE_URL`'s; else, to read only, the database of `MOTCUA_DATABASE` as the city's own role; else ours."""
    base = bootstrap.chosen_home()
    own, chosen = os.environ.get("DATABASE_URL"), os.environ.get("MOTCUA_DATABASE")
    if own:
        yield Server(own, Place.parse(own), base)
    elif chosen and reading:
        place, role = Place.parse(chosen), app_of(city())
        yield Server(f"postgresql://{role}:{working(place, role)}@{place.host}:{place.port}/{place.name}", place, base)
    else:
        os.environ["MOTCUA_HOME"] = str(base.path)
        embedded = postgres.start(base)
        try:
            yield Server(embedded.admin_url, embedded.place, base)
        finally:
            embedded.stop()
