"""Who does a step, guessed from how the source names them: the agency by its relation to the case, and the role."""

import re
from dataclasses import dataclass

from motcua.base.access.roles import Clerk, CounterOfficial, Leader, Specialist
from motcua.domain.processes.graph.definition import Kind, Performer, Relation
from motcua.domain.processes.reading.columns import names_people
from motcua.domain.processes.reading.doubts import Why
from motcua.kernel.text import fold, tidy

LONGEST = 500
JOINT = re.compile(r"\s*[;/]\s*|\s+(?:và|hoặc)\s+|,\s+", re.IGNORECASE)
ASKED = re.compile(
    r"(cac (so|co quan|don vi|bo|phong|ubnd)|so, ban, nganh|co quan|don vi).*"
    r"(xin y kien|lay y kien|duoc hoi|cho y kien|phoi hop|lien quan)"
)
RECEIVING = re.compile(
    r"mot cua|tn ?& ?t(kq|rkq)|tiep nhan (ho so|va tra)|bo phan tiep nhan|hanh chinh cong|\b(tt ?)?pvhcc\b"
)
UPPER = re.compile(r"\b(ubnd|uy ban nhan dan) (tinh|thanh pho|tp)\b|van phong (ubnd|uy ban nhan dan)")
UPPER_GROUP = re.compile(r"\btai (ubnd|uy ban nhan dan|van phong (ubnd|uy ban))")
CHIEF_OF_UNIT = re.compile(r"\b(lanh dao|truong|pho truong|pho) (phong|ban|don vi|bo phan|chi cuc|khoa|doi)\b")
UNIT = re.compile(r"\bphong\b(?! (ban|nganh))")
CHIEF = re.compile(r"\b(lanh dao|giam doc|chu tich|thu truong|cuc truong|chi cuc truong|truong ban)\b")
CLERK = re.compile(r"\bvan thu\b")
MONEY = re.compile(r"\bke toan\b|\bthu quy\b")
WORKER = re.compile(
    r"\b(chuyen vien|cong chuc|can bo|vien chuc|nhan vien|phong|nguoi duoc phan cong|bo phan chuyen mon)\b"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What stands there as a performer of ours, and why it may be wrong. A step that asks others is of kind ASK."""

    performer: Performer
    kind: Kind = Kind.STEP
    doubts: tuple[Why, ...] = ()


def guessed(text: str, group: str = "") -> Guess:
    """`group` is the heading inside the table the row stands under: "Quy trình nội bộ tại UBND thành phố"."""
    parts = people_of(text[:LONGEST])
    if not parts:
        return Guess(Performer(Relation.SPECIALIST, Specialist.name, text=text), doubts=(Why.PERFORMER_MISSING,))
    if ASKED.search(fold(text[:LONGEST])):
        return Guess(Performer(Relation.SPECIALIST, Specialist.name, text=text), Kind.ASK, (Why.AGENCIES_TO_NAME,))
    upper = bool(UPPER_GROUP.search(fold(group)))
    each = [_one(part, upper) for part in parts]
    relation, role, doubts = next((one for one in each if one[0] is Relation.RECEIVING), each[0])
    if len({one[:2] for one in each}) > 1:
        doubts = (*doubts, Why.SEVERAL_PERFORMERS)
    return Guess(Performer(relation, role, text=text), doubts=doubts)


def people_of(text: str) -> list[str]:
    """The people named, split only where another one begins: "Dân tộc và Tôn giáo" stays whole."""
    told: list[str] = []
    start = 0
    for joint in JOINT.finditer(text):
        if names_people(text[joint.end() :]):
            told.append(text[start : joint.start()])
            start = joint.end()
    return [tidy(part) for part in [*told, text[start:]] if tidy(part)]


def _one(text: str, upper: bool) -> tuple[Relation, str, tuple[Why, ...]]:
    key = fold(text)
    if RECEIVING.search(key) and not upper:
        return Relation.RECEIVING, CounterOfficial.name, ()
    if upper or UPPER.search(key):
        return _above(key)
    if CHIEF_OF_UNIT.search(key):
        return Relation.UNIT, Leader.name, ()
    if CHIEF.search(key):
        return Relation.LEADER, Leader.name, ()
    if CLERK.search(key):
        return Relation.SPECIALIST, Clerk.name, ()
    if MONEY.search(key):
        return Relation.SPECIALIST, Specialist.name, (Why.NO_SUCH_ROLE,)
    if UNIT.search(key):
        return Relation.UNIT, Specialist.name, ()
    if WORKER.search(key):
        return Relation.SPECIALIST, Specialist.name, ()
    return Relation.SPECIALIST, Specialist.name, (Why.PERFORMER_UNKNOWN,)


def _above(key: str) -> tuple[Relation, str, tuple[Why, ...]]:
    doubts: tuple[Why, ...] = (Why.UPPER_AGENCY,)
    if CLERK.search(key):
        return Relation.PARENT, Clerk.name, doubts
    if MONEY.search(key):
        return Relation.PARENT, Specialist.name, (*doubts, Why.NO_SUCH_ROLE)
    leads = CHIEF.search(key) or CHIEF_OF_UNIT.search(key) or re.match(r"(ubnd|uy ban)\b", key)
    return Relation.PARENT, Leader.name if leads else Specialist.name, doubts
