"""How it stands with the seals deposited elsewhere, told without asking the database.

The rule (after X-Road's): later than four hours is an alarm; later than a day, no new final decision is made, because
what cannot be proven later should not be decided now. What citizens send is always taken. It holds only where a
place is set up (`MOTCUA_DEPOSIT`, `MOTCUA_DEPOSIT_MAIL`), and never in a city that is made up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from motcua.base.ledger.errors import DepositLate
from motcua.kernel import clock, stamps
from motcua.kernel.home import Home

ALARM = timedelta(hours=4)
STOP = timedelta(hours=24)
SINCE = "deposit-since"
"""When a deposit was first waited for: a place that never got one is late from then on."""


@dataclass(frozen=True, slots=True)
class Deposited:
    """The newest seal that lies in a place, or since when the first is waited for."""

    place: str
    at: datetime

    @property
    def hours(self) -> int:
        return int((clock.now() - self.at) / timedelta(hours=1))

    def later_than(self, span: timedelta) -> bool:
        return self.at < clock.now() - span


def stamp_of(place: str) -> str:
    return f"last-deposit-{place}"


def places() -> list[str]:
    """Those that are set up here."""
    told = {"folder": settings.MOTCUA_DEPOSIT, "mail": settings.MOTCUA_DEPOSIT_MAIL}
    found = [place for place, value in told.items() if value]
    return [] if not found or Home.current().made_up else found


def stand() -> list[Deposited]:
    """One small file each."""
    home = Home.current()
    return [Deposited(place, stamps.told(home, stamp_of(place)) or _since(home)) for place in places()]


def late() -> list[Deposited]:
    """Places an administrator must hear of."""
    return [one for one in stand() if one.later_than(ALARM)]


def check_deposited() -> None:
    """DepositLate where no place at all holds a seal of the last day."""
    standing = stand()
    if standing and all(one.later_than(STOP) for one in standing):
        raise DepositLate(hours=min(one.hours for one in standing))


def _since(home: Home) -> datetime:
    found = stamps.told(home, SINCE)
    if found is None:
        found = clock.now()
        stamps.leave(home, SINCE, found)
    return found
