"""A form that is sent twice, by a second press or by going back, leads to what the first sending made."""

from uuid import UUID

from django.http import HttpRequest

from motcua.kernel.ids import new_id

KEY = "desk.sent"
KEPT = 20


def fresh() -> str:
    """The mark of a newly opened form."""
    return str(new_id())


def made_by(request: HttpRequest, mark: str) -> UUID | None:
    """What this session already made with the form of that mark."""
    sent: dict[str, str] = request.session.get(KEY, {})
    return UUID(sent[mark]) if mark in sent else None


def note(request: HttpRequest, mark: str, made: UUID) -> None:
    """Remember what came of the form."""
    if not mark:
        return
    sent: dict[str, str] = {**request.session.get(KEY, {}), mark[:40]: str(made)}
    request.session[KEY] = dict(list(sent.items())[-KEPT:])
