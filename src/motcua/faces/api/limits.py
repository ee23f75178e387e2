"""How often something may be asked for, counted across all processes."""

from dataclasses import dataclass

from django.conf import settings

from motcua.base.access import metering, throttle
from motcua.base.access.models import ApiToken
from motcua.faces.api.errors import TooManyRequests


@dataclass(frozen=True, slots=True)
class Limit:
    """`tries` within `seconds`, for each address or account."""

    purpose: str
    tries: int
    seconds: int


TRACKING = Limit("track.address", 20, 600)
"""Wrong codes only, shared by everybody who tracks from the same address."""
UPLOADS = Limit("api.uploads", 600, 3600)


def check_rate(token: ApiToken) -> None:
    """Count one request of the token: as often as its own figure says, else `MOTCUA_API_PER_MINUTE`; 0 counts nothing.

    TooManyRequests until the next minute of the clock.
    """
    most = token.per_minute or settings.MOTCUA_API_PER_MINUTE
    if most:
        check(metering.spend(token.pk, most))


def check_allowed(limit: Limit, whom: str) -> None:
    """Count one try. TooManyRequests, with the seconds to wait, when it is one too many."""
    check(throttle.hit(throttle.key_for(limit.purpose, whom), limit.tries, limit.seconds))


def check_misses(limit: Limit, whom: str) -> None:
    """TooManyRequests when the window is full; counts nothing."""
    check(throttle.standing(throttle.key_for(limit.purpose, whom), limit.tries))


def check(allowance: throttle.Allowance) -> None:
    """TooManyRequests where it is none."""
    if not allowance:
        raise TooManyRequests(seconds=allowance.retry_after)


def count_miss(limit: Limit, whom: str) -> None:
    throttle.hit(throttle.key_for(limit.purpose, whom), limit.tries, limit.seconds)
