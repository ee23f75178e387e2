"""The owner of the tables for a while: the application may neither read a part by its name nor take it away."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.utils import OperationalError
from psycopg.errors import DeadlockDetected, LockNotAvailable

from motcua.kernel.database import city, owner_of, password_of
from motcua.ops.old_years.errors import ArchiveRuns, Busy

ALONE = "SELECT pg_try_advisory_lock(hashtext('motcua.archive'), hashtext(%s))"


@contextmanager
def as_owner(*, looking: bool = False) -> Iterator[None]:
    """This process's connection. ArchiveRuns while somebody else is at it, but for who is only `looking`; Busy."""
    role, kept = owner_of(city()), connection.settings_dict
    connection.close()
    connection.settings_dict = kept | {
        "USER": role,
        "PASSWORD": password_of(role),
        "OPTIONS": {"application_name": "motcua archive"},
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(ALONE, [city()])
            if not cursor.fetchone()[0] and not looking:
                raise ArchiveRuns()
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, (LockNotAvailable, DeadlockDetected)):
            raise Busy() from error
        raise
    finally:
        connection.close()
        connection.settings_dict = kept
