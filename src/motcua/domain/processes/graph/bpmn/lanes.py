"""The lanes of a process: who stands for each, and which element lies in which."""

from typing import Any

from motcua.domain.processes.graph.bpmn.keeping import data_in, put_data
from motcua.domain.processes.graph.bpmn.names import bpmn
from motcua.domain.processes.graph.bpmn.nodes import Lane
from motcua.domain.processes.graph.bpmn.performers import LaneKey, guess, lane_key
from motcua.domain.processes.graph.definition import Relation
from motcua.kernel.text import tidy

LANE = bpmn("lane")


def lanes_of(process: Any) -> dict[str, Lane]:
    """By XML id of the elements in them; of lanes within lanes the innermost counts."""
    found: dict[str, Lane] = {}
    for element in process.iter(LANE):
        if element.find(f".//{LANE}") is not None:
            continue
        lane = _lane(element)
        found |= {tidy(ref.text or ""): lane for ref in element.findall(bpmn("flowNodeRef"))}
    return found


def every_lane(process: Any) -> list[Lane]:
    return [_lane(element) for element in process.iter(LANE) if element.find(f".//{LANE}") is None]


def _lane(element: Any) -> Lane:
    told, name = data_in(element, "lane"), tidy(element.get("name", ""))
    key = _key(told)
    if told is None and name:
        key = lane_key(guess(name))
    return Lane(element.get("id", ""), name, key, told is not None, element.sourceline or 0)


def _key(told: Any) -> LaneKey | None:
    if not told or told.get("relation") not in list(Relation):
        return None
    relation, role, agency, text = (str(told.get(name, ""))[:1000] for name in ("relation", "role", "agency", "text"))
    return relation, role, agency, text


def mark(element: Any, key: LaneKey | None) -> None:
    """Our data on a lane, so that a step drawn into it by another tool has somebody."""
    names = ("relation", "role", "agency", "text")
    put_data(element, "lane", {name: part for name, part in zip(names, key, strict=True) if part} if key else {})
