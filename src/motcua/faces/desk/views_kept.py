"""Kept views of the worklist: one's own and those of one's units."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from motcua.base.access import permissions
from motcua.base.edition import kept
from motcua.domain.directory.models import Agency
from motcua.faces.desk.models import DeskChoice, SavedView
from motcua.faces.desk.who import account_of
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Conflict, Denied, Invalid, NotVisible
from motcua.kernel.words import Words

MOST = 20
NAME_NEEDED = Words("Bạn đặt tên cho mục này.", "Please give this view a name.")


class NameTaken(Conflict):
    code = "desk.view_name_taken"
    sentence = Words(
        "Đã có mục tên “{name}”. Bạn đặt tên khác.", "There is a view called “{name}”. Please choose another."
    )


class TooManyViews(Conflict):
    code = "desk.too_many_views"
    sentence = Words(
        "Đã có {most} mục. Bạn xoá bớt mục không dùng rồi lưu lại.", "There are {most} views. Please delete one first."
    )


class ViewNotFound(NotVisible):
    code = "desk.view_not_found"
    sentence = Words("Không tìm thấy mục này.", "This view could not be found.")


def mine(actor: Actor, mark: str) -> list[SavedView]:
    """One's own views, then those of one's units, each by age; `first` marks the one to open with.

    No statement while the edition stands.
    """
    found = _seen_by(actor.account_id, tuple(post.agency_id for post in actor.posts), mark) if actor.account_id else []
    return sorted(found, key=lambda view: view.agency_id is not None)


@kept
def _seen_by(account: UUID, agencies: tuple[UUID, ...], mark: str) -> list[SavedView]:
    chosen = DeskChoice.objects.filter(account=account, first_view=OuterRef("pk"))
    own, shared = Q(owner=account, agency=None), Q(agency__in=agencies)
    return list(SavedView.objects.filter(own | shared).annotate(first=Exists(chosen)).order_by("created_at"))


def seen_by(actor: Actor) -> Q:
    return Q(owner=actor.account_id, agency=None) | Q(agency__in=[post.agency_id for post in actor.posts])


def find(actor: Actor, key: str, views: Sequence[SavedView] | None = None) -> SavedView | None:
    """The view of that id among those the actor has; None for any other."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    if views is not None:
        return next((view for view in views if view.pk == wanted), None)
    return SavedView.objects.filter(seen_by(actor), pk=wanted).first()


def may_change(actor: Actor, view: SavedView) -> bool:
    """One's own, or a unit's for those who may share there."""
    return view.owner_id == actor.account_id or view.agency_id in {agency.pk for agency in shares_at(actor)}


def shares_at(actor: Actor) -> list[Agency]:
    """The units for which the actor may keep a view: those they lead."""
    led = [post.agency_id for post in actor.posts if permissions.CASE_DECIDE in post.permissions]
    return list(Agency.objects.filter(pk__in=led).order_by("path")) if led else []


def keep(*, actor: Actor, view: SavedView | None, agency_id: UUID | None, name: str, **told: Any) -> SavedView:
    """Keep a new view or change one. Invalid without a name, NameTaken, TooManyViews, Denied for others' views."""
    if not name.strip():
        raise Invalid({"name": NAME_NEEDED})
    if agency_id is not None and agency_id not in {agency.pk for agency in shares_at(actor)}:
        raise Denied
    if view is None:
        beside = Q(agency=agency_id) if agency_id else Q(owner=actor.account_id, agency=None)
        if SavedView.objects.filter(beside).count() >= MOST:
            raise TooManyViews(most=MOST)
        view = SavedView(owner_id=account_of(actor))
    elif not may_change(actor, view):
        raise Denied
    view.name, view.agency_id = name.strip(), agency_id
    for field, value in told.items():
        setattr(view, field, value)
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise NameTaken(name=view.name) from error
    return view


def drop(*, actor: Actor, view: SavedView) -> None:
    """Denied for others' views."""
    if not may_change(actor, view):
        raise Denied
    view.delete()


def open_first(*, actor: Actor, view: SavedView | None) -> None:
    """The view the worklist opens with for this official; None for the usual tab."""
    DeskChoice.objects.update_or_create(account_id=account_of(actor), defaults={"first_view": view})


def is_first(actor: Actor, view: SavedView) -> bool:
    return DeskChoice.objects.filter(account=actor.account_id, first_view=view).exists()
