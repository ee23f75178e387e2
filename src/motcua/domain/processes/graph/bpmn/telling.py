"""The report on a file, element by element in the order of its lines."""

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from motcua.domain.processes.graph.bpmn import kinds, sentences
from motcua.domain.processes.graph.bpmn.flows import FlowRead
from motcua.domain.processes.graph.bpmn.names import (
    BPMN,
    BPMNDI,
    DEFAULTS,
    OURS,
    SUBPROCESSES,
    bpmn,
    local,
    shown,
    shown_attribute,
    space,
)
from motcua.domain.processes.graph.bpmn.nodes import Lane, NodeRead
from motcua.domain.processes.graph.bpmn.performers import guess, who
from motcua.domain.processes.graph.bpmn.report import Told, Verdict
from motcua.domain.processes.graph.definition import WORK, Kind
from motcua.domain.processes.graph.orders import words_of
from motcua.kernel.words import Words

U, K, N = Verdict.UNDERSTOOD, Verdict.KEPT, Verdict.IGNORED
LOOPS = frozenset({"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"})
DATA = frozenset(
    {"dataObject", "dataObjectReference", "dataStoreReference", "textAnnotation", "association", "group", "property",
     "ioSpecification", "documentation", "dataInputAssociation", "dataOutputAssociation"}
)  # fmt: skip
FOREIGN_ATTRIBUTES = 12


@dataclass
class Teller:
    told: list[Told] = field(default_factory=list)

    def say(self, verdict: Verdict, element: Any, words: Words, *, asks: bool = False, name: str = "") -> None:
        line = element.sourceline or 0
        self.told.append(Told(verdict, name or shown(element), element.get("id") or "", line, words, asks))

    def node(self, element: Any, read: NodeRead, leaving: int) -> None:
        name, node = local(element), read.node
        if read.fresh and name in kinds.NOTES:
            verdict = U if name == "callActivity" else N if node.kind is Kind.AUTOMATIC else K
            asks = name in kinds.ASKS or node.kind is Kind.AUTOMATIC
            self.say(verdict, element, kinds.NOTES[name], asks=asks)
        elif read.fresh and name in SUBPROCESSES:
            self.say(K, element, sentences.INSIDE.fill(count=kinds.inside(element)), asks=True)
        elif name == "intermediateCatchEvent" and node.kind is Kind.STEP and read.fresh:
            self.say(U, element, sentences.WAITS.fill(what=kinds.what_event(element)), asks=True)
        elif node.kind is Kind.TIMER:
            self._timer(element, node.minutes, read.fresh)
        elif node.kind in WORK and node.performer:
            words = sentences.LANE_MOVED if read.moved else sentences.STEP
            self.say(U, element, words.fill(who=who(node.performer)))
        elif node.kind in WORK:
            self.say(U, element, sentences.STEP_OPEN, asks=True)
        elif node.kind is Kind.AUTOMATIC:
            words = sentences.DOES.fill(what=words_of(node)) if node.order else sentences.DOES_NOTHING
            self.say(U, element, words, asks=node.order is None)
        else:
            passes = name == "parallelGateway" and node.kind is Kind.CHOICE and leaving < 2
            words = sentences.PASSES if passes else sentences.NODE.fill(what=kinds.KINDS[node.kind])
            self.say(U, element, words)
        if read.damaged:
            self.say(N, element, sentences.DAMAGED, asks=True)
        if node.kind in (Kind.START, Kind.END, Kind.AUTOMATIC) and kinds.event_of(element):
            self.say(K, element, sentences.EVENT_LEFT.fill(what=kinds.what_event(element)))
        if read.fresh and leaving > 1 and name in DEFAULTS and node.kind not in (Kind.CHOICE, Kind.SPLIT):
            self.say(U, element, sentences.MANY_OUT, asks=True)
        self.inner(element)

    def _timer(self, element: Any, minutes: int | None, fresh: bool) -> None:
        if minutes is None and not fresh and not kinds.timer_text(element):
            self.say(U, element, sentences.NODE.fill(what=kinds.KINDS[Kind.TIMER]))
        elif minutes is None:
            self.say(K, element, sentences.TIMER_UNREAD.fill(text=kinds.timer_text(element)[:80]), asks=True)
        else:
            self.say(U, element, sentences.TIMER.fill(minutes=minutes))

    def inner(self, element: Any) -> None:
        """What other tools wrote into an element."""
        foreign = [name for name in element.attrib if space_of(name) not in ("", OURS)]
        for name in foreign[:FOREIGN_ATTRIBUTES]:
            self.say(K, element, sentences.EXTENSION, name=f"@{shown_attribute(element, name)}")
        for child in element.iterchildren("*"):
            name = local(child)
            if name == "extensionElements":
                for one in child.iterchildren("*"):
                    if space(one) != OURS:
                        self.say(K, one, sentences.EXTENSION)
            elif name in LOOPS:
                self.say(N, child, sentences.LOOP, asks=True)
            elif name in DATA:
                self.say(K, child, sentences.DATA)
            elif space(child) != BPMN:
                self.say(K, child, sentences.UNKNOWN)

    def flow(self, element: Any, read: FlowRead, rule: str) -> None:
        if read.unread:
            self.say(K, element, sentences.FLOW_FOREIGN.fill(text=read.unread[:200]), asks=True)
        elif read.flow.condition is not None:
            self.say(U, element, sentences.FLOW_CONDITION.fill(rule=rule))
        if read.turned:
            self.say(U, element, sentences.FLOW_BACK)
        self.inner(element)

    def rest(self, element: Any) -> None:
        """What stands in the process beside nodes and flows."""
        name = local(element)
        if name in ("laneSet", "extensionElements"):
            return
        self.say(K, element, sentences.DATA if name in DATA else sentences.ROOT if known(name) else sentences.UNKNOWN)

    def inner_of_process(self, process: Any) -> None:
        """Other tools' marks on the process itself."""
        for name in [name for name in process.attrib if space_of(name) not in ("", OURS)][:FOREIGN_ATTRIBUTES]:
            self.say(K, process, sentences.EXTENSION, name=f"@{shown_attribute(process, name)}")
        for one in process.iterfind(f"{bpmn('extensionElements')}/*"):
            if space(one) != OURS:
                self.say(K, one, sentences.EXTENSION)

    def lane(self, element: Any, lane: Lane) -> None:
        if lane.key is not None:
            self.say(U, element, sentences.LANE.fill(name=lane.name, who=who(guess(lane.name))))

    def around(self, root: Any, process: Any) -> None:
        """What stands in the file beside the process."""
        for child in root.iterchildren("*"):
            name = local(child)
            if child is process:
                continue
            if name == "process":
                self.say(K, child, sentences.OTHER_PROCESS.fill(name=child.get("name") or child.get("id", "")))
            elif name == "collaboration":
                self._parties(child, process)
            elif name == "import":
                self.say(N, child, sentences.IMPORTED)
            elif space(child) == BPMNDI:
                if not (child.get("id") or "").startswith("motcua."):
                    self.say(K, child, sentences.PICTURE)
            else:
                self.say(K, child, sentences.ROOT)

    def _parties(self, team: Any, process: Any) -> None:
        for child in team.iterchildren("*"):
            name = child.get("name") or child.get("id", "")
            if child.tag == bpmn("participant"):
                mine = child.get("processRef") == process.get("id")
                self.say(U if mine else K, child, (sentences.POOL_OURS if mine else sentences.POOL).fill(name=name))
            elif child.tag == bpmn("messageFlow"):
                self.say(K, child, sentences.MESSAGE_FLOW)
            else:
                self.say(K, child, sentences.DATA)


def known(name: str) -> bool:
    return name in ("auditing", "monitoring", "resourceRole", "performer", "potentialOwner", "correlationSubscription",
                    "supports", "humanPerformer")  # fmt: skip


def space_of(name: str) -> str:
    return etree.QName(name).namespace or ""
