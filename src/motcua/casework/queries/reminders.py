"""What an official is reminded of: rows to their positions or to everybody with their role, as far as they hold.

Of steps of cases, and of what other agencies ask.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from motcua.base.access import permissions
from motcua.base.compiled import Statement, compiled
from motcua.casework.recount import RUNNING
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.routing.models import About, Level, Reminder
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import Words

SHOWN = (
    "task__case__procedure_version", "task__case__applicant", "task__agency", "request__case__procedure_version",
    "request__agency", "request__asking_agency",
)  # fmt: skip
MOST = 200
COUNTED = 100
POINTS = {
    "half": Words("đã qua nửa thời gian", "half of the time is used"),
    "late": Words("đã trễ hạn", "late"),
}
BEFORE = Words("còn không quá {n} giờ làm việc", "at most {n} working hours left")
AFTER = Words("đã chờ {n} giờ làm việc", "waiting for {n} working hours")


@dataclass(frozen=True, slots=True)
class Line:
    reminder: Reminder
    words: Words

    @property
    def late(self) -> bool:
        return self.reminder.point == "late"

    @property
    def case(self) -> Case:
        return self.reminder.case


def to(actor: Actor) -> list[QuerySet[Reminder]]:
    """Those that still hold, in parts that an index leads to each."""
    units, leading = Q(pk__in=[]), Q(pk__in=[])
    for post in actor.posts:
        units |= Q(task__agency=post.agency_id, task__role__in=sorted(post.roles))
        leading |= Q(agency=post.agency_id, role__in=sorted(post.roles))
    positions, now = [post.position_id for post in actor.posts], clock.now()
    return [
        *of_steps(positions, units, leading, now),
        *of_requests(positions, Q(request__agency__in=answering(actor)), leading),
    ]


def answering(actor: Actor) -> list[UUID]:
    """The agencies whose requests from others the actor may answer."""
    return [post.agency_id for post in actor.posts if permissions.CASE_PROCESS in post.permissions]


def of_steps(positions: list[UUID], units: Q, leading: Q, now: datetime) -> list[QuerySet[Reminder]]:
    """Steps in one's own hands, those of one's unit that nobody has, one's cases as thread officer, and what went up
    to the leader.

    A holder's reminder is of whoever holds the step now.
    """
    return [
        holding(now).filter(level=Level.HOLDER, task__assignee__id__among=positions),
        holding(now).filter(units, level=Level.HOLDER, task__assignee=None),
        holding(now).filter(level=Level.THREAD, position__id__among=positions),
        holding(now).filter(leading, level=Level.LEADER),
    ]


def of_requests(positions: list[UUID], units: Q, leading: Q) -> list[QuerySet[Reminder]]:
    """Requests in one's own hands, those at one's agency that nobody has, and what went up to the leader."""
    return [
        asked().filter(level=Level.HOLDER, request__taken_by__id__among=positions),
        asked().filter(units, level=Level.HOLDER, request__taken_by=None),
        asked().filter(leading, level=Level.LEADER),
    ]


def asked() -> QuerySet[Reminder]:
    """The request is out, due when it was, and nobody put the reminder away."""
    return Reminder.objects.filter(due_at=F("request__due_at"), request__closed_at=None, seen_at=None)


def holding(now: datetime) -> QuerySet[Reminder]:
    """The step is open, due when it was, the clock runs, and nobody put it away."""
    due = (
        Q(about=About.STEP, due_at=F("task__due_at"))
        | Q(about=About.CASE, due_at=F("task__case__due_at"))
        | Q(about=About.RETURN, due_at__gte=now)
        | Q(about=About.ANSWER, due_at=F("task__due_at"), task__case__state=State.SUBMITTED)
    )
    at_work = Q(task__case__state__in=[*RUNNING, State.SUBMITTED])
    return Reminder.objects.filter(due, at_work, task__closed_at=None, seen_at=None)


def reminders_of(actor: Actor) -> list[Line]:
    """The most urgent first, one line for each case or request: the latest point of what is due soonest."""
    keys = {key for part in to(actor) for key in part.order_by("due_at", "id").values_list("pk", flat=True)[: 2 * MOST]}
    rows = Reminder.objects.filter(pk__in=keys)
    rows = rows.select_related(*SHOWN)
    found: dict[UUID, Line] = {}
    for row in rows.order_by("due_at", "-created_at", "id"):
        found.setdefault(row.matter_id, Line(row, words_of(row)))
    return list(found.values())[:MOST]


def count_of(actor: Actor) -> int:
    """How many cases and requests one is reminded of, up to COUNTED. One statement."""
    if not actor.posts:
        return 0
    if len(actor.posts) == 1:
        return len(_reminded(*_of_one_post(actor)))
    parts = to(actor)
    return len(_matters(parts[:4], parts[4:]))


def counted_beside(actor: Actor) -> Statement | None:
    """The statement of `count_of`, for who counts something else as well; None for who holds not just one post."""
    return _reminded.statement(*_of_one_post(actor)) if len(actor.posts) == 1 else None


def _of_one_post(actor: Actor) -> tuple[UUID, list[str], list[UUID], list[UUID], datetime]:
    post = actor.posts[0]
    return post.agency_id, sorted(post.roles), [post.position_id], answering(actor), clock.now()


@compiled
def _reminded(
    agency: UUID, roles: list[str], positions: list[UUID], answering: list[UUID], now: datetime
) -> QuerySet[Reminder, UUID]:
    """For who holds one post, as nearly everybody does."""
    units = Q(task__agency=agency, task__role__among=roles)
    leading = Q(agency=agency, role__among=roles)
    asked_here = Q(request__agency__id__among=answering)
    return _matters(of_steps(positions, units, leading, now), of_requests(positions, asked_here, leading))


def _matters(steps: list[QuerySet[Reminder]], requests: list[QuerySet[Reminder]]) -> QuerySet[Reminder, UUID]:
    """The cases and requests of the reminders, each once, up to COUNTED."""
    parts = [part.order_by().values_list("task__case", flat=True) for part in steps]
    parts += [part.order_by().values_list("request", flat=True) for part in requests]
    return parts[0].union(*parts[1:])[:COUNTED]


def of_case(case_id: UUID) -> list[Line]:
    """What was told of a case so far, first to last, seen or not."""
    return [Line(row, words_of(row)) for row in _of_case(case_id)]


@compiled
def _of_case(case_id: UUID) -> QuerySet[Reminder]:
    rows = Reminder.objects.filter(task__case__id=case_id).select_related("position__person", "agency")
    return rows.order_by("created_at", "level")[:MOST]


def see(actor: Actor, reminder_ids: Sequence[UUID]) -> int:
    """Put away what one has seen; how many. NotVisible where none of them is one's own."""
    now = clock.now()
    own = {row.matter_id for part in to(actor) for row in part.filter(pk__in=reminder_ids).select_related("task")}
    if not own:
        raise NotVisible
    of_these = Q(task__case__in=own) | Q(request__in=own)
    keys = [key for part in to(actor) for key in part.filter(of_these).values_list("pk", flat=True)]
    return Reminder.objects.filter(pk__in=keys, seen_at=None).update(seen_at=now, seen_by=actor.account_id)


def words_of(row: Reminder) -> Words:
    """ "Bước đang làm: còn không quá 2 giờ làm việc"."""
    point = POINTS.get(row.point)
    if point is None:
        hours = row.point.removeprefix("after:").removesuffix("h")
        point = (AFTER if row.point.startswith("after:") else BEFORE).fill(n=hours)
    return Words("{about}: {point}", "{about}: {point}").fill(about=About(row.about).words, point=point)
