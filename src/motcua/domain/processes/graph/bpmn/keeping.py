"""What is ours in an element, and the rest of it, which is kept as text and put back when the file is written."""

import copy
import json
import re
from typing import Any

from lxml import etree

from motcua.domain.processes.graph.bpmn.names import PREFIXES, bpmn, ours
from motcua.domain.processes.graph.bpmn.parsing import fragment

QUALIFIED = re.compile(r"\A([A-Za-z_][\w.-]*):[A-Za-z_]")
ORDER = ("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "incoming", "outgoing")
LAST = ("dataInputAssociation", "dataOutputAssociation")


def data_in(element: Any, name: str) -> dict[str, Any] | None:
    """Our JSON in an element; None where there is none, or it is damaged."""
    found = element.find(f"{bpmn('extensionElements')}/{ours(name)}")
    if found is None:
        return None
    try:
        told = json.loads(found.text or "")
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def put_data(element: Any, name: str, told: dict[str, Any]) -> None:
    """Our JSON into an element, before what else is there."""
    around = element.find(bpmn("extensionElements"))
    if around is None:
        around = etree.Element(bpmn("extensionElements"), nsmap=PREFIXES)
        element.insert(0, around)
    made = etree.Element(ours(name), nsmap=PREFIXES)
    made.text = as_text(told)
    around.insert(0, made)


def as_text(told: Any) -> str:
    """JSON that XML can hold."""
    text = json.dumps(told, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def without(element: Any, name: str, attributes: tuple[str, ...], children: tuple[str, ...]) -> Any:
    """A copy that lacks our data, the attributes and the BPMN children told."""
    rest = copy.deepcopy(element)
    rest.tail = None
    for attribute in attributes:
        rest.attrib.pop(attribute, None)
    for child in list(rest):
        if child.tag in {bpmn(one) for one in children}:
            rest.remove(child)
    if (around := rest.find(bpmn("extensionElements"))) is not None:
        for mine in around.findall(ours(name)):
            around.remove(mine)
        if not len(around) and not around.attrib:
            rest.remove(around)
    return rest


def kept(rest: Any, usual: str, usual_id: str) -> str:
    """As text; "" where nothing but the usual name and id is left."""
    if rest.get("id") == usual_id:
        del rest.attrib["id"]
    bare = rest.tag == bpmn(usual) and not rest.attrib and not len(rest) and not (rest.text or "").strip()
    return "" if bare else as_kept(rest)


def as_kept(element: Any) -> str:
    """Text with the namespaces it needs and no others, without the white space between elements.

    The same for what was just put together and for what was written and read again: namespaces known here stand on top.
    """
    alone = copy.deepcopy(element)
    alone.tail = None
    for part in alone.iter():
        if not (part.text or "").strip():
            part.text = None
        if part is not alone and not (part.tail or "").strip():
            part.tail = None
    etree.cleanup_namespaces(alone, top_nsmap=PREFIXES, keep_ns_prefixes=sorted(_prefixes(alone)))
    try:
        canonical: str = etree.tostring(alone, method="c14n").decode()
    except (etree.C14NError, ValueError):
        return str(etree.tostring(alone, encoding="unicode"))
    return canonical


def _prefixes(element: Any) -> set[str]:
    """Those that names inside values use, such as xsi:type="bpmn:tFormalExpression"."""
    found, known = set[str](), set[str]()
    for part in element.iter(etree.Element):
        known |= {prefix for prefix in part.nsmap if prefix}
        for value in (*part.attrib.values(), part.text or ""):
            if match := QUALIFIED.match(value):
                found.add(match[1])
    return found & known


def restored(text: str, usual: str, identity: str) -> Any:
    """The element to write: what was kept, or a new one of the usual name."""
    element = fragment(text)
    if element is None or element.prefix == "xml":
        element = etree.Element(bpmn(usual), nsmap=PREFIXES)
    if not element.get("id"):
        element.set("id", identity)
    return element


def in_order(element: Any, order: tuple[str, ...] = ORDER, last: tuple[str, ...] = ()) -> None:
    """Children in the order the schema asks for, each kind in its own order."""
    ranks = {bpmn(name): place for place, name in enumerate(order)}
    ranks |= {bpmn(name): len(order) + 1 + place for place, name in enumerate(last)}
    children = sorted(element, key=lambda child: ranks.get(child.tag, len(order)))
    for child in children:
        element.append(child)
