"""How often people may send cases from one address."""

from django.conf import settings

from motcua.base.access import throttle
from motcua.base.access.sources import line_of, of_an_office
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

SECONDS = 60


class TooManyFilings(Fault):
    """More than `MOTCUA_FILINGS_PER_MINUTE` from one address. `seconds` says how long to wait."""

    code = "filing.too_many"
    status = 429
    temporary = True
    sentence = Words(
        "Mạng của bạn vừa gửi quá nhiều hồ sơ. Bản nháp vẫn còn đủ, bạn gửi lại sau {seconds} giây.",
        "Too many cases were just sent from your network. The draft is kept; send it again in {seconds} seconds.",
    )


def check_may_file(*, actor: Actor, address: str) -> None:
    """Count one sending, of one case or of linked ones; before its transaction. One statement. TooManyFilings.

    Officials file for people one after the other and are not counted, nor is anybody in an office of the city.
    """
    most = settings.MOTCUA_FILINGS_PER_MINUTE
    if not most or actor.kind != "citizen" or of_an_office(address):
        return
    allowance = throttle.hit(throttle.key_for("filing.address", line_of(address)), most, SECONDS)
    if not allowance:
        raise TooManyFilings(seconds=allowance.retry_after)
