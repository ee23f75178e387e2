"""Who is or will be away, as far as somebody may enter it: oneself, and the people of a unit one heads."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from motcua.base.access import permissions
from motcua.domain.directory.models import Absence, Position
from motcua.kernel import clock
from motcua.kernel.actor import Actor


def posts_for(actor: Actor) -> list[Position]:
    """One's own posts first, then those of the agencies one heads, by name."""
    own = own_posts(actor)
    headed = [
        post.agency_id
        for post in actor.posts
        if permissions.CASE_ASSIGN in post.permissions and post.delegation_id is None and post.stands_for is None
    ]
    found = (
        Position.objects.filter(Q(pk__in=own) | Q(agency__in=headed), valid__contains=clock.today())
        .select_related("person", "agency")
        .order_by("person__name_folded", "title")
    )
    return sorted(found, key=lambda one: one.pk not in own)


def colleagues_of(posts: Iterable[Position]) -> QuerySet[Position]:
    """Everybody who serves where these serve."""
    return (
        Position.objects.filter(agency__in={one.agency_id for one in posts}, valid__contains=clock.today())
        .select_related("person", "agency")
        .order_by("person__name_folded", "title")
    )


def absences_for(actor: Actor) -> list[Absence]:
    """Those of `posts_for` that have not ended, and those in which one is the deputy; the nearest first."""
    mine = own_posts(actor)
    seen = {one.pk for one in posts_for(actor)}
    found = (
        Absence.objects.filter(Q(position__in=seen) | Q(deputy__in=mine), valid__endswith__gt=clock.today())
        .exclude(valid__isempty=True)
        .select_related("position__person", "position__agency", "deputy__person")
        .order_by("valid", "position__person__name_folded")
    )
    return list(found)


def own_posts(actor: Actor) -> set[object]:
    return {post.position_id for post in actor.posts if post.delegation_id is None and post.stands_for is None}
