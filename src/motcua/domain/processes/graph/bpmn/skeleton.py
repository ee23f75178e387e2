"""What is left of a file when everything understood is taken out; kept with the process, put back around it."""

import copy
from typing import Any

from motcua.domain.processes.graph.bpmn.keeping import as_kept, data_in
from motcua.domain.processes.graph.bpmn.lanes import LANE, lanes_of, mark
from motcua.domain.processes.graph.bpmn.names import BPMNDI, MARK, bpmn, ours
from motcua.domain.processes.graph.bpmn.nodes import Lane

PROCESS_ID, TEAM_ID, POOL_ID, PLANE_ID = "motcua.process", "motcua.collaboration", "motcua.pool", "motcua.plane"
DIAGRAM_ID, LANES_ID, FILE_ID = "motcua.diagram", "motcua.lanes", "motcua.file"
DIAGRAM = f"{{{BPMNDI}}}BPMNDiagram"


def skeleton(root: Any, process: Any, taken: list[Any], *, own: bool) -> str:
    """`taken` are the elements that became nodes and flows. "" for a file that holds nothing but ours."""
    places = {process.index(element) for element in taken}
    rest = copy.deepcopy(root)
    kept = rest[root.index(process)]
    gone = [element for place, element in enumerate(kept) if place in places]
    refs = {one.get("id") for one in taken}
    for element in gone:
        kept.remove(element)
    _bare_process(kept)
    _lanes(kept, lanes_of(process), refs)
    if own:
        _bare_file(rest, kept)
    alone = own and len(rest) == 1 and not len(kept) and not set(kept.attrib) - {"id", "isExecutable"}
    if alone and kept.get("id") == PROCESS_ID and rest.get("id") in (None, FILE_ID):
        return ""
    for other in rest.findall(bpmn("process")):
        other.attrib.pop(MARK, None)
    kept.set(MARK, "true")
    return as_kept(rest)


def _bare_process(process: Any) -> None:
    process.attrib.pop("name", None)
    around = process.find(bpmn("extensionElements"))
    if around is not None:
        for mine in around.findall(ours("process")):
            around.remove(mine)
        if not len(around):
            process.remove(around)


def _lanes(process: Any, lanes: dict[str, Lane], refs: set[str]) -> None:
    """Lanes lose what they hold of ours and say who they stand for; our own empty ones go."""
    by_id = {lane.id: lane for lane in lanes.values()}
    for element in list(process.iter(LANE)):
        for ref in element.findall(bpmn("flowNodeRef")):
            if (ref.text or "").strip() in refs:
                element.remove(ref)
        lane = by_id.get(element.get("id", ""))
        if element.get("id", "").startswith("motcua.") and element.find(bpmn("flowNodeRef")) is None:
            element.getparent().remove(element)
        elif data_in(element, "lane") is None and lane is not None:
            mark(element, lane.key)
    for around in process.findall(bpmn("laneSet")):
        if not len(around):
            process.remove(around)


def _bare_file(root: Any, process: Any) -> None:
    """Our own picture, drawn anew each time, and our own party."""
    for diagram in root.findall(DIAGRAM):
        if diagram.get("id") == DIAGRAM_ID:
            root.remove(diagram)
    for team in root.findall(bpmn("collaboration")):
        if team.get("id") != TEAM_ID:
            continue
        for pool in team.findall(bpmn("participant")):
            if pool.get("id") == POOL_ID and pool.get("processRef") == process.get("id"):
                team.remove(pool)
        if not len(team):
            root.remove(team)
