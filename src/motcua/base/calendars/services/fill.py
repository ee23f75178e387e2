"""Filling the national calendar, as the owner of the common schema, at each deploy; again, it changes nothing."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from motcua.base.calendars.facts import calendar_days
from motcua.base.calendars.models import CalendarDayRow, CalendarVersion
from motcua.base.calendars.working import CalendarDay
from motcua.kernel import clock


def fill_calendar(*, using: str, days: Iterable[CalendarDay] | None = None) -> int:
    """Make the calendar consist of exactly these days (the facts file's) and return the number of its version.

    The same days as the last time make no new version. IntegrityError for days that contradict the constraints.
    """
    wanted = sorted(calendar_days() if days is None else days, key=lambda entry: entry.day)
    digest = digest_of(wanted)
    with transaction.atomic(using=using):
        last = CalendarVersion.objects.using(using).select_for_update().order_by("-number").first()
        if last is not None and last.digest == digest:
            return last.number
        CalendarDayRow.objects.using(using).all().delete()
        CalendarDayRow.objects.using(using).bulk_create(
            CalendarDayRow(
                day=entry.day,
                kind=entry.kind,
                name=entry.name,
                swap_with=entry.swap_with,
                verification=entry.verification,
                source=entry.source,
            )
            for entry in wanted
        )
        number = last.number + 1 if last else 1
        CalendarVersion.objects.using(using).create(number=number, digest=digest, made_at=clock.now())
    return number


def digest_of(days: Iterable[CalendarDay]) -> str:
    """SHA-256 of the days, as 64 hexadecimal digits: two calendars with the same one are the same."""
    text = json.dumps([asdict(entry) for entry in days], default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
