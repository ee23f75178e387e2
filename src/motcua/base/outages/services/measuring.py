"""Taking in what probes found, reckoning the days it touches, and forgetting rounds after a while."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction

from motcua.base.outages.availability import FURTHEST, Round, measured
from motcua.base.outages.models import ProbeDay, ProbeRound
from motcua.kernel import clock
from motcua.kernel.clock import LOCAL, local

ROUNDS_KEPT_DAYS = 14
DAYS_KEPT = 400
AHEAD = timedelta(minutes=5)
"""So far a probe's clock may be before ours."""


@transaction.atomic
def receive(rounds: Sequence[Round]) -> int:
    """Write down rounds, once each however often they are sent; how many were of use.

    Those of days that were forgotten meanwhile, and of a clock far ahead, are left aside.
    """
    now = clock.now()
    first = midnight(local(now).date() - timedelta(days=ROUNDS_KEPT_DAYS - 1))
    good = [one for one in rounds if first <= one.at <= now + AHEAD]
    rows = [
        ProbeRound(probe=one.probe, at=one.at, every=one.every, failed=sorted(one.failed), slowest_ms=one.slowest_ms)
        for one in good
    ]
    ProbeRound.objects.bulk_create(rows, ignore_conflicts=True)
    for day in sorted({local(moment).date() for one in good for moment in (one.at, one.until)}):
        reckon(day)
    return len(good)


def reckon(day: date) -> None:
    """A day's seconds, from the rounds that reach into it, as far as the day has come."""
    start, now = midnight(day), clock.now()
    end = min(midnight(day + timedelta(days=1)), now)
    if end <= start:
        return
    found = ProbeRound.objects.filter(at__gt=start - FURTHEST, at__lt=end)
    rounds = [Round(one.at, one.probe, one.every, frozenset(one.failed)) for one in found]
    if not rounds:
        return
    rows = [
        ProbeDay(day=day, journey=journey, up=seconds.up, down=seconds.down)
        for journey, seconds in measured(rounds, start, end).items()
    ]
    ProbeDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day", "journey"], update_fields=["up", "down"]
    )


@transaction.atomic
def sweep() -> None:
    """Once a night: the last two days once more, as two probes may have come at the same moment; old rounds go."""
    today = local(clock.now()).date()
    for back in (1, 2):
        reckon(today - timedelta(days=back))
    ProbeRound.objects.filter(at__lt=midnight(today - timedelta(days=ROUNDS_KEPT_DAYS))).delete()
    ProbeDay.objects.filter(day__lt=today - timedelta(days=DAYS_KEPT)).delete()


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
