"""What cannot be published: by node, in words. An empty list means that every case will reach its end in good hands."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from motcua.base.access.roles import Clerk, CounterOfficial, Leader, Specialist
from motcua.domain.processes.graph import guards, orders, persons, times
from motcua.domain.processes.graph.chain import broken
from motcua.domain.processes.graph.definition import WORK, Flow, Kind, Node, Process, Relation
from motcua.domain.processes.graph.shape import WAITING, outside, shape_of
from motcua.kernel import jsonlogic
from motcua.kernel.words import Words

MOST_STEPS, MOST_BRANCHES, LONGEST_KEY = 60, 8, 40
ROLES_OF = {
    Relation.RECEIVING: (CounterOfficial.name,),
    Relation.SPECIALIST: (Specialist.name, Clerk.name, Leader.name),
    Relation.UNIT: (Specialist.name, Leader.name),
    Relation.LEADER: (Leader.name,),
    Relation.PARENT: (Specialist.name, Clerk.name, Leader.name),
    Relation.NAMED: (Specialist.name, Clerk.name, Leader.name),
}
"""Which roles there are at the agency of each relation."""


class Finding(NamedTuple):
    """`node` is "" where it concerns the process as a whole."""

    node: str
    words: Words


ONE_START = Words("Quy trình cần đúng một điểm bắt đầu.", "A process needs exactly one start.")
NO_END = Words("Quy trình chưa có điểm kết thúc.", "The process has no end.")
TOO_MANY = Words(f"Quy trình có tối đa {MOST_STEPS} bước.", f"A process has {MOST_STEPS} steps at most.")
LONG_KEY = Words("Mã của bước dài quá 40 ký tự.", "The key of the step is longer than 40 characters.")
UNNAMED = Words("Bước chưa có tên bằng tiếng Việt và tiếng Anh.", "The step has no name in Vietnamese and English.")
UNREACHED = Words("Không có đường nào dẫn tới đây.", "No way leads here.")
NO_WAY_OUT = Words("Từ đây không tới được điểm kết thúc.", "No way leads from here to an end.")
MANY_WAYS = Words(
    "Sau đây có nhiều nhánh: cần một điểm lựa chọn hoặc một điểm tách song song.",
    "Several ways leave here: a choice or a parallel split is needed.",
)
CYCLE = Words(
    "Quy trình quay vòng ở đây: đường quay lại phải được đánh dấu là chuyển lại.",
    "The process goes round here: the way back must be marked as a return.",
)
BY_ITSELF = Words(
    "Vòng lặp này không có bước nào của người: quy trình sẽ tự quay mãi.",
    "Nobody does anything in this loop: the process would go round for ever.",
)
OTHERWISE = Words(
    "Lựa chọn cần đúng một nhánh “các trường hợp còn lại”.", 'A choice needs exactly one branch "in all other cases".'
)
CONDITION = Words("Mỗi nhánh khác của lựa chọn cần điều kiện.", "Every other branch of a choice needs a condition.")
BRANCHES = Words(
    f"Tách song song cần từ 2 đến {MOST_BRANCHES} nhánh.", f"A parallel split needs 2 to {MOST_BRANCHES} branches."
)
UNPAIRED = Words(
    "Mọi nhánh của điểm tách này phải gặp lại nhau ở đúng một điểm nhập.",
    "All branches of this split must meet again in one join.",
)
CROSSED = Words(
    "Các nhánh song song đan vào nhau ở đây: vào nhánh chỉ qua điểm tách, ra chỉ qua điểm nhập.",
    "Parallel branches are entangled here: a branch is entered by its split only and left by its join only.",
)
TOO_WIDE = Words(
    f"Có hơn {MOST_BRANCHES} nhánh chạy cùng lúc.", f"More than {MOST_BRANCHES} branches run at the same time."
)
RETURN_TARGET = Words(
    "Đường chuyển lại phải về một bước phía trước, không vào nhánh song song khác.",
    "A return leads to an earlier step, not into another parallel branch.",
)
RETURN_SOURCE = Words("Chỉ bước hoặc lựa chọn mới có đường chuyển lại.", "Only steps and choices have returns.")
BEGINS = Words("Bước đầu là tiếp nhận tại Bộ phận Một cửa.", "The first step is reception at the office.")
ENDS = Words("Bước cuối là trả kết quả tại Bộ phận Một cửa.", "The last step is handing over at the office.")
DECIDES_ONCE = Words(
    "Trên mọi đường đi phải có đúng một bước quyết định trước bước cuối.",
    "Every way has exactly one deciding step, before the last one.",
)
DECIDES_ALONE = Words(
    "Bước quyết định không nằm trong nhánh song song và không đặt ở bước đầu, bước cuối.",
    "A step that decides stands in no parallel branch and is neither the first nor the last.",
)
LEADER_DECIDES = Words("Bước quyết định do Lãnh đạo làm.", "The deciding step is the leader's.")
UNIT_DECIDES = Words(
    "Phòng, đơn vị bên trong không quyết định: bước này do Lãnh đạo cơ quan làm.",
    "A unit inside an agency decides nothing: the step is that of the agency's leader.",
)
NO_PERFORMER = Words("Bước chưa có người thực hiện.", "Nobody is named to do this step.")
ROLE_FITS = Words("Vai trò không hợp với cơ quan thực hiện.", "The role does not fit the agency.")
NO_AGENCY = Words("Bước cần một cơ quan của thành phố.", "The step needs an agency of this city.")
UNKNOWN_AGENCY = Words("Không có cơ quan {agency} đang hoạt động.", "There is no agency {agency} in operation.")
SAME_AS = persons.SAME_AS
NOBODY = Words("Bước này hiện chưa có ai làm được.", "Nobody can do this step at present.")
ASKS_NOBODY = Words("Bước hỏi ý kiến chưa có cơ quan nào.", "The step asks no agency.")
ENOUGH = Words("Số trả lời cần có lớn hơn số cơ quan được hỏi.", "More answers are needed than agencies are asked.")
TIMER = Words("Điểm chờ cần một khoảng thời gian.", "A timer needs a length of time.")
SIGN_ORDER = Words("Chuỗi ký phải theo thứ tự soạn, ký nháy, ký, đóng dấu.", "Sign-offs: prepare, initial, sign, seal.")
HOURS = Words(
    "Các bước cộng lại {needed} giờ làm việc, dài hơn thời hạn {promised} giờ.",
    "The steps add up to {needed} working hours, more than the {promised} promised.",
)


def findings(
    process: Process,
    *,
    promised: int | None = None,
    knows_agency: Callable[[str], bool] | None = None,
    staffed: Callable[[Node], bool] | None = None,
) -> list[Finding]:
    """Everything wrong. `promised` minutes of working time, `knows_agency` by identifier, `staffed` by step."""
    if sum(node.kind is Kind.START for node in process.nodes) != 1:
        return [Finding("", ONE_START)]
    found = [*_whole(process), *_ways(process)]
    for node in process.nodes:
        told = [*_names(process, node), *_performer(process, node, knows_agency), *guards.faults(process, node)]
        if node.kind is Kind.AUTOMATIC and shape_of(process).paths.get(node.key) is not None:
            told += orders.faults(process, node, knows_agency)
        if node.kind in WORK and not told and staffed is not None and not staffed(node):
            told.append(NOBODY)
        found += [Finding(node.key, words) for words in told]
    if not found:
        found = [Finding(*one) for one in broken(process)]
        found += [*_deciding(process), *_first_and_last(process), *_hours(process, promised)]
    return found


def _whole(process: Process) -> Iterator[Finding]:
    if not any(node.kind is Kind.END for node in process.nodes):
        yield Finding("", NO_END)
    if len(process.steps) > MOST_STEPS:
        yield Finding("", TOO_MANY)
    if cycle := times.cycle(process):
        yield Finding(cycle, CYCLE)
    elif times.widest(process) > MOST_BRANCHES:
        yield Finding("", TOO_WIDE)
    if lonely := _by_itself(process):
        yield Finding(lonely, BY_ITSELF)


def _by_itself(process: Process) -> str:
    """A node of a loop in which no token ever waits; "" where there is none."""

    def following(key: str) -> Iterator[str]:
        node = process.by_key[key]
        if node.kind not in WAITING:
            yield from (flow.target for flow in process.leaving[key] if not flow.back or node.kind is Kind.CHOICE)

    return times.cycle_by(process, following)


def _ways(process: Process) -> Iterator[Finding]:
    shape = shape_of(process)
    for node in process.nodes:
        at = partial(Finding, node.key)
        forward = [flow for flow in process.leaving[node.key] if not flow.back]
        if node.key not in shape.paths:
            yield at(UNREACHED)
            continue
        if node.key not in shape.distance:
            yield at(NO_WAY_OUT)
        if len(forward) > 1 and node.kind not in (Kind.CHOICE, Kind.SPLIT):
            yield at(MANY_WAYS)
        if node.kind is Kind.CHOICE:
            yield from map(at, _choice(process.leaving[node.key]))
        if node.kind is Kind.SPLIT:
            yield from map(at, _split(process, node))
        if node.key in shape.crossed or (node.kind is Kind.JOIN and node.key not in shape.joins.values()):
            yield at(CROSSED)
        yield from map(at, _returns(process, node))


def _choice(flows: tuple[Flow, ...]) -> Iterator[Words]:
    if len(flows) < 2:
        return
    if sum(flow.otherwise for flow in flows) != 1 or any(flow.otherwise and flow.back for flow in flows):
        yield OTHERWISE
    for flow in flows:
        if not flow.otherwise and flow.condition is None:
            yield CONDITION
        elif flow.condition is not None:
            try:
                jsonlogic.check(flow.condition)
            except jsonlogic.BadRule as wrong:
                yield wrong.words


def _split(process: Process, node: Node) -> Iterator[Words]:
    shape, flows = shape_of(process), process.leaving[node.key]
    if not 2 <= len(flows) <= MOST_BRANCHES:
        yield BRANCHES
    join = shape.joins.get(node.key)
    ends = (one.key for one in process.nodes if one.kind is Kind.END)
    inside = any(step == node.key for end in ends for step, _ in shape.paths.get(end, ()))
    together = join is not None and all(shape.onward[flow.target] & shape.bits[join] for flow in flows)
    if inside or not together:
        yield UNPAIRED


def _returns(process: Process, node: Node) -> Iterator[Words]:
    shape = shape_of(process)
    for flow in process.leaving[node.key]:
        if flow.back and node.kind not in (*WORK, Kind.CHOICE):
            yield RETURN_SOURCE
        elif flow.back:
            there = shape.paths.get(flow.target)
            before = bool(shape.onward[flow.target] & shape.bits[node.key])
            if there is None or not before or not outside(there, shape.paths[node.key]):
                yield RETURN_TARGET


def _names(process: Process, node: Node) -> Iterator[Words]:
    if len(node.key) > LONGEST_KEY:
        yield LONG_KEY
    if node.kind in (*WORK, Kind.AUTOMATIC) and not (node.words.vi.strip() and node.words.en.strip()):
        yield UNNAMED
    if node.kind is Kind.TIMER and not node.minutes:
        yield TIMER
    order = [list(type(one)).index(one) for one in node.sign_off]
    if order != sorted(set(order)):
        yield SIGN_ORDER


def _performer(process: Process, node: Node, knows: Callable[[str], bool] | None) -> Iterator[Words]:
    if node.kind not in WORK:
        return
    who = node.performer
    if who is None:
        yield NO_PERFORMER
    else:
        if who.role not in ROLES_OF[who.relation]:
            yield ROLE_FITS
        if (who.relation is Relation.NAMED) != bool(who.agency):
            yield NO_AGENCY
        elif who.agency and knows is not None and not knows(who.agency):
            yield UNKNOWN_AGENCY.fill(agency=who.agency)
        yield from persons.faults(process, node, who)
    if node.kind is Kind.ASK:
        if not node.asks:
            yield ASKS_NOBODY
        if node.enough > len(node.asks):
            yield ENOUGH
        if any(asked.question.vi and asked.minutes < 60 for asked in node.asks):
            yield orders.NO_TIME_TO_ANSWER
        for asked in node.asks:
            if knows is not None and not knows(asked.agency):
                yield UNKNOWN_AGENCY.fill(agency=asked.agency)


def _deciding(process: Process) -> Iterator[Finding]:
    shape = shape_of(process)
    for node in process.nodes:
        if not node.decides:
            continue
        if node.kind is not Kind.STEP or shape.paths[node.key]:
            yield Finding(node.key, DECIDES_ALONE)
        elif node.performer and node.performer.role != Leader.name:
            yield Finding(node.key, LEADER_DECIDES)
        elif node.performer and node.performer.relation is Relation.UNIT:
            yield Finding(node.key, UNIT_DECIDES)
    fewest, most = times.counted(process, lambda node: node.decides)
    if (fewest, most) != (1, 1):
        yield Finding("", DECIDES_ONCE)


def _first_and_last(process: Process) -> Iterator[Finding]:
    """Reception opens and closes every way."""
    for key in times.nearest_steps(process, process.start.key, forward=True):
        if not _at_reception(process.by_key[key]):
            yield Finding(key, BEGINS)
    for end in (node for node in process.nodes if node.kind is Kind.END):
        for key in times.nearest_steps(process, end.key, forward=False):
            if not _at_reception(process.by_key[key]):
                yield Finding(key, ENDS)


def _at_reception(node: Node) -> bool:
    return node.performer is not None and node.performer.relation is Relation.RECEIVING and not node.decides


def _hours(process: Process, promised: int | None) -> Iterator[Finding]:
    needed = times.needed_minutes(process)
    if promised is not None and needed > promised:
        yield Finding("", HOURS.fill(needed=times.in_hours(needed), promised=times.in_hours(promised)))
