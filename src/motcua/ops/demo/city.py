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


def build(model: Model, say: Callable[[str], None]) -> int:
    """Agencies, procedures, people, cases; returns how many cases were made, 0 when the city stood already."""
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
    return fill(cast)
