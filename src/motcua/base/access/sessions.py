"""Sessions in the database, each read by a statement that is built once: every page of who is signed in asks for it."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from motcua.base.compiled import compiled


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
        found = _alive.first(self.session_key or "", timezone.now())
        if found is None:
            self._session_key = None
        return found


@compiled
def _alive(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
