"""A form that is sent twice, by a second press, by going back or because no answer came, leads to what it made first.

The lock protocol, in words. What is scarce is one act per form and session. Inside the transaction that acts, the
session's row is locked first: of two presses the second waits and reads what the first noted. What was made is noted
in the session's row before that transaction ends, so neither is ever there without the other, whatever falls.
"""

from uuid import UUID

from django.contrib.sessions.models import Session
from django.http import HttpRequest

from motcua.kernel.ids import new_id

KEY = "desk.sent"
KEPT = 20


def fresh() -> str:
    """The mark of a newly opened form."""
    return str(new_id())


def made_by(request: HttpRequest, mark: str) -> UUID | None:
    """What this session already made with the form of that mark; locks the session until the transaction ends."""
    key = request.session.session_key
    row = Session.objects.select_for_update().filter(session_key=key).first()
    if row is not None:
        request.session[KEY] = request.session.decode(row.session_data).get(KEY, {})
    sent: dict[str, str] = request.session.get(KEY, {})
    return UUID(sent[mark]) if mark in sent else None


def note(request: HttpRequest, mark: str, made: UUID) -> None:
    """Remember what came of the form, in the same transaction."""
    if not mark:
        return
    sent: dict[str, str] = {**request.session.get(KEY, {}), mark[:40]: str(made)}
    request.session[KEY] = dict(list(sent.items())[-KEPT:])
    request.session.save()
