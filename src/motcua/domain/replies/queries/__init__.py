"""Which reply templates somebody may use, those used most first."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from motcua.domain.directory.models import Agency
from motcua.domain.directory.queries.agencies import agencies_on, within
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.errors import ReplyNotFound
from motcua.domain.replies.models import ReplyTemplate, ReplyUse
from motcua.domain.replies.permissions import check_may_use
from motcua.kernel import clock
from motcua.kernel.actor import Actor

MOST = 60
SHOWN_AGENCIES = 400


def usable_by(actor: Actor) -> QuerySet[ReplyTemplate]:
    """One's own and those shared at one's agencies or above, in use today; the most used by this account first."""
    own = Q(owner=actor.person_id) if actor.person_id else Q(pk__in=[])
    shared = Q(agency__path__in=sorted({path for post in actor.posts for path in ancestors(post.agency_path)}))
    account = Q(account_id=actor.account_id) if actor.account_id else Q(pk__in=[])
    mine = ReplyUse.objects.filter(account, template=OuterRef("pk")).values("times")[:1]
    return (
        ReplyTemplate.objects.filter(own | shared, retired_at=None)
        .select_related("agency", "procedure")
        .annotate(mine=Coalesce(Subquery(mine), 0), all_uses=Coalesce(Sum("uses__times"), 0))
        .order_by(F("mine").desc(), F("all_uses").desc(), "title", "id")
    )


def templates_for(actor: Actor, acts: Sequence[ReplyAct], procedure_id: UUID | None = None) -> list[ReplyTemplate]:
    """What may be chosen for an act on a case of that procedure; those written for it and those for all."""
    if not acts:
        return []
    fitting = Q(procedure=None) | Q(procedure=procedure_id) if procedure_id else Q(procedure=None)
    return list(usable_by(actor).filter(fitting, act__in=acts)[:MOST])


def managed_by(actor: Actor, share_paths: Sequence[str]) -> QuerySet[ReplyTemplate]:
    """For the management page: what one uses, and what is shared below the agencies where one may share."""
    keys = usable_by(actor).order_by().values("pk")
    found = ReplyTemplate.objects.filter(Q(pk__in=keys) | within(share_paths, "agency__path"), retired_at=None)
    return (
        found.select_related("agency", "procedure")
        .annotate(all_uses=Coalesce(Sum("uses__times"), 0))
        .order_by("act", "-all_uses", "title", "id")
    )


def template_for(actor: Actor, template_id: UUID) -> ReplyTemplate:
    """One to use or look at. ReplyNotFound for a strange one."""
    template = ReplyTemplate.objects.select_related("agency", "procedure").filter(pk=template_id).first()
    if template is None:
        raise ReplyNotFound
    check_may_use(actor, template)
    return template


def ancestors(path: str) -> list[str]:
    """ "/H26/H26.1/" gives "/H26/" and "/H26/H26.1/"."""
    parts = [part for part in path.split("/") if part]
    return ["/" + "/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]


def agencies_to_share_with(paths: Sequence[str]) -> list[Agency]:
    """Where somebody with the right may share: their agencies and those below, highest first."""
    return list(agencies_on(clock.today()).filter(within(paths)).order_by("path")[:SHOWN_AGENCIES])
