"""Which of the cases an official looked at lie outside of their own work.

Own work is what they hold, held or asked; what lies, or lay within thirty days, at their agency for a role they have
(for who shares out tasks: for any role), requests to and from it; and what their counter is receiving or hands back.
Posts of today count, those of somebody they stand for and those they act for under a delegation too.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from motcua.base.access import permissions
from motcua.base.access.models import Look
from motcua.base.access.roles import ROLES, fitting
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel.actor import Actor, Post

MOST = 50
HOUR = timedelta(hours=1)
LATELY = timedelta(days=30)

BUSY = """
SELECT account.id FROM access_account account CROSS JOIN LATERAL (
    SELECT count(DISTINCT look.subject_id) AS cases FROM access_look look
    WHERE look.account_id = account.id AND look.at > %(since)s AND look.subject_kind = 'case'
) seen
WHERE account.kind = 'official' AND seen.cases > %(most)s ORDER BY account.id
"""
"""One look into an index for each official: those who looked at so many cases at all."""


def busy(since: datetime) -> list[UUID]:
    """Accounts of officials who looked at more than `MOST` cases after `since`, whosever work they are."""
    with connection.cursor() as cursor:
        cursor.execute(BUSY, {"since": since, "most": MOST})
        return [account_id for (account_id,) in cursor.fetchall()]


def seen_by(account_id: UUID, since: datetime, until: datetime) -> set[UUID]:
    """The cases an account looked at."""
    looks = Look.objects.filter(account_id=account_id, subject_kind="case", at__gt=since, at__lte=until)
    return {UUID(one) for one in looks.values_list("subject_id", flat=True)}


def outside_of(actor: Actor | None, cases: set[UUID], until: datetime) -> set[UUID]:
    """Those of the cases that are not the actor's work; all of them where there is no actor any more."""
    if actor is None or not cases:
        return cases
    return (
        cases - _held(actor, cases) - _of_the_unit(actor.posts, cases, until - LATELY) - _at_the_counter(actor, cases)
    )


def places_of(cases: Iterable[UUID]) -> list[dict[str, object]]:
    """How many of them each agency received, most first."""
    found = Case.objects.filter(pk__in=cases).values_list("office__agency__name", flat=True)
    return [{"agency": name, "cases": count} for name, count in Counter(found).most_common()]


def _held(actor: Actor, cases: set[UUID]) -> set[UUID]:
    """What is or was in their own hands, under any post they ever had."""
    own = set(Position.objects.filter(person=actor.person_id).values_list("pk", flat=True))
    own |= {post.stands_for for post in actor.posts if post.stands_for}
    tasks = Task.objects.filter(Q(assignee__in=own) | Q(closed_by__in=own), case__in=cases)
    hands = Q(taken_by__in=own) | Q(closed_by__in=own) | Q(asked_by__in=own) | Q(awaited_by__in=own)
    asked = SubRequest.objects.filter(hands, case__in=cases)
    return {*tasks.values_list("case_id", flat=True), *asked.values_list("case_id", flat=True)}


def _of_the_unit(posts: Iterable[Post], cases: set[UUID], since: datetime) -> set[UUID]:
    lately = Q(closed_at=None) | Q(closed_at__gt=since)
    work = requests = Q(pk__in=[])
    for post in posts:
        work |= Q(agency=post.agency_id) & _roles(post)
        requests |= Q(agency=post.agency_id) | Q(asking_agency=post.agency_id)
    tasks = Task.objects.filter(lately, work, case__in=cases)
    asked = SubRequest.objects.filter(lately, requests, case__in=cases)
    return {*tasks.values_list("case_id", flat=True), *asked.values_list("case_id", flat=True)}


def _roles(post: Post) -> Q:
    if permissions.CASE_ASSIGN in post.permissions:
        return Q()
    return Q(role__in=[name for name in ROLES if fitting(name) & post.roles])


def _at_the_counter(actor: Actor, cases: set[UUID]) -> set[UUID]:
    """Drafts that are being written down, what a visit brought, and results that wait for their people."""
    drafts = backs = visits = Q(pk__in=[])
    for post in actor.posts:
        if permissions.CASE_RECEIVE in post.permissions:
            drafts |= Q(receiving_path=post.agency_path, submitted_at=None, channel=Channel.COUNTER)
            visits |= Q(visit__office__agency=post.agency_id, visit__isnull=False) & ~Q(state=State.CLOSED)
        if permissions.CASE_HAND_OVER in post.permissions:
            backs |= Q(receiving_path=post.agency_path, state__in=(State.DECIDED, State.RETURNED))
    return set(Case.objects.filter(drafts | backs | visits, pk__in=cases).values_list("pk", flat=True))
