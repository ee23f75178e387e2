"""The open sessions of an account: noted at sign-in and once a minute, listed for its person, ended at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from motcua.base.access import devices
from motcua.base.access.models import Account, Visit
from motcua.base.access.throttle import address_of
from motcua.base.ledger import Subject, append
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

VISIT = "signin.visit"
NONE = UUID(int=0)
ENDED = Words("Đã đăng xuất khỏi nơi ấy.", "Signed out there.")


@dataclass(frozen=True, slots=True)
class Open:
    """One session as its person reads it; `own` is the one that asks."""

    id: UUID
    device: Words
    place: str
    began_at: datetime
    seen_at: datetime
    own: bool


def begun(request: HttpRequest, account: Account, ends_at: datetime) -> None:
    """Note the session that has just begun."""
    if request.session.session_key is None:
        request.session.create()
    visit = Visit.objects.create(
        account=account,
        session_key=str(request.session.session_key),
        rights_version=account.rights_version,
        device=devices.device(request.headers.get("User-Agent", "")),
        place=devices.masked(address_of(request)),
        ends_at=ends_at,
    )
    request.session[VISIT] = str(visit.pk)


def seen(request: HttpRequest) -> None:
    """It is alive, perhaps under a new id."""
    if VISIT in request.session:
        noted = {"seen_at": clock.now(), "session_key": request.session.session_key}
        Visit.objects.filter(pk=request.session[VISIT]).update(**noted)


def left(request: HttpRequest) -> None:
    """It ends by itself."""
    if VISIT in request.session:
        Visit.objects.filter(pk=request.session[VISIT]).delete()


def open_of(request: HttpRequest, account: Account) -> list[Open]:
    """Those that open anything now, this one first, then by their last sign of life."""
    own = str(request.session.get(VISIT, ""))
    found = Visit.objects.filter(account=account, rights_version=account.rights_version, ends_at__gt=clock.now())
    rows = [
        Open(one.pk, devices.words(one.device), one.place, one.began_at, one.seen_at, str(one.pk) == own)
        for one in found.order_by("-seen_at", "-pk")
    ]
    return sorted(rows, key=lambda row: not row.own)


@transaction.atomic
def end_one(request: HttpRequest, *, actor: Actor, account: Account, visit_id: UUID) -> None:
    """Its next request is nobody's. NotVisible for another account's and for the one that asks."""
    found = Visit.objects.filter(account=account, pk=visit_id).exclude(pk=_own(request))
    if not _end(actor, account, list(found)):
        raise NotVisible


@transaction.atomic
def end_others(request: HttpRequest, *, actor: Actor, account: Account) -> int:
    """All but the one that asks; how many."""
    return _end(actor, account, list(Visit.objects.filter(account=account).exclude(pk=_own(request))))


def sweep() -> int:
    """Those that are over go; how many."""
    return Visit.objects.filter(ends_at__lte=clock.now()).delete()[0]


def _own(request: HttpRequest) -> UUID:
    """The session that asks; one that began before there was a list has the id of none."""
    return UUID(request.session.get(VISIT) or NONE.hex)


def _end(actor: Actor, account: Account, visits: list[Visit]) -> int:
    if visits:
        Session.objects.filter(session_key__in=[visit.session_key for visit in visits]).delete()
        Visit.objects.filter(pk__in=[visit.pk for visit in visits]).delete()
        append(Subject("factor", account.pk), "session.ended", actor, {"count": len(visits)})
    return len(visits)
