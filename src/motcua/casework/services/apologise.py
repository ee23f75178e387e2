"""The agency will be late: it apologises with a new date (slip 04; Decree 61/2018 Art. 19.9), once.

In time is at least one working day before the date that is given up; later it is still possible and said to be late.
The state of the case and its ledger of steps stay as they are; lists follow the new date, lateness is counted against
the first one as well.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.documents.services import issue_document
from motcua.casework import papers, timing
from motcua.casework.concrete import concrete
from motcua.casework.frame import lock_case, record, touch
from motcua.casework.services.refuse import needed, slip_number
from motcua.casework.surroundings import rules_of_time, surround
from motcua.domain.cases.errors import AlreadyApologised, NoPromiseToMove
from motcua.domain.cases.models import Apology, Case
from motcua.domain.cases.permissions import check_may
from motcua.domain.cases.states import FACTS, Clock
from motcua.domain.routing.models import Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

FARTHEST = timedelta(days=366)
DAY_NEEDED = Words("Bạn nhập ngày hẹn mới.", "Please enter the new date.")
NOT_LATER = Words(
    "Ngày hẹn mới phải sau ngày hẹn cũ và sau hôm nay.", "The new date must be after the old one and today."
)
NOT_WORKED = Words(
    "Ngày hẹn mới là ngày nghỉ. Bạn chọn một ngày làm việc.", "The new date is a day off. Choose a working day."
)
TOO_FAR = Words("Ngày hẹn mới không quá một năm.", "A new date reaches one year at most.")


@dataclass(frozen=True, slots=True)
class Standing:
    """Under whose order the system apologises by itself: the leader who set it, and the position they held."""

    signer: str
    title: str
    position_id: UUID | None


@transaction.atomic
def apologise(
    *,
    actor: Actor,
    case_id: UUID,
    expected: int | None,
    new_day: date | None,
    reason: str,
    ground: str = "",
    standing: Standing | None = None,
) -> Case:
    """Apologise for a case whose clock runs and give a new date, due at closing time of that day.

    NoPromiseToMove while the clock stands or ended; AlreadyApologised the second time; Invalid names what is wrong.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected) if standing is None else locked(case_id)
    if standing is None:
        check_may(actor, permissions.CASE_DECIDE, case, case.resolving_path)
    check_open(case)
    was, text = case.due_at, concrete(needed(reason))
    assert was
    due = closing_of(case, new_day, was)
    now = touch(case)
    post = actor.post_for(permissions.CASE_DECIDE, case.resolving_path)
    who = standing or Standing(f"{actor.name} ({post.title})" if post else actor.name, post.title if post else "",
                               post.position_id if post else None)  # fmt: skip
    given = Apology.objects.create(
        case=case, number=case.apologies.count() + 1, was=was, first=case.first_due_at or was, due=due, reason=text,
        ground=concrete(ground.strip(), "ground"), in_time=in_time(case, now, was), automatic=standing is not None,
        given_at=now, position_id=who.position_id, signer=who.signer,
    )  # fmt: skip
    case.first_due_at, case.due_at = given.first, due
    case.save()
    move_tasks(case, was, due)
    facts = {"was": was, "due": due, "number": given.number, "in_time": given.in_time, "automatic": given.automatic,
             "agency": case.resolving_agency.name}  # fmt: skip
    record(case, "case.apologised", actor, facts, authority=post or who.title)
    number = slip_number(case)
    issue_document(
        kind="apology",
        number=number,
        slip=papers.apology(case, given, number, actor, who.title),
        subject_kind="case",
        subject_id=str(case.pk),
        actor=actor,
    )
    return case


def locked(case_id: UUID) -> Case:
    """For the system, which may see every case."""
    return surround(Case.objects.select_related("applicant").select_for_update(of=("self",)).get(pk=case_id))


def check_open(case: Case) -> None:
    """Refused while no promise runs, and where as many apologies were given as the rule allows."""
    if FACTS[case.legal_state].clock is not Clock.RUNNING or case.due_at is None:
        raise NoPromiseToMove
    if not timing.may_apologise(case):
        raise AlreadyApologised(n=timing.apologies_allowed(case))


def closing_of(case: Case, day: date | None, was: datetime) -> datetime:
    """The moment the office closes on the new day. Invalid where that is no later working day."""
    if day is None:
        raise Invalid({"new_day": DAY_NEEDED})
    calendar, hours = timing.rules_of(case)
    if day <= clock.local(was).date() or day <= clock.today():
        raise Invalid({"new_day": NOT_LATER})
    if day > clock.today() + FARTHEST:
        raise Invalid({"new_day": TOO_FAR})
    if not calendar.is_working_day(day):
        raise Invalid({"new_day": NOT_WORKED})
    return calendar.closing_of(day, hours)


def in_time(case: Case, now: datetime, was: datetime) -> bool:
    """Whether as many working days lie between now and the old date as the rule asks for."""
    calendar, _ = timing.rules_of(case)
    before = rules_of_time(case).on(clock.local(now).date()).apology_working_days_before
    return now < was and calendar.working_days_between(clock.local(now).date(), clock.local(was).date()) >= before


def move_tasks(case: Case, was: datetime, due: datetime) -> None:
    """Open steps that were due with the case are now due with it anew; shares of their own stay."""
    for task in Task.objects.filter(case=case, closed_at=None).exclude(role=""):
        if task.due_at is not None and (task.due_at == was or task.due_at > due):
            task.due_at = due
            task.save(update_fields=["due_at"])
