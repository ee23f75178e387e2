"""Who does a step of a BPMN file: our own data, the lane, or what other tools say in their attributes."""

import re
from dataclasses import replace
from typing import Any

from lxml import etree

from motcua.base.access.roles import Clerk, CounterOfficial, Leader, Specialist
from motcua.domain.processes.graph.bpmn.names import bpmn, local, printable
from motcua.domain.processes.graph.definition import Performer, Relation
from motcua.domain.processes.reading.performers import guessed
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

ATTRIBUTES = ("candidateGroups", "assignee", "candidateUsers")
RELATIONS = {
    Relation.RECEIVING: Words("Bộ phận Một cửa", "One-stop office"),
    Relation.SPECIALIST: Words("Bộ phận chuyên môn", "Specialist unit"),
    Relation.UNIT: Words("Phòng chuyên môn", "Unit inside the agency"),
    Relation.LEADER: Words("Lãnh đạo cơ quan", "Head of the agency"),
    Relation.PARENT: Words("Cơ quan cấp trên", "Superior agency"),
    Relation.NAMED: Words("Cơ quan {agency}", "Agency {agency}"),
}
ENGLISH = (
    (("counter", "reception", "front", "intake"), Relation.RECEIVING, CounterOfficial.name),
    (("clerk", "registry", "records office"), Relation.SPECIALIST, Clerk.name),
    (("head of", "team lead", "unit lead"), Relation.UNIT, Leader.name),
    (("leader", "manager", "director", "chair", "head", "approv", "sign"), Relation.LEADER, Leader.name),
)
KEYED = re.compile(r"[-_.]+")
LaneKey = tuple[str, str, str, str]


def lane_key(performer: Performer) -> LaneKey:
    """Steps with the same key share a lane."""
    return performer.relation.value, performer.role, performer.agency, performer.text


def lane_name(performer: Performer) -> str:
    return printable(performer.text) or who(performer).vi


def who(performer: Performer) -> Words:
    told = RELATIONS[performer.relation].fill(agency=performer.agency)
    roles = {role.name: role.title for role in (CounterOfficial, Specialist, Clerk, Leader)}
    role = roles.get(performer.role)
    return Words(f"{told.vi}, {role.vi}", f"{told.en}, {role.en}") if role else told


def moved(performer: Performer | None, key: LaneKey) -> Performer:
    """A performer put into another lane."""
    relation, role, agency, text = key
    base = performer or Performer(Relation(relation), role)
    return replace(base, relation=Relation(relation), role=role, agency=agency, text=text)


def guess(text: str) -> Performer:
    """From a name in Vietnamese or English, or the key of a group such as "bo-phan-mot-cua"."""
    text = tidy(text)[:500]
    said = text if " " in text else KEYED.sub(" ", text)
    lower = said.lower()
    for signs, relation, role in ENGLISH:
        if lower.isascii() and any(sign in lower for sign in signs):
            return Performer(relation, role, text=text)
    return replace(guessed(said).performer, text=text)


def said_in(element: Any) -> str:
    """The group or person other tools name: an attribute, Zeebe's assignment, or a potential owner."""
    for part in (element, *element.iterfind(f"{bpmn('extensionElements')}/*")):
        for name in ATTRIBUTES:
            for key, value in part.attrib.items():
                if etree.QName(key).localname == name and value.strip() and not value.lstrip().startswith(("$", "#")):
                    return str(value).lstrip("= ").strip("\"'[] ")
    for part in element:
        if local(part) in ("potentialOwner", "humanPerformer", "performer"):
            return tidy(" ".join(part.itertext()))
    return ""
