"""Diagram interchange: the places of nodes, lanes and flows, so that other tools show the process at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from motcua.domain.processes.graph.bpmn.names import BPMNDI, DC, DI, PREFIXES
from motcua.domain.processes.graph.bpmn.performers import LaneKey
from motcua.domain.processes.graph.bpmn.skeleton import DIAGRAM, DIAGRAM_ID, PLANE_ID
from motcua.domain.processes.graph.definition import Flow, Kind, Process
from motcua.domain.processes.graph.layout import arrange

EVENT, GATEWAY, TASK = (36, 36), (50, 50), (140, 80)
COLUMN, ROW, LEFT, TOP, HEAD = 190, 110, 160, 80, 30
SIZES = {Kind.START: EVENT, Kind.END: EVENT, Kind.TIMER: EVENT} | dict.fromkeys(
    (Kind.CHOICE, Kind.SPLIT, Kind.JOIN), GATEWAY
)
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True)
class Picture:
    nodes: dict[str, Box]
    lanes: dict[LaneKey | None, Box]
    flows: dict[str, tuple[Point, ...]]
    whole: Box


def picture(process: Process, lane_of: Mapping[str, LaneKey | None], lanes: Sequence[LaneKey | None]) -> Picture:
    """From left to right by rank; within a lane, what shares a rank stands one below the other."""
    grid = arrange(process)
    rows: dict[tuple[LaneKey | None, int], list[str]] = defaultdict(list)
    for key, place in sorted(grid.places.items(), key=lambda one: one[1].slot):
        rows[lane_of[key], place.rank].append(key)
    heights = {lane: max((len(row) for (one, _), row in rows.items() if one == lane), default=1) for lane in lanes}
    width = grid.ranks * COLUMN + 40
    bands, top = dict[LaneKey | None, Box](), TOP
    for lane in lanes:
        bands[lane] = Box(LEFT + HEAD, top, width, heights[lane] * ROW + 20)
        top += bands[lane].height
    boxes = {}
    for (lane, rank), row in rows.items():
        for below, key in enumerate(row):
            w, h = SIZES.get(process.by_key[key].kind, TASK)
            x = LEFT + HEAD + 20 + rank * COLUMN + (COLUMN - w) // 2
            boxes[key] = Box(x, bands[lane].y + 10 + below * ROW + (ROW - h) // 2, w, h)
    ways = {flow.key: _way(flow, boxes, back=flow in grid.returns) for flow in process.flows}
    return Picture(boxes, bands, ways, Box(LEFT, TOP, width + HEAD, max(top - TOP, ROW)))


def _way(flow: Flow, boxes: Mapping[str, Box], *, back: bool) -> tuple[Point, ...]:
    here, there = boxes[flow.source], boxes[flow.target]
    (sx, sy), (tx, ty) = here.middle, there.middle
    if back:
        low = max(here.y + here.height, there.y + there.height) + 12
        return (sx, here.y + here.height), (sx, low), (tx, low), (tx, there.y + there.height)
    out, into = here.x + here.width, there.x
    if sy == ty:
        return (out, sy), (into, ty)
    turn = into - 20
    return (out, sy), (turn, sy), (turn, ty), (into, ty)


def diagram(shown: Picture, plane: str, pool: str, lanes: Mapping[LaneKey | None, str], ids: Mapping[str, str]) -> Any:
    """`ids` are XML ids: of nodes by key, of flows by "flow " and key."""
    root = etree.Element(DIAGRAM, id=DIAGRAM_ID, nsmap=PREFIXES)
    on = etree.SubElement(root, f"{{{BPMNDI}}}BPMNPlane", id=PLANE_ID, bpmnElement=plane)
    if pool:
        _shape(on, pool, shown.whole).set("isHorizontal", "true")
    for lane, identity in lanes.items():
        if lane in shown.lanes:
            _shape(on, identity, shown.lanes[lane]).set("isHorizontal", "true")
    for key, box in shown.nodes.items():
        _shape(on, ids[key], box)
    for key, points in shown.flows.items():
        identity = ids[f"flow {key}"]
        edge = etree.SubElement(on, f"{{{BPMNDI}}}BPMNEdge", id=f"motcua.di.{identity}", bpmnElement=identity)
        for x, y in points:
            etree.SubElement(edge, f"{{{DI}}}waypoint", x=str(x), y=str(y))
    return root


def _shape(plane: Any, identity: str, box: Box) -> Any:
    shape = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNShape", id=f"motcua.di.{identity}", bpmnElement=identity)
    etree.SubElement(shape, f"{{{DC}}}Bounds", x=str(box.x), y=str(box.y), width=str(box.width), height=str(box.height))
    return shape


def still_shows(root: Any, ids: Sequence[str]) -> bool:
    """Whether the file's own drawing has a place for every one of our elements; then it stays, without what is gone."""
    drawn = {one.get("bpmnElement") for one in root.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")}
    if not set(ids) <= drawn:
        return False
    there = {one.get("id") for one in root.iter(etree.Element) if one.get("id")}
    for shape in list(root.iter(f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")):
        if shape.get("bpmnElement") not in there:
            shape.getparent().remove(shape)
    return True
