"""Steps that belong to one person: whether that person can be somebody who does the step at all. Pure."""

from collections.abc import Iterator

from motcua.base.access.roles import Leader, Specialist
from motcua.domain.processes.graph.definition import WORK, Node, Performer, Process, Relation
from motcua.domain.processes.graph.shape import shape_of
from motcua.kernel.words import Words

SAME_AS = Words("“Cùng người với” phải chỉ một bước phía trước.", '"Same person as" must name an earlier step.')
ELSEWHERE = Words(
    "Người làm bước kia ở cơ quan khác, hoặc không có vai trò của bước này.",
    "Who does that other step is at another agency, or has not the role of this one.",
)
THREAD_FITS = Words(
    "Cán bộ đầu mối là cán bộ một cửa: chỉ giao được bước của Bộ phận Một cửa.",
    "The thread officer is a counter official: only steps of the one-stop office can be theirs.",
)


def faults(process: Process, node: Node, who: Performer) -> Iterator[Words]:
    if who.thread and who.relation is not Relation.RECEIVING:
        yield THREAD_FITS
    if not who.same_as:
        return
    shape, other = shape_of(process), process.by_key.get(who.same_as)
    earlier = other is not None and other is not node and shape.onward[other.key] & shape.bits[node.key]
    if other is None or other.kind not in WORK or not earlier:
        yield SAME_AS
    elif other.performer is not None and not _could(other.performer, who):
        yield ELSEWHERE


def _could(one: Performer, other: Performer) -> bool:
    """Whether who does the step of `one` may have what the step of `other` asks for."""
    roles = {other.role, Leader.name} if other.role == Specialist.name else {other.role}
    return _reaches(one, other) and one.role in roles


def _reaches(one: Performer, other: Performer) -> bool:
    """Whether who serves where `one` says does steps of `other` by place; who serves at the agency does its units'."""
    inside = (Relation.SPECIALIST, Relation.LEADER, Relation.UNIT)
    if one.relation is Relation.UNIT or other.relation not in inside:
        return (one.relation, one.agency) == (other.relation, other.agency)
    return one.relation in inside
