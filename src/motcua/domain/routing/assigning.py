"""Who gets a task by a unit's rule: pure, and the same for the same facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from motcua.kernel.words import Words

NEVER = datetime(1, 1, 1, tzinfo=UTC)


class Way(StrEnum):
    """How a unit shares out its tasks."""

    ROUND = "round"
    LOAD = "load"
    SKILL = "skill"
    SAME = "same"
    MANUAL = "manual"
    UNIT = "unit"

    @property
    def words(self) -> Words:
        return WORDS[self]


WORDS = {
    Way.ROUND: Words("Lần lượt từng người", "In turn"),
    Way.LOAD: Words("Người ít việc nhất (theo số phút dự kiến)", "Whoever has least (expected minutes)"),
    Way.SKILL: Words("Người có kỹ năng, ít việc nhất", "Whoever has the skill and least work"),
    Way.SAME: Words("Người đã làm hồ sơ này hoặc hồ sơ trước của người nộp", "Who did this case, or the one before"),
    Way.MANUAL: Words("Không tự giao: cán bộ tự nhận hoặc lãnh đạo giao", "By hand: taken, or assigned by the head"),
    Way.UNIT: Words("Chuyển cho một phòng, đơn vị bên trong", "To a unit inside the agency"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with the role at the unit. `minutes` of open tasks; `given` tasks so far, the last one `last`."""

    position_id: UUID
    name: str
    skills: frozenset[str] = frozenset()
    away: bool = False
    minutes: int = 0
    given: int = 0
    last: datetime | None = None


def choose(way: str, candidates: Sequence[Candidate], *, skill: str = "", same: UUID | None = None) -> UUID | None:
    """Who gets it; None when nobody does by rule. People away are passed over; a `skill` asked for is never waived."""
    present = [one for one in candidates if not one.away and (not skill or skill in one.skills)]
    if way in (Way.MANUAL, Way.UNIT) or not present:
        return None
    if way == Way.SAME and same in {one.position_id for one in present}:
        return same
    first = min(present, key=_turn if way == Way.ROUND else _load)
    return first.position_id


def _turn(one: Candidate) -> tuple[object, ...]:
    """Who was given something longest ago."""
    return one.last or NEVER, one.given, one.name, str(one.position_id)


def _load(one: Candidate) -> tuple[object, ...]:
    return one.minutes, *_turn(one)


def narrowest(scopes: Sequence[str]) -> int:
    """Of the rules that fit, the place of the one for a procedure, else for a field, else for all."""
    order = {"procedure": 0, "field": 1}
    return min(range(len(scopes)), key=lambda place: order.get(scopes[place].partition(":")[0], 2))
