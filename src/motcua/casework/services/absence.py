"""Being away from a day to a day, with a colleague who looks after the desk; cut short, or taken back.

The deputy gets no right they do not have: power to decide goes by a delegation. Locks: the position.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.base.access import permissions
from motcua.base.ledger import Subject, append
from motcua.domain.directory import policies
from motcua.domain.directory.errors import AbsenceOver, AwayAlready, taken_is
from motcua.domain.directory.models import Absence, Position
from motcua.domain.directory.services.frame import lock_position
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Invalid, NotVisible
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

COLLEAGUE = Words(
    "Người thay phải ở cùng đơn vị và giữ đủ vai trò của bạn. Quyền ký thay cần ủy quyền bằng quyết định.",
    "The deputy serves in the same unit and has the same roles. Power to sign needs a delegation.",
)
DEPUTY_AWAY = Words(
    "{name} cũng vắng mặt trong thời gian này. Bạn chọn người khác.", "{name} is away in that time. Choose another."
)
PAST = Words("Lịch vắng mặt không kết thúc trước hôm nay.", "An absence does not end before today.")
NO_END = Words("Bạn ghi ngày cuối vắng mặt.", "Please enter the last day.")


def enter_absence(
    *,
    actor: Actor,
    position_id: UUID,
    first_day: date,
    last_day: date | None,
    deputy_id: UUID | None = None,
    reason: str = "",
) -> Absence:
    """For oneself, or as head of the unit for anybody in it. Invalid (days, deputy), AwayAlready."""
    with taken_is(AwayAlready()), transaction.atomic():
        position = lock_position(position_id)
        post = check_may_enter(actor, position)
        valid = days_of(position, first_day, last_day)
        deputy = deputy_of(position, deputy_id, valid)
        absence = Absence.objects.create(position=position, deputy=deputy, valid=valid, reason=tidy(reason))
        facts = {
            "position_id": position.pk,
            "agency": position.agency.identifier,
            "from_day": first_day,
            "until": last_day,
            "deputy": f"{deputy.title} {deputy.person.full_name}" if deputy else "",
            "deputy_id": deputy.pk if deputy else None,
        }
        append(Subject("person", position.person_id), "absence.entered", actor, facts, authority=post or "")
    return absence


@transaction.atomic
def end_absence(*, actor: Actor, absence_id: UUID) -> Absence:
    """Back from today on: yesterday was the last day. One that has not begun is taken back whole."""
    found = Absence.objects.filter(pk=absence_id).first()
    if found is None:
        raise NotVisible
    position = lock_position(found.position_id)
    post = check_may_enter(actor, position)
    absence = Absence.objects.select_for_update().get(pk=absence_id)
    today = clock.today()
    if absence.ended_at or absence.valid_until is None or absence.valid_until < today:
        raise AbsenceOver
    absence.valid = DateRange(absence.valid.lower, max(today, absence.valid.lower), "[)")
    absence.ended_at = clock.now()
    absence.save(update_fields=["valid", "ended_at"])
    facts = {
        "position_id": position.pk,
        "agency": position.agency.identifier,
        "last_day": today - timedelta(days=1),
    }
    append(Subject("person", position.person_id), "absence.ended", actor, facts, authority=post or "")
    return absence


def check_may_enter(actor: Actor, position: Position) -> Post | None:
    """One's own, or by the head of the unit. The post under which it is done."""
    own = next((post for post in actor.posts if post.position_id == position.pk and post.delegation_id is None), None)
    head = actor.post_for(permissions.CASE_ASSIGN, position.agency.path)
    if own is None and head is None and actor.kind != "system":
        raise NotVisible
    return own or head


def days_of(position: Position, first_day: date, last_day: date | None) -> DateRange:
    if last_day is None:
        raise Invalid({"last_day": NO_END})
    valid = policies.days_typed(first_day, last_day, "last_day")
    if last_day < clock.today():
        raise Invalid({"last_day": PAST})
    policies.check_inside_agency(position.agency, valid)
    return valid


def deputy_of(position: Position, deputy_id: UUID | None, valid: DateRange) -> Position | None:
    """A colleague of the same unit with the same roles who is there throughout."""
    if deputy_id is None:
        return None
    deputy = Position.objects.select_related("person").filter(pk=deputy_id, agency=position.agency_id).first()
    held = deputy is not None and valid.lower >= (deputy.valid.lower or valid.lower)
    until = deputy is not None and (deputy.valid.upper is None or valid.upper <= deputy.valid.upper)
    if deputy is None or not held or not until or not set(position.roles) <= set(deputy.roles):
        raise Invalid({"deputy": COLLEAGUE})
    if deputy.person_id == position.person_id:
        raise Invalid({"deputy": COLLEAGUE})
    if Absence.objects.filter(position=deputy, valid__overlap=valid).exists():
        raise Invalid({"deputy": DEPUTY_AWAY.fill(name=deputy.person.full_name)})
    return deputy
