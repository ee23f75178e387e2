"""Sessions in the database. Every page of who is signed in asks for one: its account and the edition come along."""

from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.utils import timezone

from motcua.base.access import known
from motcua.base.access.models import Account
from motcua.base.edition import EDITION_SQL
from motcua.base.instances import made

ALIVE = """
SELECT session.session_data, session.expire_date, CASE WHEN account.id IS NOT NULL THEN ({edition}) END, {account}
FROM django_session AS session
LEFT JOIN access_visit AS visit ON visit.session_key = session.session_key
LEFT JOIN access_account AS account ON account.id = visit.account_id AND account.is_active
WHERE session.session_key = %s AND session.expire_date > %s
"""


class SessionStore(db.SessionStore):
    """Django's own store, but for how a session is found, and for a database that goes away while one is kept."""

    def save(self, must_create: bool = False) -> None:
        """OperationalError where the database is away; Django calls that a session that is gone, and the page a 400."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise

    def _get_session_from_db(self) -> Session | None:
        found, account = alive(self.session_key or "", timezone.now())
        known.bring(account)
        if found is None:
            self._session_key = None
        return found


def alive(key: str, now: datetime) -> tuple[Session | None, Account | None]:
    """The session of this key, and whose it is where that was noted under the key: `visits`."""
    statement, names = _alive()
    with connection.cursor() as cursor:
        cursor.execute(statement, [key, now])
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        return None, None
    data, expires, mark, *values = row
    session = Session(session_key=key, session_data=data, expire_date=expires)
    if mark is None:
        return session, None
    account = made(Account, names, values, connection.alias)
    account.edition = mark
    return session, account


@cache
def _alive() -> tuple[str, list[str]]:
    """The statement, and the names of the account's fields."""
    fields = Account._meta.concrete_fields
    columns = ", ".join(f"account.{field.column}" for field in fields)
    return ALIVE.format(edition=EDITION_SQL, account=columns), [field.attname for field in fields]
