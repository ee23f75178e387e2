"""The internal process of a version: its own steps, or the usual four."""

from dataclasses import dataclass
from decimal import Decimal

from motcua.base.access.roles import CounterOfficial, Leader, Specialist
from motcua.domain.catalogue.enums import UnitRelation
from motcua.kernel.words import Words

UNTIL_DUE_MINUTES = 60 * 480
"""Sixty working days: a step without a share of its own has until the case is due."""


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step. `unit` says who does it seen from the case, `minutes` is its share of working time."""

    position: int
    key: str
    words: Words
    unit: str
    role: str
    minutes: int


def minutes_of(working_hours: Decimal | None) -> int:
    """A share in minutes of working time; none of its own means until the case is due."""
    return UNTIL_DUE_MINUTES if working_hours is None else int(working_hours * 60)


RECEPTION = StepFacts(
    1,
    "reception",
    Words("Tiếp nhận hồ sơ", "Reception"),
    UnitRelation.RECEIVING_OFFICE,
    CounterOfficial.name,
    minutes_of(Decimal(4)),
)
EXAMINATION = StepFacts(
    2,
    "examination",
    Words("Thẩm định hồ sơ", "Examination"),
    UnitRelation.SPECIALIST_UNIT,
    Specialist.name,
    minutes_of(None),
)
APPROVAL = StepFacts(
    3,
    "approval",
    Words("Lãnh đạo phê duyệt", "Approval by the leader"),
    UnitRelation.LEADER,
    Leader.name,
    minutes_of(Decimal(8)),
)
RETURN = StepFacts(
    4,
    "return",
    Words("Trả kết quả", "Handing over the result"),
    UnitRelation.RECEIVING_OFFICE,
    CounterOfficial.name,
    minutes_of(Decimal(4)),
)
DEFAULT_STEPS = (RECEPTION, EXAMINATION, APPROVAL, RETURN)
"""Used where a version brings no steps of its own. The shares of time are assumed; officials set their own."""
