"""GET /reminders: what runs out of time with the official who asks."""

from django.http import HttpRequest

from motcua.casework.queries.reminders import reminders_of
from motcua.faces.api.auth import actor_of
from motcua.faces.api.described import guarded
from motcua.faces.api.routers import token_router
from motcua.faces.api.schemas.reminders import Reminders, ReminderTold
from motcua.kernel.errors import Denied


@token_router.get(
    "/reminders",
    response=Reminders,
    summary="List one's reminders",
    tags=["cases"],
    openapi_extra=guarded(),
)
def list_reminders(request: HttpRequest) -> Reminders:
    """Steps in one's hands, those of one's unit that nobody has, one's cases as contact, and what went up to one."""
    actor = actor_of(request)
    if actor.kind != "official":
        raise Denied
    return Reminders(items=[ReminderTold.of(line) for line in reminders_of(actor)])
