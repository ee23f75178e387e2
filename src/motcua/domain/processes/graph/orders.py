"""Automatic steps: what each kind is called, what it needs before a process is published, and where it may stand."""

from collections.abc import Callable, Iterator

from motcua.domain.processes.graph.definition import Doing, Kind, Node, Order, Process, Relation
from motcua.domain.processes.graph.shape import shape_of
from motcua.domain.processes.graph.times import in_hours, nearest_steps
from motcua.kernel.words import Words

LONGEST_TEXT = 600
DOES = {
    Doing.TELL_APPLICANT: Words("Báo người nộp", "Tell the applicant"),
    Doing.TELL_UNIT: Words("Báo đơn vị", "Tell a unit"),
    Doing.DOCUMENT: Words("Lập giấy tờ", "Make a paper"),
    Doing.ASK: Words("Xin ý kiến cơ quan khác", "Ask other agencies"),
    Doing.REMIND: Words("Nhắc người đang giữ hồ sơ", "Remind who has the case"),
}
DOCUMENTS = {
    "control": Words("Phiếu kiểm soát quá trình giải quyết (mẫu 06)", "Control slip of the way of the case (slip 06)"),
}
"""Papers that are made of what the case knows, without anybody writing a text."""
SAYING = (Doing.TELL_APPLICANT, Doing.TELL_UNIT, Doing.ASK, Doing.REMIND)
"""What cannot be done without a text."""

NO_ORDER = Words(
    "Bước tự động chưa nói làm việc gì: báo tin, lập giấy tờ, xin ý kiến hay nhắc việc.",
    "The automatic step does not say what it does: tell, make a paper, ask or remind.",
)
NO_TEXT = Words(
    f"Bước tự động cần nội dung bằng tiếng Việt và tiếng Anh, mỗi bản tối đa {LONGEST_TEXT} ký tự.",
    f"The automatic step needs its text in Vietnamese and English, {LONGEST_TEXT} characters each at most.",
)
NO_DOCUMENT = Words("Bước tự động chưa chọn giấy tờ nào để lập.", "The automatic step names no paper to make.")
NO_UNIT = Words("Bước tự động chưa nói báo đơn vị nào.", "The automatic step does not say which unit to tell.")
NO_WAIT = Words(
    "Bước nhắc việc cần số giờ làm việc phải chờ trước khi nhắc.",
    "A reminder needs the working hours to wait before it comes.",
)
NO_ASKED = Words("Bước tự động xin ý kiến chưa có cơ quan nào.", "The automatic step asks no agency.")
NO_TIME_TO_ANSWER = Words(
    "Bước xin ý kiến cần cho mỗi cơ quan ít nhất 1 giờ để trả lời.",
    "A step that asks gives each agency at least 1 hour to answer.",
)
UNKNOWN = Words("Không có cơ quan {agency} đang hoạt động.", "There is no agency {agency} in operation.")
TOO_EARLY = Words(
    "Bước tự động xin ý kiến hoặc nhắc việc phải đứng sau bước tiếp nhận và trước bước quyết định.",
    "An automatic step that asks or reminds stands after reception and before the decision.",
)
AFTER = Words("{what}, sau {hours} giờ làm việc", "{what}, after {hours} working hours")
OF = Words("{what}: {more}", "{what}: {more}")


def words_of(node: Node) -> Words:
    """What an automatic step does, in a few words."""
    order = node.order
    if order is None:
        return Words("chưa nói làm gì", "nothing yet")
    what = DOES[order.does]
    if order.does is Doing.DOCUMENT:
        return DOCUMENTS.get(order.document, what)
    if order.does is Doing.REMIND and node.minutes:
        return AFTER.fill(what=what, hours=in_hours(node.minutes))
    if order.does is Doing.ASK:
        return OF.fill(what=what, more=", ".join(asked.agency for asked in node.asks))
    return what


def faults(process: Process, node: Node, knows_agency: Callable[[str], bool] | None) -> Iterator[Words]:
    """What an automatic step lacks."""
    order = node.order
    if order is None:
        yield NO_ORDER
        return
    if order.does in SAYING and not _said(order):
        yield NO_TEXT
    if order.does is Doing.DOCUMENT and order.document not in DOCUMENTS:
        yield NO_DOCUMENT
    if order.does is Doing.TELL_UNIT:
        yield from _unit(node, knows_agency)
    if order.does is Doing.REMIND and not node.minutes:
        yield NO_WAIT
    if order.does is Doing.ASK:
        yield from _asked(node, knows_agency)
    if order.does in (Doing.ASK, Doing.REMIND) and not _in_between(process, node):
        yield TOO_EARLY


def _said(order: Order) -> bool:
    return all(text.strip() and len(text) <= LONGEST_TEXT for text in (order.text.vi, order.text.en))


def _unit(node: Node, knows: Callable[[str], bool] | None) -> Iterator[Words]:
    who = node.performer
    if who is None or not who.role or (who.relation is Relation.NAMED) != bool(who.agency):
        yield NO_UNIT
    elif who.agency and knows is not None and not knows(who.agency):
        yield UNKNOWN.fill(agency=who.agency)


def _asked(node: Node, knows: Callable[[str], bool] | None) -> Iterator[Words]:
    if not node.asks:
        yield NO_ASKED
    elif any(asked.minutes < 60 for asked in node.asks):
        yield NO_TIME_TO_ANSWER
    for asked in node.asks:
        if knows is not None and not knows(asked.agency):
            yield UNKNOWN.fill(agency=asked.agency)


def _in_between(process: Process, node: Node) -> bool:
    """Some step lies before it on every way, and the decision after it."""
    shape = shape_of(process)
    first = set(nearest_steps(process, process.start.key, forward=True))
    reached = any(shape.onward[key] & shape.bits[node.key] for key in first)
    at_once = any(key == process.start.key for key in _before(process, node.key))
    ahead = any(one.decides and shape.onward[node.key] & shape.bits[one.key] for one in process.nodes)
    return reached and not at_once and ahead


def _before(process: Process, key: str) -> Iterator[str]:
    """The nodes that lead here without a step between."""
    seen, left = {key}, [key]
    while left:
        for flow in process.arriving[left.pop()]:
            if flow.source in seen:
                continue
            seen.add(flow.source)
            yield flow.source
            if process.by_key[flow.source].kind in (Kind.CHOICE, Kind.SPLIT, Kind.JOIN, Kind.AUTOMATIC):
                left.append(flow.source)
