"""BPMN 2.0 XML as a process of ours, with a report on every element."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.domain.processes.graph.bpmn import sentences
from motcua.domain.processes.graph.bpmn.faults import BpmnTooMany
from motcua.domain.processes.graph.bpmn.flows import FlowRead, flow_of, questions, turned
from motcua.domain.processes.graph.bpmn.keeping import data_in
from motcua.domain.processes.graph.bpmn.lanes import LANE, every_lane, lanes_of
from motcua.domain.processes.graph.bpmn.names import bpmn, local, printable
from motcua.domain.processes.graph.bpmn.nodes import LONGEST_NAME, NodeRead, key_for, node_of
from motcua.domain.processes.graph.bpmn.notes import carried, noted, with_carried
from motcua.domain.processes.graph.bpmn.parsing import parsed
from motcua.domain.processes.graph.bpmn.report import Read, Told, Verdict
from motcua.domain.processes.graph.bpmn.skeleton import skeleton
from motcua.domain.processes.graph.bpmn.sorting import Sorted, chosen, parted
from motcua.domain.processes.graph.bpmn.telling import Teller
from motcua.domain.processes.graph.codec import MOST_FLOWS, MOST_NODES
from motcua.domain.processes.graph.definition import Flow, Kind, Node, Process
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

START, END = Words("Bắt đầu", "Start"), Words("Kết thúc", "End")
UNNAMED = Words("Quy trình nhập từ BPMN", "Process from BPMN")


def read(content: bytes, process_id: str = "") -> Read:
    """The process of a file and what became of each element. A fault of `faults.py` where there is none to read.

    Files with several processes: the one with `process_id`, else the executable one, else the largest.
    """
    root = parsed(content)
    process = chosen(root, process_id)
    return _Reader(root, process, parted(process)).read()


@dataclass
class _Reader:
    root: Any
    process: Any
    sorted: Sorted
    teller: Teller = field(default_factory=Teller)
    taken: set[str] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)

    def read(self) -> Read:
        if len(self.sorted.nodes) > MOST_NODES - 2 or len(self.sorted.flows) > MOST_FLOWS - MOST_NODES:
            raise BpmnTooMany(nodes=MOST_NODES - 2, flows=MOST_FLOWS - MOST_NODES)
        nodes = self.nodes()
        flows = self.flows([read.node for read in nodes])
        told = data_in(self.process, "process")
        made = [read.node for read in nodes]
        ways = [read.flow for read in flows]
        if told is None or any(read.fresh for read in nodes):
            made, ways = self.whole(made, ways)
        kept = skeleton(self.root, self.process, [*self.sorted.nodes, *self.sorted.flows], own=told is not None)
        self.rest()
        if any(read.fresh and read.node.words.vi for read in nodes):
            self.add(Verdict.UNDERSTOOD, sentences.NAME_ONCE)
        report = with_carried(self.teller.told, carried(self.process))
        kept = noted(kept, report) if told is None else kept
        process = Process(self.words(told), tuple(made), tuple(ways), kept)
        return Read(process, tuple(report), self.tool(), self.keys)

    def nodes(self) -> list[NodeRead]:
        lanes = lanes_of(self.process)
        for element, lane in zip(_innermost(self.process), every_lane(self.process), strict=True):
            if not lane.own:
                self.teller.lane(element, lane)
        made = []
        for element in self.sorted.nodes:
            identity = element.get("id")
            ways = self.ways(identity)
            read = node_of(element, ways, lanes.get(identity), self.taken)
            self.keys[identity] = read.node.key
            self.teller.node(element, read, ways[1])
            made.append(read)
        return made

    def ways(self, identity: str) -> tuple[int, int]:
        flows = self.sorted.flows
        return (
            sum(one.get("targetRef") == identity for one in flows),
            sum(one.get("sourceRef") == identity for one in flows),
        )

    def flows(self, nodes: list[Node]) -> list[FlowRead]:
        sources = {one.get("id"): one for one in self.sorted.nodes}
        taken: set[str] = set()
        reads = [flow_of(element, self.keys, sources, taken) for element in self.sorted.flows]
        start = next((node.key for node in nodes if node.kind is Kind.START), nodes[0].key)
        reads, asked = questions(nodes, turned(nodes, reads, start))
        for element, one in zip(self.sorted.flows, reads, strict=True):
            self.teller.flow(element, one, json.dumps(one.flow.condition, ensure_ascii=False))
        for element in self.sorted.nodes:
            if self.keys[element.get("id")] in asked:
                self.teller.say(Verdict.UNDERSTOOD, element, sentences.QUESTION, asks=True)
        return reads

    def whole(self, nodes: list[Node], flows: list[Flow]) -> tuple[list[Node], list[Flow]]:
        """A start, an end, and gateways that do one thing."""
        nodes, flows = self.divided(nodes, flows)
        names = {flow.key for flow in flows}
        arrived, left = (
            {flow.target for flow in flows if not flow.back},
            {flow.source for flow in flows if not flow.back},
        )
        if not any(node.kind is Kind.START for node in nodes):
            start = Node(key_for("_start", "_start", self.taken), Kind.START, START)
            first = [node for node in nodes if node.key not in arrived] or nodes[:1]
            flows += [Flow(key_for("_in", "_in", names), start.key, node.key) for node in first]
            nodes = [start, *nodes]
            self.add(Verdict.UNDERSTOOD, sentences.START_ADDED)
        if not any(node.kind is Kind.END for node in nodes):
            end = Node(key_for("_end", "_end", self.taken), Kind.END, END)
            last = [node for node in nodes if node.key not in left and node.kind is not Kind.START]
            flows += [Flow(key_for("_out", "_out", names), node.key, end.key) for node in last]
            nodes = [*nodes, end]
            self.add(Verdict.UNDERSTOOD, sentences.END_ADDED)
        return nodes, flows

    def divided(self, nodes: list[Node], flows: list[Flow]) -> tuple[list[Node], list[Flow]]:
        """A parallel gateway of another tool that joins and splits becomes two, one behind the other."""
        made: list[Node] = []
        names = {flow.key for flow in flows}
        fresh = {self.keys[one.get("id")] for one in self.sorted.nodes if data_in(one, "node") is None}
        for node in nodes:
            arriving = sum(flow.target == node.key and not flow.back for flow in flows)
            made.append(node)
            if node.kind is Kind.SPLIT and arriving > 1 and node.key in fresh:
                split = Node(key_for(f"{node.key[:30]}_split", "_split", self.taken), Kind.SPLIT, node.words)
                made[-1:] = [replace(node, kind=Kind.JOIN), split]
                flows = [replace(flow, source=split.key) if flow.source == node.key else flow for flow in flows]
                flows.append(Flow(key_for("_between", "_between", names), node.key, split.key))
                self.add(Verdict.UNDERSTOOD, sentences.DIVIDED)
        return made, flows

    def rest(self) -> None:
        for element, words in self.sorted.aside:
            self.teller.say(Verdict.IGNORED if local(element) != "sequenceFlow" else Verdict.KEPT, element, words)
        for element in self.sorted.rest:
            self.teller.rest(element)
        self.teller.inner_of_process(self.process)
        self.teller.around(self.root, self.process)

    def words(self, told: dict[str, Any] | None) -> Words:
        name = self.process.get("name", "")
        kept = (told or {}).get("words")
        if isinstance(kept, dict) and isinstance(kept.get("vi"), str) and isinstance(kept.get("en"), str):
            same = printable(kept["vi"]) == name
            return Words(kept["vi"], kept["en"]) if same else Words(name[:LONGEST_NAME], kept["en"])
        party = next(
            (one.get("name") for one in self.root.iter(bpmn("participant"))
             if one.get("processRef") == self.process.get("id")), None,
        )  # fmt: skip
        name = tidy(name or party or "")[:LONGEST_NAME]
        return Words(name, name) if name else UNNAMED

    def tool(self) -> str:
        return tidy(f"{self.root.get('exporter', '')} {self.root.get('exporterVersion', '')}")[:200]

    def add(self, verdict: Verdict, words: Words) -> None:
        identity, line = self.process.get("id") or "", self.process.sourceline or 0
        self.teller.told.append(Told(verdict, "bpmn:process", identity, line, words))


def _innermost(process: Any) -> list[Any]:
    return [element for element in process.iter(LANE) if element.find(f".//{LANE}") is None]
