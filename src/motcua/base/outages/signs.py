"""What the house itself notices about a service: whoever can see it says so here."""

import logging
from collections.abc import Callable, Iterable

from django.db import DatabaseError
from psycopg import OperationalError

from motcua.base.outages.told import Sign

log = logging.getLogger("motcua.outages")

Watch = Callable[[], Iterable[Sign]]
_watches: dict[str, Watch] = {}


def register(name: str, watch: Watch) -> None:
    """From an AppConfig.ready. The same name again replaces the former."""
    _watches[name] = watch


def noticed() -> tuple[Sign, ...]:
    """Of all watches. One that stumbles says nothing; a database that is away is heard by who asks for this."""
    found: list[Sign] = []
    for name, watch in _watches.items():
        try:
            found += watch()
        except (DatabaseError, OperationalError):
            raise
        except Exception:
            log.exception("the watch %s stumbled", name)
    return tuple(found)
