"""What a desk page asks about its official at every opening: keys on or off, whether agencies stand below theirs."""

from typing import TypedDict
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest

from motcua.base.access import permissions
from motcua.base.edition import kept
from motcua.domain.directory.models import Agency
from motcua.faces.desk.models import DeskChoice
from motcua.faces.desk.who import account_of, edition_of
from motcua.kernel.actor import Actor


class Choice(TypedDict):
    """`keys`: single keys act; `below`: the actor sees agencies below their own."""

    keys: bool
    below: bool


def choice_of(request: HttpRequest, actor: Actor) -> Choice:
    """No statement while the edition stands."""
    mark = edition_of(request)
    return {"keys": keys_kept(account_of(actor), mark), "below": below_kept(actor, mark)}


@kept
def keys_kept(account_id: UUID, mark: str) -> bool:
    choice = DeskChoice.objects.filter(pk=account_id).first()
    return choice is None or choice.keys


@kept
def below_kept(actor: Actor, mark: str) -> bool:
    return has_below(actor)


def switch_keys(request: HttpRequest, actor: Actor, *, on: bool) -> None:
    """Kept with the account, so that it holds at every desk."""
    DeskChoice.objects.update_or_create(account_id=account_of(actor), defaults={"keys": on})


def has_below(actor: Actor) -> bool:
    below = Q(pk__in=[])
    for path in actor.paths(permissions.CASE_SEE):
        below |= Q(path__startswith=path) & ~Q(path=path)
    return Agency.objects.filter(below).exists()
