"""What a desk page asks about its official at every opening: keys on or off, whether agencies stand below theirs.

Read once in a while and kept with the session: it changes seldom, and no page should pay for it.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from motcua.base.access import permissions
from motcua.domain.directory.models import Agency
from motcua.faces.desk.models import DeskChoice
from motcua.faces.desk.who import account_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor

KEY = "desk.choice"
FRESH_SECONDS = 600


def choice_of(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """`keys`: single keys act; `below`: the actor sees agencies below their own."""
    kept: dict[str, Any] = request.session.get(KEY, {})
    now = clock.now().timestamp()
    if not kept or abs(now - kept["at"]) > FRESH_SECONDS:
        choice = DeskChoice.objects.filter(pk=actor.account_id).first()
        kept = {"keys": choice is None or choice.keys, "below": has_below(actor), "at": now}
        request.session[KEY] = kept
    return kept


def switch_keys(request: HttpRequest, actor: Actor, *, on: bool) -> None:
    """Kept with the account, so that it holds at every desk."""
    DeskChoice.objects.update_or_create(account_id=account_of(actor), defaults={"keys": on})
    request.session.pop(KEY, None)


def has_below(actor: Actor) -> bool:
    below = Q(pk__in=[])
    for path in actor.paths(permissions.CASE_SEE):
        below |= Q(path__startswith=path) & ~Q(path=path)
    return Agency.objects.filter(below).exists()
