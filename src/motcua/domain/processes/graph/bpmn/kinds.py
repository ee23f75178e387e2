"""What an element of BPMN becomes: the kind of node, and what has to be said about it."""

from typing import Any

from motcua.domain.processes.graph.bpmn import sentences
from motcua.domain.processes.graph.bpmn.durations import duration_of, minutes_of
from motcua.domain.processes.graph.bpmn.names import BPMN, READ_AS, SUBPROCESSES, bpmn, local, space
from motcua.domain.processes.graph.definition import Kind
from motcua.kernel.words import Words

POSSIBLE = {
    "userTask": {Kind.STEP, Kind.ASK},
    "task": {Kind.STEP, Kind.ASK},
    "manualTask": {Kind.STEP, Kind.ASK},
    "receiveTask": {Kind.STEP, Kind.ASK},
    "callActivity": {Kind.ASK, Kind.STEP},
    "intermediateCatchEvent": {Kind.TIMER, Kind.STEP},
    "parallelGateway": {Kind.SPLIT, Kind.JOIN, Kind.CHOICE},
    "inclusiveGateway": {Kind.CHOICE, Kind.SPLIT, Kind.JOIN},
    "eventBasedGateway": {Kind.CHOICE, Kind.SPLIT},
    "complexGateway": {Kind.CHOICE, Kind.SPLIT, Kind.JOIN},
}
POSSIBLE |= {name: {Kind.STEP, Kind.ASK, Kind.AUTOMATIC} for name in SUBPROCESSES}
POSSIBLE |= {name: {Kind.AUTOMATIC, Kind.STEP} for name, kind in READ_AS.items() if kind is Kind.AUTOMATIC}
"""The kinds an element may stand for when our own data says so; elsewhere the one it is read as."""
KINDS = {
    Kind.START: Words("Bắt đầu", "Start"),
    Kind.END: Words("Kết thúc", "End"),
    Kind.CHOICE: Words("Lựa chọn một nhánh", "Choice of one way"),
    Kind.SPLIT: Words("Tách nhánh song song", "Parallel split"),
    Kind.JOIN: Words("Nhập các nhánh song song", "Join of parallel branches"),
    Kind.AUTOMATIC: Words("Bước tự động", "Automatic step"),
    Kind.ASK: Words("Hỏi cơ quan khác", "Asks other agencies"),
    Kind.TIMER: Words("Chờ một khoảng thời gian", "Waits for a time"),
    Kind.STEP: Words("Bước do người làm", "Step done by people"),
}
EVENTS = {
    "message": Words("thông điệp", "a message"),
    "signal": Words("tín hiệu", "a signal"),
    "timer": Words("thời gian", "a time"),
    "conditional": Words("điều kiện", "a condition"),
    "link": Words("liên kết", "a link"),
    "error": Words("lỗi", "an error"),
    "escalation": Words("chuyển cấp trên", "an escalation"),
    "cancel": Words("hủy", "a cancellation"),
    "compensate": Words("bù trừ", "a compensation"),
    "terminate": Words("chấm dứt mọi nhánh", "the end of everything"),
}
NOTES = {
    "scriptTask": sentences.SCRIPT,
    "serviceTask": sentences.SERVICE,
    "sendTask": sentences.SEND,
    "businessRuleTask": sentences.RULES,
    "inclusiveGateway": sentences.INCLUSIVE,
    "complexGateway": sentences.COMPLEX,
    "eventBasedGateway": sentences.EVENT_BASED,
    "callActivity": sentences.CALLED,
}
ASKS = frozenset({"inclusiveGateway", "complexGateway", "eventBasedGateway", "callActivity"})


def kind_of(element: Any, told: Any, arriving: int, leaving: int) -> Kind:
    """`told` is the kind our own data says, which counts where the element may stand for it."""
    name = local(element)
    possible = POSSIBLE.get(name, {READ_AS[name]})
    if told in list(Kind) and Kind(told) in possible:
        return Kind(told)
    if name == "intermediateCatchEvent":
        return Kind.TIMER if event_of(element) == "timer" else Kind.STEP
    if name == "parallelGateway":
        if leaving > 1:
            return Kind.SPLIT
        return Kind.JOIN if arriving > 1 else Kind.CHOICE
    return READ_AS[name]


def event_of(element: Any) -> str:
    """ "message", "timer" …; "" where it is a plain one."""
    for child in element:
        name = local(child)
        if name.endswith("EventDefinition") and space(child) == BPMN:
            return name.removesuffix("EventDefinition")
    return ""


def what_event(element: Any) -> Words:
    return EVENTS.get(event_of(element), Words("sự kiện", "an event"))


def timer_text(element: Any) -> str:
    found = element.find(f"{bpmn('timerEventDefinition')}/*")
    return "" if found is None else (found.text or "").strip()


def timer_minutes(element: Any, told: Any) -> int | None:
    """The minutes of a timer: ours as long as the element still says the same."""
    text = timer_text(element)
    if told is None or (isinstance(told, int) and text == duration_of(told)):
        return told if told is not None else minutes_of(text)
    return minutes_of(text)


def inside(element: Any) -> int:
    """How many steps, gateways and events a subprocess holds."""
    return sum(local(one) in READ_AS for one in element.iter() if one is not element)
