"""Somebody moves or leaves: all they answer for and all that lies on their desk goes to a named successor.

That is cases, open steps, requests of other agencies they answer, and answers of others they await.

Each case is changed under its own lock and told in its own ledger; all in one transaction, in the order of ids.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import Q, QuerySet, When

from motcua.base.access import permissions
from motcua.base.access.roles import Leader
from motcua.base.ledger import Subject, append
from motcua.casework import steps, sub_requests
from motcua.casework.frame import record, subject, touch
from motcua.casework.services.assign_request import give, may_answer
from motcua.casework.surroundings import surround
from motcua.domain.cases import states
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Position
from motcua.domain.directory.permissions import ACCOUNTS
from motcua.domain.directory.services.frame import lock_position
from motcua.domain.routing.models import SubRequest, Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Invalid, NotVisible
from motcua.kernel.words import Words

OPEN = sorted(states.OPEN)
NOT_FIT = Words(
    "Người nhận bàn giao là người khác, đang giữ vị trí ở cùng đơn vị hoặc ở cơ quan mà hồ sơ đã chuyển đến.",
    "The successor holds a post today at the same agency, or at one the cases moved to, and is somebody else.",
)
BACK = Words("đơn vị", "the unit")


@dataclass(frozen=True, slots=True)
class HandedOn:
    """`threads` cases answered for, `tasks` put on the successor's desk, `released` given back to the unit; `asked`
    requests of other agencies, to the desk or back, and `awaited` answers."""

    threads: int
    tasks: int
    released: int
    asked: int = 0
    awaited: int = 0


@transaction.atomic
def hand_on(*, actor: Actor, position_id: UUID, successor_id: UUID) -> HandedOn:
    """Every open case of `position` to `successor`. A task whose role the successor lacks goes back to its unit.

    A successor of another agency gets only what that agency has by now: cases that were transferred to it.
    """
    position = lock_position(position_id)
    post = check_may(actor, position)
    if not may_follow(position, successor_id):
        raise Invalid({"successor": NOT_FIT})
    successor = Position.objects.select_related("person").get(pk=successor_id)
    elsewhere = None if successor.agency_id == position.agency_id else successor.agency_id
    return _pass_on(actor, position, post, cases_of(position, elsewhere), Heirs(successor, successor))


@transaction.atomic
def give_back(*, actor: Actor, position_id: UUID) -> HandedOn:
    """Tasks to whoever takes them at the unit, cases answered for to its head, or the nearest one above."""
    position = lock_position(position_id)
    post = check_may(actor, position)
    return _pass_on(actor, position, post, cases_of(position), Heirs(None, head_for(position)))


@dataclass(frozen=True, slots=True)
class Heirs:
    """Who gets tasks (None: the unit) and who answers for cases from now on (None: nobody else can)."""

    desk: Position | None
    thread: Position | None

    @property
    def told(self) -> str:
        if self.desk is None:
            return str(BACK.vi)
        return f"{self.desk.title} {self.desk.person.full_name}"


def _fits(task: Task, heir: Position) -> bool:
    skilled = steps.has_skill(steps.performer_of(task), heir.skills)
    return task.agency_id == heir.agency_id and task.role in heir.roles and skilled


def _pass_on(actor: Actor, position: Position, post: Post | None, cases: Iterable[Case], heirs: Heirs) -> HandedOn:
    threads = tasks = released = 0
    held = list(cases)
    asked, awaited = _requests(actor, position, held, heirs, post)
    for case in held:
        threads += _thread(actor, case, position, heirs.thread, post) if heirs.thread else 0
        for task in open_tasks_of(case):
            if task.assignee_id == position.pk:
                heir = heirs.desk
                fits = heir is not None and _fits(task, heir)
                _desk(actor, case, task, heir if fits else None, post)
                tasks, released = tasks + fits, released + (not fits)
    facts = {
        "position_id": position.pk,
        "title": position.title,
        "to": heirs.told,
        "threads": threads,
        "tasks": tasks + (released if heirs.desk is None else 0),
    } | ({"asked": asked, "awaited": awaited} if asked or awaited else {})
    append(Subject("person", position.person_id), "position.handed_on", actor, facts, authority=post or "")
    return HandedOn(threads, tasks, released, asked, awaited)


def _requests(
    actor: Actor, position: Position, cases: Sequence[Case], heirs: Heirs, post: Post | None
) -> tuple[int, int]:
    """Open requests in hand go to the desk, or back to the agency; answers awaited to whoever answers for cases."""
    known, asked, awaited = {case.pk: case for case in cases}, 0, 0
    rows = SubRequest.objects.filter(in_hand(position.pk) | awaited_by(position.pk), case__in=known)
    for request in rows.select_related("agency").order_by("case", "number"):
        case = known[request.case_id]
        if request.taken_by_id == position.pk:
            fits = heirs.desk and heirs.desk.agency_id == request.agency_id and may_answer(heirs.desk)
            if fits or heirs.desk is None or heirs.desk.agency_id == position.agency_id:
                give(case, request, heirs.desk if fits else None, actor, post)
                asked += 1
        if request.waits_id == position.pk and heirs.thread:
            _await(case, request, heirs.thread, actor, post)
            awaited += 1
    return asked, awaited


def _await(case: Case, request: SubRequest, heir: Position, actor: Actor, post: Post | None) -> None:
    request.awaited_by = heir
    request.save(update_fields=["awaited_by"])
    facts = sub_requests.names_of(request) | {"title": heir.title, "position": str(heir.pk)}
    sub_requests.tell(case, "case.request_awaited", actor, facts, at=clock.now(), authority=post or "")


def in_hand(position_id: UUID) -> Q:
    """Open requests that a position answers."""
    return Q(closed_at=None, taken_by=position_id)


def awaited_by(position_id: UUID) -> Q:
    """Open requests whose answer a position awaits."""
    return Q(closed_at=None) & (Q(awaited_by=position_id) | Q(awaited_by=None, asked_by=position_id))


def may_follow(position: Position, successor_id: UUID | None) -> bool:
    """Somebody else who holds a post today, at the same agency or at one that has cases of the position by now."""
    return successor_id is not None and successors_of(position).filter(pk=successor_id).exists()


def successors_of(position: Position) -> QuerySet[Position]:
    """Everybody who may follow, colleagues first."""
    moved = Case.objects.filter(held_by(position.pk))
    agencies = Q(agency=position.agency_id) | Q(agency__in=moved.values("receiving_agency"))
    agencies |= Q(agency__in=moved.values("resolving_agency"))
    present = Position.objects.filter(agencies, valid__contains=clock.today()).exclude(person=position.person_id)
    near = When(agency=position.agency_id, then=0)
    found = present.select_related("person", "agency").annotate(far=Choose(near, default=1))
    return found.order_by("far", "agency__name", "person__name_folded", "pk")


def head_for(position: Position) -> Position | None:
    """The head of the unit or of the nearest body above it, other than the person who leaves."""
    path = position.agency.path
    above = [path[: place + 1] for place, sign in enumerate(path) if sign == "/" and place]
    heads = Position.objects.filter(
        agency__path__in=above, roles__contains=[Leader.name], valid__contains=clock.today()
    )
    others = heads.exclude(person=position.person_id).select_related("person", "agency").order_by("pk")
    return max(others, key=lambda one: len(one.agency.path), default=None)


@dataclass(frozen=True, slots=True)
class Holdings:
    """`threads` open cases answered for, `tasks` on the desk, `asked` requests of other agencies in hand, `awaited`
    answers."""

    threads: int
    tasks: int
    asked: int = 0
    awaited: int = 0

    @property
    def any(self) -> bool:
        return bool(self.threads or self.tasks or self.asked or self.awaited)


def holdings(position: Position) -> Holdings:
    threads = Case.objects.filter(thread_officer=position.pk, state__in=OPEN).count()
    tasks = Task.objects.filter(assignee=position.pk, closed_at=None).count()
    asked = SubRequest.objects.filter(in_hand(position.pk)).count()
    return Holdings(threads, tasks, asked, SubRequest.objects.filter(awaited_by(position.pk)).count())


def check_may(actor: Actor, position: Position) -> Post | None:
    """Who manages the accounts there, the head of the unit, or the person themselves."""
    path = position.agency.path
    own = next((one for one in actor.posts if one.position_id == position.pk and one.delegation_id is None), None)
    found = actor.post_for(ACCOUNTS, path) or actor.post_for(permissions.CASE_ASSIGN, path) or own
    if found is None and actor.kind != "system":
        raise NotVisible
    return found


def held_by(position_id: UUID) -> Q:
    """Open cases somebody answers for, of which a step lies on their desk, or about which they answer or await
    an answer."""
    desk = Task.objects.filter(assignee=position_id, closed_at=None).values("case")
    requests = SubRequest.objects.filter(in_hand(position_id) | awaited_by(position_id)).values("case")
    return Q(thread_officer=position_id, state__in=OPEN) | Q(pk__in=desk) | Q(pk__in=requests)


def cases_of(position: Position, agency_id: UUID | None = None) -> Iterable[Case]:
    """Under lock; only those an agency receives or decides, where one is named."""
    rows = Case.objects.filter(held_by(position.pk)).select_related("applicant").order_by("pk")
    if agency_id is not None:
        rows = rows.filter(Q(receiving_agency=agency_id) | Q(resolving_agency=agency_id))
    for case in rows.select_for_update(of=("self",)):
        yield surround(case)


def _thread(actor: Actor, case: Case, position: Position, successor: Position, post: Post | None) -> int:
    if case.thread_officer_id != position.pk or case.state not in OPEN:
        return 0
    case.thread_officer_id = successor.pk
    touch(case)
    case.save()
    facts = {"title": successor.title, "name": successor.person.full_name, "thread": successor.pk}
    record(case, "case.thread_moved", actor, facts, authority=post or "")
    return 1


def _desk(actor: Actor, case: Case, task: Task, successor: Position | None, post: Post | None) -> None:
    task.assignee_id = successor.pk if successor else None
    task.save(update_fields=["assignee"])
    touch(case)
    case.save()
    facts: dict[str, object] = {"step": steps.both(steps.named(case, task)), "token": task.token}
    if successor is None:
        append(subject(case), "case.task_released", actor, facts, authority=post or "")
    else:
        facts |= {"title": successor.title, "position": str(successor.pk)}
        append(subject(case), "case.task_assigned", actor, facts, authority=post or "")
