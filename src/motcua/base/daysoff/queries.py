"""The city's decided days as they stand, and the calendars they make."""

from datetime import date
from typing import cast
from uuid import UUID

from motcua.base.calendars.facts import Rule, Verified, rules_on
from motcua.base.calendars.queries import current_calendar
from motcua.base.calendars.working import WorkingCalendar
from motcua.base.daysoff.models import DecidedDay, DecidedRule
from motcua.base.daysoff.overlay import Decided, laid_over
from motcua.base.daysoff.ruled import Ending, Ruled, standing
from motcua.kernel import clock


def decided_days() -> tuple[Decided, ...]:
    """Every decided day, withdrawn ones too, by day. One statement."""
    return tuple(as_decided(row) for row in DecidedDay.objects.all())


def calendar_of(agency_path: str) -> WorkingCalendar:
    """The calendar as it stands for an agency."""
    standing = [as_decided(row) for row in DecidedDay.objects.filter(withdrawn_at=None)]
    return laid_over(current_calendar(), tuple(one for one in standing if agency_path.startswith(one.agency_path)))


def standing_day(day_id: UUID) -> DecidedDay | None:
    return DecidedDay.objects.filter(pk=day_id, withdrawn_at=None).first()


def as_decided(row: DecidedDay) -> Decided:
    return Decided(
        day=row.day,
        kind=row.kind,
        name=row.name,
        agency_path=row.agency_path,
        decision=row.decision,
        decided_on=row.decided_on,
        moves_promises=row.moves_promises,
        entered_at=row.entered_at,
        swap_with=row.swap_with,
        agency_name=row.agency_name,
        id=row.pk,
        withdrawn_at=row.withdrawn_at,
        withdrawal_moves=row.withdrawal_moves,
    )


def city_rules() -> tuple[Rule, ...]:
    """The rules about time decided in the city as they stand, earliest first. One statement."""
    return standing(ruled())


def working_day_minutes() -> int:
    """A working day of today, where shares and promises are held against each other. One statement."""
    return rules_on(clock.today(), city_rules()).day_minutes


def same_day_cut_off(day: date) -> str:
    """ "15:00": until when a same-day procedure is done the same day. One statement."""
    return f"{rules_on(day, city_rules()).same_day_cut_off:%H:%M}"


def ruled() -> tuple[Ruled, ...]:
    """Every rule ever decided in the city, with its end. One statement."""
    return tuple(as_ruled(row) for row in DecidedRule.objects.select_related("end"))


def as_ruled(row: DecidedRule) -> Ruled:
    rule = Rule(row.name, row.since, row.value, row.source, cast(Verified, row.verification))
    end = getattr(row, "end", None)
    if end is None:
        return Ruled(rule, row.pk)
    return Ruled(rule, row.pk, Ending(end.until, end.decision, end.decided_on, end.moves_promises, end.entered_at))
