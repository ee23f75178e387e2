"""Guesses are slowed. Tries are counted in PostgreSQL, one statement each, so every process counts together.

A window opens at the first try and holds `limit` of them. Count before the work and outside its transaction:
a try counted in a transaction that is rolled back was not counted, and one kept open makes others wait.
Two tries at the same moment queue at the row of their key, so none slips through.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet, Subquery
from django.http import HttpRequest

from motcua.base.access.models import Throttle
from motcua.base.access.vault import digest_of
from motcua.base.compiled import compiled
from motcua.kernel import clock

MOST = 1_000_000

HIT = """
INSERT INTO access_throttle AS t (key, started_at, ends_at, tries) VALUES (%(key)s, %(now)s, %(ends)s, %(tries)s)
ON CONFLICT (key) DO UPDATE SET
    started_at = CASE WHEN t.ends_at <= %(now)s THEN EXCLUDED.started_at ELSE t.started_at END,
    ends_at = CASE WHEN t.ends_at <= %(now)s THEN EXCLUDED.ends_at ELSE t.ends_at END,
    tries = CASE WHEN t.ends_at <= %(now)s THEN EXCLUDED.tries ELSE LEAST(t.tries + EXCLUDED.tries, %(most)s) END
RETURNING tries, ends_at
"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """`retry_after` in whole seconds, 0 when allowed."""

    allowed: bool
    retry_after: int = 0

    def __bool__(self) -> bool:
        return self.allowed


def key_for(purpose: str, *parts: str) -> str:
    """The key of a counter: a keyed digest of what is slowed and for whom."""
    return digest_of("\x1f".join((purpose, *parts)))


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: the peer, or with `MOTCUA_PROXIES` own proxies in front, what the outermost saw."""
    proxies = getattr(settings, "MOTCUA_PROXIES", 0)
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return seen[-proxies] if 0 < proxies <= len(seen) else request.META.get("REMOTE_ADDR", "")


def hit(key: str, limit: int, window_seconds: int) -> Allowance:
    """Count one try; allowed while the window holds no more than `limit`. One statement."""
    now = clock.now()
    tries, ends_at = _put_down(key, 1, now, window_seconds)
    return Allowance(True) if tries <= limit else Allowance(False, _wait(now, ends_at))


def add(key: str, tries: int, window_seconds: int) -> int:
    """Count several tries at once; how many the window holds now. One statement."""
    return _put_down(key, tries, clock.now(), window_seconds)[0]


def _put_down(key: str, tries: int, now: datetime, window_seconds: int) -> tuple[int, datetime]:
    values: dict[str, str | int | datetime] = {
        "key": key,
        "now": now,
        "ends": now + timedelta(seconds=window_seconds),
        "tries": tries,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(HIT, values)
        counted: tuple[int, datetime] = cursor.fetchone()
    return counted


def standing(key: str, limit: int) -> Allowance:
    """Whether one more try would be allowed, without counting it: for places where only misses count."""
    window = _window.first(key, clock.now())
    return allows(window.tries, window.ends_at, limit) if window else Allowance(True)


def beside(key: str, now: datetime) -> tuple[Subquery, Subquery]:
    """Tries and end of a window, told in the row of something else so that no statement asks for it: see `allows`."""
    window = Throttle.objects.filter(pk=key, ends_at__gt=now)
    return Subquery(window.values("tries")), Subquery(window.values("ends_at"))


def allows(tries: int | None, until: datetime | None, limit: int) -> Allowance:
    """Whether a window as told `beside` something would allow one more try."""
    full = tries is not None and until is not None and tries >= limit
    return Allowance(False, _wait(clock.now(), until)) if full and until else Allowance(True)


@compiled
def _window(key: str, now: datetime) -> QuerySet[Throttle]:
    return Throttle.objects.filter(pk=key, ends_at__gt=now)


def forget(key: str) -> None:
    """Start counting from nothing, after a success."""
    Throttle.objects.filter(pk=key).delete()


def forgive(key: str) -> None:
    """Take one try back: it was right."""
    Throttle.objects.filter(pk=key, tries__gt=1).update(tries=F("tries") - 1)


def sweep() -> int:
    """Remove windows that are over; returns how many."""
    return Throttle.objects.filter(ends_at__lte=clock.now()).delete()[0]


def _wait(now: datetime, ends_at: datetime) -> int:
    return max(1, math.ceil((ends_at - now).total_seconds()))
