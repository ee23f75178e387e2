"""Filling an empty database with the demonstration city, once; a second start finds it as it was left."""

from collections.abc import Callable

from motcua.base.access.models import Account
from motcua.domain.catalogue.services.load_own import load_own
from motcua.domain.directory.services.load_hanoi import load_hanoi
from motcua.domain.replies.services.load_own import load_reasons, load_replies
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.ops.demo import people
from motcua.ops.demo.cases import fill
from motcua.ops.demo.models import Model
from motcua.ops.demo.staff import make_people
from motcua.ops.simulator.running import Order, simulate

DAYS, SEED = 45, 1
"""How long the city has been at work when somebody first looks at it."""


def build(model: Model, say: Callable[[str], None], cases: int = 0) -> int:
    """Agencies, procedures, people, cases; returns how many cases were made, 0 when the city stood already.

    `cases` of everyday life come besides those that show every state.
    """
    if Account.objects.filter(username=people.OFFICIALS[0].username).exists():
        return 0
    say("cơ quan và điểm tiếp nhận / agencies and offices")
    load_hanoi(actor=SYSTEM)
    say("thủ tục / procedures")
    load_own(actor=SYSTEM, effective_from=clock.today().replace(day=1, month=1, year=clock.today().year - 1))
    load_replies(actor=SYSTEM)
    load_reasons(actor=SYSTEM)
    say("con người / people")
    cast = make_people(model)
    say("hồ sơ ở mọi trạng thái / cases in every state")
    shown = fill(cast)
    return shown + (everyday(cases, say) if cases > 0 else 0)


def everyday(cases: int, say: Callable[[str], None]) -> int:
    """The last weeks of a city at work, simulated."""
    say(f"{cases} hồ sơ của {DAYS} ngày qua / {cases} cases of the last {DAYS} days")
    found = simulate(Order(DAYS, cases, SEED, clock.today(), processes=2))
    return int(found["acts"] > 0) * cases
