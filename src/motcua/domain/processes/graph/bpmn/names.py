"""The names BPMN uses, and ours: `OURS` is the namespace of what BPMN has no words for, JSON in extensionElements."""

import re
from typing import Any

from lxml import etree

from motcua.domain.processes.graph.definition import Doing, Kind, Node

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "urn:motcua:process:1"
JSONLOGIC = "https://jsonlogic.com"
PREFIXES = {"bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "motcua": OURS}

TAG_OF = {
    Kind.START: "startEvent",
    Kind.STEP: "userTask",
    Kind.ASK: "callActivity",
    Kind.AUTOMATIC: "serviceTask",
    Kind.TIMER: "intermediateCatchEvent",
    Kind.CHOICE: "exclusiveGateway",
    Kind.SPLIT: "parallelGateway",
    Kind.JOIN: "parallelGateway",
    Kind.END: "endEvent",
}
SENT = (Doing.TELL_APPLICANT, Doing.TELL_UNIT)
EVENTS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
READ_AS = {
    "startEvent": Kind.START,
    "endEvent": Kind.END,
    "task": Kind.STEP,
    "userTask": Kind.STEP,
    "manualTask": Kind.STEP,
    "receiveTask": Kind.STEP,
    "serviceTask": Kind.AUTOMATIC,
    "sendTask": Kind.AUTOMATIC,
    "scriptTask": Kind.AUTOMATIC,
    "businessRuleTask": Kind.AUTOMATIC,
    "intermediateThrowEvent": Kind.AUTOMATIC,
    "callActivity": Kind.ASK,
    "exclusiveGateway": Kind.CHOICE,
    "inclusiveGateway": Kind.CHOICE,
    "complexGateway": Kind.CHOICE,
    "eventBasedGateway": Kind.CHOICE,
    "parallelGateway": Kind.SPLIT,
    "subProcess": Kind.STEP,
    "transaction": Kind.STEP,
    "adHocSubProcess": Kind.STEP,
    "intermediateCatchEvent": Kind.STEP,
}
"""What an element of each name becomes where nothing else says so; `kinds.py` looks closer."""
MARK = "imported"
"""Which process of a kept file is ours; no attribute of BPMN, and never in a file."""
DEFAULTS = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway"}) | {
    tag for tag, kind in READ_AS.items() if kind in (Kind.STEP, Kind.AUTOMATIC, Kind.ASK) and "Event" not in tag
}
"""What may name a default flow."""
KNOWN_PREFIXES = {
    "http://camunda.org/schema/1.0/bpmn": "camunda",
    "http://camunda.org/schema/zeebe/1.0": "zeebe",
    "http://flowable.org/bpmn": "flowable",
    "http://activiti.org/bpmn": "activiti",
    "http://www.signavio.com": "signavio",
    "http://bpmn.io/schema/bpmn/biocolor/1.0": "bioc",
}
UNSAFE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RESERVED = ("n.", "f.", "motcua.")
NCNAME_START = re.compile(r"[A-Za-z_]")


def bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def ours(name: str) -> str:
    return f"{{{OURS}}}{name}"


def local(element: Any) -> str:
    """The name without its namespace; "" for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def space(element: Any) -> str:
    return (etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""


def shown(element: Any) -> str:
    """The name as people know it: "bpmn:userTask", "camunda:formData"."""
    uri = space(element)
    if uri == BPMN:
        return f"bpmn:{local(element)}"
    prefix = KNOWN_PREFIXES.get(uri) or element.prefix or ""
    return f"{prefix}:{local(element)}" if prefix else local(element)


def shown_attribute(element: Any, name: str) -> str:
    """Such as "camunda:assignee"."""
    uri, prefixes = etree.QName(name).namespace or "", {value: key for key, value in element.nsmap.items()}
    prefix = KNOWN_PREFIXES.get(uri) or prefixes.get(uri) or ""
    return f"{prefix}:{etree.QName(name).localname}" if prefix else etree.QName(name).localname


def tag_of(node: Node) -> str:
    """What a node is written as where no other tool named it."""
    sends = node.order is not None and node.order.does in SENT
    return "sendTask" if node.kind is Kind.AUTOMATIC and sends else TAG_OF[node.kind]


def node_id(key: str) -> str:
    """The XML id of a node of ours; two keys never share one."""
    return key if NCNAME_START.match(key) and not key.startswith(RESERVED) else f"n.{key}"


def flow_id(key: str) -> str:
    return f"f.{key}"


def printable(text: str) -> str:
    """Without what XML cannot hold."""
    return UNSAFE.sub("\ufffd", text)
