"""Who looked at, or searched for, unusually many cases or people within the last hour: noticed, told to supervisors.

Lock: the account, so that two sweeps at once write one alarm; at most one an hour for each person. Nothing is refused
to anybody because of it.
"""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from motcua.base.access import permissions
from motcua.base.access.actors import actor_for
from motcua.base.access.models import Account
from motcua.base.access.roles import ROLES
from motcua.base.ledger import Subject, append
from motcua.base.messages.recipients import Recipient
from motcua.base.messages.subscriptions import owe
from motcua.base.messages.texts import register_texts
from motcua.base.messages.variables import register_event
from motcua.casework.looking.models import Alarm
from motcua.casework.looking.outside import HOUR, beyond_own_work, busy, places_of, seen_by
from motcua.casework.looking.queries import person_of
from motcua.domain.directory.models import Position
from motcua.domain.directory.queries.people import agency_paths_of
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.words import Words

KEY, CHANNEL = "desk.looking", "email"
PAGE = "/quan-tri/xem-nhieu/"
TEXTS = Path(__file__).parent.parent / "facts" / "looking.json"
SAID = Words(
    "Một cán bộ thuộc phạm vi của bạn đã xem {n} hồ sơ ngoài việc của mình trong một giờ.",
    "An official you supervise looked at {n} cases outside of their own work within an hour.",
)

SEARCHED = Words(
    "Một cán bộ thuộc phạm vi của bạn đã mở {n} hồ sơ và tìm {searches} lần, xem tên trong {named} hồ sơ khác,"
    " đều ngoài việc của mình, trong một giờ.",
    "An official you supervise opened {n} cases and searched {searches} times, seeing the names in {named} others,"
    " all outside of their own work, within an hour.",
)
SOUGHT = Words(
    "Một cán bộ thuộc phạm vi của bạn đã mở {n} hồ sơ, tìm {searches} lần, xem tên trong {named} hồ sơ khác và"
    " tra cứu người dân tại quầy {people} lần, đều ngoài việc của mình, trong một giờ.",
    "An official you supervise opened {n} cases, searched {searches} times, saw the names in {named} others and looked"
    " people up at a counter {people} times, all outside of their own work, within an hour.",
)


def notice() -> int:
    """How many alarms were raised. Again, it raises none twice."""
    now = clock.now()
    return sum(_notice(account_id, now) for account_id in busy(now - HOUR))


@transaction.atomic
def _notice(account_id: UUID, now: datetime) -> bool:
    account = Account.objects.select_for_update(no_key=True).get(pk=account_id)
    since = now - HOUR
    if Alarm.objects.filter(account=account, during__endswith__gt=since).exists():
        return False
    outside = beyond_own_work(actor_for(account), seen_by(account_id, since, now), now)
    if not outside.many:
        return False
    alarm = Alarm.objects.create(
        account=account, during=DateTimeTZRange(since, now), cases=len(outside.opened), searches=outside.searches,
        named=len(outside.named), people=outside.people, places=places_of(outside.opened | outside.named),
        noticed_at=now,
    )  # fmt: skip
    kind, told = _told_of(alarm)
    append(Subject("account", account_id), kind, SYSTEM, {"alarm": alarm.pk, "cases": alarm.cases} | told)
    _tell(alarm)
    return True


def _told_of(alarm: Alarm) -> tuple[str, dict[str, int]]:
    """The kind of its entry, and what that tells besides the cases opened."""
    searched = {"searches": alarm.searches, "named": alarm.named}
    if alarm.people:
        return "looking.sought", searched | {"people": alarm.people}
    return ("looking.searched", searched) if alarm.named else ("looking.noticed", {})


def said_of(alarm: Alarm) -> Words:
    if alarm.people:
        return SOUGHT.fill(n=alarm.cases, searches=alarm.searches, named=alarm.named, people=alarm.people)
    if alarm.named:
        return SEARCHED.fill(n=alarm.cases, searches=alarm.searches, named=alarm.named)
    return SAID.fill(n=alarm.cases)


def _tell(alarm: Alarm) -> None:
    """A letter to each who supervises and has an address; it names nobody."""
    for post in supervisors(alarm):
        person, account = post.person, post.person.staff_account
        letter = Recipient(
            account_id=account.pk, person_id=person.pk, name=person.full_name, email=account.email or person.email,
            values={"sentence": said_of(alarm)}, link=f"{PAGE}{alarm.pk}/",
        )  # fmt: skip
        owe(mark=f"looking:{alarm.pk}", happened_at=alarm.noticed_at, kind=KEY, channel=CHANNEL, recipient=letter)


def supervisors(alarm: Alarm) -> list[Position]:
    """Whoever sees who looked, at the nearest agency above the person that has somebody else such; each person once."""
    person = person_of(alarm)
    paths = agency_paths_of(person.pk, clock.today()) if person else ()
    above = {path[: end + 1] for path in paths for end, sign in enumerate(path) if sign == "/" and end}
    roles = [role.name for role in ROLES.values() if permissions.LOOKS_SEE in role.permissions]
    held = (
        Position.objects.filter(agency__path__in=above, valid__contains=clock.today(), roles__overlap=roles)
        .filter(person__staff_account__is_active=True)
        .exclude(person=person)
        .select_related("agency", "person__staff_account")
        .order_by("pk")
    )
    found = list(held)
    nearest = max((len(post.agency.path) for post in found), default=0)
    return list({post.person_id: post for post in found if len(post.agency.path) == nearest}.values())


register_texts(TEXTS)
register_event(KEY, SAID.fill(n=64))
