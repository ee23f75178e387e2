"""What stands in the tables, read for everybody."""

from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from motcua.base.calendars.working import WorkingCalendar
from motcua.base.daysoff.queries import calendar_of
from motcua.base.outages.enums import LESSON_WORKING_DAYS
from motcua.base.outages.models import Outage, ProbeDay, ProbeRound
from motcua.base.outages.signs import noticed
from motcua.base.outages.told import Day, Seen, Snapshot, Told, Update
from motcua.kernel import clock
from motcua.kernel.clock import local
from motcua.kernel.database import PRACTICE_ENDING, city
from motcua.kernel.words import Words

DAYS = 90
CITY = f"/{city().removesuffix(PRACTICE_ENDING).upper()}/"
"""The path of the city itself: its days off hold here."""


def read_snapshot() -> Snapshot:
    """Outages of the last 90 days and to come, what was measured, what the house notices. Seven statements."""
    now = clock.now()
    since = now - timedelta(days=DAYS)
    lasting = Outage.objects.filter(Q(ends_at=None) | Q(ends_at__gte=since))
    days = ProbeDay.objects.filter(day__gt=local(now).date() - timedelta(days=DAYS))
    return Snapshot(
        made_at=now,
        outages=told(lasting),
        days=tuple(Day(one.day, one.journey, one.up, one.down) for one in days),
        seen=seen(now),
        signs=noticed(),
    )


def told(rows: QuerySet[Outage]) -> tuple[Told, ...]:
    """The latest first, with their updates."""
    found = list(rows.prefetch_related("updates").order_by("-starts_at", "-id"))
    owing = any(one.kind == "unplanned" and one.ends_at for one in found)
    calendar = calendar_of(CITY) if owing else None
    return tuple(as_told(one, calendar) for one in found)


def as_told(row: Outage, calendar: WorkingCalendar | None) -> Told:
    return Told(
        id=row.pk,
        kind=row.kind,
        effect=row.effect,
        services=tuple(row.services),
        title=Words(row.title_vi, row.title_en),
        text=Words(row.text_vi, row.text_en),
        meanwhile=Words(row.meanwhile_vi, row.meanwhile_en),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        told_hours=row.told_hours,
        cancelled_at=row.cancelled_at,
        updates=tuple(Update(one.at, Words(one.text_vi, one.text_en)) for one in row.updates.all()),
        lesson=Words(row.lesson_vi, row.lesson_en) if row.lesson_at else None,
        lesson_at=row.lesson_at,
        lesson_due=lesson_due(row, calendar) if calendar else None,
    )


def lesson_due(row: Outage, calendar: WorkingCalendar) -> date | None:
    """Of an incident that is over: five working days later."""
    if row.kind != "unplanned" or row.ends_at is None:
        return None
    return calendar.add_working_days(local(row.ends_at).date(), LESSON_WORKING_DAYS)


def overdue() -> list[Told]:
    """Incidents whose post-mortem should have been there."""
    owed = Outage.objects.filter(kind="unplanned", ends_at__isnull=False, lesson_at=None)
    return [one for one in told(owed) if one.lesson_due and one.lesson_due < clock.today()]


def seen(now: datetime) -> tuple[Seen, ...]:
    """The latest round of each probe that looked within a day."""
    lately = ProbeRound.objects.filter(at__gte=now - timedelta(days=1), at__lte=now)
    latest = lately.order_by("probe", "-at").distinct("probe")
    return tuple(Seen(one.probe, one.at, one.every, tuple(one.failed)) for one in latest)


def last_round_at() -> datetime | None:
    return ProbeRound.objects.order_by("-at").values_list("at", flat=True).first()
