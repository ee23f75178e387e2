"""A process of ours as BPMN 2.0 XML: what BPMN has words for in its words, the rest in our namespace beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from motcua.domain.processes.graph.bpmn.conditions import understood
from motcua.domain.processes.graph.bpmn.durations import duration_of
from motcua.domain.processes.graph.bpmn.flows import RETURNED
from motcua.domain.processes.graph.bpmn.keeping import as_text, in_order, put_data, restored
from motcua.domain.processes.graph.bpmn.kinds import POSSIBLE, timer_minutes
from motcua.domain.processes.graph.bpmn.lanes import LANE, every_lane, mark
from motcua.domain.processes.graph.bpmn.names import (
    DEFAULTS,
    JSONLOGIC,
    MARK,
    PREFIXES,
    READ_AS,
    XSI,
    bpmn,
    flow_id,
    local,
    node_id,
    printable,
    tag_of,
)
from motcua.domain.processes.graph.bpmn.parsing import fragment
from motcua.domain.processes.graph.bpmn.performers import LaneKey, lane_key, lane_name
from motcua.domain.processes.graph.bpmn.picture import diagram, picture, still_shows
from motcua.domain.processes.graph.bpmn.skeleton import (
    DIAGRAM,
    FILE_ID,
    LANES_ID,
    POOL_ID,
    PROCESS_ID,
    TEAM_ID,
)
from motcua.domain.processes.graph.codec import to_json
from motcua.domain.processes.graph.definition import NOTHING, WORK, Flow, Kind, Node, Process
from motcua.domain.processes.graph.layout import arrange

NAMESPACE = "urn:motcua:processes"
IN_FLOW = ("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "conditionExpression")
IN_PROCESS = ("documentation", "extensionElements", "auditing", "monitoring", "property", "laneSet")
AFTER_FLOWS = ("association", "group", "textAnnotation", "resourceRole", "performer", "humanPerformer",
               "potentialOwner", "correlationSubscription", "supports")  # fmt: skip
TYPE, EXPRESSION = f"{{{XSI}}}type", "tFormalExpression"


def write(process: Process) -> bytes:
    """The file. Reading it again gives the same process."""
    return _Writer(process).write()


@dataclass
class _Writer:
    process: Process
    root: Any = None
    holder: Any = None
    made: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def write(self) -> bytes:
        self.begin()
        for node in self.process.nodes:
            self.made[node.key] = self.node(node)
        self.holder.extend(self.made.values())
        self.holder.extend([self.flow(flow) for flow in self.process.flows])
        self.ends()
        lane_of = lanes_for(self.process)
        lanes = self.lanes(lane_of)
        in_order(self.holder, IN_PROCESS, AFTER_FLOWS)
        self.draw(lane_of, lanes)
        in_order(self.root, ("import", "extension"), (DIAGRAM, "relationship"))
        prefixes = {prefix for one in self.root.iter(etree.Element) for prefix in one.nsmap if prefix}
        etree.cleanup_namespaces(self.root, top_nsmap=PREFIXES, keep_ns_prefixes=sorted(prefixes))
        written: bytes = etree.tostring(self.root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
        return written

    def begin(self) -> None:
        """The file around the process: the kept one, or a new one."""
        root: Any = fragment(self.process.foreign)
        holder: Any = root.find(f"{bpmn('process')}[@{MARK}]") if root is not None else None
        if holder is None:
            root = etree.Element(bpmn("definitions"), id=FILE_ID, nsmap=PREFIXES)
            holder = etree.SubElement(root, bpmn("process"), id=PROCESS_ID, isExecutable="false")
        holder.attrib.pop(MARK, None)
        if not root.get("targetNamespace"):
            root.set("targetNamespace", NAMESPACE)
        self.root, self.holder = root, holder
        self.used = {one.get("id") for one in root.iter(etree.Element) if one.get("id")}
        _name(holder, self.process.words.vi)
        put_data(holder, "process", {"words": to_json(self.process)["words"]})

    @property
    def expression(self) -> str:
        """The type of an expression, by the prefix the file has for BPMN."""
        return f"{self.root.prefix}:{EXPRESSION}" if self.root.prefix else EXPRESSION

    def once(self, element: Any, key: str) -> None:
        """An id nothing else has."""
        stem, number = element.get("id"), 2
        while element.get("id") in self.used:
            element.set("id", f"{stem}_{number}")
            number += 1
        self.used.add(element.get("id"))
        self.ids[key] = element.get("id")

    def node(self, node: Node) -> Any:
        element = restored(node.foreign, tag_of(node), node_id(node.key))
        name = local(element)
        if node.kind not in POSSIBLE.get(name, {READ_AS.get(name)}):
            element.tag = bpmn(tag_of(node))
        self.once(element, node.key)
        _name(element, node.words.vi)
        if node.kind in (Kind.SPLIT, Kind.JOIN):
            element.set("gatewayDirection", "Diverging" if node.kind is Kind.SPLIT else "Converging")
        put_data(element, "node", to_json(Process(NOTHING, (replace(node, foreign=""),), ()))["nodes"][0])
        if node.kind is Kind.TIMER:
            _timer(element, node.minutes, self.expression)
        return element

    def flow(self, flow: Flow) -> Any:
        element = restored(flow.foreign, "sequenceFlow", flow_id(flow.key))
        self.once(element, f"flow {flow.key}")
        _name(element, flow.words.vi)
        element.set("sourceRef", self.ids[flow.source])
        element.set("targetRef", self.ids[flow.target])
        told = to_json(Process(NOTHING, (), (replace(flow, foreign="", condition=None),)))["flows"][0]
        left_out = {"source", "target"} | ({"otherwise"} if self.is_default(flow, element.get("id")) else set())
        put_data(element, "flow", {name: part for name, part in told.items() if name not in left_out})
        _condition(element, flow, self.process.by_key[flow.source].kind, self.expression)
        in_order(element, IN_FLOW)
        return element

    def is_default(self, flow: Flow, identity: str) -> bool:
        """Told as the default of what the flow leaves, where that may have one and has none yet."""
        source = self.made[flow.source]
        if not flow.otherwise or local(source) not in DEFAULTS or source.get("default"):
            return False
        source.set("default", identity)
        return True

    def ends(self) -> None:
        """Nodes name the flows that arrive and leave, as some tools ask for."""
        by_id = {element.get("id"): element for element in self.made.values()}
        for flow in self.holder.findall(bpmn("sequenceFlow")):
            for end, name in (("targetRef", "incoming"), ("sourceRef", "outgoing")):
                if (element := by_id.get(flow.get(end))) is not None:
                    etree.SubElement(element, bpmn(name)).text = flow.get("id")
        for element in by_id.values():
            in_order(element)

    def lanes(self, lane_of: Mapping[str, LaneKey | None]) -> dict[LaneKey | None, str]:
        """Lanes by who stands for them; those of the kept file first, new ones in the order of reading."""
        known: dict[LaneKey | None, Any] = {}
        for told_lane in every_lane(self.holder):
            found = next(one for one in self.holder.iter(LANE) if one.get("id", "") == told_lane.id)
            known.setdefault(told_lane.key, found)
        around = next(self.holder.iter(bpmn("laneSet")), None)
        if around is None and any(lane is not None for lane in lane_of.values()):
            around = etree.SubElement(self.holder, bpmn("laneSet"), id=LANES_ID)
        told: dict[LaneKey | None, str] = {}
        for node in self.process.nodes:
            lane = lane_of[node.key]
            if around is None:
                continue
            if lane not in known:
                made = etree.SubElement(around, bpmn("lane"), id=f"motcua.lane.{len(known) + 1}")
                _name(made, _lane_title(self.process, lane, lane_of))
                mark(made, lane)
                known[lane] = made
            etree.SubElement(known[lane], bpmn("flowNodeRef")).text = self.ids[node.key]
            told[lane] = known[lane].get("id")
        for made in known.values():
            in_order(made, ("documentation", "extensionElements", "partitionElement", "flowNodeRef"))
        return told

    def draw(self, lane_of: Mapping[str, LaneKey | None], lanes: Mapping[LaneKey | None, str]) -> None:
        """The file's own drawing where it still fits, else a new one. Lanes need a party around them to be shown."""
        if still_shows(self.root, list(self.ids.values())):
            return
        for old in self.root.findall(DIAGRAM):
            self.root.remove(old)
        pool, plane = "", self.holder.get("id")
        if lanes:
            pool, plane = self.party()
        order = list(dict.fromkeys(lane_of[node.key] for node in self.process.nodes))
        self.root.append(diagram(picture(self.process, lane_of, order), plane, pool, lanes, self.ids))

    def party(self) -> tuple[str, str]:
        """The ids of the party whose process this is, and of what holds the parties."""
        for team in self.root.findall(bpmn("collaboration")):
            for one in team.findall(bpmn("participant")):
                if one.get("processRef") == self.holder.get("id"):
                    return one.get("id"), team.get("id")
        team = self.root.find(bpmn("collaboration"))
        if team is None:
            team = etree.Element(bpmn("collaboration"), id=TEAM_ID)
            self.root.insert(0, team)
        made = etree.Element(bpmn("participant"), id=POOL_ID, processRef=self.holder.get("id"))
        _name(made, self.process.words.vi)
        team.insert(0, made)
        return POOL_ID, team.get("id")


def lanes_for(process: Process) -> dict[str, LaneKey | None]:
    """The lane of each node: that of its performer; marks between steps lie where the way comes from. None: nobody."""
    found: dict[str, LaneKey | None] = {}
    for node in process.nodes:
        if node.kind in WORK:
            found[node.key] = lane_key(node.performer) if node.performer else None
    grid = arrange(process)
    for node in sorted(process.nodes, key=lambda one: grid.places[one.key].rank):
        if node.key not in found:
            before = [found[flow.source] for flow in process.arriving[node.key] if flow.source in found]
            after = [found[flow.target] for flow in process.leaving[node.key] if flow.target in found]
            found[node.key] = next(iter([*before, *after]), None)
    return found


def _lane_title(process: Process, lane: LaneKey | None, lane_of: Mapping[str, LaneKey | None]) -> str:
    performers = (node.performer for node in process.steps if lane_of[node.key] == lane)
    return next((lane_name(one) for one in performers if one), "")


def _name(element: Any, name: str) -> None:
    if name:
        element.set("name", printable(name))


def _timer(element: Any, minutes: int | None, expression: str) -> None:
    """As the file says it, while it means the same; else in minutes."""
    found = element.find(bpmn("timerEventDefinition"))
    if found is not None and (minutes is None or timer_minutes(element, None) == minutes):
        return
    if found is None:
        found = etree.SubElement(element, bpmn("timerEventDefinition"))
    for child in list(found):
        found.remove(child)
    if minutes is not None:
        length = etree.SubElement(found, bpmn("timeDuration"))
        length.set(TYPE, expression)
        length.text = duration_of(minutes)


def _condition(element: Any, flow: Flow, source: Kind, expression: str) -> None:
    """In JsonLogic; another tool's own words stay where they mean the same, or are all there is."""
    kept = element.find(bpmn("conditionExpression"))
    told = as_text(flow.condition) if flow.condition is not None else RETURNED if flow.back and source in WORK else ""
    if kept is not None:
        if flow.condition is None or understood(kept.text or "", kept.get("language") or "") == flow.condition:
            return
        element.remove(kept)
    if told:
        made = etree.SubElement(element, bpmn("conditionExpression"), language=JSONLOGIC)
        made.set(TYPE, expression)
        made.text = told
