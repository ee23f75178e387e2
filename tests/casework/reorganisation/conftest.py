"""A town whose communes are reorganised on 1 December 2026, with a case in every state."""

from collections.abc import Iterator
from datetime import date

import pytest

from motcua.casework.reorganisation.plan import ADDRESS, Ended, Founded, Plan
from motcua.domain.cases.models import Applicant, Case
from motcua.kernel import clock
from tests.casework.bulk.conftest import Makers
from tests.support.town import build_town, hanoi

BEFORE, AFTER = hanoi("2026-11-23T09:00"), hanoi("2026-12-01T07:00")
FROM_DAY = date(2026, 12, 1)
DECISION = "Nghị quyết 1/NQ-HĐND"


def founded(identifier: str, territory: str) -> Founded:
    name = f"Ủy ban nhân dân phường {identifier}"
    return Founded(identifier, name, name, "commune", "H26", territory, f"Điểm phục vụ {identifier}", "Số 1")


def merger() -> Plan:
    """Both communes of the town become one."""
    ended = tuple(Ended(name, ("H26.M1",)) for name in ("H26.T1", "H26.T2"))
    return Plan("Sáp nhập", DECISION, FROM_DAY, (founded("H26.M1", "00004"),), (), ended)


def split() -> Plan:
    """The town's commune goes to two, by the address; the other goes to the first of them."""
    heirs = ("H26.M1", "H26.M2")
    ended = (Ended("H26.T1", heirs, (ADDRESS,)), Ended("H26.T2", heirs[:1]))
    return Plan("Chia tách", DECISION, FROM_DAY, (founded("H26.M1", "00004"), founded("H26.M2", "00008")), (), ended)


@pytest.fixture
def make(db: None) -> Iterator[Makers]:
    """Cases are made on 23 November, then it is the morning of the day."""
    with clock.frozen(BEFORE):
        yield Makers(build_town())


def every_state(make: Makers) -> list[Case]:
    made = (make.filed, make.accepted, make.examined, make.taken, make.at_leader, make.decided, make.returned)
    return [one() for one in made]


def lives_at(case: Case, address: str) -> Case:
    Applicant.objects.filter(case=case).update(address=address)
    return case
