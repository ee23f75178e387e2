"""Which of the cases and people an official looked at, or found by searching, lie outside of their own work.

Own work is what they hold, held or asked; what lies, or lay within thirty days, at their agency for a role they have
(for who shares out tasks: for any role), requests to and from it; and what their counter is receiving or hands back.
Posts of today count, those of somebody they stand for and those they act for under a delegation too. A citizen is own
work where such a case is theirs; whoever has a post is none, as that record is administrators' to keep.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from motcua.base.access import permissions
from motcua.base.access.models import Look
from motcua.base.access.roles import ROLES, fitting
from motcua.casework.looking.lists import SEARCH
from motcua.domain.cases.enums import Channel
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel.actor import Actor, Post

CASE, PERSON = "case", "person"
MOST = 50
"""Cases opened, searches that showed others' cases, and looks at other people, together; within an hour."""
MOST_NAMED = 500
"""Cases whose people's names stood in lists and results: ten full pages of them."""
HOUR = timedelta(hours=1)
LATELY = timedelta(days=30)

BUSY = """
SELECT account.id FROM access_account account CROSS JOIN LATERAL (
    SELECT count(DISTINCT nullif(look.subject_id, '')) + count(*) FILTER (WHERE look.subject_id = '') AS looks,
        coalesce(sum(cardinality(look.shown)), 0) AS named
    FROM access_look look
    WHERE look.account_id = account.id AND look.at > %(since)s AND look.subject_kind = ANY(%(kinds)s)
) seen
WHERE account.kind = 'official' AND (seen.looks > %(most)s OR seen.named > %(most_named)s) ORDER BY account.id
"""
"""One look into an index for each official: those who looked so often at all."""


@dataclass(slots=True)
class Seen:
    """Cases an account opened, those each of its searches showed, in their order, and those that stood in lists.

    `people` are those each look at a counter showed, in their order.
    """

    opened: set[UUID] = field(default_factory=set)
    found: list[set[UUID]] = field(default_factory=list)
    listed: set[UUID] = field(default_factory=set)
    people: list[set[UUID]] = field(default_factory=list)

    @property
    def cases(self) -> set[UUID]:
        return self.opened.union(self.listed, *self.found)


@dataclass(frozen=True, slots=True)
class Outside:
    """Cases outside of the own work: opened, only named by lists and searches, and how many searches named them.

    A search is counted for what neither an earlier one nor an opening had shown: reloading is nothing new. So are looks
    at people.
    """

    opened: set[UUID]
    named: set[UUID]
    searches: int
    people: int

    @property
    def many(self) -> bool:
        return len(self.opened) + self.searches + self.people > MOST or len(self.named) > MOST_NAMED


def busy(since: datetime) -> list[UUID]:
    """Accounts of officials who looked or searched so often after `since`, whosever work it was."""
    with connection.cursor() as cursor:
        cursor.execute(BUSY, {"since": since, "most": MOST, "most_named": MOST_NAMED, "kinds": [CASE, PERSON]})
        return [account_id for (account_id,) in cursor.fetchall()]


def seen_by(account_id: UUID, since: datetime, until: datetime) -> Seen:
    looks = Look.objects.filter(account_id=account_id, subject_kind__in=(CASE, PERSON), at__gt=since, at__lte=until)
    seen, told = Seen(), ("subject_kind", "subject_id", "shown", "purpose")
    for kind, one, shown, purpose in looks.order_by("at", "id").values_list(*told):
        if kind == PERSON:
            seen.people.append({UUID(one)} if one else set(shown))
        elif one:
            seen.opened.add(UUID(one))
        elif purpose == SEARCH:
            seen.found.append(set(shown))
        else:
            seen.listed.update(shown)
    return seen


def beyond_own_work(actor: Actor | None, seen: Seen, until: datetime) -> Outside:
    outside = outside_of(actor, seen.cases, until)
    opened = seen.opened & outside
    strangers = strangers_among(actor, set().union(*seen.people), until)
    return Outside(opened, outside - opened, anew(seen.found, outside, opened), anew(seen.people, strangers, set()))


def anew(looks: Iterable[set[UUID]], outside: set[UUID], known: set[UUID]) -> int:
    """How many of the looks showed something outside that none before had shown."""
    count, known = 0, set(known)
    for found in looks:
        fresh = (found & outside) - known
        known |= fresh
        count += bool(fresh)
    return count


def strangers_among(actor: Actor | None, people: set[UUID], until: datetime) -> set[UUID]:
    """Those of the people of whom the actor has no case as own work, those who have a post aside."""
    theirs = Case.objects.filter(Q(filer__in=people) | Q(applicant__person__in=people))
    found = {case: {*who} for case, *who in theirs.values_list("pk", "filer", "applicant__person")} if people else {}
    own = found.keys() - outside_of(actor, set(found), until)
    staff = Position.objects.filter(person__in=people).values_list("person", flat=True)
    return people.difference(staff, *(found[case] for case in own))


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
