"""A post ends or an account is locked: what it holds goes to somebody first, or by a plan on the day after the last.

Nobody leaves with cases in hand: without a choice the act is refused with a sentence. What was overlooked all the same
(taken up after the plan was made without one) goes back to the unit by the nightly sweep.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from motcua.base.access.models import Account
from motcua.casework.services.hand_on import NOT_FIT, OPEN, give_back, hand_on, head_for, holdings, may_follow
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Position
from motcua.domain.directory.queries import positions_of
from motcua.domain.directory.services.accounts import deactivate_account
from motcua.domain.directory.services.frame import lock_position
from motcua.domain.directory.services.positions import end_position
from motcua.domain.directory.validity import ONE_DAY
from motcua.domain.routing.models import HandOverPlan, SubRequest, Task
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.errors import Conflict, Invalid
from motcua.kernel.words import Words

UNIT, KEEP = "unit", "keep"
"""Beside the id of a successor: back to the unit; with a lock for a while only, left as it is."""


class WorkHeld(Conflict):
    code = "position.work_held"
    sentence = Words(
        "{name} ({title}) còn giữ {tasks} việc{asked} và là đầu mối của {threads} hồ sơ. Bạn chọn người nhận bàn giao, "
        "hoặc trả về đơn vị, rồi lưu.",
        "{name} ({title}) still holds {tasks} tasks{asked} and is the contact of {threads} cases. Choose a successor, "
        "or give them back to the unit, then save.",
    )


ASKED = Words(
    ", {asked} yêu cầu phối hợp, chờ {awaited} trả lời",
    ", {asked} requests of other agencies, awaits {awaited} answers",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Who gets the work of a post: the id of a successor, UNIT or KEEP."""

    to: str = ""

    @property
    def successor_id(self) -> UUID | None:
        try:
            return UUID(self.to)
        except ValueError:
            return None


def check_chosen(position: Position, choice: Choice) -> None:
    """WorkHeld where something is held and nobody was chosen; Invalid for a successor that does not fit."""
    held = holdings(position)
    if choice.to in (UNIT, KEEP) or (choice.to and may_follow(position, choice.successor_id)):
        return
    if choice.to:
        raise Invalid({"successor": NOT_FIT})
    if held.any:
        name, more = position.person.full_name, Words("", "")
        if held.asked or held.awaited:
            more = ASKED.fill(asked=held.asked, awaited=held.awaited)
        raise WorkHeld(name=name, title=position.title, tasks=held.tasks, threads=held.threads, asked=more)


@transaction.atomic
def end_post(*, actor: Actor, position_id: UUID, last_day: date, choice: Choice = Choice()) -> Position:
    """The post ends with `last_day`; what it holds goes over now, or on the day after where that lies ahead.

    WorkHeld, Invalid (successor, last_day), OwnPosition.
    """
    position = lock_position(position_id)
    check_chosen(position, choice)
    if choice.to == KEEP:
        raise Invalid({"successor": NOT_FIT})
    if choice.to and last_day > clock.today():
        plan = {"successor_id": choice.successor_id, "from_day": last_day + ONE_DAY, "made_at": clock.now()}
        HandOverPlan.objects.update_or_create(position=position, defaults=plan | {"done_at": None})
    elif choice.to:
        pass_on(actor, position_id, choice)
    return end_position(actor=actor, position_id=position_id, last_day=last_day)


@transaction.atomic
def lock_account(*, actor: Actor, person_id: UUID, choices: Mapping[UUID, Choice]) -> Account:
    """Nobody signs in any more; the work of each post goes where it was chosen. WorkHeld, Invalid, as for locking."""
    posts = list(positions_of(person_id, clock.today()))
    for position in posts:
        check_chosen(position, choices.get(position.pk, Choice()))
    account: Account = deactivate_account(actor=actor, person_id=person_id)
    for position in posts:
        pass_on(actor, position.pk, choices.get(position.pk, Choice()))
    return account


def pass_on(actor: Actor, position_id: UUID, choice: Choice) -> None:
    if choice.to == UNIT:
        give_back(actor=actor, position_id=position_id)
    elif choice.successor_id is not None:
        hand_on(actor=actor, position_id=position_id, successor_id=choice.successor_id)


def carry_out_plans() -> int:
    """Plans whose day has come, each in a transaction of its own; then ended posts that still hold something.

    Again, it changes nothing. A successor who has left meanwhile is passed over: the work goes back to the unit.
    """
    today, done = clock.today(), 0
    for plan in HandOverPlan.objects.filter(done_at=None, from_day__lte=today).select_related("position"):
        with transaction.atomic():
            fits = plan.successor_id is not None and may_follow(plan.position, plan.successor_id)
            pass_on(SYSTEM, plan.position_id, Choice(str(plan.successor_id) if fits else UNIT))
            HandOverPlan.objects.filter(pk=plan.pk).update(done_at=clock.now())
        done += 1
    for position in ended_with_work(today):
        give_back(actor=SYSTEM, position_id=position.pk)
        done += 1
    return done


def ended_with_work(today: date) -> list[Position]:
    """Posts that are over and still hold an open case that somebody else could be given."""
    over = Position.objects.filter(valid__endswith__lte=today).select_related("person", "agency")
    desks = Task.objects.filter(assignee__isnull=False, closed_at=None).values("assignee")
    named = Case.objects.filter(thread_officer__isnull=False, state__in=OPEN).values("thread_officer")
    requests = SubRequest.objects.filter(closed_at=None)
    asked = Q(pk__in=requests.filter(taken_by__isnull=False).values("taken_by"))
    awaited = Coalesce("awaited_by", "asked_by")
    waits = Q(pk__in=requests.annotate(waits=awaited).values("waits"))
    left = list(over.filter(Q(pk__in=desks) | Q(pk__in=named) | asked | waits))
    return [one for one in left if holds_for_unit(one) or head_for(one)]


def holds_for_unit(position: Position) -> bool:
    """What goes back to the unit whoever heads it."""
    held = holdings(position)
    return bool(held.tasks or held.asked)
